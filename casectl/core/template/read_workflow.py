"""Reading a template's workflow: states, transitions, guards, and whether every state leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from casectl.core.template.model import CATEGORIES, GuardUse, State, Transition, Workflow
from casectl.core.template.nodes import TemplateNode
from casectl.core.template.parts import Reading
from casectl.core.values.messages import msg
from casectl.core.values.value_class import value_class


class GuardRule(Protocol):
    """What a template must know of a guard: the parameters it must have, and those it may have."""

    @property
    def required(self) -> frozenset[str]:
        """Parameters that no use may lack."""
        ...

    @property
    def optional(self) -> frozenset[str]:
        """Parameters that may be left out."""
        ...


@value_class
class GuardNames:
    """What a guard may speak of: states, fields (nested ones by dotted name), levels, checklists, clocks, guards."""

    states: tuple[str, ...]
    fields: tuple[str, ...]
    levels: tuple[str, ...]
    checklists: tuple[str, ...]
    clocks: tuple[str, ...]
    guards: Mapping[str, GuardRule]

    def allowed(self, param: str) -> tuple[str, ...] | None:
        """What a guard's parameter may name, None for anything; a parameter means the same in every guard."""
        return {
            "fields": self.fields,
            "field": self.fields,
            "direction": ("in", "out"),
            "since": ("opened", *self.states),
            "until": self.states,
            "checklist": self.checklists,
            "clocks": self.clocks,
            "blocking_only": ("yes", "no"),
            "level": self.levels,
        }.get(param)


def read_states(reading: Reading, node: TemplateNode | None) -> tuple[State, ...]:
    """The states of the workflow under `node`."""
    states = []
    for name, each in reading.named(node.mapping.get("states") if node else None).items():
        part = reading.part(each, "state")
        category = reading.word(part.get("category"), CATEGORIES, "open")
        states.append(State(name, reading.words(part.get("title"), name), category))
    return tuple(states)


def read_workflow(reading: Reading, node: TemplateNode, states: tuple[State, ...], known: GuardNames) -> Workflow:
    """The workflow under `node`, with its states as already read."""
    part = reading.part(node, "workflow")
    steps = [
        step for each in reading.named(part.get("transitions")).values() for step in _transitions(reading, each, known)
    ]
    workflow = Workflow(
        initial=_state(reading, part.get("initial"), known),
        states=states,
        transitions=tuple(steps),
        reopens_to=_state(reading, part.get("reopens_to"), known),
        reopen_may=reading.texts(part.get("reopen_may")),
    )
    _check_twice(reading, part.get("transitions"))
    if all(workflow.state(name) for step in steps for name in (step.source, step.target)) and workflow.initial:
        _check_ways(reading, part.get("states"), workflow)
    return workflow


def _state(reading: Reading, node: TemplateNode | None, known: GuardNames) -> str:
    name = reading.text(node)
    if node is not None and name and name not in known.states:
        reading.unknown(node.place, "T007", name, known.states)
        return ""
    return name


def _transitions(reading: Reading, node: TemplateNode, known: GuardNames) -> list[Transition]:
    """The step under `node`, once for each state that it leaves."""
    part = reading.part(node, "transition")
    sources, target = reading.texts(part.get("from")), _state(reading, part.get("to"), known)
    for source in sources:
        if source not in known.states:
            reading.unknown(part["from"].place, "T007", source, known.states)
    title = reading.words(part.get("title"), target)
    guards = tuple(_guards(reading, part.get("guards"), known))
    may = reading.texts(part.get("may"))
    return [Transition(source, target, title, guards, may) for source in sources]


def _check_twice(reading: Reading, node: TemplateNode | None) -> None:
    seen: set[tuple[str, str]] = set()
    for each in node.mapping.values() if node else ():
        if "from" not in each.mapping or "to" not in each.mapping:
            continue
        target = each.mapping["to"].text
        for source in each.mapping["from"].items:
            if (source.text, target) in seen:
                what = msg("there is already a transition from {source} to {target}", source=source.text, target=target)
                reading.fault(each.place, "T008", what)
            seen.add((source.text, target))


def _check_ways(reading: Reading, node: TemplateNode | None, workflow: Workflow) -> None:
    """Every state must be reached from the first one and must lead to a closed one."""
    steps = {(step.source, step.target) for step in workflow.transitions}
    ended = [state.name for state in workflow.states if state.category in ("resolved", "closed")]
    reopened = {(name, workflow.reopens_to) for name in ended if workflow.reopens_to}
    closed = [state.name for state in workflow.states if state.category == "closed"]
    reached = _along(steps | reopened, [workflow.initial])
    closing = _along({(target, source) for source, target in steps}, closed)
    for name, each in node.mapping.items() if node else ():
        if name not in reached:
            reading.fault(each.place, "T009", msg("no transition leads to {state}", state=name))
        if name not in closing:
            reading.fault(each.place, "T010", msg("from {state} no closed state can be reached", state=name))


def _along(ways: set[tuple[str, str]], start: Iterable[str]) -> set[str]:
    """The states that can be reached from `start`."""
    reached: set[str] = set()
    ahead = set(start)
    while ahead:
        reached |= ahead
        ahead = {target for source, target in ways if source in ahead} - reached
    return reached


# Guards


def _guards(reading: Reading, node: TemplateNode | None, known: GuardNames) -> Iterable[GuardUse]:
    if node is not None and isinstance(node.content, dict):
        reading.fault(node.place, "T003", msg("a list is needed here"))
    for each in node.items if node else ():
        if isinstance(each.content, dict):
            for name, params in each.content.items():
                yield _guard(reading, name, params, known)
        else:
            yield _guard(reading, reading.text(each), TemplateNode({}, each.place), known)


def _guard(reading: Reading, name: str, node: TemplateNode, known: GuardNames) -> GuardUse:
    if name not in known.guards:
        reading.unknown(node.place, "T011", name, known.guards)
        return GuardUse(name)
    params, rule = reading.mapping(node), known.guards[name]
    for param, value in params.items():
        if param not in rule.required | rule.optional:
            reading.unknown(value.place, "T012", param, sorted(rule.required | rule.optional))
        else:
            _check_value(reading, value, known.allowed(param))
    for param in sorted(rule.required - set(params)):
        reading.fault(node.place, "T012", msg("guard {guard} needs {parameter}", guard=name, parameter=param))
    return GuardUse(name, {param: value.tree() for param, value in params.items()})


def _check_value(reading: Reading, node: TemplateNode, allowed: tuple[str, ...] | None) -> None:
    words = reading.texts(node)
    if not words:
        reading.fault(node.place, "T012", msg("something is missing here"))
    for word in words:
        if allowed is not None and word not in allowed:
            reading.unknown(node.place, "T012", word, allowed)
