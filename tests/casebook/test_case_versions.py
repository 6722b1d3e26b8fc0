"""A version that only grew is read as if it were read anew; one that was made to look so is read anew."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.casebook.case_versions import RecordedCases
from casectl.core.case.model import Case
from tests.core.cases import life
from tests.fakes.context import FakeContext


def read(context: FakeContext, path: str, blob: str, before: str = "") -> Case | None:
    """A version, read after the one before it, or by itself."""
    cases = RecordedCases(context.ledger, YamlDocuments().read)
    cases.case(path, before)
    return cases.case(path, blob, before)


@given(life)
def test_a_version_read_after_the_one_before_is_the_same_as_read_by_itself(context: FakeContext) -> None:
    for revision in (each for path in context.ledger.listed("cases") for each in context.ledger.history(path)):
        before = context.ledger.blob_id(revision.before) if revision.before else ""
        blob = context.ledger.blob_id(revision.after or b"")
        grown, anew = read(context, revision.path, blob, before), read(context, revision.path, blob)
        assert grown
        assert anew
        assert (grown.id, grown.title, grown.header, grown.journal) == (anew.id, anew.title, anew.header, anew.journal)
        assert grown.tree == anew.tree


ADDED = "  - id: event0009\n    at: 2026-11-23T10:00:00+08:00\n    by: ada\n    event: noted\n    text: x\n"
TRICKS = {
    "a detail of the last event": ("", "    more: altered\n"),
    "another key": ("", ADDED + "state: closed\n"),
    "a second journal above": ("state: new\n", 'state: new\n"journal": []\n'),
    "a quoted journal": ("title: ", 'x-trick: "\n\njournal:\n"\ntitle: '),
    "a list at the margin": ("", ADDED.replace("  - id", "- id").replace("\n    ", "\n  ")),
}


@pytest.mark.parametrize("name", TRICKS)
def test_a_file_that_was_made_to_look_as_if_it_grew_is_read_anew(name: str) -> None:
    """What is read is what the strict reader reads, if anything is."""
    context = FakeContext()
    case = context.open()
    [path] = context.ledger.listed("cases")
    old = context.ledger.blob(path) or b""
    found, instead = TRICKS[name]
    text = old.decode().replace(found, instead, 1) + (ADDED if found else "") if found else old.decode() + instead
    context.store.files[path] = text.encode()
    context.commit(case)
    new, before = context.ledger.blob_id(text.encode()), context.ledger.blob_id(old)
    grown, anew = read(context, path, new, before), read(context, path, new)
    assert (grown and (grown.header, grown.journal, grown.tree)) == (anew and (anew.header, anew.journal, anew.tree))


def test_what_was_added_is_not_copied_where_it_is_huge() -> None:
    """A file of 60 MB costs its own size in memory, not three times as much (the ledger of the test takes it once)."""
    context = FakeContext()
    case = context.open()
    [path] = context.ledger.listed("cases")
    old = context.ledger.blob(path) or b""
    huge = old + b'    note: "' + b"a" * (12 << 20) + b'"\n'
    context.store.files[path] = huge
    context.commit(case)
    cases = RecordedCases(context.ledger, YamlDocuments().read)
    assert cases.case(path, context.ledger.blob_id(old))
    tracemalloc.start()
    try:
        assert cases.case(path, context.ledger.blob_id(huge), context.ledger.blob_id(old)) is None
        assert tracemalloc.get_traced_memory()[1] < 1.5 * len(huge)
    finally:
        tracemalloc.stop()
