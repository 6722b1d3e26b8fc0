"""Rules change by a recorded act of those who may: what a change of settings, templates and calendars must keep to.

`adopt` asks before it records a change, and `check` of every commit that changed rules, however it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from casectl.core.law.steps import is_as_far, renamed_further
from casectl.core.law.verdict import Fault
from casectl.core.template.model import FINISHED, Template
from casectl.core.template.settings import RULES, SETTINGS, Casebook, Person
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import replace, value_class


@value_class
class RulesOf:
    """The rules of a commit: settings (None: there are none, or they cannot be used), and the templates by name (None:
    one that cannot be used).
    """

    casebook: Casebook | None
    templates: Mapping[str, Template | None]


@value_class
class RulesAdopted:
    """Rule files that were recorded in a commit: the path of each, a template's version before and after; and whether
    cases are in states that a template has renamed.
    """

    commit: str
    files: tuple[tuple[str, str, str], ...]
    renames: bool = False
    notes: tuple[Message, ...] = ()


def change_faults(before: RulesOf, after: RulesOf, person: Person | None) -> Iterator[Fault]:
    """What is wrong with a change of rules by a person (None: nobody in the casebook)."""
    yield from _settings_faults(before.casebook, after.casebook)
    if before.casebook and (fault := permission_fault(before.casebook, person)):
        yield fault
    for name, old in before.templates.items():
        new = after.templates.get(name)
        if old and name in after.templates and new is None:
            yield Fault(
                msg("template {name} can no longer be used, so nothing can be checked by it", name=name),
                path=_file_of(name),
            )
        if old and new and is_changed(old, new) and not is_raised(old.version, new.version):
            yield Fault(
                msg("the rules of template {name} changed, but its version is still {version}",
                    name=name, version=new.version),
                hint=msg("raise the version in templates/{name}.yaml, because each deadline records the version"
                         " it was calculated by", name=name),
                path=_file_of(name),
            )  # fmt: skip
        if old and new:
            found = (*_renamed_faults(old, new), *_category_faults(old, new), *_other_kinds(old, new))
            yield from (replace(fault, path=_file_of(name)) for fault in found)


def _file_of(template: str) -> tuple[str]:
    """Where a fault of a template is: in its file."""
    return (f"templates/{template}.yaml",)


def _renamed_faults(old: Template, new: Template) -> Iterator[Fault]:
    """What is wrong with new names of states: cases would be over by one, or taken up again."""
    for state, name in new.workflow.renamed.items():
        if old.workflow.state(state) and not is_as_far(old, state, new, name):
            yield Fault(
                renamed_further(new, state, name),
                hint=msg("rename {state} to a state of its own category, and take the step with casectl advance",
                         state=state),
            )  # fmt: skip


def _other_kinds(old: Template, new: Template) -> Iterator[Fault]:
    """What is wrong with new names of fields and clocks: a value could not be read by one, or a duty would be less."""
    for before, name in new.renamed.fields.items():
        one, other = (each.field_at(tuple(called.split("."))) for each, called in ((old, before), (new, name)))
        if one and other and one.type != other.type:
            yield _other_kind(new, before, name, msg("a field of another type"))
    for before, name in new.renamed.clocks.items():
        clock, now = old.clock(before), new.clock(name)
        if clock and now and clock.kind != now.kind:
            yield _other_kind(new, before, name, msg("a clock of another kind"))


def _other_kind(template: Template, old: str, new: str, kind: Message) -> Fault:
    return Fault(
        msg("template {name} renames {old} to {new}, which is {what}", name=template.name, old=old, new=new, what=kind),
        hint=msg("give {new} the same type or kind as {old}, or remove {old} from renamed:", old=old, new=new),
    )


def _category_faults(old: Template, new: Template) -> Iterator[Fault]:
    """What is wrong with the categories of states: cases would be over, or taken up again, without a step."""
    for each in new.workflow.states:
        before, now = old.workflow.category(each.name), each.category
        if old.workflow.state(each.name) and before != now and not {before, now}.isdisjoint(FINISHED):
            yield Fault(
                msg("state {state} of template {name} was {before}, and would be {now}: cases in it would move"
                    " without a recorded step", state=each.name, name=new.name, before=before, now=now),
                hint=msg("keep {state} as it was, and add a state of another name with the step that leads there",
                         state=each.name),
            )  # fmt: skip


def permission_fault(casebook: Casebook, person: Person | None) -> Fault | None:
    """That somebody may not change the rules by these settings; None if they may."""
    if may_change_rules(casebook, person):
        return None
    way = msg("somebody whose role has may: [{permission}] in casectl.yaml can", permission=RULES)
    return Fault(_may_not(person), hint=way)


def _may_not(person: Person | None) -> Message:
    if person is None:
        return msg("only people named in {path} may change the rules", path=SETTINGS)
    return msg("{person} may not change the rules", person=person.name)


def may_change_rules(casebook: Casebook, person: Person | None) -> bool:
    """Whether somebody may change the rules; anybody may where no role says so (`says_who_may`)."""
    return not says_who_may(casebook) or (person is not None and casebook.may(person, RULES))


def says_who_may(casebook: Casebook, permission: str = RULES) -> bool:
    """Whether some role has a permission, that to change the rules if no other is asked about."""
    return any(permission in permissions for _, permissions in casebook.roles)


def is_changed(old: Template, new: Template) -> bool:
    """Whether two versions of a template say other things, comments and layout aside."""
    return replace(old, version="") != replace(new, version="")


def is_raised(old: str, new: str) -> bool:
    """Whether a version is a later one: a higher number (of 1.9 and 1.10 the second), or simply another word."""
    numbers = [tuple(int(part) for part in each.split(".")) for each in (old, new) if _is_number(each)]
    return numbers[0] < numbers[1] if len(numbers) == 2 else old != new


def _is_number(version: str) -> bool:
    return all(part.isascii() and part.isdigit() for part in version.split("."))


def _settings_faults(before: Casebook | None, after: Casebook | None) -> Iterator[Fault]:
    if before is None:
        return
    if after is None:
        yield Fault(
            msg("{path} is missing or cannot be read, so nothing can be checked by it", path=SETTINGS),
            hint=msg("restore {path}: git checkout COMMIT -- {path}", path=SETTINGS),
            path=(SETTINGS,),
        )
        return
    if before.rehearsal != after.rehearsal:
        yield Fault(
            msg("a casebook is a rehearsal from its first commit on, or never"),
            hint=msg("set rehearsal in {path} back to its earlier value", path=SETTINGS),
            path=(SETTINGS,),
            lasts=True,
        )
    if before.law and not after.law:
        yield Fault(
            msg("the setting law cannot be removed from a casebook"),
            hint=msg("restore the line law: {law} in {path}", law=before.law, path=SETTINGS),
            path=(SETTINGS,),
        )
    if _somebody_may(before) and not _somebody_may(after):
        yield Fault(
            msg("nobody in {path} could change the rules any more", path=SETTINGS),
            hint=msg(
                "keep somebody there with an address (emails:) and a role that has may: [{permission}]",
                permission=RULES,
            ),
            path=(SETTINGS,),
        )


def _somebody_may(casebook: Casebook) -> bool:
    """Whether somebody may change the rules whom git's address can name."""
    return any(each.emails and may_change_rules(casebook, each) for each in casebook.people)


