"""What people read is told in their language and by titles; what programs read is the same in every language."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.cli.front_desk import NEW, FrontDesk

CHINESE = {"CASECTL_LANG": "zh"}
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def case(desk: FrontDesk) -> str:
    """A case that was opened, moved about and undone."""
    words = [*NEW, "--title", "Torn box", "--customer.name", "Pat Customer", "--format", "json"]
    [row] = rows(desk.done(*words))
    case = str(row["id"])
    desk.done("handoff", case, "--team", "after-sales", "--reason", "Product fault")
    desk.done("set", case, "customer.tier=vip")
    desk.done("undo", case, "--reason", "Another customer")
    return case


def rows(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)["rows"]
    return found


@pytest.mark.parametrize("verb", ["show", "audit"])
def test_json_is_the_same_in_every_language(desk: FrontDesk, case: str, verb: str) -> None:
    """Even what a step still needs."""
    english = desk.done(verb, case, "--format", "json")
    assert desk.done(verb, case, "--format", "json", **CHINESE) == english
    assert not HAN.search(english)


def test_in_chinese_no_kind_of_event_is_told_in_english(desk: FrontDesk, case: str) -> None:
    """Neither in the journal, nor in the trail, nor in receipts."""
    said = desk.done("show", case, **CHINESE) + desk.done("audit", case, **CHINESE)
    said += desk.done("note", case, "Rang", **CHINESE)
    assert re.findall(r"\b(opened|offered|changed|undone|noted)\b", said) == []


def test_the_trail_says_to_which_team_a_case_was_offered(desk: FrontDesk, case: str) -> None:
    """A handoff to a team has no person, and still a receiver."""
    assert [row["to"] for row in rows(desk.done("audit", case, "--format", "json")) if row["event"] == "offered"] == [
        "after-sales"
    ]
    assert "offered: ann → after-sales" in desk.done("audit", case)


def test_an_undoing_says_what_was_put_back_and_the_state_now(desk: FrontDesk, case: str) -> None:
    """An event's id alone tells nobody anything."""
    desk.done("set", case, "customer.tier=vip")
    said = desk.done("undo", case, "--reason", "Another customer")
    assert "undone: changed" in said
    assert "state: Received" in said


def test_lists_are_lists_even_if_empty(desk: FrontDesk, case: str) -> None:
    """A program need not ask whether there is one."""
    [row] = rows(desk.done("show", case, "--format", "json"))
    assert [row[key] for key in ("links", "linked_from", "follow_ups", "provisional")] == [[], [], [], []]
    [row] = [each for each in rows(desk.done("export", "--format", "json")) if each["id"] == case]
    assert [row[key] for key in ("links", "follow_ups", "provisional")] == [[], [], []]


def test_an_export_has_each_field_once(desk: FrontDesk, case: str) -> None:
    """Nested in json, a column each in csv, unless it is asked for by its flat name."""
    [row] = [each for each in rows(desk.done("export", "--format", "json")) if each["id"] == case]
    assert row["fields"]["customer"]["contact"] == "0100"
    assert [key for key in row if key.startswith("fields.")] == []
    head = desk.done("export", "--format", "tsv").splitlines()[0].split("\t")
    assert "fields.customer.contact" in head
    assert "fields" not in head
    found = rows(desk.done("export", "--format", "json", "--fields", "id,fields.customer.contact"))
    assert {"id": case, "fields.customer.contact": "0100"} in found


def test_off_a_terminal_edit_names_the_verb_that_needs_none(desk: FrontDesk, case: str) -> None:
    """Not options that it does not have."""
    assert f"casectl set {case} NAME=VALUE" in desk.run("edit", case, EDITOR="", VISUAL="", GIT_EDITOR="").err


def test_help_finds_a_verb_below_another(desk: FrontDesk) -> None:
    """As it is typed."""
    assert desk.done("help", "followup", "add").startswith("Usage: casectl followup add")
    assert "there is no help on followup ad" in desk.run("help", "followup", "ad").err


def test_a_length_of_time_is_told_in_the_readers_language(desk: FrontDesk, case: str) -> None:
    """How much time is left, by how much a deadline is late, and how long each stretch of a reckoning took."""
    deadlines = desk.done("show", case, **CHINESE).split("期限\n")[1].split("\n\n")[0]
    reckoning = desk.done("explain", case, "resolve", **CHINESE)
    assert re.findall(r"\d[dhm]\b", deadlines) == []
    assert re.findall(r"\d(?:天|小时|分)", deadlines)
    assert re.findall(r"\d(?:天|小时|分)", reckoning)


def test_a_stretch_of_time_is_not_told_like_a_handoff(desk: FrontDesk, case: str) -> None:
    """In English both go from one to the other; in Chinese the heads of the columns are two words."""
    assert "移交人" not in desk.done("explain", case, "resolve", **CHINESE)
    assert "移交人" not in desk.done("when", "2wd", "--format", "markdown", **CHINESE)


def test_the_schema_for_editors_is_brought_up_to_date_unasked(desk: FrontDesk) -> None:
    """It is casectl's own: a newer casectl, or one in another language, adds a template all the same."""
    schema = desk.folder / ".casectl/case.schema.json"
    schema.write_text("{}\n")
    desk.commit()
    desk.done("init", ".", "--template", "refund")
    assert (desk.folder / "templates/refund.yaml").is_file()
    assert json.loads(schema.read_text())


def test_in_chinese_the_system_refuses_in_chinese(desk: FrontDesk, case: str) -> None:
    """The usual reasons at least: a file that is not there, one that is a folder."""
    assert "没有这个文件或文件夹" in desk.refused(4, "attach", case, "nowhere.txt", **CHINESE)
    assert "是文件夹" in desk.refused(4, "attach", case, "cases", **CHINESE)


def test_a_case_without_a_state_to_go_to_is_told_where_the_steps_stand(desk: FrontDesk, case: str) -> None:
    """The usage alone names no state."""
    said = desk.refused(2, "advance", case)
    assert f"say to which state hint: casectl show {case} lists what each step needs" in said


def test_names_in_brackets_stand_in_the_brackets_of_the_language(desk: FrontDesk, case: str) -> None:
    """On the page of a case, of its reckoning, of a calendar."""
    pages = desk.done("show", case, **CHINESE), desk.done("explain", case, "resolve", **CHINESE)
    assert [page for page in pages if " (" in page] == []
    assert "状态      已受理（received）" in pages[0]
    assert "State     Received (received)" in desk.done("show", case)
