"""What a step of a template demands, in one sentence for each guard, with the values that the template gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casectl.core.case.kinds.letters import LETTER_KINDS
from casectl.core.template.model import GuardUse, Template
from casectl.core.values.messages import Message, Value, msg
from casectl.core.values.tree import Tree, list_of, mapping_of, text_of
from casectl.core.workflow.guards import GUARDS

Params = Mapping[str, Tree]


def demand(use: GuardUse, shown: Template) -> Message:
    """The demand of a guard as one sentence; of one that is unknown, its name."""
    if use.name not in GUARDS:
        return msg("guard {name}", name=use.name)
    worded = WITH_VALUES.get(use.name)
    return worded(use.params, shown) if worded else GUARDS[use.name].demands


def _fields_set(params: Params, shown: Template) -> Message:
    return msg("these fields are filled: {fields}", fields=[_field(shown, each) for each in _texts(params, "fields")])


def _contacted(params: Params, shown: Template) -> Message:
    since, letter = text_of(params.get("since")), text_of(params.get("letter"))
    if letter:
        what = msg("the customer was sent the {letter}", letter=LETTER_KINDS.get(letter, letter))
    elif text_of(params.get("direction")) == "in":
        what = msg("a contact from the customer is on record")
    else:
        what = msg("a contact to the customer is on record")
    return msg("{demand}, since {state}", demand=what, state=_state(shown, since)) if since else what


def _checklist_done(params: Params, shown: Template) -> Message:
    name = text_of(params.get("checklist"))
    title: Value = next((each.title for each in shown.checklists if each.name == name), name)
    return msg("every item of the checklist {checklist} is ticked", checklist=title)


def _no_open_follow_ups(params: Params, shown: Template) -> Message:
    if text_of(params.get("blocking_only")) == "yes":
        return msg("no follow-up that must be done before this step is still open")
    return msg("no follow-up is open")


def _clocks_stopped(params: Params, shown: Template) -> Message:
    names = _texts(params, "clocks")
    clocks: list[Value] = [clock.title if (clock := shown.clock(name)) else name for name in names]
    return msg("these clocks have stopped: {clocks}", clocks=clocks)


def _role(params: Params, shown: Template) -> Message:
    return msg("the person has one of the roles {roles}", roles=[*_texts(params, "roles")])


def _not_handled_by(params: Params, shown: Template) -> Message:
    field = _field(shown, text_of(params.get("field")))
    return msg("neither the person acting nor the owner is named in {field}", field=field)


def _handled_by_another(params: Params, shown: Template) -> Message:
    state = _state(shown, text_of(params.get("until")))
    return msg("neither the person acting nor the owner handled the case before it was in {state}", state=state)


def _level_at_least(params: Params, shown: Template) -> Message:
    return msg("the level is {level} or higher", level=text_of(params.get("level")))


def _level_at_most(params: Params, shown: Template) -> Message:
    level = text_of(params.get("level"))
    if roles := _texts(params, "roles"):
        return msg(
            "the level is {level} or lower; a higher level needs one of the roles {roles}", level=level, roles=[*roles]
        )
    return msg("the level is {level} or lower", level=level)


def _amount_at_most(params: Params, shown: Template) -> Message:
    field, amount = _field(shown, text_of(params.get("field"))), text_of(params.get("amount"))
    what = msg("{field} is at most {amount}", field=field, amount=amount)
    roles, second = _texts(params, "roles"), text_of(params.get("second_person")) == "yes"
    if roles and second:
        what = msg("{demand}; a higher amount needs somebody with one of the roles {roles}, who neither owns"
                   " the case nor entered the amount", demand=what, roles=[*roles])  # fmt: skip
    elif roles:
        what = msg("{demand}; a higher amount needs one of the roles {roles}", demand=what, roles=[*roles])
    elif second:
        what = msg(
            "{demand}; a higher amount needs somebody who neither owns the case nor entered the amount", demand=what
        )
    conditions: list[Value] = [
        msg("{field} is {value}", field=_field(shown, name), value=_choice(shown, name, text_of(value)))
        for name, value in mapping_of(params.get("when")).items()
    ]
    return msg("if {conditions}: {demand}", conditions=conditions, demand=what) if conditions else what


def _texts(params: Params, name: str) -> list[str]:
    return [text_of(each) for each in list_of(params.get(name))]


def _state(shown: Template, name: str) -> Value:
    return shown.workflow.title(name)


def _field(shown: Template, name: str) -> Value:
    field = shown.field_at(tuple(name.split(".")))
    return field.title if field else name


def _choice(shown: Template, name: str, value: str) -> Value:
    field = shown.field_at(tuple(name.split(".")))
    return next((title for code, title in field.choices if code == value), value) if field else value


WITH_VALUES: Mapping[str, Callable[[Params, Template], Message]] = {
    "fields_set": _fields_set,
    "contacted": _contacted,
    "checklist_done": _checklist_done,
    "no_open_follow_ups": _no_open_follow_ups,
    "clocks_stopped": _clocks_stopped,
    "role": _role,
    "not_handled_by": _not_handled_by,
    "handled_by_another": _handled_by_another,
    "level_at_least": _level_at_least,
    "level_at_most": _level_at_most,
    "amount_at_most": _amount_at_most,
}
"""The guards that take parameters, each with how its demand reads with them."""
