"""The record of an import has what the reference says of it."""

from __future__ import annotations

from datetime import UTC, datetime

from casectl.core.case.imported import RECORD, ImportRecord, cases_in


def test_a_record_has_the_keys_of_the_reference_and_names_its_cases() -> None:
    record = ImportRecord(
        "log.csv", "1", "ours", "2", "old", 2, "ada", datetime(2026, 11, 23, tzinfo=UTC), {"C-2": 3, "C-1": 1}
    )
    [tree] = record.trees(UTC)
    assert [*tree] == [*RECORD]
    assert cases_in([tree]) == {"C-1": 1, "C-2": 3}
