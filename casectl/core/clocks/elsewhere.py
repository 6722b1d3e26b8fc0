"""Clocks that end by a contact that another record of the complaint has."""

from __future__ import annotations

from datetime import tzinfo

from casectl.core.case.contacts import taken_over
from casectl.core.case.model import Event
from casectl.core.clocks.counting import DeadlineCalculator
from casectl.core.clocks.postponing import effective_due
from casectl.core.clocks.records import Record, stopped
from casectl.core.clocks.runs import Run
from casectl.core.time.instants import to_seconds


def met_elsewhere(event: Event, count: DeadlineCalculator, run: Run | None, zone: tzinfo) -> Record:
    """The end of a run by the first contact since it began that the event takes over; empty if there is none."""
    if run is None or run.pause or run.claim:
        return {}
    wanted = (each.at for each in taken_over(event) if f"contact:{each.direction}" in count.clock.stops)
    since = [at for at in wanted if to_seconds(at) >= to_seconds(run.start)]
    if not since:
        return {}
    at = min(since, key=to_seconds)
    return stopped(run, at, effective_due(count, run, at), zone)
