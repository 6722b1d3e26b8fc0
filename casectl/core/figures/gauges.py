"""Gauges: how the desk stands at one moment, for a monitoring system. No id and no person is in them."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.values.messages import Message
from casectl.core.values.value_class import NamedTuple

Labels = tuple[tuple[str, str], ...]


class Gauge(NamedTuple):
    """A measurement: its name, which is a promise, what it says, in plain English, and its values by their labels."""

    name: str
    meaning: str
    values: Sequence[tuple[Labels, int]]


class Gauges(NamedTuple):
    """All that is measured at one moment, and what could not be read."""

    gauges: Sequence[Gauge]
    unreadable: Sequence[tuple[str, Message]]
