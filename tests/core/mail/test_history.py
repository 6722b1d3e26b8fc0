"""What a reply quotes is cut off for reading, and never what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.mail.history import without_history

WRITTEN = st.text("abc .,\n", min_size=1).filter(str.strip)


@given(WRITTEN, st.sampled_from(["> ", ">", "> > "]), st.lists(st.text("xyz ", min_size=1), min_size=1))
def test_what_was_written_stays(text: str, mark: str, quoted: list[str]) -> None:
    """Before a quotation, and between quotations; all of it where it quotes nothing."""
    history = "\n".join(mark + each for each in quoted)
    assert without_history("Re", text) == text.strip()
    assert without_history("Re", f"{text}\n{history}") == text.strip()
    assert without_history("Re", f"{history}\n{text}").endswith(text.strip())


@pytest.mark.parametrize(
    "text",
    [
        "On Monday you wrote:\nit comes on Friday. It did not.",
        "From: the shop in High Street\nit was sent back.",
        "-- \nFlora",
        "> all of it is quoted",
        "-----Original Message-----\nFrom: x\nnothing above",
    ],
)
def test_what_only_looks_like_history_stays(text: str) -> None:
    """Nor is anything left blank."""
    assert without_history("Re", text) == text.strip()
