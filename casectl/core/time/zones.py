"""Zones by name, and what their wall clocks show."""

from __future__ import annotations

from datetime import datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo


@cache
def zone_named(name: str) -> ZoneInfo | None:
    """The zone with this name; None if there is none here."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # not there, a folder, no name of a zone
        return None


def on_wall_clock(at: datetime, zone: tzinfo) -> datetime:
    """The instant at which the wall clock of `zone` shows what is written in `at`, whatever its offset.

    Of a time that comes twice, the one with that offset; a time that summer time skips is as much later.
    """
    shown = [at.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    return next((each for each in shown if each.utcoffset() == at.utcoffset()), shown[0])
