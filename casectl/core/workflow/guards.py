"""Guards: what a transition can demand. One function and one row in GUARDS each.

A guard takes the context of the transition and the parameters from the template, and returns None or what is missing.
Users read that message, and in the reference the row's `demands`; the docstrings are for developers only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import field

from casectl.core.case.causes import root_cause
from casectl.core.case.contacts import is_contact, undelivered
from casectl.core.case.event_kinds import ENTERING
from casectl.core.case.fold import before_each, effective_events
from casectl.core.case.kinds.letters import LETTER_KINDS
from casectl.core.case.model import Event
from casectl.core.case.owed import as_owed
from casectl.core.template.fields import is_blank, is_filled
from casectl.core.template.labels import Labels, owed_title
from casectl.core.template.model import Checklist
from casectl.core.template.read_workflow import ParameterKind
from casectl.core.values.messages import LocalizedText, Message, Value, msg
from casectl.core.values.naming import with_code
from casectl.core.values.tree import Tree, get_in, list_of, mapping_of, text_of
from casectl.core.values.value_class import value_class
from casectl.core.workflow.amounts import amount_at_most
from casectl.core.workflow.transition_context import TransitionContext

Params = Mapping[str, Tree]


@value_class
class Guard:
    """A guard's function, its demand as a sentence for the reference, and its required and optional parameters."""

    check: Callable[[TransitionContext, Params], Message | None]
    demands: Message
    required: Mapping[str, ParameterKind] = field(default_factory=dict)
    optional: Mapping[str, ParameterKind] = field(default_factory=dict)

    @property
    def params(self) -> frozenset[str]:
        """All parameters of the guard."""
        return frozenset({*self.required, *self.optional})

    def names(self, params: Params) -> tuple[str, ...]:
        """The dotted names in a case's free part that the guard looks at."""
        kinds = {**self.required, **self.optional}
        above = {name: _ABOVE[kind] for name, kind in kinds.items() if kind in _ABOVE}
        conditions = [name for name, kind in kinds.items() if kind is ParameterKind.FIELDS_WITH_VALUES]
        fields = [f"fields.{each}" for name in conditions for each in mapping_of(params.get(name))]
        named = (f"{top}.{text_of(each)}" for name, top in above.items() for each in list_of(params.get(name)))
        return (*named, *fields)


_ABOVE = {ParameterKind.FIELD: "fields", ParameterKind.CHECKLIST: "checklists"}
"""Where a case has what a parameter names, of those kinds that stand in its free part."""


def fields_set(context: TransitionContext, params: Params) -> Message | None:
    """The named fields are filled."""
    blank = [
        _title(context, name)
        for name in map(text_of, list_of(params.get("fields")))
        if not is_filled(get_in(context.fields, tuple(name.split("."))))
    ]
    return msg("fill {fields}", fields=blank) if blank else None


def _title(context: TransitionContext, name: str) -> Value:
    field = context.template.field_at(tuple(name.split(".")))
    return msg("{title} ({name})", title=field.title, name=name) if field else name


def contacted(context: TransitionContext, params: Params) -> Message | None:
    """A contact in `direction` (in or out) is on record, since the state `since` was last entered, if it was; one that
    is a `letter` of this kind, which went out as approved where the template has such letters approved.
    """
    direction, since, letter = (text_of(params.get(name)) for name in ("direction", "since", "letter"))
    names = context.template.workflow.names_of(since)
    events = effective_events(context.case.journal)
    lost = undelivered(events)
    for event in reversed(events):
        if is_contact(event, direction) and event.id not in lost and letter in ("", event.text("letter")):
            return None
        if since and event.kind in ENTERING and event.text("to") in names:
            break
    if letter:
        return msg("send the customer the {letter}: casectl reply {id}",
                   letter=LETTER_KINDS.get(letter, letter), id=context.case.id)  # fmt: skip
    if direction == "in":
        return msg("record what the customer said: casectl contact {id} in", id=context.case.id)
    return msg("record what the customer was told: casectl contact {id} out", id=context.case.id)


def checklist_done(context: TransitionContext, params: Params) -> Message | None:
    """Every item of a checklist is ticked."""
    name = text_of(params.get("checklist"))
    checklist = next((each for each in context.template.checklists if each.name == name), None)
    left = unticked(context, checklist) if checklist else []
    if not left:
        return None
    items: list[Value] = [msg("{title} ({name})", title=words, name=f"{name}.{item}") for item, words in left]
    return msg("tick off with --tick NAME: {items}", items=items)


