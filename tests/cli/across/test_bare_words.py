"""A bare word of a query that names something is no text to search for: an empty list must not hide what is owed."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CHINESE, CliCasebook
from tests.cli.scenes import Scenes

NAMES = [
    ("front-line", "team:front-line"),
    ("Front line", "team:front-line"),
    ("一线客服", "团队:一线客服"),
    ("ben", "owner:ben"),
    ("Ben Okoro", "owner:ben"),
    ("complaint", "template:complaint"),
    ("first_response", "clock:first_response"),
    ("acknowledged", "state:acknowledged"),
    ("open", "state:open"),
    ("overdue", "due:overdue"),
    ("OVERDUE", "due:overdue"),
    ("mine", "@mine"),
    ("逾期", "due:overdue"),
    ("超时的", "due:overdue"),
    ("regulatory", "--kind regulatory"),
    ("late cases", "due:overdue"),
    ("unassigned", "owner:none"),
    ("ben,ann", "owner:ben,ann"),
    ("Ben Okoro，ann", "owner:ben,ann"),
    ("front-line、售后", "team:front-line,after-sales"),
]


@pytest.fixture
def viewed(book: CliCasebook, case: str, scenes: Scenes) -> CliCasebook:
    """A casebook with one case and one saved view."""
    scenes.lay(book, _with_a_view)
    return book


def _with_a_view(book: CliCasebook) -> None:
    settings = book.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8") + "views:\n  mine: owner:me state:active\n", "utf-8")
    book.commit()


@pytest.mark.parametrize("verb", ["list", "overdue", "due-soon", "agenda", "export"])
@pytest.mark.parametrize(("word", "filter_"), NAMES)
def test_a_name_is_refused_with_the_filter_that_was_meant(
    viewed: CliCasebook, verb: str, word: str, filter_: str
) -> None:
    """With exit code 2, so that no job turns green by a slip; what it says can be pasted."""
    said = viewed.refused(2, verb, word)
    assert f"say whether {word} is a filter or text to search for" in said
    assert filter_ in said.partition("hint:")[2]
    if not filter_.startswith("--"):
        viewed.done("list", filter_)


def test_the_exit_code_of_overdue_is_no_longer_green_by_a_slip(viewed: CliCasebook) -> None:
    """A misspelt name finds nothing, and says so with exit code 2; a name among other words too."""
    assert viewed.run("overdue", "--exit-code", "frontline").status == 2
    said = viewed.refused(2, "overdue", "--exit-code", "front-lin")
    assert "no case has front-lin in its texts hint: did you mean team:front-line?" in said
    assert viewed.run("overdue", "--exit-code", "parcel overdue").status == 2
    said = viewed.refused(2, "overdue", "--exit-code", "okoro")
    assert "did you mean owner:ben?" in said


@pytest.mark.parametrize(
    "query", ['"overdue"', "text:overdue", "“逾期”", "text:逾期", "title~open", "zebra", "torn bag"]
)
def test_what_is_meant_as_text_is_searched_for(viewed: CliCasebook, query: str) -> None:
    """In quotation marks, with a field, or where it is like no name."""
    assert viewed.run("list", query).status == 0


def test_search_always_searches(viewed: CliCasebook, case: str) -> None:
    """Its words are text, whatever else they name. No id has an I in it, as one may have BEN."""
    viewed.done("note", case, "It is overdue, says mia")
    assert [row["id"] for row in viewed.rows("search", "overdue")] == [case]
    assert [row["id"] for row in viewed.rows("search", "mia")] == [case]


def test_bulk_verbs_refuse_it_too(viewed: CliCasebook) -> None:
    """Where a slip would have changed nothing, or the wrong cases."""
    viewed.refused(2, "note", "--where", "overdue", "The van broke down")


def test_a_view_with_such_a_word_is_a_finding(viewed: CliCasebook) -> None:
    """It would be refused when it is used."""
    settings = viewed.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8") + "  late: overdue\n", "utf-8")
    viewed.commit()
    answer = viewed.run("check")
    assert answer.status == 1
    assert "B004" in answer.out
    assert "overdue" in answer.out


def test_it_is_said_in_chinese(viewed: CliCasebook) -> None:
    """The filter stays one that can be pasted."""
    answer = viewed.run("list", "逾期", **CHINESE)
    assert answer.status == 2
    assert "due:overdue" in answer.err
    assert "say whether" not in answer.err


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("小丽", "owner:li"),
        ("一线", "team:front-line"),
        ("front", "team:front-line"),
        ("fron", "team:front-line"),
        ("Okoro", "owner:ben"),
    ],
)
def test_a_part_of_a_name_or_a_chinese_name_but_for_one_sign_is_a_slip_too(
    viewed: CliCasebook, word: str, meant: str
) -> None:
    """No job turns green by it; what has nothing to do with a name is only not found."""
    settings = viewed.folder / "casectl.yaml"
    li = "people:\n  li:\n    name: 小李\n    emails: [li@example.org]\n    roles: [agent]\n"
    settings.write_text(settings.read_text("utf-8").replace("people:\n", li), "utf-8")
    viewed.commit()
    assert f"did you mean {meant}?" in viewed.refused(2, "overdue", "--exit-code", word)
    for other in ("大雨", "rain"):
        assert viewed.run("overdue", other).status == 0


@pytest.mark.parametrize("word", ["大雨", "rain", "小", "parcel rain"])
def test_with_an_exit_code_no_bare_word_is_one_that_no_case_has(viewed: CliCasebook, word: str) -> None:
    """A job that only looks at the exit code is told; what is said to be text is looked for as text."""
    for verb in ("overdue", "due-soon"):
        assert "no case has" in viewed.refused(2, verb, "--exit-code", word)
    assert viewed.run("overdue", "--exit-code", f'text:"{word}"').status == 0


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("standard", "level:"), ("电话", "channel:phone"), ("channel", "channel:…"), ("supervisor", "owner:"),
        ("本周", 'due:"this week"'), ("this week", 'due:"this week"'), ("sla", "due:any"), ("everyone", "received:any"),
        ("全部", "received:any"), ("new", "state:open"),
    ],
)  # fmt: skip
def test_levels_choices_fields_roles_and_spans_are_names_too(viewed: CliCasebook, word: str, meant: str) -> None:
    said = viewed.refused(2, "overdue", "--exit-code", word)
    if meant not in ("level:", "owner:"):
        assert meant in said.partition("hint:")[2]
