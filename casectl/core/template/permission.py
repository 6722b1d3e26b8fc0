"""Who may do something to a case, and whose letters somebody else approves, as a template says it."""

from __future__ import annotations

from casectl.core.values.value_class import value_class


@value_class
class Permission:
    """Who may do something to a case: the roles (none: everyone), and whether they say why."""

    may: tuple[str, ...] = ()
    reason: bool = False


@value_class
class Approval:
    """The kinds of letters that somebody else approves, the roles that may, and how long that may take; in `states` it
    is every letter, whatever its writer calls it.
    """

    letters: tuple[str, ...]
    may: tuple[str, ...]
    within: str = "4wh"
    states: tuple[str, ...] = ()
