"""Times that cannot be are rejected row by row; the others are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casectl.core.importing.timestamps import names_a_day
from casectl.core.time.instants import to_seconds
from tests.core.importing.import_context import ROWS, TEMPLATE, cases, context, outcomes, rejects, table

CLOSES = ROWS + 'steps: [{event: advanced, at: "{end}", to: closed}]\n'
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
GOOD = "2026-01-05T08:00:00+00:00"


@pytest.mark.parametrize(
    ("received", "closed", "reason"),
    [
        ("1900-12-31", "", "placeholder"),
        ("1800-01-01", "", "placeholder"),
        ("0001-01-01", "", "placeholder"),
        ("9999-12-31", "", "placeholder"),
        ("0000-00-00", "", "does not match the time format"),
        ("2099-01-01", "", "is in the future"),
        (GOOD, "1900-12-31", "placeholder"),
        (GOOD, "2030-01-01", "is in the future"),
        (GOOD, "2026-01-03", "before the case was received"),
    ],
)
def test_a_time_that_cannot_be_rejects_its_row(received: str, closed: str, reason: str) -> None:
    """With its line; the row after it is imported."""
    rules = replace(context(CLOSES, zone="Asia/Shanghai"), now=NOW)
    found = outcomes(rules, table("id,at,text,end", f"1,{received},a,{closed}", f"2,{GOOD},b,"))
    assert [(line, reason in why) for line, why in rejects(found)] == [(2, True)]
    assert [each.external for each in cases(found)] == ["2"]


def test_a_day_without_a_time_is_not_before_the_receipt_on_that_day() -> None:
    rules = replace(context(CLOSES), now=NOW)
    [made] = cases(outcomes(rules, table("id,at,text,end", f"1,{GOOD},a,2026-01-05")))
    assert to_seconds(made.journal[-1].at) == to_seconds(made.journal[0].at)


def test_a_field_that_can_only_be_past_rejects_a_row_with_a_time_to_come() -> None:
    text = TEMPLATE.replace("  text: {", "  sent: {type: date, title: Sent, past: yes}\n  text: {")
    rules = replace(context(ROWS + 'fields: {sent: "{sent}"}\n', text), now=NOW)
    found = outcomes(rules, table("id,at,text,sent", f"1,{GOOD},a,2026-11-30", f"2,{GOOD},b,2026-11-29"))
    assert rejects(found) == [(2, "sent: 2026-11-30 is in the future")]


def test_midnight_may_be_written_as_the_end_of_a_day() -> None:
    [made] = cases(outcomes(context(ROWS), table("id,at,text", "1,2026-01-31 24:00,a")))
    assert made.journal[0].at.isoformat() == "2026-02-01T00:00:00+00:00"


@pytest.mark.parametrize(("form", "usable"), [("%d/%m/%Y", True), ("excel", True), ("%Q", False), ("%H:%M", False)])
def test_a_format_must_name_a_day(form: str, usable: bool) -> None:
    assert names_a_day(form) is usable