InUse: TypeAlias = Mapping[str, Mapping[str, int]]
"""How many cases are in each state, by template and state."""


def may_lose_states(old: RulesOf, new: RulesOf) -> bool:
    """Whether a change takes away templates or states, so that it matters which of them cases are in."""
    for name, before in old.templates.items():
        after = new.templates.get(name)
        if name not in new.templates or (after and (before is None or {*_lost(_states_of(before), after)})):
            return True
    return False


def lost_state_faults(in_use: InUse, old: RulesOf, new: RulesOf) -> Iterator[Fault]:
    """That cases are of templates, or in states, which a change takes away: nothing could be judged in them any more.

    States that a template lacked before are not taken away by this change.
    """
    for name, states in sorted(in_use.items()):
        if name in old.templates and old.templates[name] != new.templates.get(name):
            before = old.templates[name]
            here = {state: count for state, count in states.items() if before is None or before.workflow.state(state)}
            yield from _lost_state_fault(name, new, here)


def _states_of(template: Template) -> list[str]:
    return [each.name for each in template.workflow.states]


def _lost(states: Iterable[str], template: Template) -> list[str]:
    """Those of these states that a template does not have, under no other name either."""
    return sorted(state for state in states if not template.workflow.state(state))


def _lost_state_fault(name: str, after: RulesOf, in_use: Mapping[str, int]) -> Iterator[Fault]:
    if name not in after.templates:
        yield Fault(
            msg("template {name} is in use and cannot be removed", name=name),
            hint=msg("casectl list template:{name} --all shows the cases that need it", name=name),
            path=_file_of(name),
        )
        return
    template = after.templates[name]
    lost = _lost(in_use, template) if template else []  # the faults of one that cannot be used are said
    if lost:
        yield Fault(
            msg("some cases are in states that template {name} would no longer have ({states})",
                name=name, states=lost),
            tuple(msg("{state}: {count}", state=state, count=in_use[state]) for state in lost),
            msg(
                "under renamed, in the workflow, give the new name of {state}; or keep {state} until no case is"
                " in it: casectl list state:{state} shows those cases",
                state=lost[0],
            ),
            path=_file_of(name),
        )  # fmt: skip
