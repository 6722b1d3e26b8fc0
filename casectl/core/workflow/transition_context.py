"""The context in which a transition is checked: the case, who acts, the reason, and the template."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from casectl.core.case.model import Case
from casectl.core.case.renamed_fields import by_both_names
from casectl.core.template.model import Template
from casectl.core.template.settings import Person
from casectl.core.values.messages import LocalizedText
from casectl.core.values.tree import Tree, mapping_of
from casectl.core.values.value_class import value_class


@value_class
class TransitionContext:
    """`free` has the case's free keys as they would be after the step, including the fields given with it.

    `keyboard` is the person who records the step for the actor; None if that is the actor. `owner` is the owner of the
    case, None if nobody is, or nobody of the casebook. `changed` has the dotted names in the free part that the step
    changes, as far as that is known. `open_parts` gives the ids of the cases that are parts of this one and are not
    over; none where that is not known. `names_of` gives the names under which a person has been in the settings,
    `teams` the titles of the teams.
    """

    case: Case
    template: Template
    actor: Person
    free: dict[str, Tree]
    reason: str = ""
    keyboard: Person | None = None
    owner: Person | None = None
    changed: frozenset[str] = frozenset()
    open_parts: Callable[[], Sequence[str]] = tuple
    names_of: Callable[[str], frozenset[str]] = lambda name: frozenset((name,))
    teams: Mapping[str, LocalizedText] = field(default_factory=dict)

    def handlers(self) -> frozenset[str]:
        """Who takes or records the step, by all of their names."""
        return frozenset[str]().union(*(self.names_of(each.name) for each in (self.actor, self.keyboard) if each))

    @cached_property
    def fields(self) -> dict[str, Tree]:
        """The complaint's fields, by their former names as well."""
        fields, names = mapping_of(self.free.get("fields")), self.template.renamed.fields
        return {**by_both_names(fields, names)} if names else fields
