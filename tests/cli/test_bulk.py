"""One verb on many cases, from the command line: rehearsed, each with its own result, and taken back as a whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from casectl.actions.recording.record import entry_of
from tests.cli.casebook import Answer, CliCasebook
from tests.conftest import run_git

if TYPE_CHECKING:
    import pytest

    from casectl.ports.recording import NewCommit


def rows(answer: Answer) -> list[dict[str, object]]:
    found = json.loads(answer.out)["rows"]
    assert isinstance(found, list)
    return found


def test_a_rehearsal_says_what_would_happen_and_leaves_all_as_it_was(book: CliCasebook) -> None:
    """By the same words and the same reasons."""
    before = book.picture()
    words = ("assign", "--where", "title~torn", "ben", "--reason", "Ann is away")
    answer = book.run(*words, "--dry-run", "--format", "json")
    assert book.picture() == before
    assert answer.status == 0
    assert "2 of 2 would be done; nothing was recorded" in answer.err
    assert [(row["result"], row["owner"]) for row in rows(answer)] == [("would", "ben")] * 2
    assert [row["result"] for row in rows(book.run(*words, "--format", "json"))] == ["done", "done"]


def test_one_that_refuses_stops_no_other_and_is_seen_by_the_exit_code(book: CliCasebook) -> None:
    """People see the title of the state, and only what is missing; programs the bare name."""
    first, second = (path.stem for path in book.cases)
    book.done("assign", first, "ben")
    answer = book.run("assign", "--where", "state:open", "ben", "--format", "tsv")
    assert answer.status == 3
    assert "1 of 2 done; casectl undo --batch" in answer.err
    _, one, two = (line.split("\t") for line in answer.out.splitlines())
    assert one[:4] == [first, "refused", f"{first} already belongs to ben", "received"]
    assert two[:5] == [second, "done", "", "received", "ben"]
    said = book.run("advance", "--where", "state:open", "acknowledged", CASECTL_LANG="zh")
    assert said.status == 3
    assert "必须填写“一句话复述”（restatement）；" in said.out
    assert "待受理" in said.out
    assert "received" not in said.out


def test_a_batch_is_taken_back_by_its_name(book: CliCasebook) -> None:
    """One commit for each case, and one for each taken back."""
    answer = book.run("note", "--where", "state:open", "The maker recalls it")
    batch = answer.err.split("--batch ")[1].split()[0]
    assert all("The maker recalls it" in path.read_text("utf-8") for path in book.cases)
    before = book.picture()
    tried = book.run("undo", "--batch", batch, "--dry-run")
    assert "2 of 2 would be done; nothing was recorded" in tried.err
    assert book.picture() == before
    taken = book.run("undo", "--batch", batch, "--reason", "Wrong product")
    assert taken.status == 0
    assert taken.err.strip() == "2 of 2 undone", "what cannot be undone is not offered"
    subjects = run_git(book.folder, "log", "-4", "--format=%s").splitlines()
    assert [subject.split(" ", 1)[1].split(":")[0] for subject in subjects] == ["undone"] * 2 + ["noted"] * 2


def test_a_case_and_a_query_do_not_go_together(book: CliCasebook) -> None:
    """Nor does a rehearsal with a single case; what is missing is named."""
    case = book.cases[0].stem
    assert "not both" in book.refused(2, "note", case, "x", "--where", "torn")
    assert "not both" in book.refused(2, "assign", case, "ben", "--where", "torn")
    assert "--dry-run needs --batch" in book.refused(2, "undo", case, "--dry-run")
    assert "--dry-run needs --where" in book.refused(2, "set", case, "channel=email", "--dry-run")
    assert "missing: TEXT" in book.refused(2, "note", "--where", "torn")
    assert "there is no field ownr" in book.refused(2, "note", "--where", "ownr:me", "x")
    assert book.run("note", "--where", "level:4", "x").err.strip() == "no matching cases"


def test_who_interrupts_a_batch_has_recorded_none_of_it(book: CliCasebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """All or none, also when Ctrl-C comes after git has been given the first case; and the next command works."""
    given = []

    def interrupted(*words: Any) -> NewCommit:
        given.append(words)
        if len(given) == 2:
            raise KeyboardInterrupt
        return entry_of(*words)

    monkeypatch.setattr("casectl.actions.recording.bulk.entry_of", interrupted)
    assert "interrupted" in book.refused(130, "note", "--where", "torn", "The maker recalls it")
    assert len(given) == 2
    assert book.run("note", "--where", "torn", "The maker recalls it").status == 0
    assert run_git(book.folder, "status", "--porcelain") == ""
