"""The token of a case is one that only who has the key can make, and is found however mail programs write it."""

from __future__ import annotations

import pytest

from casectl.core.case.ids import check_character
from casectl.core.mail.tokens import case_numbers_in, is_ours, token, tokens_in

KEY, CASE, OTHER = b"k" * 32, "C-2611-000000001", f"C-2611-7QK3XM4T{check_character('C-2611-7QK3XM4T')}"


@pytest.mark.parametrize("form", ["[{}]", "Re: AW: [{}] Parcel", "care+{}@example.org", "<{}>", "（{}）"])
def test_a_token_is_found(form: str) -> None:
    """In a subject or an address, in capitals or small letters."""
    for written in (token(KEY, CASE), token(KEY, CASE).lower(), token(KEY, CASE).upper()):
        [(case, digest)] = tokens_in(form.format(written))
        assert is_ours(KEY, case, digest)
        assert not is_ours(b"x" * 32, case, digest)
        assert not is_ours(KEY, OTHER, digest)


@pytest.mark.parametrize("text", ["C-2611-000000001", "C-2611-000000001.short", "9" + token(KEY, CASE), ""])
def test_what_is_none_is_not(text: str) -> None:
    assert list(tokens_in(text)) == []


def test_only_numbers_that_may_be_right_count() -> None:
    """A wrong check character is a number that was misread."""
    assert case_numbers_in(f"{OTHER.lower()}, {OTHER} and {OTHER[:-1]}X") == [OTHER]
