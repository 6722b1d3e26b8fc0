"""filing counts the cases of a period in the boxes of a return, and names what is missing."""

from __future__ import annotations

from datetime import date

from casectl.actions.cause import FoundCause, cause
from casectl.actions.filing import FilingRequest, filing
from casectl.actions.lookup.lives import as_of_commit
from casectl.core.figures.filing_packs import PACKS
from casectl.core.figures.periods import Period
from casectl.core.query.model import EVERY
from casectl.core.values.errors import UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import SETTINGS, FakeContext

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
BEFORE = Period(date(2025, 1, 1), date(2026, 1, 1))


def asked(name: str, period: Period = YEAR) -> FilingRequest:
    return FilingRequest(PACKS[name], period)


def test_new_complaints_are_in_the_boxes_of_their_fields_and_causes(context: FakeContext) -> None:
    """A cause by the name that the return has for it; boxes without a case have 0; what is restated is beside it."""
    first = context.open([("tags", "65+"), ("about", "patient")])
    filed = as_of_commit(context, context.ledger.commits[-1].oid)
    context.open([("tags", "0-17"), ("about", "parent"), ("channel", "mail")])
    cause(context, first, FoundCause("lid.loose"), AT_ONCE)
    report = filing(context, EVERY, asked("ko41a")._replace(filed=filed))
    rows = {(row.section, row.item): row.value for row in report.rows}
    assert (rows["totals", "new"], rows["totals", "carried_forward"], rows["totals", "upheld"]) == (2, 2, 0)
    assert (rows["age", "65+"], rows["service", "phone"], rows["service", "mail"]) == (1, 1, 1)
    assert rows["subject", "packing"] == 1
    assert report.before
    assert report.before["totals", "new"] == 1
    unplaced = {str(each.what) for each in report.faults if each.case == first}
    assert unplaced == {"it has nothing for the section profession (profession)"}


def test_a_year_without_complaints_is_a_nil_return(context: FakeContext) -> None:
    context.open()
    report = filing(context, EVERY, asked("ko41a", BEFORE))
    assert (report.is_nil, report.faults) == (True, [])


def test_homes_are_a_number_of_the_settings(context: FakeContext) -> None:
    """A share of nothing is no number, and what a return does not have is named."""
    context.open()
    rows = {(row.section, row.item): row.value for row in filing(context, EVERY, asked("tsm")).rows}
    assert (rows["stage_1", "ch01"], rows["stage_1", "ch02"]) == (0.8, None)
    other = FakeContext(settings=SETTINGS.replace("homes: 1200", "houses: 1200"))
    what = " ".join(str(each.what) for each in filing(other, EVERY, asked("tsm")).faults)
    assert "houses in filings: is not a section of tsm" in what
    assert "the number of homes is missing" in what


def test_private_fields_are_in_no_return(context: FakeContext) -> None:
    settings = SETTINGS.replace("age: tags", "age: customer.name")
    private = FakeContext(settings=settings)
    private.store.files["templates/plain.yaml"] = private.store.files["templates/plain.yaml"].replace(
        b"name: {type: text", b"name: {private: yes, type: text"
    )
    with refused(private, UsageError, "private"):
        filing(private, EVERY, asked("ko41a"))
