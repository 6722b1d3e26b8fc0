"""What `sample` returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from casectl.core.figures.draw import Drawn
from casectl.core.figures.periods import Period
from casectl.core.values.messages import Message, Value
from casectl.core.values.value_class import value_class


@value_class
class DrawReport:
    """The drawn cases of a period as of `at`: the `name` of the draw, the keys of the groups, the titles of the cases
    by id, and those of words under keys and, under "", of keys.
    """

    period: Period
    at: datetime
    name: str
    keys: tuple[str, ...]
    rows: Sequence[Drawn]
    case_titles: Mapping[str, str]
    titles: Mapping[tuple[str, str], Value]
    unreadable: Sequence[tuple[str, Message]]
