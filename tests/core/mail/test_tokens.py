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


FORGED = token(b"x" * 32, CASE)
WIDE = {each: each + 0xFEE0 for each in range(0x21, 0x7F)}
CODE = FORGED.partition(".")[2]


@pytest.mark.parametrize(
    "text",
    [FORGED.lower(), f"[{CASE} . {CODE}]", f"[{CASE}.{CODE[:8]} {CODE[8:]}]", f"{CASE}. {CODE}", f"{CASE} .{CODE}",
     FORGED.translate(WIDE), f"【{CASE}。{CODE}】", f"[{CASE}.{CODE[:5]}]",
     f"{CASE}.1{CODE[:7]}", f"{FORGED}0", f"[{CASE}.\u200b{CODE}]", FORGED.replace("-", "\u2013"),
     f"[{CASE}.\r\n {CODE}]", f"({' '.join(FORGED)})", f"care+{CASE.lower()}.1{CODE[:9]}@example.org"],
)  # fmt: skip
def test_a_forged_token_is_known_for_one_in_whatever_form(text: str) -> None:
    """In small letters, with blanks, in full width, with a part of it, with other dashes and dots."""
    claims = [*tokens_in(text)]
    assert {case for case, _ in claims} == {CASE}
    assert not any(is_ours(KEY, case, digest) for case, digest in claims)


@pytest.mark.parametrize("form", ["[{id}.\r\n {code}]", "[{id}. {code}]", "【{id}。{code}】", "{id} . {code}"])
def test_a_token_of_ours_is_known_however_a_mail_program_breaks_it(form: str) -> None:
    code = token(KEY, CASE).partition(".")[2]
    assert any(is_ours(KEY, *each) for each in tokens_in(form.format(id=CASE, code=code)))


@pytest.mark.parametrize(
    "text",
    ["C-2611-000000001", "C-2611-000000001.short", "9" + token(KEY, CASE), "", f"{CASE}. Where is my parcel?",
     f"{CASE}. 2nd reminder", f"{CASE}.Thanks", f"{CASE}。包裹还没到", f"[{CASE}] 3 days late", f"{CASE}.pdf"],
)  # fmt: skip
def test_what_is_none_is_not(text: str) -> None:
    assert list(tokens_in(text)) == []


def test_a_number_is_found_in_full_width() -> None:
    """As a Chinese keyboard writes it."""
    assert case_numbers_in(f"关于{OTHER.translate(WIDE)}的投诉") == [OTHER]


def test_only_numbers_that_may_be_right_count() -> None:
    """A wrong check character is a number that was misread."""
    assert case_numbers_in(f"{OTHER.lower()}, {OTHER} and {OTHER[:-1]}X") == [OTHER]
