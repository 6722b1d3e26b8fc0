"""Reading a template's workflow: states, transitions, guards, and whether every state leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from typing import Protocol

from casectl.core.case.kinds.letters import LETTER_KINDS
from casectl.core.case.kinds.said import DIRECTIONS
from casectl.core.template.keys import PERMISSIONS
from casectl.core.template.model import CATEGORIES, GuardUse, State, Transition, Workflow
from casectl.core.template.permission import Approval, Permission
from casectl.core.template.read_triggers import read_duration, read_states_named
from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import SettingsReader
from casectl.core.values.value_class import value_class


class ParameterKind(Enum):
    """What the value of a guard's parameter names; every value of the template file is checked against it."""

    FIELD = auto()
    STATE = auto()
    STATE_OR_OPENED = auto()
    LEVEL = auto()
    CHECKLIST = auto()
    CLOCK = auto()
    ROLE = auto()
    DIRECTION = auto()
    LETTER = auto()
    YES_NO = auto()
    AMOUNT = auto()
    FIELDS_WITH_VALUES = auto()


ParameterKinds = Mapping[str, ParameterKind]
"""Parameters of a guard by name, each with what its value names."""


class GuardRule(Protocol):
    """What a template must know of a guard: the parameters it must have, and those it may have."""

    @property
    def required(self) -> ParameterKinds:
        """Parameters that no use may lack."""
        ...

    @property
    def optional(self) -> ParameterKinds:
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

    def allowed(self, what: ParameterKind) -> tuple[str, ...] | None:
        """The values that `what` may have; None where the template does not list them."""
        match what:
            case ParameterKind.FIELD:
                return self.fields
            case ParameterKind.STATE:
                return self.states
            case ParameterKind.STATE_OR_OPENED:
                return ("opened", *self.states)
            case ParameterKind.LEVEL:
                return self.levels
            case ParameterKind.CHECKLIST:
                return self.checklists
            case ParameterKind.CLOCK:
                return self.clocks
            case ParameterKind.ROLE | ParameterKind.AMOUNT | ParameterKind.FIELDS_WITH_VALUES:
                return None  # casectl.yaml lists the roles
            case ParameterKind.DIRECTION:
                return tuple(DIRECTIONS)
            case ParameterKind.LETTER:
                return tuple(LETTER_KINDS)
            case ParameterKind.YES_NO:
                return ("yes", "no")


def read_states(reader: SettingsReader, node: Node | None) -> tuple[State, ...]:
    """The states of the workflow under `node`."""
    states = []
    for name, each in reader.named(node.mapping.get("states") if node else None).items():
        part = reader.part(each, "state")
        category = reader.word(part.get("category"), CATEGORIES, "open")
        withdrawn = _withdrawn(reader, name, part, category)
        states.append(State(name, reader.words(part.get("title"), name), category, withdrawn))
    return tuple(states)


def _withdrawn(reader: SettingsReader, name: str, part: Mapping[str, Node], category: str) -> bool:
    """Whether a state is one of withdrawn complaints; if it does not say so, a closed one of that name is."""
    if "withdrawn" not in part:
        return name == "withdrawn" and category == "closed"
    withdrawn = reader.yes(part["withdrawn"])
    if withdrawn and category != "closed":
        reader.report(part["withdrawn"], "T018", msg("a state of withdrawn complaints must have the category closed"))
    return withdrawn


def read_workflow(reader: SettingsReader, node: Node, states: tuple[State, ...], known: GuardNames) -> Workflow:
    """The workflow under `node`, with its states as already read."""
    part = reader.part(node, "workflow")
    steps = [
        step for each in reader.named(part.get("transitions")).values() for step in _transitions(reader, each, known)
    ]
    workflow = Workflow(
        initial=_state(reader, part.get("initial"), known),
        states=states,
        transitions=tuple(steps),
        reopens_to=_state(reader, part.get("reopens_to"), known),
        reopen_may=reader.texts(part.get("reopen_may")),
        reopen_within=read_duration(reader, part.get("reopen_within")),
        permissions={name: _permission(reader, part[name]) for name in PERMISSIONS if name in part},
        renamed=_renamed(reader, part.get("renamed"), known),
        approval=_approval(reader, part["approve"], known) if "approve" in part else None,
    )
    _check_twice(reader, part.get("transitions"))
    if all(workflow.state(name) for step in steps for name in (step.source, step.target)) and workflow.initial:
        _check_ways(reader, part.get("states"), workflow)
    return workflow


def _renamed(reader: SettingsReader, node: Node | None, known: GuardNames) -> Mapping[str, str]:
    """Former names of states with the present ones; a former name is none of the present."""
    found = {}
    for old, each in reader.named(node).items():
        if old in known.states:
            reader.report(each, "T008", msg("{state} is a former name, but still listed under states", state=old))
        elif new := _state(reader, each, known):
            found[old] = new
    return found


def _approval(reader: SettingsReader, node: Node, known: GuardNames) -> Approval:
    part = reader.part(node, "approval")
    letters = reader.texts(part.get("letters"))
    for each in sorted({*letters} - LETTER_KINDS.keys()):
        reader.unknown(part["letters"], "T018", each, LETTER_KINDS)
    states = read_states_named(reader, part.get("states"), known.states)
    return Approval(letters, reader.texts(part.get("may")), read_duration(reader, part.get("within")) or "4wh", states)


