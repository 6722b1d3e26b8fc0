"""check of many cases by two processes says what one says, in the same order."""

from __future__ import annotations

import json
import os
import warnings
from typing import TYPE_CHECKING

from casectl import workspace
from casectl.adapters.index import scan
from tests.cli.casebook import CliCasebook
from tests.cli.formal import FORMAL
from tests.conftest import run_git

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_check_by_two_says_what_check_by_one_says(book: CliCasebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults in both halves: of a header, of a file that cannot be read, and of an event taken out since HEAD."""
    first, second = book.cases
    first.write_text(first.read_text("utf-8").replace("state: received", "state: closed", 1), "utf-8")
    second.write_text(second.read_text("utf-8").replace("journal:\n", "journal: &a\n", 1), "utf-8")
    book.run("check")  # the first look says that it is one
    alone = book.run("check", "--format", "json")
    assert alone.status == 1
    assert "C050" in alone.out
    assert "C000" in alone.out
    monkeypatch.setattr(workspace, "_MIN_SHARED", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # the test runner has threads
        assert book.run("check", "--format", "json") == alone


def test_a_team_and_a_person_of_a_template_are_in_the_casebook(book: CliCasebook) -> None:
    """Cases would have no team, and nobody would see it."""
    template = book.folder / "templates" / "complaint.yaml"
    template.write_text(
        template.read_text("utf-8").replace("team: front-line\n", "team: nowhere\nowner: nobody\n"), "utf-8"
    )
    book.commit()
    answer = book.run("check")
    assert answer.status == 1
    assert "B006 there is no team nowhere in casectl.yaml" in " ".join(answer.out.split())
    assert "B006 there is no person nobody in casectl.yaml" in " ".join(answer.out.split())


def test_check_finds_a_warning_as_long_as_its_deadline_and_advises_on_reopenings(book: CliCasebook) -> None:
    """Found by use (D7, D8): the first is a finding, the second advice, which makes no check fail."""
    formal = book.folder / "templates/formal.yaml"
    formal.write_text(FORMAL, "utf-8")
    book.commit()
    answer = book.run("check")
    assert (answer.status, answer.out) == (0, "")
    assert "advice: templates/formal.yaml: T024 a reopened case has no deadline" in answer.err
    formal.write_text(FORMAL.replace("duration: 10wd", "duration: 2wd"), "utf-8")
    answer = book.run("check")
    assert answer.status == 1
    assert "templates/formal.yaml: T023 clock answer warns 2wd ahead" in answer.out


def test_rules_that_are_not_committed_are_named_and_count_for_nothing(book: CliCasebook) -> None:
    """By `check` and `doctor`, and by each command that records; a template that is only a draft opens no case."""
    settings = book.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8").replace("roles: [agent]", "roles: [supervisor]"), "utf-8")
    (book.folder / "templates/draft.yaml").write_text("template: draft\n", "utf-8")
    case = book.cases[0].stem
    assert "ann may not record for ben" in (said := book.refused(3, "note", case, "x", "--as", "ben"))
    assert said.startswith("casectl.yaml has changes that are not committed, so the old rules still apply")
    assert "casectl adopt templates/draft.yaml" in book.refused(4, "new", "draft", "--title", "x")
    assert "advice: casectl.yaml: B007" in book.run("check").err
    assert "rules-not-committed" in book.run("doctor").out
    book.commit()
    book.done("note", case, "x", "--as", "ben")


def test_codes_are_selected_and_ignored_and_what_is_left_out_is_counted(book: CliCasebook) -> None:
    """By whole codes or their beginnings, in any letter case; the exit code is that of what is shown."""
    first, second = book.cases
    first.write_text(first.read_text("utf-8").replace("state: received", "state: closed", 1), "utf-8")
    second.unlink()
    every = book.run("check")
    assert [code in every.out for code in ("C050", "C065")] == [True, True]
    for words, shown, hidden in (
        (("--select", "C05"), "C050", "C065"),
        (("--select", "c0", "--ignore", "C05"), "C065", "C050"),
        (("--ignore", "C", "--select", "C065"), "C065", "C050"),
        (("--ignore", "C065,T"), "C050", "C065"),
    ):
        answer = book.run("check", *words)
        assert (answer.status, shown in answer.out, hidden in answer.out) == (1, True, False)
        assert "1 finding with another code is not shown" in answer.err
    answer = book.run("check", "--select", "B")
    assert (answer.status, answer.out) == (0, "")
    assert "2 findings with other codes are not shown" in answer.err


def test_an_unknown_code_is_refused_with_the_nearest(book: CliCasebook) -> None:
    assert "C0650 is unknown here; did you mean C065?" in book.refused(2, "check", "--ignore", "C0650")
    assert "use one of B, C, H, K, L, P, T" in book.refused(2, "check", "--select", "X1")


def test_a_verb_names_how_many_earlier_findings_its_case_has_and_is_barred_by_none(
    book: CliCasebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By what check found last: of the case as it is, without those that a waiver lets stand; in bulk for each case."""
    monkeypatch.setattr(scan, "_GRAIN_NS", 0)
    first, second = book.cases
    for case in (first, second):
        case.write_text(case.read_text("utf-8").replace("customer:", "size: huge\n  customer:", 1), "utf-8")
    book.commit()
    assert "earlier" not in book.run("note", first.stem, "not looked at yet").err
    assert book.run("check").out.count("C021") == 2
    said = "1 earlier finding in this case, C021; casectl check shows it"
    answer = book.run("note", first.stem, "A word")
    assert (answer.status, said in answer.err) == (0, True)
    book.run("check")
    answer = book.run("note", "--where", "state:open", "The maker recalls it")
    assert (answer.status, answer.err.count("1 earlier finding")) == (0, 2)
    settings = book.folder / "casectl.yaml"
    waiver = "{code: C021, reason: old system, person: ann, until: 2099-12-31}"
    settings.write_text(f"{settings.read_text('utf-8')}waivers: [{waiver}]\n", "utf-8")
    book.commit()
    book.run("check")
    assert "earlier" not in book.run("note", first.stem, "Waived").err


def test_a_case_is_checked_by_its_id_or_a_part_of_it(book: CliCasebook) -> None:
    """From any folder; a case whose file is gone by its whole id."""
    first, second = book.cases
    first.write_text(first.read_text("utf-8").replace("state: received", "state: closed", 1), "utf-8")
    for word in (first.stem, first.stem.lower(), first.stem[-6:]):
        answer = book.run("check", word)
        assert (answer.status, answer.out.count("C050")) == (1, 1)
    assert book.run("check", second.stem).status == 0
    assert "there is no case ZZZ" in book.refused(4, "check", "ZZZ")
    first.unlink()
    assert "C065" in book.run("check", first.stem).out


def test_events_whose_rules_are_not_in_this_clone_are_counted_as_not_judged(book: CliCasebook, tmp_path: Path) -> None:
    """In one line for all cases, at every look; they make no check fail, and the whole history leaves none."""
    settings = book.folder / "casectl.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}# another version\n", "utf-8")
    book.commit()
    book.done("note", book.cases[0].stem, "By the new settings")
    assert "not checked" not in book.run("check").err
    run_git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{book.folder}", "shallow")
    shallow = CliCasebook(tmp_path / "shallow")
    count = sum(case.read_text("utf-8").count("    event: ") for case in shallow.cases) - 1
    for _ in range(2):
        answer = shallow.run("check")
        assert answer.status == 0
        assert f"C123 not checked: {count} events, because their rules are not in this clone" in " ".join(
            answer.err.split()
        )


