"""The situation in which a step is judged: the case as it would stand, who acts, why, and under which rules."""

from __future__ import annotations

from casectl.core.case import Case
from casectl.core.casebook import Person
from casectl.core.frozen import frozen
from casectl.core.template import Template
from casectl.core.tree import Tree, mapping_of


@frozen
class Situation:
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
