"""On a terminal casectl asks for what is missing; what is answered counts as if it had been given as an option."""

from __future__ import annotations

from pathlib import Path

import pytest

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.values.tree import Tree, get_in
from tests.cli.casebook import NEW, CliCasebook
from tests.cli.terminal import CTRL_C, CTRL_D, on_terminal

REST = ["Robin", "robin@example.org", "Torn", "A new one", "none", "none"]


def asked(book: CliCasebook, *words: str, answers: list[str], **env: str) -> tuple[int, str]:
    """casectl on a terminal in the casebook."""
    return on_terminal(book.folder, {**book.env, **env}, words, answers)


def newest(book: CliCasebook, before: list[Path]) -> dict[str, Tree]:
    """The case that was not there before."""
    [path] = [each for each in book.cases if each not in before]
    return YamlDocuments().read(path.name, path.read_bytes()).tree


@pytest.mark.parametrize("choice", ["2", "email", "E-mail", "电子邮件"])
def test_a_case_is_opened_by_answers(book: CliCasebook, choice: str) -> None:
    """A choice is picked by its number, its code or its title."""
    before = book.cases
    status, screen = asked(book, "new", "complaint", answers=["Torn box", choice, *REST])
    assert status == 0, screen
    found = newest(book, before)
    assert (found["title"], get_in(found, ("fields", "channel"))) == ("Torn box", "email")
    assert get_in(found, ("fields", "customer", "name")) == "Robin"


def test_the_template_is_asked_for_as_well(book: CliCasebook) -> None:
    before = book.cases
    status, screen = asked(book, "new", answers=["complaint", "Torn box", "phone", *REST])
    assert status == 0, screen
    assert newest(book, before)["template"] == "complaint"


def test_what_was_given_is_not_asked_again(book: CliCasebook) -> None:
    status, screen = asked(book, *NEW, "--title", "Torn box", answers=["Robin"])
    assert status == 0, screen
    assert (screen.count("Name (Customer): "), "Title: " in screen) == (1, False)


def test_a_refused_answer_is_asked_again_with_the_reason(book: CliCasebook) -> None:
    """Neither a number that is none of the list nor a placeholder is an answer."""
    status, screen = asked(book, "new", "complaint", answers=["", "Torn box", "99", "fone", "phone", "-", *REST])
    assert status == 0, screen
    assert screen.count("channel: 99") == screen.count("did you mean phone") == 1
    assert screen.count("an answer is required") == 2


@pytest.mark.parametrize("end", [CTRL_C, CTRL_D])
def test_leaving_records_nothing(book: CliCasebook, end: str) -> None:
    before = book.picture()
    status, screen = asked(book, "new", "complaint", answers=["Torn box", end])
    assert (status, book.picture()) == (130, before)
    assert "interrupted" in screen


@pytest.mark.parametrize("words", [["--no-input", "new", "complaint"], ["new", "complaint", "--no-input"]])
def test_nothing_is_asked_with_no_input(book: CliCasebook, words: list[str]) -> None:
    status, screen = asked(book, *words, answers=[])
    assert status == 3
    assert "casectl: a case of template complaint cannot be opened yet" in screen


def test_nothing_is_asked_off_a_terminal(book: CliCasebook) -> None:
    assert "hint: available: after-sales, complaint" in book.refused(2, "new")
    assert "--title TEXT" in book.refused(3, "new", "complaint")


def test_an_option_that_is_wrong_is_refused_before_a_question(book: CliCasebook) -> None:
    status, screen = asked(book, "new", "complaint", "--channel", "fone", answers=[])
    assert status == 2
    assert "Ctrl-C" not in screen


@pytest.mark.parametrize(("answer", "status", "events"), [("y", 0, 2), ("yes", 0, 2), ("", 130, 1), ("n", 130, 1)])
def test_many_cases_are_changed_only_after_a_yes(book: CliCasebook, answer: str, status: int, events: int) -> None:
    found, screen = asked(book, "note", "--where", "state:received", "Recalled", answers=[answer])
    assert (found, book.cases[0].read_text("utf-8").count("- id:")) == (status, events)
    assert "casectl note: record this in 2 cases? [y/N]: " in screen


def test_yes_and_a_preview_need_no_answer(book: CliCasebook) -> None:
    for option in ("--dry-run", "--yes"):
        status, screen = asked(book, "note", "--where", "state:received", "Recalled", option, answers=[])
        assert (status, "[y/N]" in screen) == (0, False)


def test_recompute_of_all_is_recorded_only_after_a_yes(book: CliCasebook) -> None:
    before = book.picture()
    status, screen = asked(book, "recompute", "--all", "--apply", "--reason", "New calendar", answers=["n"])
    assert (status, book.picture()) == (130, before)
    assert "[y/N]" in screen


def test_init_asks_for_language_name_zone_and_people(book: CliCasebook, tmp_path: Path) -> None:
    """What is asked after the language is asked in it; a zone that there is not is asked again."""
    answers = [
        "zh",
        "杯碟客服",
        "Asia/Nowhere",
        "Asia/Shanghai",
        "中国",
        "李娜 <li.na@example.org>",
        "2",
        "after-sales",
        "",
    ]
    status, screen = on_terminal(tmp_path, book.env | {"CASECTL_LANG": "en"}, ["init", "desk"], answers)
    assert status == 0, screen
    settings = YamlDocuments().read("casectl.yaml", (tmp_path / "desk/casectl.yaml").read_bytes()).tree
    known = [settings[key] for key in ("name", "language", "zone", "calendar")]
    assert known == ["杯碟客服", "zh", "Asia/Shanghai", "cn"]
    assert "一线客服（front-line）" in screen
    assert "specialist：为同事提供专业意见" in screen
    assert get_in(settings, ("people", "li.na")) == {
        "name": "李娜", "emails": ["li.na@example.org"], "skills": [],
        "roles": ["specialist"], "teams": ["after-sales"],
    }  # fmt: skip
    assert get_in(settings, ("people", "ann", "roles")) == ["agent", "supervisor"]


def test_init_takes_what_is_usual_for_each_empty_answer(book: CliCasebook, tmp_path: Path) -> None:
    status, screen = on_terminal(tmp_path, book.env | {"TZ": "Europe/London"}, ["init", "desk"], [""] * 5)
    assert status == 0, screen
    settings = YamlDocuments().read("casectl.yaml", (tmp_path / "desk/casectl.yaml").read_bytes()).tree
    assert [settings[key] for key in ("name", "language", "zone")] == ["desk", "en", "Europe/London"]
    assert settings["calendar"] == "england"


def test_init_left_early_makes_nothing(book: CliCasebook, tmp_path: Path) -> None:
    status, _screen = on_terminal(tmp_path, book.env, ["init", "desk"], ["en", CTRL_C])
    assert (status, (tmp_path / "desk").exists()) == (130, False)


def test_people_of_a_new_casebook_may_be_given_as_options(book: CliCasebook, tmp_path: Path) -> None:
    desk = str(tmp_path / "desk")
    book.done("init", desk, "--yes", "--person", "Ben Okoro <ben@example.org>", "--person", "Ben Two <ben@example.net>")
    people = YamlDocuments().read("casectl.yaml", (tmp_path / "desk/casectl.yaml").read_bytes()).tree["people"]
    assert isinstance(people, dict)
    assert [*people] == ["ann", "ben", "ben2"]
    assert "write it as git does" in book.refused(2, "init", f"{desk}-two", "--yes", "--person", "Ben")
