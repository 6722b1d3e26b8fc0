"""A pack has the cases as they are recorded, and all that proves them."""

from __future__ import annotations

import pytest

from casectl.actions.attach import attach
from casectl.actions.note import note
from casectl.actions.pack import pack
from casectl.core.case.ids import case_path
from casectl.core.values.messages import NotFound, RepositoryError
from casectl.ports.recording import NewCommit
from casectl.render.pages.packed import packed_files
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext

SECRET = "Flora Fiction"


@pytest.fixture
def book(context: FakeContext) -> FakeContext:
    """A casebook whose rules are committed, with a private field."""
    template = context.store.files["templates/plain.yaml"].decode()
    context.store.files["templates/plain.yaml"] = template.replace("name: {type", "name: {private: yes, type").encode()
    context.store.files["casectl.yaml"] += f"# {SECRET} is known to us\n".encode()
    rules: dict[str, bytes | None] = dict(context.store.files)
    context.ledger.record(context.ledger.head(), [NewCommit(rules, "rules")], context.now)
    return context


@pytest.fixture
def private(book: FakeContext) -> str:
    """A case with a private name, which was another one before, and which notes mention."""
    case = book.open([("title", f"{SECRET} rang")])
    note(book, case, f"{SECRET} rang again,\nand <b>again</b>", AT_ONCE)
    return case


def test_a_pack_has_the_case_as_it_is_recorded_and_who_recorded_it(book: FakeContext) -> None:
    """An edit of the work tree that nobody recorded is not in it."""
    case = book.open()
    note(book, case, "the parcel came", AT_ONCE)
    book.rewrite(case, "the parcel came", "the parcel never came")
    made = pack(book, [case])
    [packed] = made.cases
    assert packed.content == book.ledger.blob(case_path(case))
    assert made.commit == book.ledger.commits[-1].oid
    assert packed.commits == tuple(each.oid for each in book.ledger.commits[-2:])
    assert [each.event.kind for each in packed.events if each.event] == ["opened", "noted"]
    assert all(each.commit for each in packed.events)
    assert made.bundle
    assert case_path(case).encode() in made.bundle
    assert packed_files(made)[f"record/{case_path(case)}"] == packed.content


def test_a_case_is_packed_once_however_it_is_named(book: FakeContext) -> None:
    case = book.open()
    assert [each.case.id for each in pack(book, [case, case[-5:]]).cases] == [case]


def test_what_is_not_recorded_or_cut_off_is_not_packed(book: FakeContext) -> None:
    """Half a history proves nothing."""
    case = book.open()
    with pytest.raises(NotFound, match="there is no case"):
        pack(book, ["nobody"])
    book.ledger.shallow = True
    with pytest.raises(RepositoryError, match="--unshallow"):
        pack(book, [case])


def test_a_masked_pack_holds_no_private_value_anywhere(book: FakeContext, private: str) -> None:
    """Neither the value of today nor an earlier one: not in a page, a table, a file of rules, or a name."""
    book.rewrite(private, "name: Flora Fiction", "name: Gus Gossamer")
    book.commit(private)
    attach(book, private, "Flora Fiction.txt", b"Flora Fiction", AT_ONCE)
    made = pack(book, [private], masked=True)
    files = packed_files(made)
    for name, data in files.items():
        for secret in (SECRET, "Gus Gossamer"):
            assert secret not in name
            assert secret not in data.decode(), name
    assert made.bundle is None
    assert [path for path in files if path.startswith(("history", "record/attachments"))] == []
    assert "history.bundle" in dict(made.left_out)
    assert b"F***" in files[f"{private}/case.txt"]
    whole = packed_files(pack(book, [private]))
    assert SECRET.encode() in whole[f"{private}/case.txt"], "the control: unmasked it is there"


def test_no_text_in_a_page_is_markup(book: FakeContext, private: str) -> None:
    page = packed_files(pack(book, [private]))[f"{private}/case.html"].decode()
    assert "<b>" not in page
    assert "&lt;b&gt;again" in page