def unticked(context: TransitionContext, checklist: Checklist) -> list[tuple[str, LocalizedText]]:
    """The items of a checklist that are not ticked yet."""
    ticks = mapping_of(mapping_of(context.free.get("checklists")).get(checklist.name))
    return [(item, words) for item, words in checklist.items if text_of(ticks.get(item)) != "yes"]


def no_open_follow_ups(context: TransitionContext, params: Params) -> Message | None:
    """No follow-up is open; with `blocking_only: yes`, none that the template marks as blocking."""
    blocking = {rule.name for rule in context.template.follow_ups if rule.blocking}
    only = text_of(params.get("blocking_only")) == "yes"
    left = [each for each in context.case.header.follow_ups if not only or each.rule in blocking]
    if not left:
        return None
    labels = Labels.of(context.template)
    names = [
        msg("{title} ({name})", title=owed_title(labels, each.kind, each.name, each.rule), name=each.called)
        for each in map(as_owed, left)
    ]
    return msg("finish the follow-ups {names}", names=names)


def no_pending_offer(context: TransitionContext, params: Params) -> Message | None:
    """No handoff waits to be accepted or returned."""
    offer = context.case.header.offer
    if offer is None:
        return None
    to = offer.to or context.teams.get(offer.team, offer.team)
    return msg("the handoff to {name} is not accepted or returned yet", name=to)


def parts_closed(context: TransitionContext, params: Params) -> Message | None:
    """Every case that is a part of this one is over."""
    left = context.open_parts()
    return msg("first finish the parts of this case: {parts}", parts=[*left]) if left else None


def clocks_stopped(context: TransitionContext, params: Params) -> Message | None:
    """None of the named clocks is running or paused."""
    names = [text_of(each) for each in list_of(params.get("clocks"))]
    known = [clock for name in names if (clock := context.template.clock(name))]
    running = {*context.case.header.due, *context.case.header.paused}
    left: list[Value] = [with_code(clock.name, clock.title) for clock in known if clock.name in running]
    return msg("these clocks must stop first: {clocks}", clocks=left) if left else None


def has_owner(context: TransitionContext, params: Params) -> Message | None:
    """Somebody owns the case."""
    if context.case.header.owner:
        return None
    return msg("the case has no owner: casectl assign {id} NAME", id=context.case.id)


def cause_found(context: TransitionContext, params: Params) -> Message | None:
    """A root cause is on record, that nobody disputes."""
    found = root_cause(context.case.journal)
    if found is None:
        return msg("record the root cause: casectl cause {id} CAUSE", id=context.case.id)
    if found.dispute:
        return msg("decide who is responsible: casectl cause {id} CAUSE", id=context.case.id)
    return None


def reason_given(context: TransitionContext, params: Params) -> Message | None:
    """A reason is given with the step."""
    return None if not is_blank(context.reason) else msg("say why: --reason TEXT")


def role(context: TransitionContext, params: Params) -> Message | None:
    """The person who acts has one of `roles`."""
    roles = [text_of(each) for each in list_of(params.get("roles"))]
    if set(roles) & set(context.actor.roles):
        return None
    return msg("{person} has none of the roles {roles}", person=context.actor.name, roles=roles)


def not_handled_by(context: TransitionContext, params: Params) -> Message | None:
    """Neither actor, recorder nor owner is named in `field`: nobody handles a complaint about themselves."""
    named = text_of(get_in(context.fields, tuple(text_of(params.get("field")).split("."))))
    for person in filter(None, (context.actor, context.keyboard, context.owner)):
        if person.is_named_in(named):
            return msg("the complaint is about {person}, who may not handle it", person=person.name)
    return None


def handled_by_another(context: TransitionContext, params: Params) -> Message | None:
    """Neither the actor, the recorder nor the owner handled the case until it last entered the state `until`.

    A person handled it who took or recorded a step of the workflow, or owned the case at the time.
    """
    case, state = context.case, text_of(params.get("until"))
    now = context.handlers() | {case.header.owner}
    states = context.template.workflow.names_of(state)
    again = sorted(now & _handlers(effective_events(case.journal), states) - {""})
    if not again:
        return None
    title = next(
        (each.title for each in context.template.workflow.states if each.name == state), LocalizedText.of(state)
    )
    return msg(
        "{people} handled the case up to {state}: somebody else must own it now, and do this", people=again, state=title
    )


