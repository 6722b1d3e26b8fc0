"""Whom a text names: nobody handles a complaint about themselves for being called by the family name alone."""

from __future__ import annotations

import pytest

from casectl.core.template.named_people import is_named, words_alone

PEOPLE = {"bo": "Bo Berg", "ann": "Ann Lee", "cy": "Cy Lee", "xl": "李建国", "wf": "王芳", "wm": "王敏"}


def named(text: str) -> list[str]:
    alone = words_alone([*PEOPLE.values()])
    return [
        name for (name, title), own in zip(PEOPLE.items(), alone, strict=True) if is_named([name, title], own, text)
    ]


@pytest.mark.parametrize(
    "text",
    ["bo", "Bo Berg", "Berg", "Mr Berg", "mr. berg", "b.berg", "B. Berg", "Berg, Bo", "Berg, B.", "ＢＯ",
     "courier Berg", "the driver Berg, 3 Nov", "Berg was rude", "b.berg@example.org"],
)  # fmt: skip
def test_a_family_name_that_one_person_has_is_that_person(text: str) -> None:
    assert named(text) == ["bo"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ann Berg",
        "A. Berg",
        "a.berg",
        "Berg, Ann",
        "Bergman",
        "Iceberg",
        "Lee",
        "Mr Lee",
        "nobody",
        "王经理",
        "小王",
    ],
)
def test_another_of_that_name_and_a_name_that_two_people_have_is_nobody(text: str) -> None:
    """Whoever is meant can be named in full."""
    assert named(text) == (["ann"] if "Ann" in text else [])


@pytest.mark.parametrize(
    "text", ["李建国", "投诉李建国态度差", "李经理", "李", "客户说小李态度不好", "李先生", "李建国（工号8021）"]
)
def test_a_chinese_name_needs_no_spaces_and_no_given_name(text: str) -> None:
    assert named(text) == ["xl"]


def test_a_name_within_a_chinese_sentence() -> None:
    assert named("王芳把电话挂了") == ["wf"]
    assert named("一直没有桃李满园的回复") == []
