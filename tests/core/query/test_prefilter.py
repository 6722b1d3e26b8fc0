"""The prefilter excludes no line that matches."""

from __future__ import annotations

import json
import sys

from hypothesis import given
from hypothesis import strategies as st

from casectl.core.query.conditions import FieldIs, Like, Mentions, OneOf
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import All, Any, Not
from casectl.core.query.prefilter import marked, needles, prefilter_for, unusual
from casectl.core.values.widths import folded

letters = st.text(st.sampled_from('aAbB19１９ＡｂsSkKiI ſKßẞﬁıİéÉ退款"＂\\\n\t　,，'), max_size=6)


def line(raw: dict[str, object]) -> bytes:
    return marked(json.dumps(["digest", raw, ""], ensure_ascii=False).encode("utf-8", "surrogatepass"))


@given(letters, letters, letters)
def test_a_case_that_mentions_the_words_passes(before: str, words: str, after: str) -> None:
    raw: dict[str, object] = {"title": before + words + after, "fields": [["name", words]]}
    case = Excerpt("p", raw)
    for condition in (Mentions(words), Like("title", words), FieldIs("name", (words,)), Mentions(words.swapcase())):
        prefilter = prefilter_for(needles(condition))
        if condition.holds(case, lambda *_: "open") and prefilter:
            assert prefilter(line(raw)), (condition, raw)


def test_only_what_every_case_must_have_is_looked_for() -> None:
    assert needles(All((Mentions("a"), OneOf("owner", ("ada",)), All((Like("title", "b"),))))) == ["a", "b"]
    assert needles(Any((Mentions("a"), Mentions("b")))) == []
    assert needles(Not(Mentions("a"))) == []
    assert needles(Like("title", "a*late?bc")) == ["late"]
    assert needles(Like("title", "*?")) == []
    assert needles(FieldIs("x", ("a", "b"))) == []
    assert prefilter_for([]) is None


def test_several_needles_must_all_be_there() -> None:
    prefilter = prefilter_for(["Late", "退款"])
    assert prefilter
    assert prefilter(line({"title": "LATE 退款"}))
    assert not prefilter(line({"title": "late"}))


def test_every_letter_whose_folding_is_ascii_is_known() -> None:
    for code in range(0x80, sys.maxunicode + 1):
        if 0xD800 <= code < 0xE000:
            continue
        character = chr(code)
        if any(each.isalnum() and each.isascii() for each in folded(character)):
            assert unusual(character.encode()), hex(code)
