"""The outbox keeps a message until it was sent, and nothing of what was cut off."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from casectl.adapters.outbox.outbox import FileOutbox
from casectl.core.values.value_class import replace
from casectl.ports.sending import SENDING, SENT, WAITING, Outgoing

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
MESSAGE = Outgoing("letter-1", "Kit", "kit@example.org", "x", "", "C-1", "e1", AT, AT, WAITING, letter="Dear Kit")


def test_what_was_sent_is_read_by_nobody_who_asks_what_is_left(tmp_path: Path) -> None:
    """It is kept for a month: a morning's list would read a month's letters."""
    outbox = FileOutbox(tmp_path / "outbox")
    assert (outbox.left(), outbox.messages()) == ([], [])
    other = replace(MESSAGE, id="letter-2")
    for each in (MESSAGE, other, replace(other, state=SENT)):
        outbox.write(each)
    assert [each.id for each in outbox.left()] == ["letter-1"]
    assert [(each.id, each.state) for each in outbox.messages()] == [("letter-1", WAITING), ("letter-2", SENT)]
    outbox.remove(other)
    assert outbox.messages() == [MESSAGE]


def test_a_message_that_was_cut_off_as_it_was_put_away_was_sent(tmp_path: Path) -> None:
    """Both files are there; it is not listed as unsure, and not sent again."""
    outbox, folder = FileOutbox(tmp_path / "outbox"), tmp_path / "outbox"
    outbox.write(replace(MESSAGE, state=SENDING))
    before = (folder / "letter-1.json").read_bytes()
    outbox.write(replace(MESSAGE, state=SENT))
    (folder / "letter-1.json").write_bytes(before)
    assert (outbox.left(), [each.state for each in outbox.messages()]) == ([], [SENT])


def test_nothing_of_a_letter_is_left_by_who_was_killed(tmp_path: Path) -> None:
    """Of a reminder the next one has another name, so that nobody would write over it."""
    outbox, left = FileOutbox(tmp_path / "outbox"), tmp_path / "outbox/.casectl-0123456789abcdef.tmp"
    outbox.write(MESSAGE)
    left.write_text("Dear Kit")
    with outbox.locked():
        assert not left.exists()
    assert outbox.left() == [MESSAGE]
