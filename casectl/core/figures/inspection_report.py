"""What `inspect list` and `inspect sheet` return."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.case.inspections import Inspection
from casectl.core.query.excerpt import Excerpt
from casectl.core.values.messages import Message, Value
from casectl.core.values.named_tuple import NamedTuple


class Listed(NamedTuple):
    """An inspection in a list; `person` is "" where whoever looks is not told."""

    case: Excerpt
    found: Inspection
    person: str


class Inspections(NamedTuple):
    """Inspections, and what could not be read."""

    rows: Sequence[Listed]
    unreadable: Sequence[tuple[str, Message]]


class SheetLine(NamedTuple):
    """A line of the score sheet."""

    name: str
    title: Value
