"""A case that lives on a template's clocks, without files: say what happens and when, and read the deadlines."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.case.fold import fold
from casectl.core.case.model import Case, Event, Header
from casectl.core.clocks.effects import with_consequences
from casectl.core.clocks.rules import ClockContext, RuleSet
from casectl.core.clocks.runs import Run, runs_of
from casectl.core.template.model import Template
from casectl.core.template.read import read_template
from casectl.core.time.calendar import Calendar
from casectl.core.values.tree import Source, Tree, mapping_of, text_of
from casectl.core.workflow.guards import GUARDS

FRAME = """\
template: t
version: 1
title: T
levels: {1: Low, 2: High, 3: Top}
fields:
  channel: {type: choice, title: Channel, choices: {phone: P, mail: M}}
  complex: {type: yes_no, title: Complex}
  accepted_on: {type: date, title: Accepted on}
  sent_at: {type: instant, title: Sent to us}
  refund_on: {type: date, title: Refund by, promise: yes, settled: closed}
  call_at: {type: instant, title: Call at, promise: yes}
workflow:
  initial: new
  reopens_to: working
  states:
    new: {title: New, category: open}
    working: {title: Working, category: open}
    waiting: {title: Waiting, category: waiting}
    acknowledged: {title: Acknowledged, category: open}
    solved: {title: Solved, category: resolved}
    closed: {title: Closed, category: closed}
    dropped: {title: Dropped, category: closed, withdrawn: yes}
  transitions:
    a: {from: [new, acknowledged, waiting], to: working, title: A}
    b: {from: [new, working], to: acknowledged, title: B}
    c: {from: [new, working, acknowledged], to: solved, title: C}
    d: {from: [new, solved, working, acknowledged], to: closed, title: D}
    x: {from: [new, working, waiting], to: dropped, title: X}
    w: {from: [new, working, acknowledged], to: waiting, title: W}
"""
SHANGHAI, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London")


def template(clocks: str, more: str = "") -> Template:
    """The frame with these clocks, each written as a line of YAML."""
    text = FRAME + "clocks:\n" + "".join(f"  {line}\n" for line in clocks.strip().splitlines()) + more
    bases: dict[str, Source] = {}
    read, findings = read_template(YamlDocuments().read("templates/t.yaml", text.encode()), bases.get, GUARDS)
    assert read, [str(each.what) for each in findings]
    return read


class Life:
    """A case from its opening on. Times are written ``2026-11-23 10:00`` in the calendar's zone."""

    def __init__(self, clocks: str, calendar: Calendar | None = None, more: str = "") -> None:
        self.calendar = calendar or Calendar("office", SHANGHAI)
        self.template = template(clocks, more)
        self.fields: dict[str, Tree] = {}
        self.journal: tuple[Event, ...] = ()
        self.calendars: dict[str, Calendar] = {}

    def at(self, when: str) -> datetime:
        """The instant."""
        return datetime.fromisoformat(when).replace(tzinfo=self.calendar.zone)

    def happens(self, when: str, kind: str, **data: Tree) -> Event:
        """Something happens; the event with its consequences."""
        return self.happens_at(self.at(when), kind, **data)

    def happens_at(self, at: datetime, kind: str, **data: Tree) -> Event:
        """Something happens at an instant."""
        rules = ClockContext(
            self.template, RuleSet(self.template, self.calendar, self.calendars), self.fields, self.calendar.zone
        )
        event = Event(f"event{len(self.journal):04}", at, "ada", kind, data)
        event = with_consequences(event, self.case, rules)
        self.journal = (*self.journal, event)
        return event

    def opens(self, when: str, received: str = "", level: str = "1", **fields: Tree) -> Life:
        """The case is opened with these fields."""
        self.fields |= fields
        at = self.at(received or when).isoformat()
        self.happens(when, "opened", template="t", to="new", received_at=at, level=level, owner="ada", team="front")
        return self

    def sets(self, when: str, **fields: Tree) -> Life:
        """Fields are changed."""
        self.fields |= fields
        self.happens(when, "changed", changed=[f"fields.{name}" for name in fields])
        return self

    def goes(self, when: str, state: str, kind: str = "advanced") -> Life:
        """The case enters a state."""
        self.happens(when, kind, to=state)
        return self

    def asks(self, when: str, kind: str, clock: str, **data: Tree) -> Life:
        """An event about one clock."""
        self.happens(when, kind, clock=[clock], **data)
        return self

    @property
    def header(self) -> Header:
        """What it adds up to."""
        return fold(self.journal)

    @property
    def case(self) -> Case:
        """The case as its file would be."""
        return Case("C-2611-00000001X", "T", self.header, self.journal, self.fields, Source("", {}))

    def due(self, clock: str) -> str:
        """The open deadline as the calendar's wall clock shows it; "" if there is none."""
        at = self.header.due.get(clock)
        return f"{at.astimezone(self.calendar.zone):%Y-%m-%d %H:%M:%S}".removesuffix(":00") if at else ""

    def runs(self, clock: str) -> list[Run]:
        """The clock's runs."""
        return runs_of(self.journal).get(clock, [])

    def verdicts(self, clock: str) -> list[str]:
        """How each run of the clock ended."""
        return [run.verdict for run in self.runs(clock)]

    def record(self, clock: str) -> dict[str, str]:
        """The record of the clock in the last event."""
        found = mapping_of(self.journal[-1].mapping("clocks").get(clock))
        return {key: text_of(value) for key, value in found.items()}
