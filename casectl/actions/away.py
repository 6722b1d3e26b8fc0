"""away: when somebody is away, and who the deputy is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from casectl.actions.adopting.rules import change_settings
from casectl.actions.context import Recording
from casectl.actions.lookup.named import person_named
from casectl.core.law.rule_change import RulesAdopted
from casectl.core.template.absences import Absence
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import Refused, UsageError, msg
from casectl.core.values.tree import Plain, Tree, set_in
from casectl.core.values.value_class import replace


def away(context: Recording, name: str, absence: Absence, event_id: str = "") -> RulesAdopted:
    """Record in casectl.yaml that a person is away; nobody gives that person a case meanwhile.

    Raises NotFound for an unknown person or deputy; UsageError for days that are over, or turned round; Refused if
    whoever asks may not change the settings.
    """
    person = person_named(context, name)
    deputy = person_named(context, absence.deputy).name if absence.deputy else ""
    if deputy == person.name:
        raise UsageError(msg("{name} cannot be their own deputy", name=deputy))
    if not context.now.astimezone(context.zone).date() <= absence.until_on >= absence.from_on:
        raise UsageError(msg("{until} is not after {since}, or is in the past", until=absence.until_on.isoformat(),
                             since=absence.from_on.isoformat()))  # fmt: skip
    return _record(context, person.name, (*person.away, replace(absence, deputy=deputy)), event_id)


def back(context: Recording, name: str, event_id: str = "") -> RulesAdopted:
    """Record that a person is back: what is left of the absence, and those to come, are taken out.

    Raises as `away` does, and Refused for somebody who is not away.
    """
    person, today = person_named(context, name), context.now.astimezone(context.zone).date()
    kept = [each if each.until_on < today else replace(each, until_on=today - timedelta(days=1))
            for each in person.away if each.from_on < today]  # fmt: skip
    if kept == [*person.away]:
        raise Refused(msg("{name} is not away", name=person.name))
    return _record(context, person.name, kept, event_id)


def _record(context: Recording, name: str, absences: Sequence[Absence], event_id: str) -> RulesAdopted:
    def change(data: bytes) -> bytes:
        source = context.documents.read(SETTINGS, data)
        return context.documents.edit(source, set_in(source.tree, ("people", name, "away"), [*_trees(absences)]))

    return change_settings(context, change, event_id)


def _trees(absences: Sequence[Absence]) -> Iterator[Tree]:
    for each in absences:
        days: dict[str, Tree] = {"from": Plain(each.from_on.isoformat()), "until": Plain(each.until_on.isoformat())}
        yield days | ({"deputy": each.deputy} if each.deputy else {})
