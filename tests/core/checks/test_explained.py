"""Every code that check may report is explained, in both languages, in a few lines."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from casectl.core.checks.codes import ALL
from casectl.core.checks.explained import EXPLANATIONS, explained
from casectl.core.checks.table import CASE_CODES
from casectl.core.law.table import RULES
from casectl.core.template.keys import CODES as TEMPLATE_CODES
from casectl.core.values.messages import UsageError
from casectl.render.language import set_language
from casectl.render.views.explained_codes import explained_codes


def test_every_code_has_its_explanation_and_no_other_has_one() -> None:
    assert {*EXPLANATIONS} == {*ALL}


def test_no_code_has_two_meanings() -> None:
    """Of the tables, the last one would win and the other be gone."""
    counts = Counter([*CASE_CODES, *(rule.code for rule in RULES.values()), *TEMPLATE_CODES])
    assert [code for code, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_explanation_is_a_few_lines_that_end_in_what_to_do(language: str) -> None:
    """And in Chinese none of it is left in English."""
    set_language(language)
    try:
        for paragraph in explained_codes(explained(tuple(ALL))).page.split("\n\n"):
            lines = paragraph.splitlines()
            assert len(lines) == 3
            assert max(map(len, lines[1:])) <= 150, paragraph
            if language == "zh":
                assert all(re.search("[一-鿿]", line) for line in lines), paragraph
    finally:
        set_language("en")


def test_codes_are_explained_by_their_beginning_too_and_an_unknown_one_gets_the_nearest() -> None:
    assert [each.code for each in explained(("c05", "B001"))] == ["B001", "C050"]
    with pytest.raises(UsageError) as refused:
        explained(("C0500",))
    assert "did you mean C050?" in str(refused.value.problems[0])
