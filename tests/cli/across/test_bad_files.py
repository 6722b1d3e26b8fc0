"""Case files that are not right: named with line and reason, never skipped in silence, and nothing made worse."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git

BIG = b"notes: |\n" + b"  all work and no play makes a very long complaint\n" * 220_000

BROKEN = {
    "an open bracket": (b"fields:\n", b"fields: [\n"),
    "a tab": (b"  channel:", b"\tchannel:"),
    "conflict markers": (
        b"state: received\n",
        b"<<<<<<< ours\nstate: received\n=======\nstate: closed\n>>>>>>> theirs\n",
    ),
    "a key twice": (b"state: received\n", b"state: received\nstate: closed\n"),
    "a tag": (b"state: received", b"state: !!python/object:os.system received"),
    "an anchor": (b"state: received", b"state: &a received"),
    "an alias": (b"state: received", b"state: *a"),
    "a merge key": (b"fields:\n", b"fields:\n  <<: {channel: phone}\n"),
    "two documents": (b"journal:\n", b"---\njournal:\n"),
    "a directive": (b"schema: 1\n", b"%YAML 1.1\n---\nschema: 1\n"),
    "an escape character": (b"Torn bag", b"Torn \x1b[31mbag"),
    "no UTF-8": (b"Torn bag", b"Torn \xff bag"),
    "a list at the top": (b"", b"- one\n- two\n"),
    "nothing": (b"", b""),
    "ten megabytes": (b"", BIG),
    "a journal that is none": (b"journal:\n", b"journal: none\nold:\n"),
    "an event without a time": (b"    at: 2026", b"    on: 2026"),
    "a naive time": (b"    at: 2026-11-21T09:00:00+00:00", b"    at: 2026-11-21T09:00:00"),
    "an impossible time": (b"    at: 2026-11-21", b"    at: 2026-02-30"),
}


def break_case(book: CliCasebook, kind: str) -> Path:
    """Damage the second case."""
    old, new = BROKEN[kind]
    path = book.cases[1]
    data = path.read_bytes()
    path.write_bytes(data.replace(old, new, 1) if old else new)
    assert path.read_bytes() != data
    return path.relative_to(book.folder)


@pytest.mark.parametrize("kind", BROKEN)
def test_a_list_shows_the_rest_names_the_file_and_exits_with_5(book: CliCasebook, kind: str) -> None:
    """A row that is missing from a list of overdue cases is the worst there is."""
    path = break_case(book, kind)
    for words in (("list",), ("overdue", "--within", "9d"), ("agenda", "--all"), ("export", "--format", "jsonl")):
        answer = book.run(*words)
        assert answer.status == 5
        assert "Torn box" in answer.out
        assert "Torn bag" not in answer.out
        assert f"cannot read {path}:" in answer.err
        assert "\\x" not in answer.err


@pytest.mark.parametrize("kind", BROKEN)
def test_check_names_the_place(book: CliCasebook, kind: str) -> None:
    """``path:line:col: CODE message``, and nothing else is found; a file as a whole has no line."""
    path = break_case(book, kind)
    answer = book.run("check")
    assert answer.status == 1
    place = "" if kind in ("nothing", "ten megabytes") else r":\d+:\d+"
    assert all(re.match(rf"{path}{place}: C\d\d\d .", line) for line in answer.out.splitlines())


def test_the_reason_is_given_in_the_readers_language(book: CliCasebook) -> None:
    """What the index remembers of a broken file is not what a Chinese reader reads."""
    break_case(book, "a key twice")
    assert "duplicate key" in book.run("list").err
    assert "出现了两次" in book.run("list", CASECTL_LANG="zh").err


@pytest.mark.parametrize("kind", BROKEN)
def test_verbs_leave_it_alone(book: CliCasebook, kind: str) -> None:
    """Not recorded: refused as a hand edit. Recorded by plain git: unreadable, with the place."""
    path = break_case(book, kind)
    said = book.refused(5, "note", path.stem, "x")
    assert path.name in said
    assert "adopt" not in said or kind == "conflict markers"  # which adopt --refold lays out
    assert str(path) in book.refused(5, "adopt", path.stem)
    book.commit()
    for words in (("show", path.stem), ("note", path.stem, "x"), ("set", path.stem, "urgent=yes")):
        assert str(path) in book.refused(5, *words)


@pytest.mark.parametrize("text", [None, "template: complaint\nversion: 1\nworkflw: {}\n", "a: [\n"])
def test_a_case_is_shown_though_its_template_cannot_be_used(book: CliCasebook, text: str | None) -> None:
    """With the names in its file, no steps, and why."""
    template = book.folder / "templates/complaint.yaml"
    if text is None:
        template.unlink()
    else:
        template.write_text(text, "utf-8")
    answer = book.run("show", book.cases[0].stem)
    assert answer.status == 0, answer.err
    assert "Torn box" in answer.out
    assert "the template cannot be used" in answer.err
    row = json.loads(book.done("show", book.cases[0].stem, "--format", "json"))["rows"][0]
    assert (row["state"], row["steps"]) == ("received", [])


def test_a_fault_of_a_shared_template_is_found_once_and_a_missing_one_makes_no_others(book: CliCasebook) -> None:
    """However many templates build on it."""
    base = book.folder / "templates/complaint.yaml"
    base.write_text(base.read_text("utf-8") + "colour: red\n", "utf-8")
    for name in ("one", "two"):
        child = f"template: {name}\nextends: complaint\nversion: 1\ntitle: Child\n"
        (book.folder / f"templates/{name}.yaml").write_text(child, "utf-8")
    paths = [row["path"] for row in json.loads(book.run("check", "--format", "json").out)["rows"]]
    assert sum("complaint.yaml" in path for path in paths) == 1
    base.unlink()
    rows = json.loads(book.run("check", "--format", "json").out)["rows"]
    for name in ("one", "two"):
        assert [row["code"] for row in rows if f"{name}.yaml" in row["path"]] == ["T016"]


@pytest.mark.parametrize("fault", ["colour: red\n", "people: [\n"])
def test_faulty_settings_hide_no_case_and_let_nothing_be_recorded(book: CliCasebook, fault: str) -> None:
    """Who reads is warned; `check` names the faults and looks at the cases."""
    whole = book.done("list", "--format", "tsv")
    settings = book.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8") + fault, "utf-8")
    answer = book.run("list", "--format", "tsv")
    assert (answer.status, [row.split("\t")[0] for row in answer.out.splitlines()]) == (
        0,
        [row.split("\t")[0] for row in whole.splitlines()],
    )
    assert "casectl.yaml has errors" in answer.err
    assert book.run("overdue").status == 0
    answer = book.run("check")
    assert answer.status == 1
    assert "casectl.yaml" in answer.out
    assert "casectl adopt casectl.yaml" in book.run("note", book.cases[0].stem, "by the committed settings").err
    book.commit()
    book.refused(5, "note", book.cases[0].stem, "x")


def test_a_bare_repository_is_called_one(book: CliCasebook, tmp_path: Path) -> None:
    """Rather than a place to make a casebook in."""
    run_git(book.folder, "clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    assert "is a bare repository" in book.refused(6, "-C", str(tmp_path / "bare.git"), "list")


def test_a_copy_that_a_syncing_service_made_is_named_and_counts_no_case_twice(book: CliCasebook) -> None:
    """A supervisor counts lines; an old copy would show an old state beside the present one."""
    before = book.done("list", "--format", "tsv")
    case = book.cases[0]
    copy = case.with_name(f"{case.stem} (Ann's conflicted copy 2026-11-22).yaml")
    copy.write_bytes(case.read_bytes())
    answer = book.run("list", "--format", "tsv")
    assert (answer.status, answer.out) == (5, before)
    assert f"{copy.name}: it contains {case.stem}" in answer.err
