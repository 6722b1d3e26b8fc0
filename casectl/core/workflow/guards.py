"""Guards: what a transition may demand. One function and one row in GUARDS each.

A guard looks at a situation and what the template tells it, and returns None, or what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casectl.core.case.event import Event
from casectl.core.case.fold import fold, standing
from casectl.core.template.fields import is_blank, is_filled
from casectl.core.template.model import Checklist
from casectl.core.values.messages import Message, Value, Words, msg
from casectl.core.values.tree import Tree, dig, list_of, mapping_of, text_of
from casectl.core.values.value_class import frozen
from casectl.core.workflow.transition_context import Situation

Params = Mapping[str, Tree]


@frozen
class Guard:
    """A guard's rule, what it demands in a sentence for the reference, and the parameters it must and may have."""

    check: Callable[[Situation, Params], Message | None]
    demands: Message
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()

    @property
    def params(self) -> frozenset[str]:
        """All parameters that it knows."""
        return self.required | self.optional


def fields_set(situation: Situation, params: Params) -> Message | None:
    """The named fields are filled."""
    blank = [
        _title(situation, name)
        for name in map(text_of, list_of(params.get("fields")))
        if not is_filled(dig(situation.fields, tuple(name.split("."))))
    ]
    return msg("fill {fields}", fields=blank) if blank else None


def _title(situation: Situation, name: str) -> Value:
    field = situation.template.field_at(tuple(name.split(".")))
    return msg("{title} ({name})", title=field.title, name=name) if field else name


def contacted(situation: Situation, params: Params) -> Message | None:
    """The customer was contacted (`direction`: in or out), since the case last entered the state `since` if it did."""
    direction, since = text_of(params.get("direction")), text_of(params.get("since"))
    for event in reversed(standing(situation.case.journal)):
        if event.kind == "contacted" and event.text("direction") == direction:
            return None
        if since and event.kind in ("opened", "advanced", "reopened") and event.text("to") == since:
            break
    if direction == "in":
        return msg("record what the customer said: casectl contact {id} in", id=situation.case.id)
    return msg("record what the customer was told: casectl contact {id} out", id=situation.case.id)


def checklist_done(situation: Situation, params: Params) -> Message | None:
    """Every item of a checklist is ticked."""
    name = text_of(params.get("checklist"))
    checklist = next((each for each in situation.template.checklists if each.name == name), None)
    left = unticked(situation, checklist) if checklist else []
    if not left:
        return None
    items: list[Value] = [msg("{title} ({name})", title=words, name=f"{name}.{item}") for item, words in left]
    return msg("tick off with --tick NAME: {items}", items=items)


def unticked(situation: Situation, checklist: Checklist) -> list[tuple[str, Words]]:
    """The items of a checklist that are not ticked yet."""
    ticks = mapping_of(mapping_of(situation.free.get("checklists")).get(checklist.name))
    return [(item, words) for item, words in checklist.items if text_of(ticks.get(item)) != "yes"]


def no_open_follow_ups(situation: Situation, params: Params) -> Message | None:
    """No follow-up is open; with `blocking_only: yes`, none that the template marks as blocking."""
    blocking = {rule.name for rule in situation.template.follow_ups if rule.blocking}
    only = text_of(params.get("blocking_only")) == "yes"
    left = [each for each in situation.case.header.follow_ups if not only or each.rule in blocking]
    names = [f"{each.what} ({each.id})" for each in left]
    return msg("finish the follow-ups {names}", names=names) if left else None


def no_pending_offer(situation: Situation, params: Params) -> Message | None:
    """No handoff waits to be accepted or returned."""
    offer = situation.case.header.offer
    return msg("the handoff to {name} is not settled yet", name=offer.to or offer.team) if offer else None


def clocks_stopped(situation: Situation, params: Params) -> Message | None:
    """None of the named clocks runs or is paused: what they ask for is done, or fell away."""
    names = [text_of(each) for each in list_of(params.get("clocks"))]
    known = [clock for name in names if (clock := situation.template.clock(name))]
    running = {*situation.case.header.due, *situation.case.header.paused}
    left: list[Value] = [clock.title for clock in known if clock.name in running]
    return msg("do first what stops the clocks {clocks}", clocks=left) if left else None


def has_owner(situation: Situation, params: Params) -> Message | None:
    """Somebody owns the case."""
    if situation.case.header.owner:
        return None
    return msg("nobody owns the case: casectl assign {id} NAME", id=situation.case.id)


def reason_given(situation: Situation, params: Params) -> Message | None:
    """A reason is given with the step."""
    return None if not is_blank(situation.reason) else msg("say why: --reason TEXT")


