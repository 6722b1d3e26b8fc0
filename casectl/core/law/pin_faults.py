"""What an event says of the rules it was recorded under, held against the commit before the one that records it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casectl.core.case.event import Event
from casectl.core.case.pins import UNDER, pinned
from casectl.core.law.verdict import Fault
from casectl.core.values.messages import msg


def pin_faults(pins: Mapping[str, str], event: Event, parent: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with the versions that an event goes by, where `pins` held for the event before it.

    `parent` has the versions of casectl.yaml and of the template's files in the parent of the commit that records the
    event: what no commit had before it, and what was out of date by then, is no rule of the event.
    """
    named = pinned(pins, event)
    for path, version in parent.items():
        if named.get(path) != version:
            yield Fault(
                msg("the event goes by another version of {path} than was committed before it", path=path),
                path=(UNDER, path) if path in event.mapping(UNDER) else (),
            )
