"""sync: what was wrong and is mended stays in the history, is named, and holds up no lawful work."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.shared import demand_at_rest, head, told
from tests.conftest import run_git

pytestmark = pytest.mark.slow


def test_what_is_mended_holds_up_nothing(shared: CliCasebook, other: CliCasebook) -> None:
    """A header that was edited by hand and is put right: both commits go up, and the first is named."""
    case = other.cases[0].stem
    other.cases[0].write_text(other.cases[0].read_text("utf-8").replace("state: received", "state: closed"), "utf-8")
    other.commit("By hand")
    other.done("note", other.cases[1].stem, "from Ben")
    assert told(other, status=3)["kept_back"]
    other.done("adopt", "--refold", case)
    found = told(other, status=1)
    assert (found["pushed"], found["kept_back"], [each["code"] for each in found["own"]]) == (True, False, ["C050"])
    told(shared, status=1)
    assert "from Ben" in shared.cases[1].read_text("utf-8")
    demand_at_rest(shared, other)


def test_a_deletion_that_was_committed_holds_up_nothing_once_it_is_undone(
    shared: CliCasebook, other: CliCasebook
) -> None:
    """By the merge with somebody who worked on the case, or by hand as the explanation of C065 has it."""
    for case, undone in ((shared.cases[0], True), (shared.cases[1], False)):
        path = str(case.relative_to(shared.folder))
        run_git(other.folder, "rm", "-q", path)
        other.commit("Deleted")
        gone = head(other.folder)
        if undone:
            shared.done("note", case.stem, "from Ann")
            shared.done("sync")
        else:
            assert told(other, status=3)["kept_back"]
            other.done("note", shared.cases[0].stem, "from Ben")
            assert told(other, status=3)["kept_back"]
            run_git(other.folder, "checkout", f"{gone}~", "--", path)
            other.commit("Put back")
        found = told(other, status=1)
        assert (found["pushed"], found["kept_back"], [each["code"] for each in found["own"]]) == (True, False, ["C065"])
        told(shared, status=1)
        demand_at_rest(shared, other)
    assert "from Ann" in other.cases[0].read_text("utf-8")
    assert "from Ben" in shared.cases[0].read_text("utf-8")


def test_what_a_slow_clock_dated_before_the_receipt_is_given(shared: CliCasebook, other: CliCasebook) -> None:
    """It is named, here and by whoever gets it; kept back it would be missing everywhere else."""
    other.env["CASECTL_NOW"] = "2026-11-20T06:00:00+00:00"
    other.done("note", other.cases[0].stem, "from Ben's slow machine")
    found = told(other, status=1)
    assert (found["pushed"], found["kept_back"]) == (True, False)
    assert {each["code"] for each in found["own"]} <= {"H004", "C091", "C093"}
    told(shared, status=1)
    assert "from Ben's slow machine" in shared.cases[0].read_text("utf-8")


def test_what_another_took_out_holds_up_nobody_elses_work(shared: CliCasebook, other: CliCasebook) -> None:
    """The merge with it is not at fault; who dropped in a merge what one side alone had recorded still is."""
    other.done("note", other.cases[0].stem, "from Ben")
    other.done("sync")
    shared.done("sync")
    path = str(other.cases[0].relative_to(other.folder))
    run_git(other.folder, "checkout", "HEAD~1", "--", path)
    other.commit("Taken out")
    run_git(other.folder, "push", "-q", "origin", "HEAD:main")
    shared.done("note", shared.cases[1].stem, "from Ann")
    found = told(shared, status=1)
    assert (found["pushed"], found["kept_back"], found["own"]) == (True, False, [])
    assert [each["code"] for each in found["incoming"]] == ["C062"]
    shared.done("adopt", "--refold", shared.cases[0].stem)
    assert "from Ben" in shared.cases[0].read_text("utf-8")
