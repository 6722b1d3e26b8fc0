"""--group-by: how many cases, deadlines or tasks there are of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from itertools import product

from casectl.actions.context import Reading, Rules
from casectl.actions.lookup.known_names import TAGS, fields_of, names_called, refuse_unknown
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.owed import DEADLINE
from casectl.core.owed_reports import Agenda, DueReport, DueRow
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.fields import CALLED, GROUPING
from casectl.core.reports import CaseList, Groups, Unread
from casectl.core.template.labels import Label, Labels
from casectl.core.template.target_settings import Exposure
from casectl.core.values.messages import LocalizedText, Message, UsageError, Value, counted, msg
from casectl.core.values.nearest import suggestion
from casectl.core.values.value_class import NamedTuple
from casectl.core.values.widths import folded

_PLAIN = ("state", "owner", "team", "template", "level", "source", "cause", "title")
_MONTHS = {"received": "received_at", "opened": "opened_at", "closed": "closed_at"}
_Reader = Callable[[Excerpt], Iterable[str]]


class _Counted(NamedTuple):
    """What is counted: things of cases, called `unit` ("" for the cases themselves).

    `own` are the keys under which a thing has a word itself; each row is a thing's case and those words.
    """

    unit: str
    own: tuple[str, ...]
    rows: Sequence[tuple[Excerpt, tuple[str, ...]]]
    unreadable: list[Unread]
    titles: Mapping[tuple[str, str], Value]
    notes: tuple[Message, ...] = ()


def _counted(report: CaseList | DueReport | Agenda, zone: tzinfo) -> _Counted:
    """What is counted of a list: its cases, its deadlines (each of one clock, kind and day) or its tasks."""
    if isinstance(report, DueReport):
        rows = ((row.case, row.owed, row) for row in report.rows)
        due = [(case, (_clock(row), row.kind, _day(owed.at, zone), owed.who, owed.name)) for case, owed, row in rows]
        titles = {("what", row.owed.name): row.title for row in report.rows}
        titles |= {("clock", clock): row.title for row in report.rows if (clock := _clock(row))}
        own = ("clock", "kind", "due", "who", "what")
        return _Counted("deadlines", own, due, report.unreadable, titles, report.notes)
    if isinstance(report, Agenda):
        things = ((each.case, each.owed) for each in report.tasks)
        tasks = [(case, (_day(owed.at, zone), owed.who, owed.name, owed.kind)) for case, owed in things]
        titles = {("what", each.owed.name): each.title for each in report.tasks}
        return _Counted("tasks", ("day", "who", "what", "kind"), tasks, report.unreadable, titles, report.notes)
    return _Counted("", (), [(case, ()) for case in report.cases], report.unreadable, {})


def _clock(row: DueRow) -> str:
    """The clock of a deadline; "" for a follow-up."""
    return row.owed.name if row.owed.kind == DEADLINE else ""


def group_cases(context: Reading, report: CaseList | DueReport | Agenda, keys: Sequence[str]) -> Groups:
    """Count what is listed by the words under `keys`, called as in a query. With several tags it counts in each, as
    it does in each template that it has ever had.

    Texts that differ only in width, letter case or Unicode form are one, shown as most have it.

    Raises UsageError for unknown keys, NotFound for unknown fields.
    """
    titles = TemplateTitles(context)
    found = _counted(report, context.zone)
    keys = keys_meant(context, found.own, keys)
    readers = [
        _own(found.own.index(key)) if key in found.own else _case(reader_of(key, titles, context.zone)) for key in keys
    ]
    met: dict[tuple[str, ...], list[str]] = {}
    alike = Counter[tuple[str, ...]]()
    forms: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
    free = [key == "title" or key.startswith("fields.") for key in keys]
    for case, own in found.rows:
        for words in product(*(reader(case, own) for reader in readers)):
            same = tuple(folded(word) if text else word for word, text in zip(words, free, strict=True))
            forms.setdefault(same, Counter())[words] += case.alike or 1
            ids = met.setdefault(same, [])
            if case.alike:
                alike[same] += case.alike
            else:
                ids.append(case.id)
    for template in {name for case, _ in found.rows for name in (case.text("template"), *case.earlier_templates)}:
        titles.of(template)
    counts = [
        (min(forms[same].items(), key=lambda form: (-form[1], form[0]))[0], len(ids) + alike[same],
         len({*ids}) + alike[same])
        for same, ids in met.items()
    ]  # fmt: skip
    rows = sorted(counts, key=lambda row: (-row[1], row[0]))
    asked = {(key, word) for words, _, _ in counts for key, word in zip(keys, words, strict=True)} | {
        ("", key) for key in keys
    }
    called = titles_of_settings(context) | {
        each: title for each in asked if (title := title_of_word(titles.read_so_far(), *each))
    }
    notes = (*found.notes, *_counted_twice(keys, found))
    return Groups(tuple(keys), found.unit, rows, found.unreadable, {**called, **found.titles}, notes)


def titles_of_settings(context: Rules) -> dict[tuple[str, str], Value]:
    """The titles of the teams, the causes, the lines of the score sheet, and of what complaints are told of."""
    teams: dict[tuple[str, str], Value] = {("team", name): title for name, title in context.casebook.teams}
    lines = {("mark", name): title for name, title in context.casebook.inspections.marks}
    rates: dict[tuple[str, str], Value] = {("per", each.name): _per(each) for each in context.casebook.exposure}
    return teams | lines | rates | {("cause", each.code): each.title for each in context.casebook.causes}


def _per(entry: Exposure) -> Message:
    """For how many of what a rate is, and where their number is from, which only a faulty file does not say."""
    if not entry.source:
        return msg("per {number} {title}", number=entry.per, title=entry.title)
    return msg("per {number} {title} ({source})", number=entry.per, title=entry.title, source=entry.source)


def _counted_twice(keys: Sequence[str], found: _Counted) -> Iterator[Message]:
    """That retyped cases are counted under each template: the sum is more than there are."""
    retyped = {case.id for case, _ in found.rows if case.earlier_templates} if "ever" in keys else ()
    if retyped:
        yield counted(
            "{count} case was retyped and is counted under each of its templates",
            "{count} cases were retyped and are counted under each of their templates",
            len(retyped),
        )


def alike_under(context: Reading, typed: Sequence[str]) -> tuple[str, ...]:
    """The columns in which cases must be alike to count as one under these keys; none if the columns cannot tell.

    Raises UsageError for unknown keys, NotFound for unknown fields.
    """
    columns = {**{key: key for key in _PLAIN}, "category": "state"}
    keys = keys_meant(context, (), typed)
    return tuple(dict.fromkeys(("template", *(columns[key] for key in keys)))) if {*keys} <= {*columns} else ()


def _own(place: int) -> Callable[[Excerpt, tuple[str, ...]], tuple[str, ...]]:
    return lambda _case, own: own[place : place + 1]


def _case(reader: _Reader) -> Callable[[Excerpt, tuple[str, ...]], tuple[str, ...]]:
    return lambda case, _own: tuple(reader(case)) or ("",)


def title_of_word(known: Sequence[Labels], key: str, word: str) -> LocalizedText | None:
    """What the templates call a word under a key, or, without one, a field; None if none has it.

    Where they do not agree it is all that they call it: Investigating/Looking it up.
    """
    titles = [entry.title for labels in known if (entry := _entry(labels, key, word))]
    languages = dict.fromkeys(language for title in titles for language, _ in title.by_language)
    both = ((each, "/".join(dict.fromkeys(title.within(each) for title in titles))) for each in languages)
    return LocalizedText(tuple(both)) if titles else None


def _entry(labels: Labels, key: str, word: str) -> Label | None:
    match key.partition("."):
        case ("state", _, _):
            return labels.states.get(word)
        case ("template" | "ever", _, _):
            return labels.template.get(word)
        case ("clock", _, _):
            return labels.clocks.get(word)
        case ("", _, _):
            return labels.fields.get(word.partition(".")[2])
        case (_, _, name):
            return labels.choices.get(f"{name}={word}")


def keys_meant(context: Reading, own: Sequence[str], typed: Sequence[str]) -> list[str]:
    """The keys that somebody means, each once."""
    keys = list(dict.fromkeys(key if key in own else _key(context, key) for key in typed))
    known = (*dict.fromkeys((*own, *GROUPING)),)
    if wrong := [key for key in keys if key not in known and not key.startswith("fields.")]:
        words = (*known, *fields_of(context))
        hints = [(key, suggestion(key, words)) for key in wrong]
        raise UsageError(
            msg("cases cannot be grouped by {keys}", keys=wrong),
            problems=[msg("{key}: {hint}", key=key, hint=hint) for key, hint in hints if hint],
            hint=None if all(hint for _, hint in hints) else msg("group by {keys}, or fields.NAME", keys=known),
        )
    refuse_unknown(context, {"field": [key.removeprefix("fields.") for key in keys if key.startswith("fields.")]})
    return keys


def _key(context: Rules, typed: str) -> str:
    """The key that is meant: one of GROUPING, or a field, by its name or its title."""
    key = TAGS if (called := CALLED.get(typed, typed)) in ("tag", "tags") else called
    if key in GROUPING:
        return key
    prefix, _, name = key.partition(".")
    if prefix in ("field", "fields") and name:
        return f"fields.{name}"
    named = (key,) if key in fields_of(context) else names_called(context, "field", key)
    return f"fields.{named[0]}" if len(named) == 1 and named[0] in fields_of(context) else key


def reader_of(key: str, titles: TemplateTitles, zone: tzinfo) -> _Reader:
    """What a case has under a key: one word or several."""
    if key == TAGS:
        return lambda case: case.fields.get("tags", "").split(", ")
    if key.startswith("fields."):
        name = key.removeprefix("fields.")
        return lambda case: (case.fields.get(name, ""),)
    if key in _PLAIN:
        return lambda case: (case.text(key),)
    if key in _MONTHS:
        return lambda case: (_day_of(case.text(_MONTHS[key]), zone)[:7],)
    others: dict[str, _Reader] = {
        "ever": lambda case: dict.fromkeys((case.text("template"), *case.earlier_templates)),
        "category": lambda case: (titles.category(case.text("template"), case.text("state")),),
        "clock": lambda case: case.due,
        "due": lambda case: (_day(at, zone),) if (at := case.next_due) else (),
        "followup": lambda case: (_day(at, zone),) if (at := case.next_follow_up) else (),
        "offered": lambda case: (case.offer.get("to") or case.offer.get("team") or "",),
    }
    return others[key]


def _day(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).date().isoformat()


def _day_of(at: str, zone: tzinfo) -> str:
    return _day(datetime.fromisoformat(at), zone) if at else ""
