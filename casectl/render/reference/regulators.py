"""The page on the regulators' packs: every deadline of the shipped templates, its clause and how it was verified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.template.clock_rules import PROOFS, Clock, FollowUpRule, Within
from casectl.core.template.model import Template
from casectl.core.time.durations import parse_duration
from casectl.core.values.messages import Message, Value, msg
from casectl.render.language import _, translate
from casectl.render.text.markdown_text import paragraphs, pipe_table

_PROOFS: dict[str, Message] = {mark: meaning for mark, meaning in PROOFS.items() if mark != "own"}
"""The marks of regulators' rules; a company's own promises have another mark."""


def regulators(templates: Sequence[Template]) -> str:
    """The page, with a section for each template that has a regulator's rule."""
    packs = [each for each in templates if any(_is_regulators(rule) for rule in _rules(each))]
    return paragraphs(
        "# " + _("Regulators' deadlines"),
        _(
            "casectl init --template NAME adds a pack, the templates that it builds on, and the calendars that it"
            " counts in. Each deadline says where its rule is written and how far that was verified; check it"
            " yourself before you rely on it. Rules change: a case stays under those it was opened with."
        ),
        pipe_table((_("Mark"), _("Meaning")), ((f"`{mark}`", translate(meaning)) for mark, meaning in _PROOFS.items())),
        _(
            "Unless a row says otherwise, the day of the start is day 0, a deadline in days runs to the end of the last"
            " one, and nothing pauses, extends or restarts it."
        ),
        _(
            "A complaint of which different parts come under two rules, such as one only partly about a"
            " payment, has two deadlines and two answers: open one case for each part and link them with"
            " casectl link CASE part-of OTHER. Each part then has its own deadlines, and is answered and closed"
            " separately."
        ),
        *(part for pack in packs for part in _section(pack)),
    )


def _rules(template: Template) -> list[Clock | FollowUpRule]:
    return [*template.clocks, *template.follow_ups]


def _is_regulators(rule: Clock | FollowUpRule) -> bool:
    return rule.verified in _PROOFS


def _section(template: Template) -> Iterator[str]:
    yield f"## {template.name}: {translate(template.title)}"
    if translate(template.help):
        yield translate(template.help)
    heads = (_("Deadline"), _("Limit"), _("Started by"), _("Stopped by"), _("Notes"), _("Source"), _("Mark"))
    yield pipe_table(heads, (_row(rule) for rule in _rules(template) if _is_regulators(rule)))


def _row(rule: Clock | FollowUpRule) -> list[str]:
    name = f"{translate(rule.title)} (`{rule.name}`)"
    if isinstance(rule, FollowUpRule):
        return [name, rule.after, f"`{rule.on}`", "", _("a reminder"), translate(rule.source), rule.verified]
    stops = ", ".join(f"`{each}`" for each in rule.stops)
    remarks = "; ".join(translate(each) for each in _remarks(rule))
    return [name, _limit(rule.within), _start(rule), stops, remarks, translate(rule.source), rule.verified]


def _start(clock: Clock) -> str:
    return ", ".join(f"`{each}`" for each in clock.starts)


def _limit(table: Sequence[Within]) -> str:
    return "; ".join(translate(_row_of_table(row)) for row in table)


def _row_of_table(row: Within) -> Value:
    if not row.when:
        return row.duration
    conditions: list[Value] = [f"{name} = {'/'.join(values)}" for name, values in row.when]
    return msg("{duration} where {conditions}", duration=row.duration, conditions=conditions)


def _remarks(clock: Clock) -> Iterator[Message]:
    """The other parts of the rule, in the order in which they affect the deadline."""
    if clock.chance:
        yield msg("optional, not a duty")
    if clock.calendar:
        yield msg("calendar {name}", name=clock.calendar)
    if clock.next_day:
        yield msg("the next day is day 1")
    if not clock.day_zero:
        yield msg("the day of the start is day 1")
    if clock.arrivals == "next_opening":
        yield msg("what is received after hours counts from the next opening")
    if clock.ends == "close_of_business":
        yield msg("until the close of business")
    if clock.ends == "end_of_day":
        yield msg("until the end of the day")
    if clock.ends == "exact" and any(parse_duration(row.duration).unit not in ("m", "h") for row in clock.within):
        yield msg("until the time of day of the start")
    if clock.repeat:
        yield msg("then again every {limit}, as long as the case is open", limit=_limit(clock.repeat))
    if clock.excused_by:
        yield msg("no longer applies once {clock} is met", clock=clock.excused_by)
    if clock.reopening == "resume":
        yield msg("when the case is reopened, resumes with the time that was left")
    yield from _changes(clock)
    first, last = clock.in_force
    if first:
        yield msg("in force from {day}", day=first)
    if last:
        yield msg("in force until {day}", day=last)


def _changes(clock: Clock) -> Iterator[Message]:
    """What may move the deadline."""
    for pause in clock.pauses:
        yield msg("paused for: {reason}", reason=pause.title)
        if pause.notice:
            yield msg("only with notice to the customer")
    for _reason, title in clock.restarts:
        yield msg("restarts for: {reason}", reason=title)
    rule = clock.extension
    if rule and rule.by:
        yield msg("extended by at most {length}", length=rule.by)
    if rule and rule.up_to:
        yield msg("extended to at most {length}", length=rule.up_to)
    if rule and rule.may:
        yield msg("extended only by {roles}", roles=rule.may)
    if rule and rule.notice:
        yield msg("only with notice to the customer")
