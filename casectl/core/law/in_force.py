"""What an event is judged under: the settings, the template and the clocks' rules that were in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import tzinfo

from casectl.core.clocks.rules import RuleSet
from casectl.core.template.model import Template
from casectl.core.template.settings import Casebook, Person
from casectl.core.values.value_class import value_class


@value_class
class InForce:
    """The settings (people, roles), the template (workflow, fields), the rules that clocks count by, and the zone in
    which instants are written.

    `is_law`: the casebook's law had begun; what was recorded before is only noted. `has_law_now`: it has one by its
    present settings. `place_of` gives the file and the line in which a dotted key of the template is written, such as
    ``templates/complaint.yaml:215``. `triggers` are those that start or
    stop a clock, or plan a follow-up; `states` those that pause a clock, or settle a follow-up.
    """

    casebook: Casebook
    template: Template
    rule_set: RuleSet
    zone: tzinfo
    is_law: bool = True
    people: Mapping[str, Person] = field(default_factory=dict)
    triggers: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    has_law_now: bool = True
    place_of: Callable[[str], str] | None = None

    @classmethod
    def of(
        cls, casebook: Casebook, template: Template, rule_set: RuleSet, *, is_law: bool = True,
        has_law_now: bool = True, place_of: Callable[[str], str] | None = None,
    ) -> InForce:  # fmt: skip
        """The rules of a casebook, with its people by name."""
        people = {each.name: each for each in casebook.people}
        clocks = (each for clock in rule_set.template.clocks for each in (*clock.starts, *clock.stops))
        known = frozenset((*clocks, *(rule.on for rule in template.follow_ups)))
        renamed = template.workflow.renamed.items()
        triggers = known | {f"state:{new}" for old, new in renamed if f"state:{old}" in known}
        return cls(
            casebook,
            template,
            rule_set,
            casebook.zone,
            is_law,
            people,
            triggers,
            _with_effects(template, rule_set),
            has_law_now,
            place_of,
        )

    def person(self, name: str) -> Person:
        """The person of this name; somebody without role or team if there is none."""
        return self.people.get(name) or Person(name, name)


def _with_effects(template: Template, rule_set: RuleSet) -> frozenset[str]:
    """The states of which entering or leaving moves a clock or a follow-up by itself."""
    pausing = (state for clock in rule_set.template.clocks for pause in clock.pauses for state in pause.states)
    settling = (state for rule in template.follow_ups for state in rule.settled)
    promised = (state for _, field in template.promises for state in field.settled)
    found = frozenset((*pausing, *settling, *promised))
    return found | {new for old, new in template.workflow.renamed.items() if old in found}


Pins = Mapping[str, str]
"""Rule files, each with its blob id in git."""

RulesThen = Callable[[str, Pins, Pins], InForce | None]
"""The rules in force by what a journal says: the template's name; the pins of workflow and people (`under`); those of
the clocks (`rules`). None: they cannot be read here.
"""
