"""A template that renames a state leads its cases out of it: what was recorded keeps the old name, all else the new."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.scenes import Scenes
from tests.cli.shared import clone, head, share, told

TEMPLATE = """\
template: tiny
version: 1
title: Tiny
workflow:
  initial: fresh
  reopens_to: fresh
  states:
    fresh: {title: Fresh, category: open}
    parked: {title: Parked, category: waiting}
    answered: {title: Answered, category: resolved}
    done: {title: Done, category: closed}
  transitions:
    park: {title: Park, from: fresh, to: parked}
    go_on: {title: Go on, from: parked, to: fresh}
    answer: {title: Answer, from: fresh, to: answered}
    close: {title: Close, from: answered, to: done}
clocks:
  reply:
    title: Reply
    kind: internal
    starts: received
    stops: state:answered
    within: [{duration: 30d}]
    pauses: {wait: {title: Waiting, while: state:parked}}
"""
NAMES = {"fresh": "triage", "parked": "waiting", "answered": "replied", "done": "over"}


def renamed(text: str, names: dict[str, str]) -> str:
    for old, new in names.items():
        text = text.replace(old, new)
    pairs = ", ".join(f"{old}: {new}" for old, new in names.items())
    return text.replace("version: 1", "version: 2").replace("workflow:\n", f"workflow:\n  renamed: {{{pairs}}}\n")


@pytest.fixture
def tiny(book: CliCasebook, scenes: Scenes) -> CliCasebook:
    """A casebook with a case of the template in each of its states."""
    scenes.lay(book, _in_each_state)
    return book


def _in_each_state(book: CliCasebook) -> None:
    (book.folder / "templates/tiny.yaml").write_text(TEMPLATE, "utf-8")
    book.commit("Rules")
    for steps in ((), ("parked",), ("answered",), ("answered", "done")):
        [row] = book.rows("new", "tiny", "--title", steps[-1] if steps else "fresh")
        for step in steps:
            book.done("advance", str(row["id"]), step)
    assert book.run("check").status == 0


def case(book: CliCasebook, title: str) -> str:
    [row] = book.rows("list", f"title:{title}", "template:tiny", "category:open,waiting,resolved,closed")
    return str(row["id"])


def states(book: CliCasebook) -> dict[str, str]:
    rows = book.rows("list", "template:tiny", "category:open,waiting,resolved,closed")
    return {str(row["title"]): str(row["state"]) for row in rows}


def is_lawful(book: CliCasebook) -> None:
    """For check, however often it is asked, and for verify, which minds the dates that this test gives commits."""
    for words in (("check",), ("check",), ("verify",)):
        said = book.run(*words).out.splitlines()
        assert [line for line in said if " H004 " not in line] == [], words


def write(book: CliCasebook, names: dict[str, str]) -> Path:
    path = book.folder / "templates/tiny.yaml"
    path.write_text(renamed(TEMPLATE, names), "utf-8")
    return path


def test_the_cases_have_the_new_name_and_their_history_the_old_one(tiny: CliCasebook) -> None:
    ids = {title: case(tiny, title) for title in NAMES}
    due = tiny.rows("due", ids["fresh"])
    write(tiny, NAMES)
    said = tiny.run("adopt", "templates/tiny.yaml")
    assert said.status == 0, said.err
    assert "4 cases now use the new names of their states and fields" in said.err
    assert states(tiny) == NAMES
    for old, new in NAMES.items():
        found = {each: {row["id"] for row in tiny.rows("list", f"state:{each}")} for each in (old, new)}
        assert found == {old: {ids[old]}, new: {ids[old]}}
    assert tiny.rows("due", ids["fresh"]) == due
    trail = "".join(path.read_text("utf-8") for path in tiny.cases if path.stem == ids["done"])
    assert "to: answered" in trail
    assert "to: done" in trail
    is_lawful(tiny)
    assert [row["state"] for row in tiny.rows("list", "template:tiny", "category:closed", "--group-by", "state")] == [
        "over"
    ]


def test_clocks_that_began_before_stop_and_pause_as_their_rules_say(tiny: CliCasebook) -> None:
    """These name the states as they were called then."""
    fresh, parked = case(tiny, "fresh"), case(tiny, "parked")
    write(tiny, NAMES)
    tiny.done("adopt", "templates/tiny.yaml")
    assert [row["state"] for row in tiny.rows("due", parked)] == ["paused"]
    tiny.done("advance", parked, "triage")
    tiny.done("advance", fresh, "waiting")
    assert [tiny.rows("due", each)[0]["state"] for each in (parked, fresh)] == ["running", "paused"]
    tiny.done("advance", fresh, "triage")
    tiny.done("advance", fresh, "replied")
    assert [row["state"] for row in tiny.rows("due", fresh)] == ["met"]
    is_lawful(tiny)


def test_without_a_map_the_template_is_not_adopted(tiny: CliCasebook) -> None:
    write(tiny, NAMES).write_text(renamed(TEMPLATE, NAMES).replace("fresh: triage, ", ""), "utf-8")
    said = tiny.refused(3, "adopt", "templates/tiny.yaml")
    assert "some cases are in states that template tiny would no longer have" in said
    assert "fresh: 1" in said
    assert "under renamed, in the workflow, give the new name of" in said


def test_a_map_to_what_is_no_state_or_from_what_still_is_one_is_a_fault(tiny: CliCasebook) -> None:
    path = write(tiny, {"fresh": "triage"})
    path.write_text(path.read_text("utf-8").replace("{fresh: triage}", "{parked: triage, fresh: nowhere}"), "utf-8")
    said = tiny.run("check")
    assert said.status == 1
    assert "T008 parked is a former name, but still listed under states" in said.out
    assert "T007" in said.out


def test_a_case_that_still_has_the_old_name_goes_on(tiny: CliCasebook) -> None:
    """After a plain commit of the template; adopting it again, which changes nothing else, gives the new name."""
    fresh = case(tiny, "fresh")
    write(tiny, NAMES)
    tiny.commit("Other names")
    assert {row["id"] for row in tiny.rows("list", "state:triage")} == {fresh}
    assert tiny.run("check").status == 0
    tiny.done("advance", fresh, "replied")
    tiny.done("adopt", "templates/tiny.yaml")
    assert states(tiny) == {**NAMES, "fresh": "replied"}
    assert "nothing has changed" in tiny.refused(3, "adopt", "templates/tiny.yaml")
    assert tiny.run("check").status == 0


def test_a_case_edited_by_hand_is_left_and_named(tiny: CliCasebook) -> None:
    file = next(path for path in tiny.cases if path.stem == case(tiny, "fresh"))
    file.write_text(file.read_text("utf-8").replace("title: fresh", "title: raw"), "utf-8")
    write(tiny, NAMES)
    said = tiny.run("adopt", "templates/tiny.yaml")
    assert (said.status, f"{file.stem} have hand edits" in said.err) == (0, True)
    tiny.done("adopt", file.stem, "--reason", "A better title")
    tiny.done("adopt", "templates/tiny.yaml")
    assert states(tiny)["raw"] == "triage"


def test_a_name_that_the_template_does_not_give_is_found(tiny: CliCasebook) -> None:
    """Typed into the file: the law asks for it as for any event."""
    write(tiny, NAMES)
    tiny.done("adopt", "templates/tiny.yaml")
    file = next(path for path in tiny.cases if "title: fresh" in path.read_text("utf-8"))
    text = file.read_text("utf-8")
    start = text.rindex("  - id:")
    event = (
        text[start:].replace("- id: ", "- id: zz").replace("state: triage", "state: over").partition("    under:")[0]
    )
    file.write_text(text.replace("\nstate: triage", "\nstate: over") + event, "utf-8")
    tiny.commit()
    assert "C125" in tiny.run("check").out


def test_a_new_name_is_no_step(tiny: CliCasebook) -> None:
    """Found by use: an open state was renamed to one in which a case is over, and its clock was over without a step."""
    path = write(tiny, {})
    path.write_text(renamed(TEMPLATE, {}).replace("renamed: {}", "renamed: {fresh: done}").replace(
        "    fresh: {title: Fresh, category: open}\n", "    first: {title: First, category: open}\n"
    ).replace("initial: fresh", "initial: first").replace("reopens_to: fresh", "reopens_to: first").replace(
        "from: fresh", "from: first").replace("to: fresh", "to: first"), "utf-8")  # fmt: skip
    refused = tiny.run("adopt", "templates/tiny.yaml")
    assert refused.status == 3
    assert "a state of another category: that needs a step, not a rename" in refused.err
    tiny.commit("Rules")
    assert "renames fresh to done" in tiny.run("check").out


def test_another_category_is_no_new_name(tiny: CliCasebook) -> None:
    """The same without a map: a state in which cases wait was made one in which they are over, for a minute."""
    path = write(tiny, {})
    text = TEMPLATE.replace("version: 1", "version: 2")
    path.write_text(text.replace("Parked, category: waiting", "Parked, category: closed"), "utf-8")
    said = tiny.refused(3, "adopt", "templates/tiny.yaml")
    assert "state parked of template tiny was waiting, and would be closed" in said
    tiny.commit("Rules")
    for words in (("check",), ("check",), ("verify",)):
        assert "state parked of template tiny was waiting" in tiny.run(*words).out, words
    tiny.run("note", case(tiny, "parked"), "done with it")
    assert [row["state"] for row in tiny.rows("due", case(tiny, "parked"))] == ["met"]
    path.write_text(TEMPLATE.replace("version: 1", "version: 3"), "utf-8")
    tiny.commit("Put back")
    for words in (("check",), ("check",), ("verify",)):
        assert "C100 ann: event noted differs from what the rules give" in tiny.run(*words).out, words


def test_a_state_in_which_cases_go_on_may_become_one_in_which_they_wait(tiny: CliCasebook) -> None:
    path = write(tiny, {})
    text = TEMPLATE.replace("version: 1", "version: 2")
    path.write_text(text.replace("Fresh, category: open", "Fresh, category: waiting"), "utf-8")
    tiny.done("adopt", "templates/tiny.yaml")
    is_lawful(tiny)


@pytest.mark.slow
@pytest.mark.parametrize("is_renamed_first", [True, False])
def test_what_a_clone_did_by_the_old_names_is_lawful(tiny: CliCasebook, is_renamed_first: bool) -> None:
    """Found by use: whoever had taken a step offline could not share it, since the base no longer had the state."""
    fresh, done = case(tiny, "fresh"), case(tiny, "done")
    other = clone(share(tiny), "other")
    write(tiny, NAMES)
    tiny.done("adopt", "templates/tiny.yaml")
    other.done("advance", fresh, "parked")
    other.done("reopen", done, "--reason", "again")
    [row] = other.rows("new", "tiny", "--title", "later")
    other.done("advance", str(row["id"]), "answered")
    books = [tiny, other] if is_renamed_first else [other, tiny]
    for each in (*books, *books):
        told(each)
    assert head(tiny.folder) == head(other.folder)
    is_lawful(tiny)
    tiny.done("adopt", "templates/tiny.yaml")
    assert states(tiny) == {**NAMES, "fresh": "waiting", "done": "triage", "later": "replied"}
    is_lawful(tiny)
