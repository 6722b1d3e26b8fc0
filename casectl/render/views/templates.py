"""Views of templates: the list, and one with its fields, states, steps and clocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.template.clock_rules import Clock, Conditions
from casectl.core.template.model import OPENING, Field, State, Template, Transition
from casectl.core.time.durations import in_words, parse_duration
from casectl.core.values.messages import Message, Value, msg
from casectl.core.values.naming import with_code
from casectl.render.language import _, translate
from casectl.render.text.pages import aligned_lines
from casectl.render.text.terminal import visible
from casectl.render.view import Cells, Column, Row, View, table
from casectl.render.views.guard_demands import demand
from casectl.render.views.lists import Teams
from casectl.render.views.values import named, titled, translated

_CATEGORIES = {
    "open": msg("open"), "waiting": msg("waiting"), "resolved": msg("resolved"), "closed": msg("closed"),
}  # fmt: skip


_TYPES = {
    "number": msg("a number"), "date": msg("a date"), "instant": msg("a date and time"), "yes_no": msg("yes or no"),
    "money": msg("an amount of money"), "list": msg("a list"),
}  # fmt: skip
_KINDS = {"regulatory": msg("regulatory"), "internal": msg("internal")}


def template_list(found: Sequence[Template], unreadable: Sequence[tuple[str, Message]], teams: Teams) -> View:
    """`template list`: a row for each template; `teams` has the titles of the teams."""
    cells: Cells[Template] = {
        Column("name", _("Name"), keep=True): lambda each: each.name,
        Column("title", _("Title"), least=24): lambda each: translated(each.title),
        Column("version", _("Version"), spare=True): lambda each: each.version,
        Column("team", _("Team"), spare=True): lambda each: named(each.preset("team", {}), teams),
        Column("fields", _("Fields"), "right", spare=True): lambda each: len(_leaves(each)),
        Column("states", _("States"), "right", spare=True): lambda each: len(each.workflow.states),
        Column("clocks", _("Clocks"), "right", spare=True): lambda each: len(each.clocks),
    }
    return View("templates", *table(found, cells), unreadable=unreadable)


def template(shown: Template) -> View:
    """`template show`: one row with all parts; for people, a page."""
    columns = (
        Column("name", _("Name"), keep=True), Column("title", _("Title")), Column("version", _("Version")),
        Column("fields", _("Fields"), detail=True), Column("states", _("States"), detail=True),
        Column("steps", _("Steps"), detail=True), Column("clocks", _("Clocks"), detail=True),
    )  # fmt: skip
    row: Row = {
        "name": shown.name, "title": translated(shown.title), "version": shown.version,
        "fields": [_field_row(name, field) for name, field in _leaves(shown)],
        "states": [{"name": each.name, "title": translated(each.title), "category": each.category}
                   for each in shown.workflow.states],
        "steps": [{"from": each.source, "to": each.target, "title": translated(each.title), "may": list(each.may),
                   "guards": [use.name for use in each.guards]} for each in shown.workflow.transitions],
        "clocks": [_clock_row(each) for each in shown.clocks],
    }  # fmt: skip
    return View("template", columns, [row], page="\n".join(_page(shown)))


def field_lines(shown: Template) -> list[tuple[str, str]]:
    """The fields of a template as options of `casectl new`, each with what it is."""
    lines = (visible(translate(msg("{parts}", parts=_about(field, shown)))) for _name, field in _leaves(shown))
    return [(f"--{name}", line) for (name, _field), line in zip(_leaves(shown), lines, strict=True)]


def _leaves(shown: Template) -> list[tuple[str, Field]]:
    return [(".".join(path), field) for path, field in shown.all_fields if field.type != "map"]


def _field_row(name: str, field: Field) -> Row:
    return {
        "name": name, "title": translated(field.title), "type": field.type, "required": list(field.required),
        "private": field.private, "choices": [each for each, _title in field.choices],
    }  # fmt: skip


def _clock_row(clock: Clock) -> Row:
    return {
        "name": clock.name, "title": translated(clock.title), "kind": clock.kind,
        "within": [{"duration": each.duration, "when": {name: list(values) for name, values in each.when}}
                   for each in clock.within],
        "starts": list(clock.starts), "stops": list(clock.stops), "source": translated(clock.source),
    }  # fmt: skip


def _about(field: Field, shown: Template) -> list[Value]:
    """What a field is: its title, when it has to be filled, what may be written."""
    parts: list[Value] = [field.title]
    needed: list[Value] = [_needed(each, shown) for each in field.required]
    if needed:
        conditional = msg("needed {moments}, if its conditions hold", moments=needed)
        parts.append(conditional if field.required_if else msg("needed {moments}", moments=needed))
    if field.choices:
        choices: list[Value] = [with_code(each, title) for each, title in field.choices]
        parts.append(msg("one of {choices}", choices=choices))
    elif field.type != "text":
        parts.append(_TYPES.get(field.type, field.type))
    return [*parts, *([msg("private")] if field.private else [])]


def _needed(moment: str, shown: Template) -> Message:
    if moment == OPENING:
        return msg("to open a case")
    return msg("for {state}", state=shown.workflow.title(moment))


def _page(shown: Template) -> Iterator[str]:
    yield visible(titled(shown.title, shown.name)) + "  " + translate(msg("version {version}", version=shown.version))
    if shown.help:
        yield visible(translate(shown.help))
    yield from _part(_("Fields"), [(name, line.removeprefix("--")) for name, line in _named_lines(shown)])
    states = shown.workflow.states
    yield from _part(_("States"), [(each.name, visible(translate(each.title)), _state_note(each, shown))
                                   for each in states])  # fmt: skip
    yield "\n" + _("Steps")
    for source in dict.fromkeys(each.source for each in shown.workflow.transitions):
        for each in shown.workflow.steps_from(source):
            yield from _step(each, shown)
    if shown.clocks:
        yield "\n" + _("Clocks")
    for clock in shown.clocks:
        yield from _clock(clock)


def _named_lines(shown: Template) -> list[tuple[str, str]]:
    return [(name.removeprefix("--"), line) for name, line in field_lines(shown)]


def _part(heading: str, lines: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if lines:
        yield "\n" + heading
        yield from aligned_lines(lines)


def _state_note(state: State, shown: Template) -> str:
    first = [msg("first state")] if state.name == shown.workflow.initial else []
    return translate(msg("{notes}", notes=[_CATEGORIES[state.category], *first]))


def _step(step: Transition, shown: Template) -> Iterator[str]:
    before, target = translate(shown.workflow.title(step.source)), translate(shown.workflow.title(step.target))
    after = titled(target, step.target)
    yield "  " + visible(translate(msg("{before} → {after}: {title}", before=before, after=after, title=step.title)))
    if step.may:
        yield "    " + translate(msg("only {roles}", roles=step.may))
    needed = [field.title for _path, field in shown.all_fields if step.target in field.required]
    if needed:
        yield "    " + translate(msg("needs the fields {fields}", fields=needed))
    for use in step.guards:
        yield "    " + translate(demand(use, shown))


def _clock(clock: Clock) -> Iterator[str]:
    yield "  " + translate(msg("{clock}, {kind}", clock=with_code(clock.name, clock.title), kind=_KINDS[clock.kind]))
    for row in clock.within:
        length = in_words(parse_duration(row.duration))
        yield "    " + translate(msg("{length} if {conditions}", length=length, conditions=_when(row.when))
                                 if row.when else msg("within {length}", length=length))  # fmt: skip
    yield "    " + translate(msg("from {starts} to {stops}", starts=clock.starts, stops=clock.stops))
    if clock.source:
        yield "    " + translate(msg("source: {source}", source=clock.source))


def _when(conditions: Conditions) -> list[Value]:
    return [msg("{name} is {values}", name=name, values=values) for name, values in conditions]
