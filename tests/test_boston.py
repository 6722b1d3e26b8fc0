"""A city's recorded deadlines, said as a template and a calendar: requests as they came in, with their deadlines."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from casectl.core.time.instants import to_seconds
from scripts.boston import Policy, Tally, instant, main, policy

TABLE = """\
type,department,main_queue,n_q3,unit,amount,fit_q3_within_60s
Bulk Item,PWDx,q,3,business_days,2,1.0
Street Light,PWDx,q,2,business_days,10,1.0
Owner's Tree,PARK,q,1,calendar_days,120,1.0
"""
REQUESTS = [
    # Friday 02:18, before the office opens: Monday (4 July is worked here) and Tuesday; the clock time stays.
    ("Bulk Item", "2011-07-01 02:18:31", "2011-07-05 02:18:31"),
    # Friday 09:10: Tuesday.
    ("Bulk Item", "2011-07-01 09:10:18", "2011-07-05 09:10:18"),
    # Ten working days from a Friday are two weeks.
    ("Street Light", "2011-07-01 01:32:33", "2011-07-15 01:32:33"),
    # Monday 17:17 is late: it counts from Tuesday 08:30, so Thursday.
    ("Bulk Item", "2011-07-11 17:17:15", "2011-07-14 08:30:00"),
    # Saturday 11:26 counts from Monday 11:26, so Wednesday.
    ("Bulk Item", "2011-07-02 11:26:07", "2011-07-06 11:26:07"),
    # Saturday 18:02 counts from Monday 18:02, which is late: from Tuesday 08:30, so Thursday.
    ("Bulk Item", "2011-07-02 18:02:40", "2011-07-07 08:30:00"),
    # 120 calendar days, over the end of summer time on 6 November: the clock time stays.
    ("Owner's Tree", "2011-07-15 10:00:00", "2011-11-12 10:00:00"),
]


@pytest.fixture(scope="module")
def mined(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    table = tmp_path_factory.mktemp("boston") / "table.csv"
    table.write_text(TABLE, "utf-8")
    return Policy(policy(Path(table)))


@pytest.mark.parametrize(("kind", "received", "due"), REQUESTS)
def test_a_deadline_is_reproduced(mined: Policy, kind: str, received: str, due: str) -> None:
    at = instant(received)
    assert at
    found, wanted = mined.due(kind, at), instant(due)
    assert found
    assert wanted
    assert to_seconds(found) == to_seconds(wanted)


def test_the_tally_counts_what_is_reproduced_and_what_is_said_wrong(mined: Policy) -> None:
    tally = Tally()
    rows = [
        ("Bulk Item", "2011-07-01 09:10:18", "2011-07-05 09:11:18", "2011-07-05 09:11:18", "ONTIME"),
        ("Bulk Item", "2011-07-01 09:10:18", "2011-07-05 09:11:19", "2011-07-05 09:11:20", "OVERDUE"),
        ("Bulk Item", "2011-07-01 09:10:18", "2011-07-05 09:10:18", "2011-07-05 09:10:19", "ONTIME"),
        ("Other", "2011-07-01 09:10:18", "2011-07-05 09:10:18", "", ""),
        ("Bulk Item", "2011-07-01 09:10:18", "", "2011-07-05 09:10:19", "ONTIME"),
    ]
    for row in rows:
        tally.take(dict(zip(("type", "open_dt", "target_dt", "closed_dt", "ontime"), row, strict=True)), mined)
    assert (tally.deadlines, tally.reproduced, tally.closed, tally.wrong) == (3, 2, 3, 1)


@pytest.mark.parametrize(("verdict", "code"), [("ONTIME", 0), ("OVERDUE", 1)])
def test_a_wrong_verdict_ends_the_bench_badly(tmp_path: Path, verdict: str, code: int) -> None:
    (tmp_path / "sla_policy_mined_from_jul-sep.csv").write_text(TABLE, "utf-8")
    rows = (
        "type,open_dt,target_dt,closed_dt,ontime",
        f"Bulk Item,2011-07-01 09:10:18,2011-07-05 09:10:18,2011-07-04 09:00:00,{verdict}",
    )
    with gzip.open(tmp_path / "311_service_requests_2011_jul-sep.csv.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(rows))
    assert main(tmp_path) == code
