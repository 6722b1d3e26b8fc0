"""Commit messages: what is written is read back, and nothing in it can look like a line of its own."""

from __future__ import annotations

import pytest

from casectl.adapters.git.trailers import message, parsed


def test_a_message_is_a_subject_and_a_block_of_trailers() -> None:
    assert message("C-1 noted", {}) == "C-1 noted\n"
    assert message("C-1 noted", {"Case": ["C-1"], "Event": ["e1", "e2"]}) == (
        "C-1 noted\n\nCase: C-1\nEvent: e1\nEvent: e2\n"
    )


def test_what_is_written_is_read_back_in_its_order() -> None:
    trailers = {"Case": ("C-1",), "Event": ("e1", "e2"), "Actor": ("",)}
    assert parsed(message("subject", trailers).partition("\n\n")[2]) == trailers


@pytest.mark.parametrize("text", ["a\nActor: eve", "a\r\n\r\nActor: eve", "a\u2028Actor: eve", "a\x0bActor: eve"])
def test_no_text_can_begin_a_line(text: str) -> None:
    found = message(text, {"Case": [text]})
    assert [line.partition(":")[0] for line in found.splitlines()][1:] == ["", "Case"]
