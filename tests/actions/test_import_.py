"""import makes cases of rows: all of them or none but for rejected rows, and never twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

import pytest

from casectl.actions.import_ import Import, import_cases, mapping_from, template_for
from casectl.core.case.ids import case_path
from casectl.core.importing.case_builder import ImportedCase
from casectl.core.importing.rows import RawRow, Row
from casectl.core.values.messages import NotFound, Refused, Unreadable
from casectl.core.values.tree import Tree
from tests.actions.cases import break_second
from tests.fakes.context import FakeContext

MAPPING = """\
mapping: old
source: old
template: plain
id: "{No}"
received: "{At}"
title: "{Subject}"
fields: {problem: "{Subject}", customer.name: "{Who}"}
"""
ROWS = (
    RawRow(2, {"No": "1", "At": "2026-10-01T09:00:00Z", "Subject": "Tap drips", "Who": "Flo Fiction"}),
    RawRow(3, {"No": "2", "At": "soon", "Subject": "Tap leaks", "Who": "Flo Fiction"}),
    RawRow(4, {"No": "3", "At": "2026-09-01T09:00:00Z", "Subject": "No water", "Who": "Kit Example"}),
)


def ready(context: FakeContext, *, dry_run: bool = False, limit: int | None = None) -> Import:
    mapping = mapping_from(context, "old.yaml", MAPPING.encode())
    template, files = template_for(context, mapping, {})

    def rows() -> Iterator[Row]:
        yield from ROWS

    return Import(mapping, template, rows, files, dry_run=dry_run, limit=limit)


def test_the_good_rows_become_cases_in_one_commit_and_the_bad_one_is_named(context: FakeContext) -> None:
    """Progress is reported by rows, also of the rejected one."""
    seen: list[int] = []
    report = import_cases(context, ready(context), seen.append)
    assert (report.created, [bad.line for bad in report.rejected], sum(seen)) == (2, [3], 3)
    assert len(context.ledger.commits) == len(report.commits) == 1
    titles = {context.case(case).title for case in context.case_ids()}
    assert titles == {"Tap drips", "No water"}


def test_importing_again_adds_nothing(context: FakeContext) -> None:
    """A case is known by its source and number."""
    import_cases(context, ready(context), lambda _: None)
    before = dict(context.store.files)
    again = import_cases(context, ready(context), lambda _: None)
    assert (again.created, again.already, again.commits) == (0, 2, ())
    assert context.store.files == before


def test_a_dry_run_and_a_limit_make_less(context: FakeContext) -> None:
    """Nothing at all, and only so many cases."""
    assert import_cases(context, ready(context, dry_run=True), lambda _: None).created == 2
    assert context.ledger.commits == []
    assert import_cases(context, ready(context, limit=1), lambda _: None).created == 1


def test_a_row_whose_case_would_not_read_back_the_same_is_rejected_and_the_rest_imported(
    context: FakeContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its header is what its journal adds up to, as written; else nobody could work on it."""
    written = ImportedCase.tree

    def altered(case: ImportedCase, zone: tzinfo, events: int | None = None) -> dict[str, Tree]:
        tree = written(case, zone, events)
        return {**tree, "owner": "somebody"} if case.external == "1" else tree

    monkeypatch.setattr(ImportedCase, "tree", altered)
    report = import_cases(context, ready(context), lambda _: None)
    assert report.created == 1
    reasons = {bad.line: str(bad.reason) for bad in report.rejected}
    assert reasons[2] == "the header would not match the journal: owner"
    assert list(reasons) == [2, 3]


def test_nothing_is_imported_where_it_is_unknown_what_there_is(book: FakeContext) -> None:
    """A case that cannot be read, or whose file is missing, may be one of those to be imported."""
    path = break_second(book)
    with pytest.raises(Unreadable, match="cases that cannot be read: 1"):
        import_cases(book, ready(book), lambda _: None)
    del book.store.files[path]
    with pytest.raises(Refused, match="recorded cases missing from the work tree: 1"):
        import_cases(book, ready(book), lambda _: None)
    assert case_path(book.case_ids()[0]) != path


def test_a_mapping_needs_a_template_and_no_errors(context: FakeContext) -> None:
    """Everything that is wrong with it is named at once."""
    with pytest.raises(Unreadable, match=r"old\.yaml has problems") as error:
        mapping_from(context, "old.yaml", MAPPING.replace("received", "recieved").encode())
    assert error.value.problems
    mapping = mapping_from(context, "old.yaml", MAPPING.replace("plain", "plane").encode())
    with pytest.raises(NotFound, match="there is no template plane") as missing:
        template_for(context, mapping, {})
    assert str(missing.value.hint) == "did you mean plain?"
