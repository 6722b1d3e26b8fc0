"""The importer held against real exports: the check numbers that come with the data, and text that stays intact.

The data are not part of the repository; where they are not, these tests say so and are left out.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from casectl.adapters.tables.tables import TableOptions, open_table
from casectl.core.importing.case_builder import ImportedCase
from casectl.core.importing.plan import Already, ImportReport, KnownCases, plan
from casectl.core.values.tree import get_in
from tests.core.importing.import_context import UTC, cases, outcomes, rejects, shipped_ground

DATA = Path(os.environ.get("CASECTL_DATA", Path(__file__).parents[2] / "shared" / "data"))
BOSTON = "boston311-2011q3/311_service_requests_2011_jul-sep.csv.gz"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not DATA.is_dir(), reason=f"the real exports are not at {DATA}; CASECTL_DATA says where they are"
    ),
]


def report_of(file: str, mapping: str, most: int | None = None) -> tuple[ImportReport, list[ImportedCase]]:
    """What an import of a file would do, of its first `most` rows if that is given."""
    rules = shipped_ground(mapping)
    table = open_table(DATA / file, TableOptions(**rules.mapping.table))
    assert rules.mapping.unusable(table.layout.names, table.keys()) == []
    report, found = ImportReport(), []
    for outcome in plan(rules, islice(table.rows(), most), KnownCases({})):
        report.count(outcome)
        if isinstance(outcome, ImportedCase):
            found.append(outcome)
    return report, found


def test_cfpb_export_of_2023() -> None:
    """2,067 complaints, the one record that is cut off named; narratives, ZIP codes and N/A byte for byte."""
    report, found = report_of("cfpb-export2023/complaints.csv", "cfpb-export2023")
    assert report.created == 2067
    assert [str(each.reason) for each in report.rejected] == ["the file ends inside quotes"]
    text = (DATA / "cfpb-export2023/complaints.csv").read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))[:2067]
    for case, row in zip(found, rows, strict=True):
        assert case.external == row["Complaint ID"]
        assert get_in(dict(case.free), ("fields", "problem")) == (row["Consumer complaint narrative"] or None)
        assert get_in(dict(case.free), ("fields", "zip")) == (row["ZIP code"] or None)
        assert get_in(dict(case.free), ("fields", "disputed")) == (row["Consumer disputed?"] or None)


def test_cfpb_export_of_2013_to_2016() -> None:
    """3,186 complaints without ids, twins among them; importing again adds none."""
    rules = shipped_ground("cfpb-2013-16")
    table = open_table(DATA / "cfpb-2013-16/consumer_complaints.csv")
    made = cases(outcomes(rules, table.rows()))
    assert len({case.id for case in made}) == 3186
    known = KnownCases({rules.key(case.external): case.id for case in made}, frozenset(case.id for case in made))
    again = outcomes(rules, table.rows(), known)
    assert (len(again), {type(each) for each in again}) == (3186, {Already})


def test_the_italian_help_desk() -> None:
    """4,580 cases, every one of 21,348 events, 8,648 handoffs, 154 reopenings; 17 events that follow a closing."""
    report, found = report_of("helpdesk-italy/helpdesk_converted.csv.gz", "helpdesk-italy")
    assert (report.created, report.rows, report.handoffs, report.reopenings) == (4580, 21348, 8648, 154)
    assert report.rejected == []
    with gzip.open(DATA / "helpdesk-italy/helpdesk_converted.csv.gz", "rt", encoding="utf-8", newline="") as file:
        wanted = Counter(row["concept:name"] for row in csv.DictReader(file))
    found_activities = [[event.text("activity") for event in case.journal if "row" in event.data] for case in found]
    assert Counter(activity for activities in found_activities for activity in activities) == wanted
    assert sum(before == "Closed" for activities in found_activities for before in activities[:-1]) == 17


def test_the_incident_log() -> None:
    """890 incidents, 874 changes of group, 10 incidents reopened, all closed; nothing of the future at the start."""
    report, found = report_of("uci498-head/incident_event_log.csv", "servicenow-incidents")
    assert (report.created, report.rows, report.handoffs) == (890, 5998, 874)
    assert sum(any(event.kind == "reopened" for event in case.journal) for case in found) == 10
    assert {case.tree(UTC)["state"] for case in found} == {"closed"}
    met = Counter(get_in(dict(case.free), ("fields", "within_sla")) for case in found)
    assert met == {"yes": 495, "no": 395}


def test_boston_service_requests() -> None:
    """6,000 requests of 31,828 (`make bench` imports all): a deadline is missed exactly where the city says so."""
    report, found = report_of(BOSTON, "boston311", most=6_000)
    assert (report.created, report.rejected) == (6000, [])
    assert (report.links, report.unresolved) == (124, 26)
    with gzip.open(DATA / BOSTON, "rt", encoding="utf-8") as file:
        labels = {row["case_enquiry_id"]: row["ontime"] for row in islice(csv.DictReader(file), 6_000)}
    verdicts = Counter(
        (labels[case.external], "late" in stopped)
        for case in found
        for event in case.journal
        if isinstance(stopped := event.mapping("clocks").get("resolve"), dict) and "stopped" in stopped
    )
    assert verdicts == {("ONTIME", False): 3864, ("OVERDUE", True): 713, ("", True): 10}


@pytest.mark.parametrize(("number", "count", "answered"), [(2, 495, 0), (3, 30, 0), (4, 120, 120)])
def test_chinese_petitions(number: int, count: int, answered: int) -> None:
    """Text intact to the blank, and the replies on record."""
    report, found = report_of(f"zh-petitions-sample/附件{number}.xlsx", "zh-petitions")
    assert (report.created, report.rejected) == (count, [])
    rows = [row.cells for row in open_table(DATA / f"zh-petitions-sample/附件{number}.xlsx").rows()]
    for case, row in zip(found, rows, strict=True):
        assert case.free["title"] == row["留言主题"]
        assert get_in(dict(case.free), ("fields", "problem")) == row["留言详情"]
    replies = [event.text("text") for case in found for event in case.journal if event.kind == "contacted"]
    assert replies == [row["答复意见"] for row in rows if "答复意见" in row]
    assert len(replies) == answered


def test_a_sample_of_it_has_the_same_words() -> None:
    """The plain sample of the Boston rows goes through the same mapping."""
    rules = shipped_ground("boston311")
    found = outcomes(rules, open_table(DATA / "boston311-2011q3/sample_500.csv").rows())
    assert (len(cases(found)), rejects(found)) == (500, [])
