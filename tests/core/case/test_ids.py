"""Case ids can be read out on the telephone: one wrong character is caught, and a part is enough."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.case.ids import ALPHABET, case_id, case_path, derived, id_of_path, is_case_id, matching, may_be_part

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 21, 1, tzinfo=UTC)

prefixes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=8)
moments = st.integers(100_000, 3_155_500_000).map(lambda second: datetime.fromtimestamp(second, UTC))
"""From 1970 to 2069."""
ids = st.builds(case_id, prefixes, moments, st.just(SHANGHAI), st.binary(min_size=5, max_size=9))


@given(ids)
def test_a_made_id_is_one_and_names_its_file(case: str) -> None:
    assert is_case_id(case)
    path = case_path(case)
    assert id_of_path(path) == case
    assert path == f"cases/{path[6:10]}/{case.split('-')[1][2:]}/{case}.yaml"
    assert path[8:10] == case.split("-")[1][:2]


@given(ids, st.data())
def test_every_single_wrong_character_is_caught(case: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(case) - 1))
    wrong = data.draw(st.sampled_from(ALPHABET + "ILOU-").filter(lambda each: each != case[place]))
    assert not is_case_id(case[:place] + wrong + case[place + 1 :])


@pytest.mark.parametrize("letter", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
def test_a_wrong_letter_in_the_prefix_is_caught_too(letter: str) -> None:
    """Even for I, L, O and U, which the rest of an id does not use."""
    case = case_id(letter, AT, UTC, b"12345")
    assert [each for each in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if is_case_id(each + case[1:])] == [letter]


def test_month_and_year_are_those_of_the_zone() -> None:
    late = datetime(2026, 12, 31, 20, tzinfo=UTC)
    assert case_id("C", late, UTC, b"12345").startswith("C-2612-")
    assert case_id("C", late, SHANGHAI, b"12345").startswith("C-2701-")


@pytest.mark.parametrize(("year", "folder"), [(1970, "1970"), (1999, "1999"), (2000, "2000"), (2069, "2069")])
def test_two_digits_of_the_year_name_a_hundred_years(year: int, folder: str) -> None:
    case = case_id("C", datetime(year, 5, 5, tzinfo=UTC), UTC, b"12345")
    assert case_path(case).split("/")[1] == folder


def test_a_derived_id_is_the_same_everywhere_and_another_at_each_attempt() -> None:
    found = [derived("C", AT, UTC, "cfpb:1", attempt) for attempt in (0, 0, 1, 2)]
    assert found[0] == found[1]
    assert len(set(found)) == 3
    assert derived("C", AT, UTC, "cfpb:2") not in found


@pytest.mark.parametrize(
    "text", ["", "C", "c-2611-00000001X", "C-2613-00000001X", "C-2611-00000001X ", "C-２６11-00000001X"]
)
def test_what_is_no_id_is_none_and_names_no_file(text: str) -> None:
    assert not is_case_id(text)
    with pytest.raises(ValueError, match="no case id"):
        case_path(text)


# Finding a case by what was typed

CASES = [case_id("C", AT, UTC, bytes([number]) * 5) for number in (1, 7, 130)]


@given(st.sampled_from(CASES), st.data())
def test_any_part_that_only_one_id_has_finds_it(case: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(case) - 1))
    part = data.draw(st.sampled_from([str.lower, str.upper]))(
        case[start : data.draw(st.integers(start + 1, len(case)))]
    )
    assert case in matching(part, CASES).ids
    assert matching(part, CASES).ids == tuple(each for each in CASES if part.upper() in each)


@given(st.sampled_from(CASES), st.data())
def test_four_characters_from_behind_the_month_name_a_case_and_fewer_do_not(case: str, data: st.DataObject) -> None:
    """Found by use: `note id x`, with the head of an empty list, was recorded in the one case with 1D in its id."""
    start = data.draw(st.integers(0, len(case) - 1))
    part = case[start : data.draw(st.integers(start + 1, len(case)))]
    said = len(part) - max(0, len("C-2611-") - case.rindex(part))
    assert matching(part.lower(), [case]).is_short == (said < 4)


@pytest.mark.parametrize("part", ["1", "id", "2611", "C-2611", "c-2611-00x", "611-ZZZ"])
def test_what_is_too_short_is_so_for_whoever_it_may_mean(part: str) -> None:
    ids = ["C-2611-001DZZZ2X", "C-2611-00X1DZZZ3"]
    assert not matching(part, ids).ids or matching(part, ids).is_short
    assert not matching("1DZZ", ids).is_short


@pytest.mark.parametrize(("read", "meant"), [("I", "1"), ("L", "1"), ("O", "0"), ("U", "V")])
def test_letters_that_look_alike_count_as_one(read: str, meant: str) -> None:
    case = next(
        made
        for number in range(10_000)
        if meant in (made := case_id("C", AT, UTC, number.to_bytes(5, "big") * 3)).rpartition("-")[2]
    )
    head, _, tail = case.rpartition("-")
    assert matching(f"{head}-{tail.replace(meant, read)}".lower(), [case]).ids == (case,)


@given(st.sampled_from(CASES), st.data())
def test_a_whole_id_with_one_wrong_character_is_misspelt_and_finds_nothing(case: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(7, len(case) - 1))
    wrong = data.draw(st.sampled_from([each for each in ALPHABET if each != case[place]]))
    found = matching(case[:place] + wrong + case[place + 1 :], CASES)
    assert (found.ids, found.misspelt) == ((), True)


def test_a_misread_letter_does_not_hide_that_another_character_is_wrong() -> None:
    case = "C-2611-00000001X"
    assert is_case_id(case)
    found = matching("C-2611-OOOOOOOI2", [case])
    assert (found.ids, found.misspelt) == ((), True)


def test_an_id_that_is_right_but_not_there_is_not_misspelt() -> None:
    assert matching(CASES[0], CASES[1:]) == matching("nothing", CASES)
    assert not matching(CASES[0], CASES[1:]).misspelt


def test_nothing_typed_finds_nothing() -> None:
    assert matching("  ", CASES).ids == ()


@given(st.sampled_from(CASES), st.data())
def test_every_part_of_an_id_may_be_one(case: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(case) - 1))
    part = case[start : data.draw(st.integers(start + 1, len(case)))]
    assert may_be_part(part)
    assert may_be_part(part.lower())


@pytest.mark.parametrize("typed", ["1010003024", "boston311:7", "A_7", "1-2-3-4", "７", "A.7"])
def test_what_can_be_no_part_of_an_id(typed: str) -> None:
    assert not may_be_part(typed)
