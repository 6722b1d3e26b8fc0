"""What happens to a case, step by step, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from casectl.core.values.tree import Tree


class Step(NamedTuple):
    """Something that happens to a case: when, the event, and the fields that are filled with it."""

    at: str
    kind: str
    data: Mapping[str, Tree]
    fields: Mapping[str, str]


def opened(at: str, received: str = "", **fields: str) -> Step:
    """The case is opened, `at` or before received."""
    return Step(at, "opened", {"received_at": received or at, "owner": "ada", "team": "front"}, fields)


def to(at: str, state: str, **fields: str) -> Step:
    """It moves on, and fields are filled with that."""
    return Step(at, "advanced", {"to": state, "changed": [f"fields.{name}" for name in fields]}, fields)


def reopens(at: str, state: str) -> Step:
    """It is taken up again."""
    return Step(at, "reopened", {"to": state}, {})


def informed(at: str) -> Step:
    """The customer is informed of something."""
    return Step(at, "contacted", {"direction": "out"}, {})


def sets(at: str, **fields: str) -> Step:
    """Fields are filled or changed."""
    return Step(at, "changed", {"changed": [f"fields.{name}" for name in fields]}, fields)


def gives(at: str, team: str) -> Step:
    """Another team gets it."""
    return Step(at, "assigned", {"to": "bob", "team": team}, {})


def pauses(at: str, clock: str, code: str) -> Step:
    """A clock is paused for a reason."""
    return Step(at, "paused", {"clock": [clock], "code": code}, {})


def resumes(at: str, clock: str) -> Step:
    """A clock goes on."""
    return Step(at, "resumed", {"clock": [clock]}, {})


def extends(at: str, clock: str, length: str) -> Step:
    """A deadline is put off."""
    return Step(at, "extended", {"clock": [clock], "length": length}, {})


def restarts(at: str, clock: str, code: str) -> Step:
    """A clock is restarted for a reason."""
    return Step(at, "restarted", {"clock": [clock], "code": code}, {})


class Worked(NamedTuple):
    """A worked date: after `story`, the clock is due then, or is what the word says (met, late, excused, none)."""

    row: int
    clock: str
    what: str
    says: str
    story: tuple[Step, ...]


def worked(row: int, clock: str, what: str, says: str, *story: Step) -> Worked:
    """A worked date."""
    return Worked(row, clock, what, says, story)