def _permission(reader: SettingsReader, node: Node) -> Permission:
    part = reader.part(node, "permission")
    return Permission(reader.texts(part.get("may")), reader.yes(part.get("reason")))


def _state(reader: SettingsReader, node: Node | None, known: GuardNames) -> str:
    name = reader.text(node)
    if node is not None and name and name not in known.states:
        reader.unknown(node, "T007", name, known.states)
        return ""
    return name


def _transitions(reader: SettingsReader, node: Node, known: GuardNames) -> list[Transition]:
    """The step under `node`, once for each state that it leaves."""
    part = reader.part(node, "transition")
    sources, target = reader.texts(part.get("from")), _state(reader, part.get("to"), known)
    for source in sources:
        if source not in known.states:
            reader.unknown(part["from"], "T007", source, known.states)
    title = reader.words(part.get("title"), target)
    guards = tuple(_guards(reader, part.get("guards"), known))
    may = reader.texts(part.get("may"))
    name = str(node.path[-1]) if node.path else ""
    return [Transition(source, target, title, guards, may, name) for source in sources]


def _check_twice(reader: SettingsReader, node: Node | None) -> None:
    seen: set[tuple[str, str]] = set()
    for each in node.mapping.values() if node else ():
        if "from" not in each.mapping or "to" not in each.mapping:
            continue
        target = each.mapping["to"].text
        for source in each.mapping["from"].items:
            if (source.text, target) in seen:
                what = msg("there is already a transition from {source} to {target}", source=source.text, target=target)
                reader.report(each, "T008", what)
            seen.add((source.text, target))


def _check_ways(reader: SettingsReader, node: Node | None, workflow: Workflow) -> None:
    """Every state must be reached from the first one and must lead to a closed one."""
    steps = {(step.source, step.target) for step in workflow.transitions}
    ended = [state.name for state in workflow.states if state.category in ("resolved", "closed")]
    reopened = {(name, workflow.reopens_to) for name in ended if workflow.reopens_to}
    closed = [state.name for state in workflow.states if state.category == "closed"]
    reached = _along(steps | reopened, [workflow.initial])
    closing = _along({(target, source) for source, target in steps}, closed)
    for name, each in node.mapping.items() if node else ():
        if name not in reached:
            reader.report(each, "T009", msg("no transition leads to {state}", state=name))
        if name not in closing:
            reader.report(each, "T010", msg("from {state} no closed state can be reached", state=name))


def _along(ways: set[tuple[str, str]], start: Iterable[str]) -> set[str]:
    """The states that can be reached from `start`."""
    reached: set[str] = set()
    ahead = set(start)
    while ahead:
        reached |= ahead
        ahead = {target for source, target in ways if source in ahead} - reached
    return reached


# Guards


def _guards(reader: SettingsReader, node: Node | None, known: GuardNames) -> Iterable[GuardUse]:
    if node is not None and isinstance(node.content, dict):
        reader.report(node, "T003", msg("a list is needed here"))
    for each in node.items if node else ():
        if isinstance(each.content, dict):
            for name, params in each.mapping.items():
                yield _guard(reader, name, params, known)
        else:
            yield _guard(reader, reader.text(each), each.holding({}), known)


def _guard(reader: SettingsReader, name: str, node: Node, known: GuardNames) -> GuardUse:
    if name not in known.guards:
        reader.unknown(node, "T011", name, known.guards)
        return GuardUse(name)
    params, rule = reader.mapping(node), known.guards[name]
    declared = {**rule.required, **rule.optional}
    for param, value in params.items():
        if param not in declared:
            reader.unknown(value, "T012", param, sorted(declared))
        else:
            _check_value(reader, value, declared[param], known)
    for param in sorted(set(rule.required) - set(params)):
        reader.report(node, "T012", msg("guard {guard} needs {parameter}", guard=name, parameter=param))
    return GuardUse(name, {param: value.tree() for param, value in params.items()})


def _check_value(reader: SettingsReader, node: Node, what: ParameterKind, known: GuardNames) -> None:
    if what is ParameterKind.FIELDS_WITH_VALUES:
        for name, value in reader.mapping(node).items():
            if name not in known.fields:
                reader.unknown(value, "T012", name, known.fields)
        return
    words, allowed = reader.texts(node), known.allowed(what)
    if not words:
        reader.report(node, "T012", msg("a value is missing here"))
    for word in words:
        if allowed is not None and word not in allowed:
            reader.unknown(node, "T012", word, allowed)
        if what is ParameterKind.AMOUNT:
            _check_amount(reader, node, word)


def _check_amount(reader: SettingsReader, node: Node, word: str) -> None:
    from casectl.core.values.money import is_stored, not_money  # few templates have a limit

    # a limit without a currency is one in any; XXX is the code of none (ISO 4217)
    if not is_stored(word) and not is_stored(f"{word} XXX"):
        reader.report(node, "T012", not_money(word).what)
