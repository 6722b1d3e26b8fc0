"""A template: the whole life of one kind of complaint, as data.

`casectl.core.template.read` builds one from its file and reports all problems at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from functools import cached_property

from casectl.core.case.owed import DEADLINE, Owed
from casectl.core.template.clock_rules import NO_WORDS, Clock, Conditions, FollowUpRule, conditions_hold
from casectl.core.template.ladders import Stage
from casectl.core.template.permission import Approval, Permission
from casectl.core.template.renamed import Renamed
from casectl.core.values.messages import LocalizedText, Value
from casectl.core.values.naming import texts_of
from casectl.core.values.tree import Tree, get_in, text_of
from casectl.core.values.value_class import value_class

OPENING = "opening"
"""In `Field.required`: the field must be filled when the case is opened."""

CATEGORIES = ("open", "waiting", "resolved", "closed")

FINISHED = ("resolved", "closed")
"""The categories of states in which a case is over."""


@value_class
class Field:
    """One field of a complaint. `required` lists OPENING and the states that may not be entered while it is empty, if
    the case meets the conditions of `required_if`.

    `choices` are for type choice, `fields` for map, `item` for list, `minimum` and `maximum` for number, `currencies`
    for money (none: any). The date in a `promise` is owed as a follow-up, until the case is in one of the states
    `settled`. A date that can only be `past` is none to come when it is recorded.
    """

    name: str
    type: str
    title: LocalizedText
    help: LocalizedText = NO_WORDS
    default: Tree | None = None
    required: tuple[str, ...] = ()
    required_if: Conditions = ()
    private: bool = False
    promise: bool = False
    past: bool = False
    settled: tuple[str, ...] = ()
    choices: tuple[tuple[str, LocalizedText], ...] = ()
    fields: tuple[Field, ...] = ()
    item: Field | None = None
    minimum: str = ""
    maximum: str = ""
    currencies: tuple[str, ...] = ()

    @cached_property
    def named_choices(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The choices, each with its titles."""
        return tuple((name, texts_of(title)) for name, title in self.choices)

    def walk(self, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
        """This field and the ones nested in it, each with its path of names."""
        path = (*above, self.name)
        yield path, self
        for inner in self.fields:
            yield from inner.walk(path)


@value_class
class State:
    """A state of the workflow; `category` is one of CATEGORIES. `withdrawn`: the customer took the complaint back."""

    name: str
    title: LocalizedText
    category: str
    withdrawn: bool = False


JOINED_STATE = State(
    "joined", LocalizedText((("en", "Joined to another case"), ("zh", "已并入其他工单"))), "closed", withdrawn=True
)
"""The state of a case that is a second record of a complaint; every template has it, and no step leads to it."""


@value_class
class GuardUse:
    """A guard on a transition: its name in `casectl.core.workflow.guards.GUARDS` and its parameters."""

    name: str
    params: Mapping[str, Tree] = field(default_factory=dict)


@value_class
class Transition:
    """A step from one state to another; `may` lists the roles that may take it (empty: everyone), `name` is its key."""

    source: str
    target: str
    title: LocalizedText
    guards: tuple[GuardUse, ...] = ()
    may: tuple[str, ...] = ()
    name: str = ""


@value_class
class Checklist:
    """A list of items to tick; a guard can require all of them."""

    name: str
    title: LocalizedText
    items: tuple[tuple[str, LocalizedText], ...]


@value_class
class Workflow:
    """The states in their order, the transitions between them, and the state of a reopened case ("": none).

    `reopen_within` is the duration within which a case may be reopened after it is over ("": at any time).
    `permissions` has what it takes to do what PERMISSIONS names; what is not in it, anybody may do. `renamed` has the
    former names of states, each with the present one: what was recorded keeps them. `approval` says which letters
    somebody else approves, if any.
    """

    initial: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    reopens_to: str = ""
    reopen_may: tuple[str, ...] = ()
    reopen_within: str = ""
    permissions: Mapping[str, Permission] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    approval: Approval | None = None

    def must_be_approved(self, letter: str, state: str) -> bool:
        """Whether somebody else approves such a letter of a case in that state."""
        rule = self.approval
        return rule is not None and (letter in rule.letters or not self.names_of(state).isdisjoint(rule.states))

    def state(self, name: str) -> State | None:
        """The state that is or was called `name`, if there is one."""
        found = self._by_name.get(self.now_called(name))
        return found or (JOINED_STATE if name == JOINED_STATE.name else None)

    @property
    def known(self) -> tuple[State, ...]:
        """All states that a case may be in: besides the template's own that of a case joined to another one."""
        return self.states if JOINED_STATE.name in self._by_name else (*self.states, JOINED_STATE)

    def now_called(self, name: str) -> str:
        """The present name of a state."""
        return self.renamed.get(name, name)

    def names_of(self, name: str) -> frozenset[str]:
        """The names that a state has and had."""
        return frozenset((name, *(old for old, new in self.renamed.items() if new == name)))

    @cached_property
    def _by_name(self) -> dict[str, State]:
        return {state.name: state for state in reversed(self.states)}

    def title(self, name: str) -> Value:
        """The title of a state; its bare name if it is unknown."""
        state = self.state(name)
        return state.title if state and str(state.title) else name

    def category(self, name: str) -> str:
        """The category of a state; an unknown state counts as open, so that its cases are never overlooked."""
        return self._categories.get(name, "open")

    @cached_property
    def _categories(self) -> dict[str, str]:
        """The category of each state that a case may be in, by its present and its former names."""
        names = (*(each.name for each in self.known), *self.renamed)
        return {name: state.category for name in names if (state := self.state(name))}

    @property
    def entered(self) -> frozenset[str]:
        """The states that can be entered by a transition or by reopening."""
        return frozenset({step.target for step in self.transitions} | {self.reopens_to} - {""})

    def steps_from(self, name: str) -> tuple[Transition, ...]:
        """The transitions that leave a state."""
        return self._steps.get(self.now_called(name), ())

    @cached_property
    def _steps(self) -> dict[str, tuple[Transition, ...]]:
        sources = dict.fromkeys(step.source for step in self.transitions)
        return {source: tuple(step for step in self.transitions if step.source == source) for source in sources}


@value_class
class Preset:
    """What a new case has unless it is given: `value`, if the case meets the conditions of `when`."""

    value: str
    when: Conditions = ()


PRESETS = ("team", "owner", "level")
"""What a template may preset, besides the defaults of its fields."""


@value_class
class Template:
    """One kind of complaint, complete (``extends`` already applied)."""

    name: str
    version: str
    title: LocalizedText
    workflow: Workflow
    help: LocalizedText = NO_WORDS
    presets: Mapping[str, tuple[Preset, ...]] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    clocks: tuple[Clock, ...] = ()
    follow_ups: tuple[FollowUpRule, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    levels: tuple[tuple[str, LocalizedText], ...] = ()
    personal_data_allowed: bool = False
    offer_back_after: str = ""
    offer_up_after: str = ""
    ladders: Mapping[str, tuple[Stage, ...]] = field(default_factory=dict)
    renamed: Renamed = Renamed()
    escalation: tuple[Preset, ...] = ()

    @property
    def rule(self) -> str:
        """Name and version, as recorded with each deadline: ``complaint@1``."""
        return f"{self.name}@{self.version}"

    @cached_property
    def not_to_handle(self) -> tuple[str, ...]:
        """The fields with people who may not handle the case, as guards of the workflow say, by dotted name."""
        uses = [use for step in self.workflow.transitions for use in step.guards if use.name == "not_handled_by"]
        return tuple(dict.fromkeys(text_of(use.params.get("field")) for use in uses))

    def ladder(self, owed: Owed) -> tuple[tuple[Stage, ...], str]:
        """Who is reminded of what is owed, and the calendar by which that counts ("": the casebook's)."""
        if owed.kind == DEADLINE:
            clock = self.clock(owed.name)
            return (clock.remind, clock.calendar) if clock else ((), "")
        rule = next((each for each in self.follow_ups if owed.rule and each.name == owed.rule), None)
        return (rule and rule.remind) or self.ladders.get(owed.kind, ()), rule.calendar if rule else ""

    def clock(self, name: str) -> Clock | None:
        """The clock called `name`, if there is one."""
        return next((clock for clock in self.clocks if clock.name == name), None)

    def field_at(self, path: tuple[str, ...]) -> Field | None:
        """The field with this path of names, if the template declares it."""
        return next((each for where, each in self.all_fields if where == path), None)

    @cached_property
    def all_fields(self) -> tuple[tuple[tuple[str, ...], Field], ...]:
        """The fields and those nested in them, each with its path of names."""
        return tuple(found for top in self.fields for found in top.walk())

    @cached_property
    def promises(self) -> tuple[tuple[str, Field], ...]:
        """The fields with promises, by dotted name."""
        return tuple((".".join(path), field) for path, field in self.all_fields if field.promise)

    @cached_property
    def past_dates(self) -> tuple[str, ...]:
        """The dotted names of the fields with dates that can only be past."""
        return tuple(".".join(path) for path, field in self.all_fields if field.past)

    def preset(self, key: str, fields: Mapping[str, Tree]) -> str:
        """What a new case with these fields has as its team, owner or level if none is given; "" if nothing is said."""
        value = value_in(fields)
        return next((row.value for row in self.presets.get(key, ()) if conditions_hold(row.when, value)), "")

    def escalates_to(self, level: int, fields: Mapping[str, Tree]) -> str:
        """The team, role or person to whom such a case is offered when it is raised to `level`; "" if to nobody."""
        value = value_in({**fields, "level": str(level)})
        return next((row.value for row in self.escalation if conditions_hold(row.when, value)), "")

    def required_for(self, when: str, fields: Mapping[str, Tree]) -> list[tuple[tuple[str, ...], Field]]:
        """The fields that a case with these fields must have filled at OPENING or on entering the state `when`, each
        with its path.
        """
        required, value = self._required.get(when, []), value_in(fields)
        return [each for each in required if not each[1].required_if or conditions_hold(each[1].required_if, value)]

    @cached_property
    def _required(self) -> dict[str, list[tuple[tuple[str, ...], Field]]]:
        found: dict[str, list[tuple[tuple[str, ...], Field]]] = {}
        for where, each in self.all_fields:
            for when in dict.fromkeys(each.required):
                found.setdefault(when, []).append((where, each))
        return found


def value_in(fields: Mapping[str, Tree]) -> Callable[[str], str]:
    """The value of a field by its dotted name, "" for none."""
    known = fields if isinstance(fields, dict) else dict(fields)
    return lambda name: text_of(get_in(known, tuple(name.split("."))))
