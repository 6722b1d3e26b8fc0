"""attach keeps a file under a safe name, with its size and hash."""

from __future__ import annotations

import hashlib

import pytest

from casectl.actions.attach import attach
from casectl.actions.recording.attached_file import safe_name
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import FakeContext


def test_a_file_is_kept_beside_the_case_with_size_and_hash(context: FakeContext) -> None:
    case = context.open()
    event = attach(context, case, "receipt.pdf", b"\0pdf", AT_ONCE).events[0]
    digest = hashlib.sha256(b"\0pdf").hexdigest()
    file = f"attachments/{case}/{digest[:8]}-receipt.pdf"
    assert (event.text("file"), event.text("size"), event.text("sha256")) == (file, "4", digest)
    assert context.store.files[file] == context.ledger.blob(file) == b"\0pdf"
    assert len(context.ledger.commits) == 2


def test_another_file_of_the_same_name_is_kept_beside_it_and_the_same_one_once(context: FakeContext) -> None:
    """So it is in another clone, which knows nothing of the first."""
    case = context.open()
    first, second = (attach(context, case, "a.txt", each, AT_ONCE).events[0].text("file") for each in (b"one", b"two"))
    assert first != second
    assert all(each.endswith("-a.txt") for each in (first, second))
    for content in (b"one", b"two"):
        with refused(context, Refused, "is attached already"):
            attach(context, case, "a.txt", content, AT_ONCE)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("收据 (1).pdf", "收据 (1).pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("-rf", "rf"),
        (".git", "git"),
        ("a\x1b[2J\n.txt", "a_[2J_.txt"),
        ("..", "file"),
        ("投" * 100 + ".pdf", "投" * 65 + ".pdf"),
        ("." * 150 + "x" * 100, "x" * 100),
    ],
)
def test_a_files_name_is_made_harmless_and_fits_any_file_system(name: str, kept: str) -> None:
    assert safe_name(name) == kept
    assert len(safe_name(name).encode()) <= 200
