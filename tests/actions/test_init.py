"""What `init` creates: what is there is kept, and every name is allowed where it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.actions.init import ATTRIBUTE_LINES, NewBook, currency_line, person_word, with_our_lines
from casectl.core.template.settings_keys import NAME


@pytest.mark.parametrize("there", [None, b"", b"*.bin binary", b"*.bin binary\n", b"*.txt text\r\n# ours\n"])
def test_what_is_in_gitattributes_is_kept_and_our_lines_come_once(there: bytes | None) -> None:
    made = with_our_lines(there)
    assert made.startswith(there or b"")
    assert [line for line in made.decode().splitlines() if line in ATTRIBUTE_LINES] == list(ATTRIBUTE_LINES)
    assert with_our_lines(made) == made


@given(st.emails() | st.text())
def test_every_address_gives_a_word_that_a_header_may_have(email: str) -> None:
    assert NAME.fullmatch(person_word(email))


@pytest.mark.parametrize(
    ("email", "word"),
    [("Zhang.Wei@example.org", "zhang.wei"), ("o'neil+x@example.org", "o-neil-x"), ("-_-@x", "me"), ("", "me")],
)
def test_a_person_is_called_by_the_beginning_of_the_address(email: str, word: str) -> None:
    assert person_word(email) == word


@pytest.mark.parametrize(
    ("zone", "code"),
    [
        ("Europe/London", "GBP"), ("Europe/Dublin", "EUR"), ("America/New_York", "USD"), ("America/Toronto", "CAD"),
        ("Australia/Sydney", "AUD"), ("Asia/Shanghai", "CNY"), ("Etc/UTC", ""),
    ],
)  # fmt: skip
def test_a_zone_says_which_currency_a_desk_counts_in(zone: str, code: str) -> None:
    """Found by use: in Dublin `60` was refused for want of a currency. Where nobody can say, there is none."""
    line = currency_line(NewBook("d", "en", zone, "C", (), ()))
    assert line == (f"currency: {code}\n" if code else "")