def test_a_recorded_case_that_git_cannot_read_is_damage_and_not_an_unrecorded_one(book: CliCasebook) -> None:
    """Its journal cannot be compared with what was recorded: that is no reason to call the file sound."""
    case = book.cases[0]
    book.done("note", case.stem, "Called back")
    oid = run_git(book.folder, "rev-parse", f"HEAD:{case.relative_to(book.folder)}").strip()
    blob = book.folder / ".git/objects" / oid[:2] / oid[2:]
    case.write_text(case.read_text("utf-8").replace("title: ", "title: Very ", 1), "utf-8")
    blob.chmod(0o644)
    blob.write_bytes(b"damaged")
    for words in ((), (case.stem,)):
        said = book.refused(6, "check", *words)
        assert oid in said


def test_waived_findings_pass_and_are_counted_in_every_output(book: CliCasebook) -> None:
    """On stderr with the reason, and each by itself in JSON."""
    first, second = book.cases
    for case in (first, second):
        case.write_text(case.read_text("utf-8").replace("state: received", "state: closed", 1), "utf-8")
    settings = book.folder / "casectl.yaml"
    waiver = "{code: C050, cases: [%s], reason: old system, person: ann, until: 2099-12-31}"
    settings.write_text(f"{settings.read_text('utf-8')}waivers: [{waiver % first.stem}]\n", "utf-8")
    assert book.run("check").out.count("C050") == 2  # not committed
    book.commit()
    answer = book.run("check")
    assert (answer.status, answer.out.count("C050")) == (1, 1)
    assert "waived: 1 finding C050 until 2099-12-31 (ann: old system)" in answer.err
    settings.write_text(settings.read_text("utf-8").replace(first.stem, "C-*"), "utf-8")
    book.commit()
    for format in ("table", "plain", "csv", "jsonl", "markdown"):
        answer = book.run("check", "--format", format)
        assert answer.status == 0
        assert "waived: 2 findings C050" in answer.err
    said = json.loads(book.done("check", "--format", "json"))
    assert said["rows"] == []
    assert {(each["code"], each["person"], each["until"]) for each in said["waived"]} == {("C050", "ann", "2099-12-31")}
    assert len({each["path"] for each in said["waived"]}) == 2


def test_a_code_is_explained_in_place_of_a_check(book: CliCasebook) -> None:
    said = book.done("check", "--explain", "c050").splitlines()
    assert said[0] == "C050: the header does not match the journal"
    assert [line[:14] for line in said[1:]] == ["  For example:", "  What to do: "]
    assert "did you mean C050?" in book.refused(2, "check", "--explain", "C0500")
    [row] = json.loads(book.done("check", "--explain", "C050", "--format", "json"))["rows"]
    assert {*row} == {"code", "meaning", "cause", "next"}


def test_fix_puts_back_what_was_recorded_and_touches_nothing_that_is_there(book: CliCasebook) -> None:
    """Also what was taken out of git's index. An edit is somebody's decision, and stays a finding."""
    first, second = book.cases
    recorded = second.read_bytes()
    first.write_text(first.read_text("utf-8").replace("state: received", "state: closed", 1), "utf-8")
    edited = first.read_bytes()
    run_git(book.folder, "rm", "-q", str(second))
    assert "C065" in book.run("check").out
    answer = book.run("check", "--fix")
    assert f"restored: {second.relative_to(book.folder).as_posix()}" in answer.err
    assert (second.read_bytes(), first.read_bytes()) == (recorded, edited)
    assert ("C065" in answer.out, "C050" in answer.out, answer.status) == (False, True, 1)
    assert run_git(book.folder, "status", "--porcelain").split() == ["M", first.relative_to(book.folder).as_posix()]
    assert "one at a time" in book.refused(2, "check", "--fix", "--base", "HEAD")
