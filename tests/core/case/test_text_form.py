"""An edited text keeps the form that its original has."""

from __future__ import annotations

import pytest

from casectl.core.case.text_form import in_form_of

OLD = b"a: 1\nb: 2\nc: 3\n"


@pytest.mark.parametrize(
    ("edited", "kept"),
    [
        (b"a: 1\r\nb: 5\r\nc: 3\r\n", b"a: 1\nb: 5\nc: 3\n"),
        (b"a: 1\rb: 5\rc: 3\r", b"a: 1\nb: 5\nc: 3\n"),
        (b"a: 1\nb: 5\nc: 3", b"a: 1\nb: 5\nc: 3\n"),
        (b"a: 1\nb: 5\nc: 3\n\n\n", b"a: 1\nb: 5\nc: 3\n"),
        (b"\xef\xbb\xbfa: 1\nb: 5\nc: 3\n", b"a: 1\nb: 5\nc: 3\n"),
        (b"a: 1  \nb: 5\nc: 3\t\n", b"a: 1\nb: 5\nc: 3\n"),
        (b"a: 1\nx: 0\nc: 3\nd: 4\n", b"a: 1\nx: 0\nc: 3\nd: 4\n"),
        (b"c: 3\n", b"c: 3\n"),
        (b"", b""),
    ],
)
def test_only_what_was_edited_differs(edited: bytes, kept: bytes) -> None:
    assert in_form_of(OLD, edited) == kept


@pytest.mark.parametrize(
    ("old", "edited", "kept"),
    [
        (b"a: 1\r\nb: 2\r\n", b"a: 1\nx: 0\nb: 2\n", b"a: 1\r\nx: 0\r\nb: 2\r\n"),
        (b"a: 1\r\nb: 2\nc: 3\n", b"a: 1\nb: 2\nx: 0\nc: 3\n", b"a: 1\r\nb: 2\nx: 0\nc: 3\n"),
        (b"a: 1\nb: 2", b"a: 5\nb: 2\n", b"a: 5\nb: 2"),
        (b"a: 1 \nb: 2\n\n", b"a: 1\nb: 5\n", b"a: 1 \nb: 5\n\n"),
        (b"", b"a: 1", b"a: 1\n"),
    ],
)
def test_the_original_decides_whatever_its_form(old: bytes, edited: bytes, kept: bytes) -> None:
    """Line ends of Windows or of both kinds, no last line feed, blanks at line ends."""
    assert in_form_of(old, edited) == kept
