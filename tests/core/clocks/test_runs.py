"""Clock records: each key of a record is in the reference, and each key in the reference is written."""

from __future__ import annotations

from datetime import date

from casectl.core.case.clock_record import CLOCK_RECORD
from casectl.core.time.calendar import Calendar
from casectl.core.values.tree import mapping_of
from tests.core.clockwork import SHANGHAI, Life

CLOCKS = """\
c: {title: C, kind: internal, starts: opened, stops: "state:solved", within: [{duration: 3wd}], \
pauses: {customer: {title: W, while: [state:waiting]}}, extension: {by: 10wd, times: 5}, restarts: {facts: {title: F}}}
d: {title: D, kind: internal, starts: "field:accepted_on", stops: "state:solved", within: [{duration: 30d}]}
i: {title: I, kind: internal, starts: opened, stops: "contact:out", within: [{duration: 1h}], repeat: [{duration: 2h}]}
x: {title: X, kind: internal, starts: opened, stops: "state:closed", within: [{duration: 9d}], excused_by: c}
e: {title: E, kind: internal, starts: opened, stops: "state:closed", within: [{duration: 9d}], chance: yes}
w: {title: W, kind: internal, starts: opened, stops: "state:closed", within: [{when: {complex: yes}, duration: 9d}], \
reopening: resume}
s: {title: S, kind: regulatory, starts: opened, stops: "contact:out", within: [{duration: 1h}]}
l: {title: L, kind: internal, starts: opened, stops: "field:sent_at", within: [{duration: 9d}]}
"""


def test_every_key_that_is_written_is_described_and_the_other_way_round() -> None:
    life = Life(CLOCKS, Calendar("office", SHANGHAI, provisional_from=date(2026, 11, 1)))
    life.opens("2026-11-23 10:00", accepted_on="2026-11-20").sets("2026-11-23 11:00", accepted_on="2026-11-19")
    life.sets("2026-11-23 11:30", sent_at="2026-11-23T11:00:00+08:00").sets("2026-11-23 12:00", sent_at="")
    life.happens("2026-11-23 10:30", "contacted", direction="out", recorded="2026-11-27T10:30:00+08:00")
    life.goes("2026-11-24 10:00", "waiting").goes("2026-11-24 11:00", "working")
    life.asks("2026-11-24 12:00", "extended", "c", length="1wd")
    life.asks("2026-11-24 13:00", "extended", "c", until="2026-12-01T10:00:00+08:00")
    life.asks("2026-11-24 14:00", "overridden", "c", until="2026-12-02T10:00:00+08:00")
    life.asks("2026-11-24 15:00", "restarted", "c", code="facts")
    life.goes("2026-11-24 16:00", "solved").goes("2026-11-24 17:00", "dropped")
    life.goes("2026-11-25 10:00", "working", "reopened")
    life.goes("2026-11-25 11:00", "waiting").goes("2026-11-25 12:00", "working").sets("2026-11-25 13:00", complex="yes")
    records = [mapping_of(record) for event in life.journal for record in event.mapping("clocks").values()]
    assert {key for record in records for key in record} == set(CLOCK_RECORD)
