"""Rules change by a recorded act of those who may; what would leave cases without a rule is not adopted."""

from __future__ import annotations

import pytest

from tests.cli.casebook import NEW, CliCasebook
from tests.conftest import run_git

COMPLAINT, TINY = "templates/complaint.yaml", "templates/tiny.yaml"
TINY_KIND = """\
template: tiny
version: 1
title: Tiny
workflow:
  initial: here
  states:
    here: {title: Here, category: open}
    done: {title: Done, category: closed}
  transitions:
    end: {title: End, from: here, to: done}
"""


def rewrite(book: CliCasebook, path: str, *pairs: tuple[str, str]) -> None:
    """Edit a rule file."""
    file = book.folder / path
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def raised(book: CliCasebook, path: str) -> tuple[str, str]:
    """The edit that raises a template's version."""
    [line] = [line for line in (book.folder / path).read_text("utf-8").splitlines() if line.startswith("version:")]
    return line, f"version: {int(line.removeprefix('version:')) + 1}"


def extending(book: CliCasebook) -> list[str]:
    """The templates that extend the complaint."""
    files = (book.folder / "templates").glob("*.yaml")
    return [f"templates/{each.name}" for each in files if "extends: complaint\n" in each.read_text("utf-8")]


def test_rules_count_once_they_are_adopted(book: CliCasebook) -> None:
    """In one commit, which says so, with all templates that extend the one that changed."""
    rewrite(book, COMPLAINT, ("title: {en: Complaint", "title: {en: Grievance"), raised(book, COMPLAINT))
    others = extending(book)
    for path in others:
        rewrite(book, path, raised(book, path))
    rows = book.rows("adopt", COMPLAINT, *others)
    assert [row["file"] for row in rows] == [COMPLAINT, *others]
    assert all(int(row["version"]) == int(row["version_before"]) + 1 for row in rows)
    said = run_git(book.folder, "log", "-1", "--format=%B")
    assert f"Rules: {COMPLAINT}\n" in said
    assert "Actor: ann\n" in said
    assert run_git(book.folder, "status", "--short") == ""
    assert book.run("note", book.cases[0].stem, "x").err == ""
    assert "nothing has changed" in book.refused(3, "adopt", COMPLAINT)


def test_a_changed_rule_needs_a_raised_version_also_through_what_it_extends(book: CliCasebook) -> None:
    rewrite(book, COMPLAINT, ("title: {en: Complaint", "title: {en: Grievance"))
    said = book.refused(3, "adopt", COMPLAINT)
    assert "the rules of template complaint changed, but its version is still" in said
    rewrite(book, COMPLAINT, raised(book, COMPLAINT), ("received: {", "received: {"))
    rewrite(book, COMPLAINT, ("workflow:\n", "workflow:  # of all complaints\n  reopen_within: 5d\n"))
    [child, *_] = extending(book)
    name = child.removeprefix("templates/").removesuffix(".yaml")
    assert f"the rules of template {name} changed" in book.refused(3, "adopt", COMPLAINT)


def test_a_remark_needs_no_new_version(book: CliCasebook) -> None:
    rewrite(book, COMPLAINT, ("workflow:\n", "workflow:  # of all complaints\n"))
    book.done("adopt", COMPLAINT)


@pytest.mark.parametrize(
    ("path", "edit", "said"),
    [
        (COMPLAINT, ("workflow:\n", "colour: red\nworkflow:\n"), "colour"),
        ("casectl.yaml", ("law: 1\n", ""), "the setting law cannot be removed from a casebook"),
        ("casectl.yaml", ("law: 1\n", "law: 1\nrehearsal: yes\n"), "a rehearsal from its first commit on"),
        ("casectl.yaml", ("calendar: office", "calendar: nowhere"), "there is no calendar nowhere"),
        ("casectl.yaml", ("ann@example.org", "reed@example.org"), "would lock you out: after it, Ann Reed <ann@"),
        ("casectl.yaml", ("agent: {}", "agent: {}\n  chief: {may: [rules]}"), "nobody in casectl.yaml could"),
    ],
)
def test_what_the_rules_must_not_become_is_refused(
    book: CliCasebook, path: str, edit: tuple[str, str], said: str
) -> None:
    rewrite(book, path, edit)
    assert said in book.refused(3, "adopt", path)


def test_settings_by_which_nobody_could_change_the_rules_are_found_however_they_came(book: CliCasebook) -> None:
    """By git nobody could mend them either."""
    rewrite(book, "casectl.yaml", ("agent: {}", "agent: {}\n  chief: {may: [rules]}"))
    book.commit()
    answer = book.run("check", "--base", "HEAD~1")
    assert (answer.status, "nobody in casectl.yaml could change" in answer.out) == (1, True)


def test_a_state_in_use_stays(book: CliCasebook) -> None:
    """So does a template."""
    (book.folder / TINY).write_text(TINY_KIND, "utf-8")
    book.done("adopt", TINY)
    book.done("new", "tiny", "--title", "Torn")
    rewrite(book, TINY, ("here", "there"), raised(book, TINY))
    said = book.refused(3, "adopt", TINY)
    assert "in states that template tiny would no longer have (here) here: 1 " in said
    (book.folder / TINY).unlink()
    assert "template tiny is in use" in book.refused(3, "adopt", TINY)


