"""The view of one case: a page for people, the whole case for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, tzinfo

from casectl.core.case.fold import effective_events
from casectl.core.case.known_then import around_each
from casectl.core.case.links import link_title
from casectl.core.case.model import JOINED, LISTS, UNDONE, Case, Event
from casectl.core.case.owed import as_owed
from casectl.core.clocks.missed import missed_deadlines
from casectl.core.clocks.runs import latest_runs
from casectl.core.history.event_summary import SHOWN, event_summary, labels_then
from casectl.core.merge.undecided import in_words
from casectl.core.query.case_facts import chasers
from casectl.core.reports import CaseView
from casectl.core.template.free_fields import ticked
from casectl.core.template.labels import NO_LABELS, Labels, changed_title, owed_title
from casectl.core.template.model import Field
from casectl.core.time.durations import span
from casectl.core.time.instants import elapsed, to_seconds, to_the_minute
from casectl.core.time.zones import zone_named
from casectl.core.values.messages import counted, msg
from casectl.core.values.tree import Tree, list_of, mapping_of, text_of
from casectl.core.workflow.transitions import NextStep
from casectl.render.language import _, translate
from casectl.render.text.pairs import pairs
from casectl.render.text.terminal import visible
from casectl.render.view import Column, Value, View
from casectl.render.views.redress import redress_lines
from casectl.render.views.values import titled, translated

_KEYS = (
    "id", "title", "template", "state", "owner", "team", "level", "received_at", "closed_at", "source", "offer",
    "next_due", "due", "paused", "provisional", "unconfirmed", "links", "conflicts", "linked_from",
    "fields", "checklists", "follow_ups", "steps", "journal", "path",
)  # fmt: skip
_DETAILS = ("journal", "steps", "joined")
_TEXT_KEYS = ("whys", "reason", "tried", "expects", "background", "consent", "text", "abuse", "outcome")


def case_view(report: CaseView, zone: tzinfo) -> View:
    """`show`: the case, its deadlines, and the next steps with what each is missing. Times are shown in `zone`."""
    own = [key for key in report.case.tree if key not in _KEYS and key != "schema"]
    own += ["joined"] * bool(report.joined) + ["archived"] * report.is_archived
    columns = tuple(Column(name, name, detail=name in _DETAILS) for name in (*_KEYS, *own))
    row: dict[str, Value] = dict.fromkeys(LISTS, ())
    row |= {key: _value(value) for key, value in report.case.tree.items()}
    level = report.case.header.level
    row |= {
        "level": level or None,
        "linked_from": [{"type": type, "case": other} for type, other in report.backlinks],
        "steps": [_step_row(step) for step in report.steps],
        "path": report.case.source.file,
    }
    row |= {"joined": [_joined(each) for each in report.joined]} if report.joined else {}
    row |= {"archived": True} if report.is_archived else {}
    return View("case", columns, [row], report.notes, page="\n".join(_page(report, zone)))


def _joined(case: Case) -> Value:
    return {"id": case.id, "title": case.title, "journal": _value(case.tree.get("journal", []))}


def _step_row(step: NextStep) -> Value:
    missing: list[Value] = [translated(each) for each in step.missing]
    return {"to": step.transition.target, "missing": missing}


def _value(tree: Tree) -> Value:
    if isinstance(tree, dict):
        return {key: _value(value) for key, value in tree.items()}
    return [_value(each) for each in tree] if isinstance(tree, list) else tree


def _page(report: CaseView, zone: tzinfo) -> Iterator[str]:
    case, header = report.case, report.case.header
    state = report.template.workflow.state(header.state)
    yield f"{case.id}  {visible(case.title)}"
    yield ""
    yield from pairs(
        [
            (_("State"), titled(state.title, header.state) if state else header.state),
            (_("Template"), titled(report.template.title, header.template)),
            (_("Owner"), _owner(report)),
            (_("Team"), titled(report.teams.get(header.team, ""), header.team) if header.team else ""),
            (_("Level"), _level(report)),
            (_("Received"), _when(header.received_at, zone)),
            (_("Closed"), _when(header.closed_at, zone)),
            (_("Source"), ":".join(header.source) if header.source else ""),
            (_("Chasers"), str(chasers(case) or "")),
        ]
    )
    yield from _section(_("To be decided: both sides changed it"), _conflicts(report))
    yield from _section(_("Deadlines"), _deadlines(report, zone))
    yield from _section(_("Follow-ups"), _follow_ups(report, zone))
    yield from _section(_("Redress"), redress_lines(case.journal))
    yield from _section(_("Complaint"), pairs([*_fields(report.template.fields, dict(case.fields), "")]))
    yield from _section(_("Checklists"), _checklists(report))
    yield from _section(_("Links"), _links(report))
    yield from _section(_("Journal"), _journal(case, zone, report.labels))
    for each in report.joined:
        title = msg("Journal of {case}, which was merged into this one", case=each.id)
        yield from _section(translate(title), _journal(each, zone, report.labels))
    yield from _section(_("Next steps"), _steps(report))


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield title
        yield from (f"  {line}" if line else "" for line in found)


def _owner(report: CaseView) -> str:
    header = report.case.header
    owner, offer = titled(report.people.get(header.owner, ""), header.owner) or "-", header.offer
    if not offer:
        return owner
    to = titled(report.people.get(offer.to, ""), offer.to) or report.teams.get(offer.team, offer.team)
    return translate(msg("{owner}, offered to {to} and not accepted yet", owner=owner, to=to))


def _level(report: CaseView) -> str:
    level = report.case.header.level
    title = dict(report.template.levels).get(str(level))
    return translate(msg("{level} ({title})", level=level, title=title)) if title else str(level or "")


def _when(at: datetime | None, zone: tzinfo) -> str:
    return to_the_minute(at, zone) if at else ""


def _deadlines(report: CaseView, zone: tzinfo) -> Iterator[str]:
    titles = {clock.name: clock.title for clock in report.template.clocks}
    titles |= {old: titles[new] for old, new in report.template.renamed.clocks.items()}
    header = report.case.header
    latest = latest_runs(report.case.journal)
    for clock, due in sorted(header.due.items(), key=lambda each: to_seconds(each[1])):
        left = elapsed(report.at, due)
        late = left.total_seconds() < 0
        state = msg("OVERDUE by {time}", time=span(-left)) if late else msg("{time} left", time=span(left))
        mark = _("  (provisional)") if clock in header.provisional else ""
        mark += _("  (stopped, unconfirmed)") if clock in header.unconfirmed else ""
        run = latest.get(clock)
        mark += _("  (set by hand)") if run and run.overridden else ""
        mark += _("  (missed before)") if run and any(missed_deadlines(run, report.case.journal)) else ""
        yield f"{_when(due, zone)}  {titled(titles.get(clock, clock), clock)}  {translate(state)}{mark}"
    for clock, code in header.paused.items():
        rule = report.template.clock(clock)
        reason = rule.pause(code) if rule else None
        waits = translate(msg("paused: {reason}", reason=reason.title if reason else code))
        yield visible(f"{'-':16}  {titled(titles.get(clock, clock), clock)}  {waits}")


def _follow_ups(report: CaseView, zone: tzinfo) -> Iterator[str]:
    labels = Labels.of(report.template)
    for each in sorted(report.case.header.follow_ups, key=lambda each: to_seconds(each.at)):
        owed = as_owed(each)
        title = translate(owed_title(labels, owed.kind, owed.name, owed.rule))
        left = elapsed(report.at, each.at)
        late = f"  {translate(msg('OVERDUE by {time}', time=span(-left)))}" if left < timedelta() else ""
        tried = counted("not reached once", "not reached {count} times", each.tries)
        note = "".join(f"  {text}" for text in (translate(tried) if each.tries else "", each.note) if text)
        place = zone_named(each.zone) if each.zone not in ("", str(zone)) else None
        when = f"{_when(each.at, place)} {each.zone}" if place else _when(each.at, zone)
        yield visible(f"{when}  {each.id}  {title}  {each.who}{late}{note}")


def _fields(fields: tuple[Field, ...], values: dict[str, Tree], indent: str) -> Iterator[tuple[str, str | None]]:
    """The title of each field that is filled, with its value; of one with parts (None) these follow, indented."""
    known = {field.name for field in fields}
    for field in fields:
        value, title = values.get(field.name), indent + translate(field.title)
        if field.type == "map" and isinstance(value, dict):
            yield title, None
            yield from _fields(field.fields, value, f"{indent}  ")
        elif value not in (None, "", [], {}):
            yield title, _field_text(field, value or "")
    yield from ((indent + name, _plain(value)) for name, value in values.items() if name not in known)


def _field_text(field: Field, value: Tree) -> str:
    titles = dict(field.choices)
    if isinstance(value, str) and value in titles:
        return translate(titles[value])
    if field.type == "yes_no":
        return _("yes") if value == "yes" else _("no")
    return _plain(value)


def _plain(value: Tree) -> str:
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, list):
        return "\n".join(_plain(each) for each in value)
    return "\n".join(f"{key}: {_plain(each)}" for key, each in value.items())


def _checklists(report: CaseView) -> Iterator[str]:
    for checklist in report.template.checklists:
        for item, title in checklist.items:
            box = "[x]" if ticked(report.case.tree, checklist, item) else "[ ]"
            yield f"{box} {titled(title, f'{checklist.name}.{item}')}"


def _conflicts(report: CaseView) -> Iterator[str]:
    """What is to be decided, in the case itself and in those that were joined to it."""
    for case in (report.case, *report.joined):
        labels = report.labels.get(case.header.template, NO_LABELS)
        for conflict in case.header.conflicts:
            said = in_words(case, conflict, labels)
            yield visible(translate(said if case is report.case else msg("{case}: {what}", case=case.id, what=said)))
        if case.header.conflicts:
            yield f"casectl reconcile {case.id} --reason {_('TEXT')}"


def _links(report: CaseView) -> Iterator[str]:
    for link in report.case.header.links:
        yield visible(translate(msg("{type} {case}", type=link_title(link.type), case=link.case)))
    for type, other in report.backlinks:
        yield visible(translate(msg("{other} is {type} this one", other=other, type=link_title(type))))


def _journal(case: Case, zone: tzinfo, known: Mapping[str, Labels]) -> Iterator[str]:
    counted = {event.id for event in effective_events(case.journal)}
    for event, before, _after in around_each(case.journal):
        labels = labels_then(before, event, known)
        did = translate(event_summary(before, event, labels))
        undone = "" if event.id in counted or event.kind == UNDONE else _("  (undone)")
        yield visible(f"{_when(event.at, zone)}  {event.by}  {did}{undone}")
        names = [changed_title(labels, text_of(each)) for each in list_of(event.data.get("changed"))]
        if event.kind in ("changed", "adopted") and len(names) > SHOWN:
            yield visible(f"    {_label('changed')}{translate(msg('{names}', names=names))}")
        if fallen := _fallen_away(event, known.get(before.template, labels)):
            yield visible(f"    {_why_ended(event)}{', '.join(fallen)}")
        for key in _TEXT_KEYS:
            for text in filter(None, map(text_of, list_of(event.data.get(key)))):
                first, *rest = visible(text, multiline=True).rstrip("\n").split("\n")
                yield f"    {_label(key)}{first}"
                yield from (f"    {line}" for line in rest)


def _fallen_away(event: Event, labels: Labels) -> list[str]:
    """The clocks that fell away in an event, by title."""
    names = [name for name, each in event.mapping("clocks").items() if "fell_away" in mapping_of(each)]
    return [titled(labels.clocks[name].title if name in labels.clocks else "", name) for name in names]


def _why_ended(event: Event) -> str:
    """Why clocks ended without a verdict: the complaint was withdrawn, or the case that goes on has them."""
    if event.kind == JOINED:
        return translate(
            msg("these clocks now run in {case} and are no longer counted here: ", case=event.text("case"))
        )
    return _label("fell_away")


def _label(key: str) -> str:
    labels = {
        "changed": _("changed: "),
        "reason": _("reason: "),
        "tried": _("tried: "),
        "expects": _("expects: "),
        "consent": _("consent: "),
        "abuse": _("abuse: "),
        "background": _("background: "),
        "outcome": _("outcome: "),
        "fell_away": _("no longer applies: "),
    }
    return labels.get(key, "")


def _steps(report: CaseView) -> Iterator[str]:
    for step in report.steps:
        yield from _step(step)
    if report.is_archived:
        yield f"casectl archive --restore {report.case.id} --reason {_('TEXT')}"
    elif report.template.workflow.category(report.case.header.state) in ("resolved", "closed"):
        yield f"casectl reopen {report.case.id}"


def _step(step: NextStep) -> Iterator[str]:
    title = titled(step.transition.title, step.transition.target)
    yield translate(
        msg("{title} - not ready yet", title=title) if step.missing else msg("{title} - ready", title=title)
    )
    yield from (f"  - {visible(translate(each))}" for each in step.missing)