def role(situation: Situation, params: Params) -> Message | None:
    """The person who acts has one of the roles."""
    roles = [text_of(each) for each in list_of(params.get("roles"))]
    if set(roles) & set(situation.actor.roles):
        return None
    return msg("{person} has none of the roles {roles}", person=situation.actor.name, roles=roles)


def not_handled_by(situation: Situation, params: Params) -> Message | None:
    """Who acts, for somebody else too, is not the one that `field` names: nobody handles a complaint about himself."""
    named = text_of(dig(situation.fields, tuple(text_of(params.get("field")).split(".")))).strip().casefold()
    for person in filter(None, (situation.actor, situation.keyboard)):
        if named and named in (person.name.casefold(), person.title.casefold()):
            return msg("the complaint is about {person}, who may not handle it", person=person.name)
    return None


def handled_by_another(situation: Situation, params: Params) -> Message | None:
    """Neither who acts nor who owns the case handled it until it last entered the state `until`.

    Who handled it: whoever took a step of the workflow, for somebody else too, and whoever owned it then.
    """
    case, state = situation.case, text_of(params.get("until"))
    now = {person.name for person in (situation.actor, situation.keyboard) if person} | {case.header.owner}
    again = sorted(now & _handlers(standing(case.journal), state) - {""})
    if not again:
        return None
    title = next((each.title for each in situation.template.workflow.states if each.name == state), Words.of(state))
    return msg(
        "{people} handled the case up to {state}: somebody else must own it now, and do this", people=again, state=title
    )


def _handlers(journal: tuple[Event, ...], state: str) -> set[str]:
    """Who took a step, up to the last one that entered `state`, and who owned the case at each."""
    steps = [number for number, event in enumerate(journal) if event.kind in ("advanced", "reopened")]
    last = max((number for number in steps if journal[number].text("to") == state), default=-1)
    handled = [(journal[number], fold(journal[:number]).owner) for number in steps if number <= last]
    return {name for event, owner in handled for name in (event.by, event.text("via"), owner)}


def level_at_least(situation: Situation, params: Params) -> Message | None:
    """The level is at least `level`."""
    wanted = int(text_of(params.get("level")) or 0)
    if situation.case.header.level >= wanted:
        return None
    return msg("the level must be {level} or higher", level=wanted)


def level_at_most(situation: Situation, params: Params) -> Message | None:
    """The level is at most `level`, unless the person has one of `roles`: authority ends somewhere."""
    wanted, roles = int(text_of(params.get("level")) or 0), [text_of(each) for each in list_of(params.get("roles"))]
    if situation.case.header.level <= wanted or set(roles) & set(situation.actor.roles):
        return None
    if roles:
        return msg("above level {level} this needs one of the roles {roles}", level=wanted, roles=roles)
    return msg("the level must be {level} or lower", level=wanted)


GUARDS: dict[str, Guard] = {
    "fields_set": Guard(fields_set, msg("the named fields are filled"), frozenset({"fields"})),
    "contacted": Guard(
        contacted,
        msg("the customer was contacted, since the given state"),
        frozenset({"direction"}),
        optional=frozenset({"since"}),
    ),
    "checklist_done": Guard(checklist_done, msg("every item of the checklist is ticked"), frozenset({"checklist"})),
    "no_open_follow_ups": Guard(
        no_open_follow_ups, msg("no follow-up, or no blocking one, is open"), optional=frozenset({"blocking_only"})
    ),
    "no_pending_offer": Guard(no_pending_offer, msg("no handoff waits to be accepted")),
    "clocks_stopped": Guard(clocks_stopped, msg("the clocks have stopped"), frozenset({"clocks"})),
    "has_owner": Guard(has_owner, msg("somebody owns the case")),
    "reason_given": Guard(reason_given, msg("a reason is given with the step")),
    "role": Guard(role, msg("the person has one of the roles"), frozenset({"roles"})),
    "not_handled_by": Guard(
        not_handled_by, msg("the person is not the one whom the field names"), frozenset({"field"})
    ),
    "handled_by_another": Guard(
        handled_by_another,
        msg("neither the person nor the owner handled the case until it was in that state"),
        frozenset({"until"}),
    ),
    "level_at_least": Guard(level_at_least, msg("the level is at least this"), frozenset({"level"})),
    "level_at_most": Guard(
        level_at_most,
        msg("the level is at most this, except for the roles"),
        frozenset({"level"}),
        optional=frozenset({"roles"}),
    ),
}
