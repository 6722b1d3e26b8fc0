"""Which findings are let stand by the waivers of casectl.yaml, and which waivers have ended or are about nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from casectl.core.template.settings import SETTINGS
from casectl.core.template.waivers import Waiver
from casectl.core.values.messages import Finding, counted, msg
from casectl.core.values.value_class import NamedTuple

_NEVER = ("B011", SETTINGS)


class WaivedFinding(NamedTuple):
    """A finding that is let stand, and the waiver that says so."""

    finding: Finding
    waiver: Waiver


class Waived(NamedTuple):
    """The findings that remain, those that are let stand, and the waivers with what each was about, in force or not."""

    remaining: list[Finding]
    waived: list[WaivedFinding]
    about: list[About]


class About(NamedTuple):
    """A waiver, how many findings it is about, and how many of these are acts of its own person."""

    waiver: Waiver
    findings: int
    own: int


def waive(findings: Iterable[Finding], waivers: Sequence[Waiver], today: date) -> Waived:
    """Each finding goes with the first waiver in force that covers it; one that has ended lets nothing stand.

    A change of the settings by somebody who may not is never let stand: the waiver may have come with it. Nobody
    answers for their own act, unless there is nobody else.
    """
    if not waivers:
        return Waived([*findings], [], [])
    remaining, waived, counts, owns = [], [], [0] * len(waivers), [0] * len(waivers)
    for each in findings:
        covering = [n for n, waiver in enumerate(waivers) if waiver.covers(each.code, each.place.file)]
        if (each.code, each.place.file) == _NEVER:
            covering = []
        own = {n for n in covering if waivers[n].is_own(each.people)}
        for number in covering:
            counts[number] += 1
            owns[number] += number in own
        in_force = [waivers[n] for n in covering if n not in own and waivers[n].until >= today]
        if in_force:
            waived.append(WaivedFinding(each, in_force[0]))
        else:
            remaining.append(each)
    return Waived(remaining, waived, [*map(About, waivers, counts, owns)])


def about_waivers(about: Iterable[About], today: date) -> Iterator[Finding]:
    """The waivers that have ended, that are about nothing (any more), or about what their own person did: all of it is
    advice.
    """
    for waiver, count, own in about:
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
        elif own:
            what = counted(
                "the waiver of {waived} does not cover what {person} did: {count} finding counts; under"
                " person:, name somebody else to answer for it",
                "the waiver of {waived} does not cover what {person} did: {count} findings count; under"
                " person:, name somebody else to answer for them",
                own, waived=waiver.code, person=waiver.person,
            )  # fmt: skip
            yield Finding(waiver.place, "B023", what)
