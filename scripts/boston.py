"""A city's deadlines, reproduced by a policy that was mined from them: ``python scripts/boston.py FOLDER``.

FOLDER holds a quarter of Boston's service requests and the table of durations by type. The table becomes a template
and a calendar of casectl's own; then every recorded deadline and every verdict is calculated again.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.case.model import Header
from casectl.core.clocks.counting import DeadlineCalculator
from casectl.core.clocks.records import duration_for, stopped
from casectl.core.clocks.runs import Run
from casectl.core.template.read import read_template
from casectl.core.time.calendar_file import read_calendar
from casectl.core.time.instants import to_seconds
from casectl.core.values.tree import Source
from casectl.core.workflow.guards import GUARDS

BOSTON = ZoneInfo("America/New_York")
LEAST = 0.985
"""The share of the city's deadlines that must be reproduced."""
UNITS = {"calendar_days": "d", "business_days": "wd"}

CALENDAR = """\
calendar: boston
title: Boston 311
zone: America/New_York
windows: {mon: [00:00-17:00], tue: [00:00-17:00], wed: [00:00-17:00], thu: [00:00-17:00], fri: [00:00-17:00]}
arrivals: same_time
late_from: 08:30
source: Mined from the deadlines of July to September 2011; no holidays are kept
verified_until: 2011-12-31
"""
"""The rules found in the deadlines: no holidays; requests at a weekend count from Monday at the same time, those
after 17:00 from 08:30 on the next working day.
"""

TEMPLATE = """\
template: boston
version: 1
title: Service request
fields:
  type: {type: text, title: Type}
workflow:
  initial: open
  states: {open: {title: Open, category: open}, closed: {title: Closed, category: closed}}
  transitions: {close: {from: open, to: closed, title: Close}}
clocks:
"""
CLOCK = """\
  {unit}:
    title: Resolution
    kind: internal
    starts: received
    stops: state:closed
    calendar: boston
    arrivals: {arrivals}
    verified: own
    within:
"""
ARRIVALS = {"d": "as_received", "wd": "same_time"}
"""Calendar days count from the instant of receipt, working days from the arrival."""


def policy(table: Path) -> str:
    """The mined table as a template: a clock for each unit, a row for each type of request."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    clocks = []
    for word, unit in UNITS.items():
        clocks.append(CLOCK.format(unit=f"in_{unit}", arrivals=ARRIVALS[unit]))
        for row in (each for each in rows if each["unit"] == word):
            name = row["type"].replace("'", "''")
            clocks.append(f"      - {{when: {{type: '{name}'}}, duration: {row['amount']}{unit}}}\n")
    return TEMPLATE + "".join(clocks)


class Policy:
    """The policy, as read by casectl."""

    def __init__(self, template: str) -> None:
        documents, bases = YamlDocuments(), dict[str, Source]()
        read, faults = read_template(documents.read("templates/boston.yaml", template.encode()), bases.get, GUARDS)
        calendar, more = read_calendar(documents.read("calendars/boston.yaml", CALENDAR.encode()), BOSTON)
        if read is None or more:
            raise SystemExit("\n".join(f"{each.place}: {each.what}" for each in (*faults, *more)))
        self._counts = [DeadlineCalculator.of(clock, calendar) for clock in read.clocks]

    def due(self, kind: str, received: datetime) -> datetime | None:
        """The deadline (aware) of a request of that type; None if the policy has none."""
        for count in self._counts:
            within = duration_for(count.clock.within, Header(), {"type": kind})
            if within:
                return count.deadline(received, within)
        return None


@dataclass(slots=True)
class Tally:
    """The number of deadlines that were reproduced within a minute, and the number of wrong verdicts.

    The 82 requests without a label were closed late.
    """

    deadlines: int = 0
    reproduced: int = 0
    closed: int = 0
    wrong: int = 0

    @property
    def share(self) -> float:
        """The share of the deadlines that was reproduced."""
        return self.reproduced / max(self.deadlines, 1)

    def take(self, row: Mapping[str, str], policy: Policy) -> None:
        """Calculate a request's deadline, and compare its verdict with the recorded one."""
        received, target = instant(row["open_dt"]), instant(row["target_dt"])
        if received is None or target is None:
            return
        due = policy.due(row["type"], received)
        if due is not None:
            self.deadlines += 1
            self.reproduced += abs(to_seconds(due) - to_seconds(target)) <= 60
        closed = instant(row["closed_dt"])
        if closed is not None:
            self.closed += 1
            run = Run("resolve", received, target, ())
            self.wrong += ("met" in stopped(run, closed, run.due, BOSTON)) != (row["ontime"] == "ONTIME")


def instant(text: str) -> datetime | None:
    """A time of the table: wall clock time in Boston."""
    return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M:%S").replace(tzinfo=BOSTON) if text.strip() else None


def requests(folder: Path) -> Iterator[Mapping[str, str]]:
    """The rows of the quarter."""
    with gzip.open(folder / "311_service_requests_2011_jul-sep.csv.gz", "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def reproduce(folder: Path) -> Tally:
    """Process every request in the folder."""
    tally, read = Tally(), Policy(policy(folder / "sla_policy_mined_from_jul-sep.csv"))
    for row in requests(folder):
        tally.take(row, read)
    return tally


def main(folder: Path) -> int:
    """Print how many deadlines are reproduced and how many verdicts are wrong; 1 if either misses its limit."""
    found = reproduce(folder)
    print(
        f"{found.reproduced:,} of {found.deadlines:,} deadlines within a minute:"
        f" {found.share:.2%}, at least {LEAST:.1%}"
    )
    print(f"{found.wrong} of {found.closed:,} verdicts wrong, at most 0")
    return int(found.share < LEAST or found.wrong > 0 or not found.closed)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
