"""Which cases a list is about: all of them, or those that its options and its query mean."""

from __future__ import annotations

from typing import Any

from casectl.cli.lists.options import NAMES
from casectl.core.query.model import EVERY, Condition
from casectl.workspace import Workspace


def query(context: Workspace, chosen: dict[str, Any]) -> Condition:
    """The condition that the options and the query say together. Raises UsageError, NotFound for an unknown name."""
    if not any(chosen.values()):
        return EVERY
    from casectl.cli.lists.conditions import condition_of  # lists of everything need no query language

    return condition_of(context, chosen)


def where(context: Workspace, text: str) -> Condition:
    """The condition that a query of ``--where`` says. Raises UsageError, NotFound for an unknown name."""
    return query(context, {**dict.fromkeys(NAMES, ()), "query": (text,)})
