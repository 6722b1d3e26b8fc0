"""A test of words holds back no case that is meant."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.adapters.index.words import searched, word_test
from casectl.core.query.conditions import FieldIs, Like, Mentions
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import search_texts
from casectl.core.query.prefilter import AnyOf, EachOf, HasAll, HasMost, prefilter_for
from casectl.core.query.search import hit
from casectl.core.values.widths import folded

letters = st.text(st.sampled_from('aAbB19１９ＡｂsSkKiI ſKßẞﬁıİéÉ\u0301退款"＂\\\n\t　,，ｶﾞ㎏*?'), max_size=6)


@given(letters, letters, letters)
def test_a_case_that_matches_passes(before: str, words: str, after: str) -> None:
    """Whatever letters surround the words, and however they are written."""
    case = Excerpt("p", {"title": before + words + after, "fields": [["name", words]]})
    conditions = (
        Mentions(words), Like("title", words), Like("fields.name", words), Like("text", words),
        FieldIs("name", (words,)), Mentions(words.swapcase()),
    )  # fmt: skip
    for condition in conditions:
        prefilter = prefilter_for(search_texts(condition))
        if condition.matches(case, lambda *_: "open") and prefilter:
            assert word_test(prefilter)(searched(case)), (condition, case)


@given(letters, letters)
def test_a_case_in_which_search_finds_the_words_passes(title: str, words: str) -> None:
    case = Excerpt("p", {"title": title, "source": "crm:7", "fields": []})
    prefilter = prefilter_for([words])
    if prefilter and hit(case, [words]):
        assert word_test(prefilter)(searched(case))


def line(title: str) -> bytes:
    return searched(Excerpt("p", {"title": title}))


def test_several_words_must_all_be_there() -> None:
    test = word_test(HasAll(("late", "退款")))
    assert test(line("LATE 退款"))
    assert not test(line("late"))


def test_of_weighted_words_no_more_may_be_missing_than_is_to_spare() -> None:
    test = word_test(HasMost({"lamp": 3.0, "退款": 2.0, "the": 0.1}, spare=4.0))
    assert [test(line(title)) for title in ("a LAMP", "the 退款", "the rest")] == [True, True, False]


def test_prefilters_are_joined() -> None:
    late, lamp = HasAll(("late",)), HasAll(("lamp",))
    either, both = word_test(AnyOf((late, lamp))), word_test(EachOf((late, lamp)))
    for title, in_either, in_both in [("late", True, False), ("a late lamp", True, True), ("none", False, False)]:
        assert (either(line(title)), both(line(title))) == (in_either, in_both)
    assert not word_test(AnyOf(()))(line(""))


Form = Literal["NFC", "NFD", "NFKC", "NFKD"]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("text", ["Café", "ＯＲＤＥＲ １２", "ﬁx", "Straße", "ガ", "が", "㎏"])
def test_a_word_is_found_in_whatever_unicode_form_it_is_written(form: Form, text: str) -> None:
    """What one system composes another takes apart, and both look the same."""
    assert folded(unicodedata.normalize(form, text)) == folded(text) == folded(text.upper().swapcase())
