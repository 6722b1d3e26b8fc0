"""A case is found by any unambiguous part of its id; what is ambiguous or unknown is said."""

from __future__ import annotations

import pytest

from casectl.actions.lookup.find import find, read
from casectl.core.case.ids import case_path
from casectl.core.values.messages import NotFound
from tests.fakes.context import FakeContext


def test_an_id_a_part_of_it_and_a_path_lead_to_the_case(book: FakeContext) -> None:
    case = book.case_ids()[0]
    for typed in (case, case.lower(), f" {case} ", case[-4:], case_path(case), f"./{case_path(case)}"):
        assert find(book, typed) == case
    assert read(book, case).id == case


@pytest.mark.parametrize("name", ["ZZ-20261130-AAAAAA", "two copies", "两份", "C-2613-7QK3XM4TV", "NOTES"])
def test_a_file_that_is_not_named_after_an_id_is_refused_by_its_name(book: FakeContext, name: str) -> None:
    """Anybody can put a file below cases/; a part that it shares with a case means the case."""
    book.store.files[f"cases/2026/11/{name.upper()}.yaml"] = b"id: X\n"
    with pytest.raises(NotFound, match="is not named after a case id") as error:
        find(book, name)
    assert "rename the file" in str(error.value.hint)
    case = book.case_ids()[0]
    book.store.files[f"cases/2026/11/{case}.BAK.yaml"] = b"id: X\n"
    assert find(book, case[-6:]) == case


def test_a_case_whose_file_was_moved_by_hand_is_said_to_be_gone_from_its_place(book: FakeContext) -> None:
    case = book.case_ids()[0]
    book.store.files[f"cases/{case}.yaml"] = book.store.files.pop(case_path(case))
    with pytest.raises(NotFound, match="is not in the work tree") as error:
        read(book, case)
    assert str(error.value.hint) == f"restore it: git checkout -- {case_path(case)}"


def test_what_is_not_clear_is_reported_with_the_titles_of_the_candidates(book: FakeContext) -> None:
    with pytest.raises(NotFound, match="2611 matches 3 cases") as error:
        find(book, "2611")
    assert [str(each) for each in error.value.problems] == [
        f"{case}  {title}" for case, title in zip(book.case_ids(), ("The parcel", "二号投诉", "The lid"), strict=True)
    ]


def test_too_little_of_an_id_names_nothing_even_where_one_case_alone_has_it(book: FakeContext) -> None:
    """What is meant is shown with a longer part of it."""
    case = book.case_ids()[0]
    book.store.files = {
        path: data for path, data in book.store.files.items() if path in (case_path(case), "casectl.yaml")
    }
    for typed in (case[-3:], case[:7], "2611"):
        with pytest.raises(NotFound, match=f"{typed} is too short") as error:
            find(book, typed)
        assert [str(each) for each in error.value.problems] == [f"{case}  The parcel"]
        assert str(error.value.hint) == f"give at least four characters after the month: {case[-9:]}"


@pytest.mark.parametrize("typed", ["id", "ID", "state", "team", "title"])
def test_the_head_of_a_column_is_no_case(book: FakeContext, typed: str) -> None:
    """`list --fields id --format tsv | tail -1` has it where there is no case."""
    with pytest.raises(NotFound, match=f"{typed} is a column name"):
        find(book, typed)


def test_of_many_candidates_some_are_shown_and_the_rest_counted(book: FakeContext) -> None:
    for _ in range(8):
        book.open()
    with pytest.raises(NotFound) as error:
        find(book, "C-")
    assert (len(error.value.problems), str(error.value.problems[-1])) == (9, "… and 3 more")


def test_candidates_are_named_without_a_look_at_all_cases(book: FakeContext, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer to too short an id does not take longer in a large book."""
    monkeypatch.setattr(book, "excerpts", None)
    with pytest.raises(NotFound, match="2611 matches 3 cases"):
        find(book, "2611")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nothing", "there is no case nothing"),
        ("", "say which case"),
        ("C-2611-00000001Y", "C-2611-00000001Y is not a case id: its check character is wrong"),
        ("C-2611-00000009W", "there is no case C-2611-00000009W|check character is wrong"),
    ],
)
def test_what_leads_nowhere_is_said(book: FakeContext, typed: str, said: str) -> None:
    with pytest.raises(NotFound, match=said):
        find(book, typed)


def test_a_case_whose_file_is_gone_is_not_there(book: FakeContext) -> None:
    case = book.case_ids()[0]
    del book.store.files[case_path(case)]
    with pytest.raises(NotFound, match=f"restore it: git checkout -- {case_path(case)}"):
        find(book, case)
    with pytest.raises(NotFound, match="there is no case"):
        find(book, case[-4:])
    with pytest.raises(NotFound):
        read(book, case)
