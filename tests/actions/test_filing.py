"""filing counts the cases of a period in the boxes of a return, and names what is missing."""

from __future__ import annotations

from datetime import date, timedelta

from casectl.actions.cause import FoundCause, cause
from casectl.actions.filing import FilingRequest, filing
from casectl.actions.lookup.lives import as_of_commit
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.reopen import reopen
from casectl.core.figures.periods import Period
from casectl.core.query.model import EVERY
from casectl.core.values.messages import UsageError
from tests.actions.cases import AT_ONCE, case_in, refused
from tests.core.filings.packs import PACKS, read
from tests.fakes.context import SETTINGS, FakeContext

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
BEFORE = Period(date(2025, 1, 1), date(2026, 1, 1))


def asked(name: str, period: Period = YEAR) -> FilingRequest:
    return FilingRequest(PACKS[name], period)


def test_new_complaints_are_in_the_boxes_of_their_fields_and_causes(context: FakeContext) -> None:
    """A cause by the name that the return has for it; boxes without a case have 0; what is restated is beside it."""
    first = context.open([("tags", "65+"), ("about", "patient")])
    filed = as_of_commit(context, context.ledger.commits[-1].oid)
    second = context.open([("tags", "0-17"), ("about", "parent"), ("channel", "mail")])
    cause(context, first, FoundCause("lid.loose"), AT_ONCE)
    report = filing(context, EVERY, asked("ko41a")._replace(filed=filed))
    rows = {(row.section, row.item): row.value for row in report.now.boxes}
    assert (rows["totals", "new"], rows["totals", "carried_forward"], rows["totals", "upheld"]) == (2, 2, 0)
    assert (rows["age", "65+"], rows["service", "phone"], rows["service", "mail"]) == (1, 1, 1)
    assert rows["subject", "packing"] == 1
    assert report.before
    assert ("totals", "new", 1) in {row[:3] for row in report.before.boxes}
    assert [*report.restated()] == [first, second]  # of one a cause is known since then
    unplaced = {str(each.what) for each in report.faults if each.case == first}
    assert unplaced == {"it has nothing for the section profession (profession)"}


def test_a_year_without_complaints_is_a_nil_return(context: FakeContext) -> None:
    context.open()
    report = filing(context, EVERY, asked("ko41a", BEFORE))
    assert (report.is_nil, report.faults) == (True, [])


def test_homes_are_a_number_of_the_settings(context: FakeContext) -> None:
    """A share of nothing is no number, and what a return does not have is named."""
    context.open()
    rows = {(row.section, row.item): row.value for row in filing(context, EVERY, asked("tsm")).now.boxes}
    assert (rows["stage_1", "ch01"], rows["stage_1", "ch02"]) == (0.8, None)
    other = FakeContext(settings=SETTINGS.replace("homes: 1200", "houses: 1200"))
    what = " ".join(str(each.what) for each in filing(other, EVERY, asked("tsm")).faults)
    assert "houses in filings: is not a section of tsm" in what
    assert "the number homes is missing" in what


def test_private_fields_are_in_no_return(context: FakeContext) -> None:
    settings = SETTINGS.replace("age: tags", "age: customer.name")
    private = FakeContext(settings=settings)
    private.store.files["templates/plain.yaml"] = private.store.files["templates/plain.yaml"].replace(
        b"name: {type: text", b"name: {private: yes, type: text"
    )
    with refused(private, UsageError, "private"):
        filing(private, EVERY, asked("ko41a"))


def test_what_is_not_reportable_is_left_out_with_its_reason() -> None:
    """And named where it has none; the settings may name another field for it."""
    book = FakeContext(settings=SETTINGS.replace("{ko41a: {", "{ko41a: {reportable: counts, "))
    book.store.files["templates/plain.yaml"] = book.store.files["templates/plain.yaml"].replace(
        b"\nfields:",
        b"\nfields:\n  counts: {type: yes_no, title: x, default: yes}\n  counts_reason: {type: text, title: x}",
    )
    book.open([("counts", "no"), ("counts_reason", "oral, resolved the next day")])
    silent = book.open([("counts", "no")])
    report = filing(book, EVERY, asked("ko41a"))
    assert sorted(report.now.left_out.values()) == ["", "oral, resolved the next day"]
    assert {str(each.what) for each in report.faults if each.case == silent} == {
        "it is not reported, and counts_reason does not say why"
    }
    assert report.is_nil


