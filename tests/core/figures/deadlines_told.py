"""The deadlines of exported journals, with no code of the product."""

from __future__ import annotations

from typing import Any

from tests.core.figures.books import UNTIL
from tests.core.figures.told import Told, second, within


def _runs(case: Told) -> list[list[tuple[int, dict[str, Any]]]]:
    """The records of each run, with its clock."""
    runs: list[list[tuple[int, dict[str, Any]]]] = []
    going_on: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for each in case.story:
        for clock, record in each.get("clocks", {}).items():
            if clock not in going_on:
                going_on[clock] = []
                runs.append(going_on[clock])
            going_on[clock].append(
                (
                    each["at"],
                    {**record, "clock": clock, "closes": each.get("closes", ""), "entered": each.get("recorded", "")},
                )
            )
            if "stopped" in record:
                del going_on[clock]
    return runs


def met_by_closing(case: Told) -> int:
    """How many deadlines nothing met but that the case was closed."""
    ends = [
        ([each["due"] for _, each in records if "due" in each][-1], *records[-1])
        for records in _runs(case)
        if "stopped" in records[-1][1]
    ]
    return sum(bool(end["closes"]) and at < UNTIL and within(second(due)) and not {"late", "fell_away"} & {*end}
               for due, at, end in ends)  # fmt: skip


def passed_in(case: Told) -> list[tuple[str, int, str, bool, bool]]:
    """Clock, deadline, what became of it, whether it was set by hand, and whether only a later entry has met it."""
    found = []
    for records in _runs(case):
        clock, by_hand = records[0][1]["clock"], any("overridden" in record for _, record in records)
        end = next((record for _, record in records if "stopped" in record), None)
        moves = [(at, second(record["due"])) for at, record in records if "due" in record]
        known = [(at, due) for at, due in moves if at < UNTIL]
        for number, (_, due) in enumerate(known[:-1]):
            moved_at, later = known[number + 1]
            if due < later:
                found.append((clock, due, "moved" if due < moved_at else "postponed", by_hand, False))
        if end and second(end["stopped"]) < UNTIL:
            verdict = next((word for word in ("late", "fell_away") if word in end), "met")
            found.append(
                (clock, moves[-1][1], verdict, by_hand, bool(end["entered"]) and second(end["entered"]) > moves[-1][1])
            )
        elif known and known[-1][1] < UNTIL:
            found.append((clock, known[-1][1], "open", by_hand, False))
    return [each for each in found if within(each[1])]
