"""A test of lines holds back no line that is meant."""

from __future__ import annotations

import json
import sys

from hypothesis import given
from hypothesis import strategies as st

from casectl.adapters.index.line_tests import line_test, marked, unusual
from casectl.core.query.conditions import FieldIs, Like, Mentions
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.prefilter import AnyOf, EachOf, HasAll, HasMost, needles, prefilter_for
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
            assert line_test(prefilter)(line(raw)), (condition, raw)


def test_several_words_must_all_be_there() -> None:
    test = line_test(HasAll(("late", "退款")))
    assert test(line({"title": "LATE 退款"}))
    assert not test(line({"title": "late"}))


def test_of_weighted_words_no_more_may_be_missing_than_is_to_spare() -> None:
    """What a line is worth does not depend on the lines before it, so that several processes may share the work."""
    test = line_test(HasMost({"lamp": 3.0, "退款": 2.0, "the": 0.1}, spare=4.0))
    lines = (b"a LAMP", "the 退款".encode(), b"the rest")
    assert [test(each) for each in lines] == [test(each) for each in reversed(lines)][::-1] == [True, True, False]


def test_prefilters_are_joined() -> None:
    late, lamp = HasAll(("late",)), HasAll(("lamp",))
    either, both = line_test(AnyOf((late, lamp))), line_test(EachOf((late, lamp)))
    for title, in_either, in_both in [("late", True, False), ("a late lamp", True, True), ("none", False, False)]:
        found = line({"title": title})
        assert (either(found), both(found)) == (in_either, in_both)
    assert not line_test(AnyOf(()))(line({}))


def test_every_letter_whose_folding_is_ascii_is_known() -> None:
    for code in range(0x80, sys.maxunicode + 1):
        if 0xD800 <= code < 0xE000:
            continue
        character = chr(code)
        if any(each.isalnum() and each.isascii() for each in folded(character)):
            assert unusual(character.encode()), hex(code)
