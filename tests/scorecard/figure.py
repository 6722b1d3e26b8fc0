"""A figure of the scorecard: what it measures, and the known-bad control that shows that it can see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from tests.scorecard.ground import Ground


@dataclass(frozen=True, slots=True)
class Score:
    """What was counted, in words, and how much of it is against the promise."""

    numbers: str
    faults: int


class NotMeasurable(Exception):
    """A program that the measurement needs is not on this machine."""


class Figure(NamedTuple):
    """A row of the scorecard. `control` runs the same measurement over code known to be bad, and must find errors."""

    id: str
    name: str
    measure: Callable[[Ground], Score]
    control: Callable[[Ground], Score]


def line(figure: Figure, ground: Ground) -> tuple[str, bool | None]:
    """The figure's line and whether it passes; None if it cannot be measured here, which fails the full profile."""
    title = f"{figure.id} {figure.name}:"
    try:
        ours, bad = figure.measure(ground), figure.control(ground)
    except NotMeasurable as error:
        said = f"{title} not measurable here ({error})"
        return (said, None) if ground.quick else (f"{said} FAIL", False)
    except Exception as error:
        return f"{title} broke off: {type(error).__name__}: {error} FAIL", False
    verdict = "PASS" if not ours.faults and bad.faults else "FAIL"
    blind = "" if bad.faults else " (the control found nothing: this figure is blind)"
    return f"{title} {ours.numbers} | control: {bad.numbers}{blind} {verdict}", verdict == "PASS"
