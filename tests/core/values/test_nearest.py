"""A mistyped word gets the most likely known one, or nothing when none is near."""

from __future__ import annotations

import pytest

from casectl.core.values.nearest import suggestion, unknown_word


@pytest.mark.parametrize(("word", "meant"), [("ownr", "owner"), ("resovled", "resolved"), ("已解", "已解决")])
def test_the_nearest_word_is_suggested(word: str, meant: str) -> None:
    assert str(suggestion(word, iter(["owner", "resolved", "已解决"]))) == f"did you mean {meant}?"


@pytest.mark.parametrize("word", ["xyz", ""])
def test_where_no_word_is_near_none_is_suggested(word: str) -> None:
    assert suggestion(word, ["owner", "resolved"]) is None
    assert suggestion(word, []) is None


def test_what_was_meant_is_asked_or_nothing_is_said() -> None:
    """Of several words, only if each is near to one."""
    known = ["owner", "state"]
    assert str(suggestion("ownr", known)) == "did you mean owner?"
    assert str(suggestion(["ownr", "stat"], known)) == "did you mean owner, state?"
    assert suggestion("xyz", known) is None
    assert suggestion(["ownr", "xyz"], known) is None


@pytest.mark.parametrize(
    ("word", "known", "says"),
    [
        ("ownr", ["owner", "state"], "ownr is unknown here; did you mean owner?"),
        ("ko41", ["ko41a", "ko41b", "tsm"], "ko41 is unknown here; did you mean one of ko41a, ko41b?"),
        ("proble", ["problem", "problem_kind"], "proble is unknown here; did you mean problem?"),
        ("stat", ["state", "state"], "stat is unknown here; did you mean state?"),
        ("xyz", ["state", "owner"], "xyz is unknown here; use one of state, owner"),
        ("xyz", [], "xyz is unknown here; there are none"),
    ],
)
def test_an_unknown_word_is_answered_with_the_nearest_or_all(word: str, known: list[str], says: str) -> None:
    assert str(unknown_word(word, known)) == says


@pytest.mark.parametrize(
    ("word", "known", "says"),
    [
        ("--foo", ["--format", "--for"], "did you mean --for?"),
        ("--foo", ["--format"], None),
        ("--due", ["--quiet", "--debug"], None),
        ("--due", ["--quiet", "--due-to"], "did you mean --due-to?"),
        ("--all", ["--level"], None),
        ("--stat", ["--state", "--set"], "did you mean --state?"),
        ("-state", ["--state"], "did you mean --state?"),
    ],
)
def test_the_dashes_of_options_make_them_no_more_alike(word: str, known: list[str], says: str | None) -> None:
    """All options have them: only the names are compared."""
    near = suggestion(word, known)
    assert (str(near) if near else None) == says
