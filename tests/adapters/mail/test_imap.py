"""A mailbox on a server is read once, changes only if it is to, and is read again where that was forgotten."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from casectl.adapters.mail.imap import ImapSource, Mailbox
from casectl.core.values.messages import Unreadable, UsageError
from tests.adapters.mail.imap_server import Box, serving

ENV = {"CASECTL_IMAP_PASSWORD": "right"}


def read(address: str, memory: Path, record: int = 99, move_to: str = "", env: dict[str, str] = ENV) -> list[bytes]:
    """What is read, of which the first `record` messages are recorded."""
    with ExitStack() as closing:
        found = list(ImapSource(Mailbox.of(address), move_to, memory, env, closing).messages())
        for each in found[:record]:
            each.recorded()
    return [each.content for each in found]


def test_messages_are_read_once_they_are_not_recorded(tmp_path: Path) -> None:
    """What was not recorded is read again, and what is new; nothing is marked, nor moved."""
    box, memory = Box({3: b"From: a@b\r\n\r\none", 5: b"From: a@b\r\n\r\ntwo"}), tmp_path / "memory"
    with serving(box) as address:
        assert len(read(address, memory, 0)) == 2
        assert len(read(address, memory, 1)) == 2
        assert [each[-3:] for each in read(address, memory)] == [b"two"]
        box.messages[9] = b"From: a@b\r\n\r\nnew"
        assert [each[-3:] for each in read(address, memory)] == [b"new"]
        assert read(address, memory) == []
        memory.unlink()
        assert len(read(address, memory)) == 3
    assert box.moved == []
    assert not any("SELECT" in line or "STORE" in line or "BODY[" in line for line in box.said)


def test_what_is_recorded_is_moved_if_it_is_to_be(tmp_path: Path) -> None:
    box = Box({1: b"From: a@b\r\n\r\none", 2: b"From: a@b\r\n\r\ntwo"})
    with serving(box) as address:
        read(address, tmp_path / "memory", 1, "Done")
    assert box.moved == [(1, '"Done"')]


@pytest.mark.parametrize(
    ("folder", "said"),
    [("投诉/已处理", '"&YpWLyQ-/&XfJZBHQG-"'), ("R&D", '"R&-D"'), ("&U,BTFw-", '"&U,BTFw-"'),
     ("Entwürfe", '"Entw&APw-rfe"'), ('a"b\\c', '"a\\"b\\\\c"'), ("台北&日本", '"&U,BTFw-&-&ZeVnLA-"')],
)  # fmt: skip
def test_folders_may_be_called_anything(tmp_path: Path, folder: str, said: str) -> None:
    """In the UTF-7 of IMAP; the third is as people typed it so far."""
    box = Box({1: b"From: a@b\r\n\r\none"})
    with serving(box) as address:
        read(address, tmp_path / "memory", 1, folder)
    assert box.moved == [(1, said)]


def test_a_password_may_have_any_letter(tmp_path: Path) -> None:
    box = Box({1: b"From: a@b\r\n\r\none"})
    with serving(box) as address:
        assert len(read(address, tmp_path / "memory", env={"CASECTL_IMAP_PASSWORD": "größe密"})) == 1
    assert "\0kim\0größe密" in box.said


def test_a_server_that_does_not_give_them_is_named(tmp_path: Path) -> None:
    """A wrong password, a folder that it does not have, nobody there."""
    with serving(Box({})) as address:
        for wrong, env in ((address, {"CASECTL_IMAP_PASSWORD": "x"}), (address.replace("INBOX", "gone"), ENV)):
            with pytest.raises(Unreadable, match="cannot read imap://kim@"):
                read(wrong, tmp_path / "memory", env=env)
    with pytest.raises(Unreadable, match="cannot read"):
        read(address, tmp_path / "memory")


@pytest.mark.parametrize(
    ("address", "why"),
    [("imap://kim:secret@host/INBOX", "leave the password out"), ("imaps://host/INBOX", "is not a mailbox"),
     ("imap://kim@host:x/", "is not a mailbox"), ("imap://kim@host/a%0D%0Ab", "is not a mailbox")],
)  # fmt: skip
def test_an_address_that_is_none(address: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        Mailbox.of(address)