def test_a_return_by_case_has_a_line_for_each(context: FakeContext) -> None:
    """What it needs and no field has is named, and so is each column without a field; added lines are restated."""
    first = context.open([("tags", "x, y"), ("channel", "phone")])
    filed = as_of_commit(context, context.ledger.commits[-1].oid)
    second = context.open()
    pack, wrong = read("mine", b"""\
filing: mine
title: x
source: x
verified: x
unknown: x
cases: [received, brought]
columns:
  id: {value: id, number: 1}
  status: {value: status, codes: {open: "1"}}
  received_on: {value: received_on}
  days: {value: days}
  tags: {field: tags, needed: yes}
  brand: {}
""")  # fmt: skip
    assert wrong == []
    report = filing(context, EVERY, FilingRequest(pack, YEAR, filed=filed))
    line = dict(report.now.lines[first])
    assert (line["id"], line["status"], line["tags"], line["brand"]) == (first, "1", "x;y", "")
    assert [*report.restated()] == [second]
    assert {(each.case, str(each.what)) for each in report.faults} == {
        (second, "it has nothing for the column tags (tags)"),
        ("", "no field is named for brand: add filings: {mine: {brand: FIELD}} to casectl.yaml"),
    }


def test_provisions_are_answered_by_the_settings() -> None:
    """With the figures as evidence; what has no answer is named, and a no without a reason."""
    answers = '{"6.2": {complies: yes, evidence: policy 3}, "6.3": {complies: no}, "6.4": {complies: maybe}}'
    book = FakeContext(settings=SETTINGS.replace("{homes: 1200}", "{homes: 1200}, housing-self-assessment: " + answers))
    report = filing(book, EVERY, asked("housing-self-assessment"))
    said = {str(each.what).split(" in casectl")[0] for each in report.faults}
    assert "provision 6.3 is not complied with, and no commentary says why" in said
    assert any("provision 6.4 has no answer" in each for each in said)
    assert not any("6.2" in each for each in said)
    assert report.settings["6.2.evidence"] == "policy 3"


def test_a_root_cause_without_a_name_in_the_return_is_named_where_others_have_one() -> None:
    """A part has the name of the whole; where no cause has one the codes are the names."""
    causes = "  hinge: {title: Hinge}\npeople:"
    book = FakeContext(settings=SETTINGS.replace("people:", causes, 1)).by("ada")
    cases = [book.open() for _ in range(2)]
    for case, name in zip(cases, ("hinge", "lid.loose"), strict=True):
        cause(book, case, FoundCause(name), AT_ONCE)
    faults = [each for each in filing(book, EVERY, asked("ko41a")).faults if "root cause" in str(each.what)]
    assert [(each.case, str(each.what)) for each in faults] == [
        (cases[0], "its root cause hinge has no name in the return: add maps: {ko41a: NAME} to casectl.yaml")
    ]
    other = filing(book, EVERY, asked("ko41b"))
    assert not [each for each in other.faults if "root cause" in str(each.what)]
    assert ("subject", "hinge", 1) in {row[:3] for row in other.now.boxes}


def test_a_case_reopened_after_the_return_was_made_changes_nothing_in_it() -> None:
    """It was closed at the end of that period; in the next one it is named, since that return has no box for it."""
    settings = SETTINGS.replace("filings: {", "filings: {fca-disp: {product: channel, cause: channel}, ")
    book = FakeContext(settings=settings).by("ada")
    case = case_in(book, "closed")
    first = Period(book.now.date(), book.now.date() + timedelta(days=1))
    book = book.later(days=3)
    made = as_of_commit(book, book.ledger.commits[-1].oid)
    reopen(book, case, FieldChanges(reason="it broke again"), AT_ONCE)
    report = filing(book, EVERY, FilingRequest(PACKS["ko41a"], first, filed=made))
    assert [*report.restated()] == []
    assert ("totals", "carried_forward", 1) in {row[:3] for row in report.now.boxes}  # for want of a decision
    after = Period(first.end, first.end + timedelta(days=10))
    faults = {(each.case, str(each.what)) for each in filing(book, EVERY, asked("ko41a", after)).faults}
    assert (case, "it was reopened in the period, for which the return has no box") in faults
    assert ("", "the return carries 0 forward, but 1 are open") in faults
