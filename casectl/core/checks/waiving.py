"""Which findings are let stand by the waivers of casectl.yaml, and which waivers have ended or are about nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casectl.core.template.settings import SETTINGS
from casectl.core.template.waivers import Waiver
from casectl.core.values.findings import Finding
from casectl.core.values.messages import counted, msg

_NEVER = ("B011", SETTINGS)


class WaivedFinding(NamedTuple):
    """A finding that is let stand, and the waiver that says so."""

    finding: Finding
    waiver: Waiver


class Waived(NamedTuple):
    """The findings that remain, those that are let stand, and the waivers with what each was about, in force or not."""

    remaining: list[Finding]
    waived: list[WaivedFinding]
    about: list[tuple[Waiver, int]]


def waive(findings: Iterable[Finding], waivers: Sequence[Waiver], today: date) -> Waived:
    """Each finding goes with the first waiver in force that covers it; one that has ended lets nothing stand.

    A change of the settings by somebody who may not is never let stand: the waiver may have come with it.
    """
    if not waivers:
        return Waived([*findings], [], [])
    remaining, waived, counts = [], [], [0] * len(waivers)
    for each in findings:
        covering = [n for n, waiver in enumerate(waivers) if waiver.covers(each.code, each.place.file)]
        if (each.code, each.place.file) == _NEVER:
            covering = []
        for number in covering:
            counts[number] += 1
        in_force = [waivers[number] for number in covering if waivers[number].until >= today]
        if in_force:
            waived.append(WaivedFinding(each, in_force[0]))
        else:
            remaining.append(each)
    return Waived(remaining, waived, [*zip(waivers, counts, strict=True)])


def about_waivers(about: Iterable[tuple[Waiver, int]], today: date) -> Iterator[Finding]:
    """The waivers that have ended, and those that are about nothing (any more): both are advice."""
    for waiver, count in about:
        if waiver.until < today:
            what = counted(
                "the waiver of {waived} ended on {day} ({person}: {reason}); {count} finding counts again",
                "the waiver of {waived} ended on {day} ({person}: {reason}); {count} findings count again",
                count, waived=waiver.code, day=waiver.until.isoformat(), person=waiver.person, reason=waiver.reason,
            )  # fmt: skip
            yield Finding(waiver.place, "B009", what)
        elif not count:
            what = msg("the waiver of {code} matches no finding; remove it", code=waiver.code)
            yield Finding(waiver.place, "B010", what)