def test_only_those_change_rules_who_may(book: CliCasebook) -> None:
    """Once a role says so; a rise of one's own role counts for nothing before it is adopted by somebody who may."""
    rewrite(book, "casectl.yaml", ("may: [act_as", "may: [rules, act_as"))
    book.done("adopt", "casectl.yaml")
    rewrite(book, "casectl.yaml", ("roles: [agent]", "roles: [supervisor]"))
    assert "ann may not change the rules" in book.refused(3, "adopt", "casectl.yaml")
    book.done("adopt", "casectl.yaml", GIT_AUTHOR_EMAIL="mia@example.org", GIT_COMMITTER_EMAIL="mia@example.org")


@pytest.mark.parametrize("words", [("init", "--template", "uk-housing", "--yes"), ("calendar", "new", "england")])
def test_a_verb_that_brings_rules_along_asks_as_adopt_does(book: CliCasebook, words: tuple[str, ...]) -> None:
    """Found by use: it recorded them, and check said afterwards that this person may not change the rules."""
    mia = {"GIT_AUTHOR_EMAIL": "mia@example.org", "GIT_COMMITTER_EMAIL": "mia@example.org"}
    rewrite(book, "casectl.yaml", ("may: [act_as", "may: [rules, act_as"))
    book.done("adopt", "casectl.yaml")
    assert book.run("check").status == 0
    rewrite(book, "casectl.yaml", ("agent: {}", "agent: {may: [rules]}"))
    assert "ann may not change the rules" in book.refused(3, *words)
    rewrite(book, "casectl.yaml", ("agent: {may: [rules]}", "agent: {}"))
    assert run_git(book.folder, "status", "--short") == ""
    book.done(*words, **mia)
    assert book.run("check").status == 0


def test_an_older_casebook_gains_the_law(book: CliCasebook) -> None:
    """And one whose settings were never committed is refused until they are."""
    rewrite(book, "casectl.yaml", ("law: 1\n", ""))
    book.commit("An older casebook")
    book.done("note", book.cases[0].stem, "without a law")
    rewrite(book, "casectl.yaml", ("schema: 1\n", "schema: 1\nlaw: 1\n"))
    book.done("adopt", "casectl.yaml")
    book.done(*NEW, "--title", "Torn", "--customer.name", "Kim")
    assert sum("under:" in path.read_text("utf-8") for path in book.cases) == 2 + 1
    text = (book.folder / "casectl.yaml").read_text("utf-8")
    (book.folder / "casectl.yaml").unlink()
    book.commit("Settings lost")
    (book.folder / "casectl.yaml").write_text(text, "utf-8")
    assert "casectl adopt casectl.yaml" in book.refused(3, "note", book.cases[0].stem, "x")
    book.done("adopt", "casectl.yaml")
    book.done("note", book.cases[0].stem, "x")


def test_rules_are_adopted_without_what_is_about_cases(book: CliCasebook) -> None:
    assert "are for cases" in book.refused(2, "adopt", COMPLAINT, "--reason", "x")
    assert "not rule files" in book.refused(2, "adopt", COMPLAINT, book.cases[0].stem)
    assert "one case at a time" in book.refused(2, "adopt", book.cases[0].stem, "x")
    assert "there is no file templates/none.yaml" in book.refused(4, "adopt", "templates/none.yaml")


def test_on_a_branch_without_a_commit_no_rules_count_until_they_are_adopted(book: CliCasebook) -> None:
    """What is only in the work tree would be named by events and be in no commit."""
    run_git(book.folder, "checkout", "--quiet", "--orphan", "fresh")
    words = (*NEW, "--title", "Torn", "--customer.name", "Kim")
    said = book.refused(3, *words)
    assert "nothing is committed on this branch" in said
    rules = [str(each.relative_to(book.folder)) for each in book.folder.glob("*s/*.yaml")]
    book.done("adopt", "casectl.yaml", *rules)
    book.done(*words)


def test_settings_that_were_committed_with_a_fault_are_mended_by_adopting_them(book: CliCasebook) -> None:
    """Found by use: every verb said to mend the file, and adopt refused the mended one. Who may is what it was."""
    whole = (book.folder / "casectl.yaml").read_text("utf-8").replace("act_as, clocks", "act_as, rules, clocks", 1)
    (book.folder / "casectl.yaml").write_text(whole + "colour: red\n", "utf-8")
    book.commit()
    said = book.refused(5, "note", book.cases[0].stem, "x")
    assert "fix them in the file, then: casectl adopt casectl.yaml" in said
    taken = whole.replace("    roles: [specialist]", "    roles: [agent, manager]")
    (book.folder / "casectl.yaml").write_text(taken, "utf-8")
    ben = {f"GIT_{who}_{key}": text for who in ("AUTHOR", "COMMITTER")
           for key, text in (("NAME", "Ben Okoro"), ("EMAIL", "ben@example.org"))}  # fmt: skip
    assert book.run("adopt", "casectl.yaml", **ben).status == 3
    mia = {key: text.replace("Ben Okoro", "Mia Lund").replace("ben@", "mia@") for key, text in ben.items()}
    (book.folder / "casectl.yaml").write_text(whole, "utf-8")
    book.done("adopt", "casectl.yaml", **mia)
    book.done("note", book.cases[0].stem, "x")


def test_what_was_broken_is_adopted_only_once_it_can_be_used(book: CliCasebook) -> None:
    """Found by use: a template with the same fault as before was adopted, and nothing can be judged by it."""
    (book.folder / TINY).write_text(TINY_KIND.replace("initial: here", "initial: nowhere"), "utf-8")
    book.commit("A broken template")
    rewrite(book, TINY, ("title: Here", "title: Not here"), raised(book, TINY))
    assert "nowhere" in book.refused(3, "adopt", TINY)
    rewrite(book, TINY, ("initial: nowhere", "initial: here"))
    book.done("adopt", TINY)
