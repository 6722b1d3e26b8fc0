"""A seal's code is for people to copy from paper, and follows from the commit alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.proof.seal import Seal, SealTag, read_seal, seal_code, seal_message, typed_code
from casectl.core.values.messages import UsageError

COMMITS = st.text("0123456789abcdef", min_size=40, max_size=40)
COMMIT = "3bd77b0788e92cf9a36dbda8c43e7b467149b0c2"
SEAL = Seal(COMMIT, "refs/heads/main", 3, 7, datetime(2026, 11, 23, 2, tzinfo=UTC), "ada")


def test_a_code_is_the_same_for_ever() -> None:
    """It stands on paper: another one for the same commit would be a broken promise."""
    assert seal_code(COMMIT) == "289D-0ZBF-9V64-SM5T-AF4F-V1ZD"


@given(COMMITS)
def test_a_code_can_be_typed_carelessly(commit: str) -> None:
    """In small letters, without dashes, with blanks, with the letters that are taken for digits."""
    code = seal_code(commit)
    careless = code.lower().replace("-", " ").replace("1", "l").replace("0", "O")
    assert typed_code(code) == typed_code(careless) == code


@pytest.mark.parametrize("between", ["–", "—", "‐", " - ", ".", "_", "-", "。", "\u3000", " \n", "\u200b"])
def test_whatever_a_program_made_of_the_dashes_is_no_letter(between: str) -> None:
    """Word processors, Chinese keyboards and e-mail change them; of the letters the width; a tag's name is copied."""
    code = seal_code(COMMIT)
    assert typed_code(f" {code.replace('-', between)}\n") == code
    wide = "".join(chr(ord(each) + 0xFEE0) if each != "-" else each for each in code)
    assert (
        typed_code(wide) == typed_code(f"casectl/seal/{code}") == typed_code(f"refs/tags/casectl/seal/{code}") == code
    )


@given(COMMITS, st.integers(0, 23), st.integers(1, 31))
def test_a_misread_character_is_noticed(commit: str, place: int, by: int) -> None:
    """Every single one: it is not taken for a broken seal."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    plain = seal_code(commit).replace("-", "")
    other = alphabet[(alphabet.index(plain[place]) + by) % 32]
    with pytest.raises(UsageError, match="misread"):
        typed_code(plain[:place] + other + plain[place + 1 :])


@pytest.mark.parametrize(
    "text", ["", "289D", "289D-0ZBF-9V64-SM5T-AF4F-V1ZD-0000", "289D-0ZBF-9V64-SM5T-AF4F-V1Z_", "封" * 24]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="six groups of four"):
        typed_code(text)


def test_what_a_tag_says_is_read_back() -> None:
    assert read_seal(seal_message(SEAL)) == SEAL
    assert read_seal("release 1.0\n") is None
    assert read_seal(seal_message(SEAL).replace("Events: 7", "Events: many")) is None


def test_a_tag_that_was_moved_or_altered_is_no_seal() -> None:
    """Whoever rewrites history would move the tag along."""
    other = "0" * 40
    assert SealTag(SEAL.tag, COMMIT, SEAL).fault is None
    assert "moved" in str(SealTag(SEAL.tag, other, SEAL).fault)
    assert "altered" in str(SealTag(f"casectl/seal/{seal_code(other)}", other, SEAL).fault)
    assert "not a seal" in str(SealTag("casectl/seal/x", "", None).fault)


@pytest.mark.parametrize("text", ["", " \n", "--", "casectl/seal/"])
def test_a_code_that_is_left_out_is_called_missing(text: str) -> None:
    with pytest.raises(UsageError, match="is missing"):
        typed_code(text)
