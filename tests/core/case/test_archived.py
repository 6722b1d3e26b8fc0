"""The lists of archived cases: a line each, united line by line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casectl.core.case.archived import (
    ArchivedCase,
    archived_in,
    by_list,
    is_list,
    line_about,
    list_path,
    united,
    written,
)

CASES = [
    ArchivedCase(id_, blob * 40, "c" * 40, source)
    for id_, blob, source in (
        ("C-2611-00000003S", "a", ""),
        ("C-2611-00000002V", "b", "crm:4711"),
        ("C-2512-00000001Y", "d", ""),
    )
]
_KNOWN = st.sets(st.sampled_from([ArchivedCase(each.id, blob * 40, "c" * 40) for each in CASES for blob in "ab"]))


def test_a_list_reads_as_it_was_written() -> None:
    """By id, one line each, with tabs; what is no line is left out."""
    data = written(CASES)
    assert {*archived_in(data)} == {*CASES}
    assert data.count(b"\n") == len(CASES)
    assert b"C-2611-00000002V\t" + b"b" * 40 + b"\t" + b"c" * 40 + b"\tcrm:4711\n" in data
    assert [*archived_in(b"<<<<<<< HEAD\nC-2611-00000003S\n" + data)] == sorted(CASES)


def test_the_line_about_a_case_is_found() -> None:
    """The first, the last, and none for another case, or for a part of an id."""
    data = written(CASES)
    assert [line_about(data, each.id) for each in CASES] == CASES
    assert (line_about(data, "C-2611-0000000"), line_about(b"", CASES[0].id)) == (None, None)


def test_a_case_stands_in_the_list_of_its_year() -> None:
    counts = {path: len(found) for path, found in by_list(CASES).items()}
    assert counts == {"archive/2026.tsv": 2, "archive/2025.tsv": 1}
    paths = (list_path(CASES[0].id), "archive/README", "cases/2026.tsv")
    assert [is_list(path) for path in paths] == [True, False, False]


@given(_KNOWN, _KNOWN, _KNOWN)
def test_two_sides_are_united_line_by_line(
    base: set[ArchivedCase], one: set[ArchivedCase], other: set[ArchivedCase]
) -> None:
    """The same whichever is first; what either added is there, and what either took out is not."""
    texts = [written(each) for each in (base, one, other)]
    found = {*archived_in(united(*texts))}
    assert united(*texts) == united(texts[0], texts[2], texts[1])
    assert found >= (one | other) - base
    assert found.isdisjoint(base - (one & other))
    assert found >= base & one & other