def _handlers(journal: tuple[Event, ...], states: Collection[str]) -> set[str]:
    """Who took or recorded a step up to the last one that entered one of the `states`, and the owner at each."""
    owned = zip(journal, (before.owner for before in before_each(journal)), strict=True)
    steps = [(event, owner) for event, owner in owned if event.kind in ("advanced", "reopened")]
    last = max((number for number, (event, _) in enumerate(steps, 1) if event.text("to") in states), default=0)
    return {name for event, owner in steps[:last] for name in (event.by, event.text("via"), owner)}


def level_at_least(context: TransitionContext, params: Params) -> Message | None:
    """The level is at least `level`."""
    wanted = int(text_of(params.get("level")) or 0)
    if context.case.header.level >= wanted:
        return None
    return msg("the level must be {level} or higher", level=wanted)


def level_at_most(context: TransitionContext, params: Params) -> Message | None:
    """The level is at most `level`, unless the person has one of `roles`: a limit of authority."""
    wanted = int(text_of(params.get("level")) or 0)
    if context.case.header.level <= wanted:
        return None
    roles = [text_of(each) for each in list_of(params.get("roles"))]
    if set(roles) & set(context.actor.roles):
        return None
    if roles:
        return msg("above level {level} this needs one of the roles {roles}", level=wanted, roles=roles)
    return msg("the level must be {level} or lower", level=wanted)


AMOUNTS = ("amount_at_most",)
"""The guards on what is entered in a field, which hold after their step as well."""

GUARDS: dict[str, Guard] = {
    "fields_set": Guard(fields_set, msg("the named fields are filled"), {"fields": ParameterKind.FIELD}),
    "contacted": Guard(
        contacted,
        msg("the customer was contacted (optionally: since a given state, or by a given kind of letter)"),
        {"direction": ParameterKind.DIRECTION},
        optional={"since": ParameterKind.STATE_OR_OPENED, "letter": ParameterKind.LETTER},
    ),
    "checklist_done": Guard(
        checklist_done, msg("every item of the checklist is ticked"), {"checklist": ParameterKind.CHECKLIST}
    ),
    "no_open_follow_ups": Guard(
        no_open_follow_ups,
        msg("no follow-up, or no blocking one, is open"),
        optional={"blocking_only": ParameterKind.YES_NO},
    ),
    "no_pending_offer": Guard(no_pending_offer, msg("no handoff waits to be accepted")),
    "parts_closed": Guard(parts_closed, msg("every case that is a part of it is resolved or closed")),
    "clocks_stopped": Guard(clocks_stopped, msg("the clocks have stopped"), {"clocks": ParameterKind.CLOCK}),
    "has_owner": Guard(has_owner, msg("somebody owns the case")),
    "cause_found": Guard(cause_found, msg("a root cause is on record, and nobody disputes who is responsible")),
    "reason_given": Guard(reason_given, msg("a reason is given with the step")),
    "role": Guard(role, msg("the person has one of the roles"), {"roles": ParameterKind.ROLE}),
    "not_handled_by": Guard(
        not_handled_by,
        msg("neither the person acting nor the owner is named in the field"),
        {"field": ParameterKind.FIELD},
    ),
    "handled_by_another": Guard(
        handled_by_another,
        msg("neither the person acting nor the owner handled the case before it reached the given state"),
        {"until": ParameterKind.STATE},
    ),
    "level_at_least": Guard(level_at_least, msg("the level is at least the given one"), {"level": ParameterKind.LEVEL}),
    "amount_at_most": Guard(
        amount_at_most,
        msg(
            "the amount is at most the given one; a higher amount needs one of the roles, or a second person"
            " who does not own the case"
        ),
        {"field": ParameterKind.FIELD, "amount": ParameterKind.AMOUNT},
        optional={
            "roles": ParameterKind.ROLE,
            "second_person": ParameterKind.YES_NO,
            "when": ParameterKind.FIELDS_WITH_VALUES,
        },
    ),
    "level_at_most": Guard(
        level_at_most,
        msg("the level is at most the given one; a higher level needs one of the roles"),
        {"level": ParameterKind.LEVEL},
        optional={"roles": ParameterKind.ROLE},
    ),
}
