"""Only what an import on record brought is an imported case; its source typed into a file loosens nothing."""

from __future__ import annotations

import pytest

from casectl.actions.check import check
from casectl.core.case.ids import case_path
from casectl.core.case.imported import record_path
from casectl.ports.recording import NewCommit
from tests.actions.test_check import SOURCED, casebook, found
from tests.fakes.context import FakeContext


def test_what_was_imported_is_not_held_to_our_people_steps_and_required_fields() -> None:
    context, case = casebook()
    for old, new in (
        *SOURCED,
        ("owner: bob", "owner: somebody"),
        ("by: bob\n    event: accepted\n    to: bob", "by: import\n    event: accepted\n    to: somebody"),
        ("name: Flora Fiction", "name: '?'"),
    ):
        context.rewrite(case, old, new)
    for by in ("ada", "bob"):
        while f"by: {by}\n" in context.store.files[case_path(case)].decode():
            context.rewrite(case, f"by: {by}\n", "by: import\n")
    context.commit(case)
    assert {code for code, _ in found(context)} >= {"C101", "C098", "C030", "C070"}
    record(context, f"cases: {case} 9\n")
    assert found(context) == []


def record(context: FakeContext, text: str, path: str = "") -> None:
    """Commit the record of an import, under its own name or another."""
    content = text.encode()
    path = path or record_path(content)
    context.store.files[path] = content
    context.ledger.record(context.ledger.head(), [NewCommit({path: content}, "an import")], context.now)


def test_a_source_typed_into_a_case_of_our_own_loosens_nothing() -> None:
    """Found by use (G10): required fields and steps were not checked any more. A record counts as it was made."""
    context, case = casebook()
    for old, new in (*SOURCED, ("name: Flora Fiction", "name: '?'")):
        context.rewrite(case, old, new)
    context.commit(case)
    assert [code for code, _ in found(context)] == ["C101", "C030"]
    record(context, f"cases: {case} 9\n", "imports/0123.yaml")
    assert [code for code, _ in found(context)] == ["C101", "C030", "B008"]


def test_what_was_done_here_with_an_imported_case_is_judged() -> None:
    """Also what somebody says that the import did."""
    context, case = casebook()
    for old, new in SOURCED:
        context.rewrite(case, old, new)
    context.rewrite(case, "by: ada\n", "by: import\n")
    context.commit(case)
    record(context, f"cases: {case} 1\n")
    assert found(context) == []
    context.rewrite(case, "by: ada\n    event: noted", "by: import\n    event: noted")
    context.commit(case)
    assert [code for code, _ in found(context)] == ["C063", "C098"]
    assert any(
        "imported, so not checked against the rules: 1 event of 1 case" in str(each) for each in check(context).notes
    )


@pytest.mark.parametrize("now", [b"cases: none\n", None])
def test_a_record_that_is_edited_or_gone_is_found_before_that_is_committed(now: bytes | None) -> None:
    """Found by altering casebooks at random: only the commit was found."""
    context, _ = casebook()
    record(context, "cases: C-2611-00000001X 9\n")
    [path] = context.store.paths("imports")
    assert found(context) == []
    if now is None:
        del context.store.files[path]
    else:
        context.store.files[path] = now
    assert found(context) == [("B008", "")]
