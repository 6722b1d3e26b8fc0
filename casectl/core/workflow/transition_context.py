"""The situation in which a step is judged: the case as it would stand, who acts, why, and under which rules."""

from __future__ import annotations

from casectl.core.case.model import Case
from casectl.core.template.model import Template
from casectl.core.template.settings import Person
from casectl.core.values.tree import Tree, mapping_of
from casectl.core.values.value_class import value_class


@value_class
class TransitionContext:
    """`free` holds the case's free keys as they would stand after the step (fields given with it included).

    `keyboard` sits at the keyboard; None: the actor does.
    """

    case: Case
    template: Template
    actor: Person
    free: dict[str, Tree]
    reason: str = ""
    keyboard: Person | None = None

    @property
    def fields(self) -> dict[str, Tree]:
        """The complaint's fields."""
        return mapping_of(self.free.get("fields"))
