"""What names a group of fields, or an id that no case has, is refused: an empty list would hide a slip."""

from __future__ import annotations

import json

import pytest

from tests.cli.casebook import CliCasebook


@pytest.mark.parametrize("asked", ["customer:Q", "客户:Q", "fields.customer~Q", "-solution:x", "customer:none"])
def test_a_group_of_fields_has_no_value_of_its_own(book: CliCasebook, asked: str) -> None:
    assert "is a group of fields: " in book.refused(2, "overdue", "--exit-code", asked)


def test_a_group_of_fields_has_none_as_an_option_either(book: CliCasebook) -> None:
    said = book.refused(2, "list", "--field", "customer=Q")
    assert "customer is a group of fields: customer.name" in said


def test_an_id_that_no_case_has_is_refused(book: CliCasebook) -> None:
    """A part that some case has is asked for like any other."""
    assert "there is no case C-2611-NOSUCH" in book.refused(4, "overdue", "--exit-code", "id:C-2611-NOSUCH")
    case = book.cases[0]
    for part in (case.stem, case.stem[-4:].lower()):
        assert json.loads(book.done("list", "--format", "json", f"id:{part}"))["rows"]


def test_what_is_owed_is_counted_by_who_is_to_do_it(book: CliCasebook) -> None:
    rows = json.loads(book.done("overdue", "--within", "10y", "--group-by", "who,what", "--format", "json"))["rows"]
    assert rows
    assert all(row["who"] and row["what"] for row in rows)


def test_a_part_of_a_name_gets_the_name(book: CliCasebook) -> None:
    """In the place of a person and of a team."""
    case = book.cases[0]
    assert "did you mean ann (Ann Reed)?" in book.refused(4, "assign", case.stem, "reed", "--reason", "x")
    assert "did you mean front-line (Front line)?" in book.refused(4, "handoff", case.stem, "--team", "front",
                                                                     "--reason", "x")  # fmt: skip


def test_rules_are_adopted_without_a_word_that_they_are_not(book: CliCasebook) -> None:
    settings = book.folder / "casectl.yaml"
    settings.write_bytes(settings.read_bytes() + b"# a remark\n")
    assert "not committed" in book.run("note", book.cases[0].stem, "x").err
    assert book.run("adopt", "casectl.yaml").err == ""
