"""What a prefilter looks for is what every case that is meant must have."""

from __future__ import annotations

from casectl.core.query.conditions import FieldIs, Like, Mentions, OneOf
from casectl.core.query.model import And, Not, Or, search_texts
from casectl.core.query.prefilter import AnyOf, HasAll, any_of, prefilter_for


def test_only_what_every_case_must_have_is_looked_for() -> None:
    assert search_texts(And((Mentions("a"), OneOf("owner", ("ada",)), And((Like("title", "b"),))))) == ["a", "b"]
    assert search_texts(Or((Mentions("a"), Mentions("b")))) == []
    assert search_texts(Not(Mentions("a"))) == []
    assert search_texts(Like("title", "a*late?bc")) == ["late"]
    assert search_texts(Like("title", "*?")) == []
    assert search_texts(Like("owner", "ada")) == []  # which is none of the texts that are searched
    assert search_texts(FieldIs("x", ("a", "b"))) == []


def test_words_are_folded_and_without_blanks_and_signs() -> None:
    assert prefilter_for(["Late, ＡＢ-12 退款单", "x"]) == HasAll(("late", "ab", "12", "退款单", "x"))


def test_where_there_is_nothing_to_look_for_there_is_no_prefilter() -> None:
    assert prefilter_for([]) is None
    assert prefilter_for(["", " -!"]) is None


def test_of_several_texts_those_without_words_do_not_count() -> None:
    """Else every case would be let through."""
    assert any_of(["Ada", "", "-", "12"]) == AnyOf((HasAll(("ada",)), HasAll(("12",))))
