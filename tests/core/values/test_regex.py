"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import gc
import pkgutil
import re
from importlib import import_module

import pytest

import casectl
from casectl.core.values.regex import _Uncompiled, regex


def test_a_pattern_is_what_re_makes_of_the_same() -> None:
    """Its methods and what is known of it; of bytes too."""
    word = regex(r"(?P<first>\w)\w*", re.ASCII)
    assert [found["first"] for found in word.finditer("a bé")] == ["a", "b"]
    assert (word.pattern, word.groupindex) == (r"(?P<first>\w)\w*", {"first": 1})
    assert word.fullmatch("case")
    assert not word.fullmatch("café")
    assert regex(rb"\d+").sub(b"#", b"12 of 345") == b"# of #"


def test_what_is_wrong_with_a_pattern_is_raised_when_it_is_used() -> None:
    """As `re` says it."""
    with pytest.raises(re.error, match="unterminated"):
        regex("[").match("")


def test_every_pattern_of_casectl_can_be_compiled() -> None:
    """None waits for its first user to be found wrong."""
    modules = [import_module(each.name) for each in pkgutil.walk_packages(casectl.__path__, "casectl.")]
    gc.unfreeze()  # what lives until the end is left out of what is looked at
    patterns = [each for each in gc.get_objects() if type(each) is _Uncompiled]
    assert modules
    assert len(patterns) > 200
    assert all(isinstance(re.compile(*each._given), re.Pattern) for each in patterns)
