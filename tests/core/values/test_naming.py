"""Names as people type them: what a word may have meant is listed in the reader's language."""

from __future__ import annotations

import pytest

from casectl.core.values.messages import LocalizedText, Message, NotFound, msg
from casectl.core.values.naming import one_meant

KNOWN = [
    ("proposed", ("Solution proposed", "已提方案")),
    ("prompted", ("已提醒", "Solution prompted")),
    ("plain", ("plain",)),
]


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("solution", [("proposed", "Solution proposed", "已提方案"), ("prompted", "Solution prompted", "已提醒")]),
        ("已提方", [("proposed", "Solution proposed", "已提方案")]),
        ("pla", [("plain", "plain", "plain")]),
    ],
)
def test_what_a_word_may_have_meant_has_its_title_in_the_language_of_the_reader(
    word: str, wanted: list[tuple[str, str, str]]
) -> None:
    """In whatever order the template gives its languages; a thing without a title is listed by its code."""
    with pytest.raises(NotFound) as refused:
        one_meant(word, KNOWN, msg("unknown"), msg("otherwise"))
    assert refused.value.hint
    near = refused.value.hint.values["near"]
    assert isinstance(near, Message)
    names = near.values["names"]
    assert isinstance(names, list)
    found = []
    for each in names:
        assert isinstance(each, Message)
        title = each.values["title"]
        assert isinstance(title, LocalizedText)
        found.append((each.values["name"], title.within("en"), title.within("zh")))
    assert found == wanted
