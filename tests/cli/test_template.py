"""template list and show: what the files say, for people and for programs; `new TEMPLATE --help` lists the fields."""

from __future__ import annotations

import re

import pytest

from casectl.adapters.files.shipped import templates
from tests.cli.casebook import CHINESE, CliCasebook


def test_templates_are_listed_with_what_is_wrong(book: CliCasebook) -> None:
    """One that cannot be used is named, and the exit code says so."""
    assert [row["name"] for row in book.rows("template", "list")] == ["after-sales", "complaint"]
    (book.folder / "templates/odd.yaml").write_text("template: odd\n", "utf-8")
    answer = book.run("template", "list")
    assert answer.status == 5
    assert "templates/odd.yaml" in answer.err


def test_a_template_is_shown_whole(book: CliCasebook) -> None:
    """Fields, states by their titles, steps with what they need and who may take them, clocks with their sources."""
    [row] = book.rows("template", "show", "complaint")
    assert {"from": "received", "to": "withdrawn"}.items() <= next(
        each for each in row["steps"] if each["to"] == "withdrawn"
    ).items()
    page = book.done("template", "show", "Complaint")
    for text in ("customer.contact", "Received → Acknowledged (acknowledged)", "First response (first_response)",
                 "needs the fields Root cause", "a reason is given with the step", "source: "):  # fmt: skip
        assert text in page
    assert "待受理 → 已受理（acknowledged）" in book.done("template", "show", "投诉", **CHINESE)


def test_roles_of_a_step_are_shown(book: CliCasebook) -> None:
    path = book.folder / "templates/complaint.yaml"
    text = path.read_text("utf-8").replace(
        "      title: {en: Withdraw", "      may: [supervisor]\n      title: {en: Withdraw"
    )
    path.write_text(text, "utf-8")
    assert "only supervisor" in book.done("template", "show", "complaint")


def test_the_nearest_name_is_proposed(book: CliCasebook) -> None:
    assert "did you mean complaint" in book.refused(4, "template", "show", "complait")


def test_the_help_of_new_lists_the_fields_of_a_template(book: CliCasebook) -> None:
    shown = book.done("new", "complaint", "--help")
    assert "Fields of Complaint (complaint):\n" in shown
    listed = re.compile(r"(?m)^  --customer\.contact ")
    assert listed.search(shown)
    assert not listed.search(book.done("new", "--help"))
    assert not listed.search(book.done("new", "nothing", "--help"))


@pytest.mark.parametrize(
    "words",
    [
        ("template", "list"), ("template", "show", "complaint"), ("team", "list"), ("calendar", "list"),
        ("calendar", "show", "office"), ("when", "3d", "--calendar", "office"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_programs_read_the_same_whatever_the_reader_speaks(book: CliCasebook, words: tuple[str, ...]) -> None:
    """Titles and reasons too: English in json and csv; a table has them in the reader's language."""
    for name in ("json", "csv"):
        assert book.done(*words, "--format", name, **CHINESE) == book.done(*words, "--format", name)
    assert book.done(*words, **CHINESE) != book.done(*words)


def test_what_casectl_brings_is_listed_inside_a_casebook_and_outside(book: CliCasebook) -> None:
    """Each with its title, as `init --template` takes it."""
    shipped = book.rows("template", "list", "--shipped")
    assert [row["name"] for row in shipped] == sorted(templates())
    assert all(row["title"] and row["states"] for row in shipped)
    assert "投诉" in book.done("template", "list", "--shipped", **CHINESE)
    assert book.rows("-C", str(book.folder.parent), "template", "list", "--shipped") == shipped
    assert {"complaint", "after-sales"} == {row["name"] for row in book.rows("template", "list")}
