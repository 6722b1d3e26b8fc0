"""Mailboxes give their messages and stay as they are; what is new in a Maildir is seen once it is recorded."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casectl.adapters.mail.mailboxes import messages_at
from casectl.core.values.messages import NotFound

MESSAGE = b"From: a@b.c\n\nhi\n"


def test_a_maildirs_new_messages(tmp_path: Path) -> None:
    """They are moved when they are recorded, not before, even if somebody has opened one meanwhile."""
    for folder in ("new", "cur", "tmp"):
        (tmp_path / folder).mkdir()
    for name in ("1.host", "2.host"):
        (tmp_path / "new" / name).write_bytes(MESSAGE)
    (tmp_path / "cur/0.host:2,S").write_bytes(MESSAGE)
    found = list(messages_at(tmp_path))
    assert [each.content for each in found] == [MESSAGE, MESSAGE]
    found[0].recorded()
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["2.host"]
    (tmp_path / "new/2.host").unlink()
    found[1].recorded()
    assert sorted(each.name for each in (tmp_path / "cur").iterdir()) == ["0.host:2,S", "1.host:2,"]


def test_an_mbox_a_folder_and_a_file(tmp_path: Path) -> None:
    """An mbox gives each message as it was before its lines were marked, and is not written to."""
    box, folder = tmp_path / "box", tmp_path / "folder"
    box.write_bytes(b"From a Mon\n%b\nFrom b Mon\nFrom: b@c\n\n>From here\n\n" % MESSAGE)
    folder.mkdir()
    (folder / "b.eml").write_bytes(MESSAGE)
    (folder / ".hidden").write_bytes(b"x")
    before = box.read_bytes()
    box.chmod(0o400)
    assert [each.content.strip() for each in messages_at(box)] == [MESSAGE.strip(), b"From: b@c\n\nFrom here"]
    assert box.read_bytes() == before
    assert [each.content for each in messages_at(folder)] == [MESSAGE]
    assert [each.content for each in messages_at(folder / "b.eml")] == [MESSAGE]


def test_a_line_that_only_looks_like_a_beginning_begins_no_message(tmp_path: Path) -> None:
    """Unmarked From lines of texts, as many programs leave them, cut nothing off."""
    texts = [b"hi\nFrom here on\nNote: it rattles\n", b"hi\n\nFrom then on it rattled\nall day\n", b"last\n"]
    stamps = [
        b"From a@b.c Mon Nov 23 09:30:00 2026",
        b"From - Mon, 23 Nov 2026",
        b"From MAILER-DAEMON Mon Nov 23 9 2026",
    ]
    (tmp_path / "box").write_bytes(
        b"\n".join(b"%b\nFrom: a@b.c\n\n%b" % pair for pair in zip(stamps, texts, strict=True))
    )
    assert [each.content for each in messages_at(tmp_path / "box")] == [b"From: a@b.c\n\n%b" % text for text in texts]


def test_nothing_is_waited_for(tmp_path: Path) -> None:
    """A pipe without a writer, and what is not there."""
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "gone"):
        with pytest.raises(NotFound, match=name):
            list(messages_at(tmp_path / name))
