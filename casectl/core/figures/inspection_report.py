"""What `inspect` and `sample` return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from casectl.core.case.inspections import Inspection
from casectl.core.figures.draw import Drawn
from casectl.core.figures.draw_name import DrawName
from casectl.core.figures.periods import Period
from casectl.core.query.excerpt import Excerpt
from casectl.core.values.messages import Message, Value
from casectl.core.values.value_class import NamedTuple, value_class


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


@value_class
class DrawReport:
    """The drawn cases of a period as of `at`: the `name` of the draw, with the keys of the groups; the titles of the
    cases by id, and those of words under keys and, under "", of keys.
    """

    period: Period
    at: datetime
    name: DrawName
    rows: Sequence[Drawn]
    case_titles: Mapping[str, str]
    titles: Mapping[tuple[str, str], Value]
    unreadable: Sequence[tuple[str, Message]]
