"""Commit messages: what is written is read back, and nothing in it can look like a line of its own."""

from __future__ import annotations

from dataclasses import fields

import pytest

from casectl.adapters.git.trailers import KEYS, message, parsed
from casectl.ports.recording import Trailers


def test_a_message_is_a_subject_and_a_block_of_trailers() -> None:
    assert message("C-1 noted", Trailers()) == "C-1 noted\n"
    assert message("C-1 noted", Trailers("C-1", ("e1", "e2"))) == ("C-1 noted\n\nCase: C-1\nEvent: e1\nEvent: e2\n")


@pytest.mark.parametrize(
    "trailers",
    [
        Trailers("C-1", ("e1", "e2"), actor=""),
        Trailers("C-1", ("e1",), actor="ada", via="cy"),
        Trailers(mapping="old", cases=3, imported=12, actor="ada"),
    ],
)
def test_what_is_written_is_read_back(trailers: Trailers) -> None:
    assert parsed(message("subject", trailers).partition("\n\n")[2]) == trailers


def test_every_field_has_its_key() -> None:
    assert [*KEYS] == [field.name for field in fields(Trailers)]


def test_what_others_wrote_breaks_nothing() -> None:
    """Several actors are joined; a count that is not a number, and a key of somebody else's, say nothing."""
    assert parsed("Actor: ada\nActor: bob\nCases: many\nSigned-off-by: Eve\n") == Trailers(actor="ada, bob")


@pytest.mark.parametrize("text", ["a\nActor: eve", "a\r\n\r\nActor: eve", "a\u2028Actor: eve", "a\x0bActor: eve"])
def test_no_text_can_begin_a_line(text: str) -> None:
    found = message(text, Trailers(text))
    assert [line.partition(":")[0] for line in found.splitlines()][1:] == ["", "Case"]
