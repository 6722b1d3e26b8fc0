"""What may be said of casectl itself, before the command and behind it; ids on standard input; errors for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from casectl import __version__
from casectl.cli.main import wants_json, with_alias
from casectl.core.values.messages import UsageError
from tests.cli.casebook import NEW, Answer, CliCasebook


@pytest.fixture
def outside(book: CliCasebook, tmp_path: Path) -> CliCasebook:
    """casectl in a folder that is no casebook."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return CliCasebook(folder, book.env)


def said(answer: Answer) -> dict[str, object]:
    """The one object on stderr."""
    found: dict[str, object] = json.loads(answer.err)
    return found


@pytest.mark.parametrize("words", [["list", "-C"], ["list", "--repo"], ["followup", "list", "-C"]])
def test_the_casebook_may_be_named_behind_the_verb(book: CliCasebook, outside: CliCasebook, words: list[str]) -> None:
    assert outside.done(*words, str(book.folder)) == book.done(*words[:-1])
    assert outside.run(*words[:-1]).status == 6


def test_the_language_quiet_and_the_pager_too(book: CliCasebook) -> None:
    case = book.cases[0].stem
    assert "工单" in book.done("list", "--lang", "zh", CASECTL_LANG="")
    assert "用法" in book.done("list", "--help", "--lang=zh")
    assert book.run("note", case, "x", "-q", "--no-pager").err == ""
    assert "--lang" in book.refused(2, "list", "--lang", "xx")


def test_a_word_behind_two_dashes_is_a_word(book: CliCasebook) -> None:
    case = book.cases[0].stem
    assert book.run("note", case, "--", "--lang").status == 0
    assert book.rows("audit", case)[-1]["event"] == "noted"


def test_verbose_names_the_casebook_and_what_is_run(book: CliCasebook) -> None:
    """Before the verb and behind it; otherwise nothing is said."""
    case = book.cases[0].stem
    for words in (["-v", "note", case, "secret words"], ["note", case, "secret words", "--verbose"]):
        err = book.run(*words).err
        assert f"casebook: {book.folder}" in err
        assert re.search(r"\n\+ \S*git .*update-ref", err)
        assert "secret" not in err
    assert "update-ref" not in book.run("note", case, "x").err


def test_no_verb_asks_where_it_was_told_not_to(book: CliCasebook) -> None:
    assert book.run("note", book.cases[0].stem, "x", "--no-input").status == 0


def test_the_version_for_programs(book: CliCasebook) -> None:
    for words in (["--version", "--json"], ["--json", "--version"]):
        found = json.loads(book.done(*words))
        assert (found["schema"], found["kind"], found["casectl"]) == (1, "version", __version__)
        assert found["git"][0].isdigit()
    assert "casectl list --json" in book.run("--json", "list").err


def test_an_error_is_an_object_where_json_was_asked_for(book: CliCasebook) -> None:
    """With its kind, its exit code, in English whatever the language; all that is wrong, and the hint."""
    for words in (["show", "9ZZZZ9", "--json"], ["show", "9ZZZZ9", "--format=jsonl"], ["show", "9ZZZZ9", "--lang", "zh",
                                                                                    "--format", "json"]):  # fmt: skip
        found = said(book.run(*words))
        assert (found["schema"], found["kind"], found["code"], found["exit_code"]) == (1, "error", "notfound", 4)
        assert found["message"] == "there is no case 9ZZZZ9"
        assert found["hint"]
    assert said(book.run("new", "complaint", "--json"))["problems"]
    assert said(book.run("list", "--nonsense", "--json"))["code"] == "misused"
    assert said(book.run("list", "nope:x", CASECTL_FORMAT="json"))["exit_code"] in (2, 4)
    assert book.run("show", "9ZZZZ9").err.startswith("casectl: ")


@pytest.mark.parametrize(
    ("args", "env", "wanted"),
    [
        (["list", "--json"], "", True),
        (["list", "--format", "jsonl"], "", True),
        (["list", "--format=json", "x"], "", True),
        (["list"], "json", True),
        (["list", "--format", "csv"], "json", False),
        (["note", "C-1", "json"], "", False),
        (["list", "--format", "table", "--jsonx"], "", False),
    ],
)
def test_who_reads_is_seen_by_the_format(args: list[str], env: str, wanted: bool) -> None:
    assert wants_json(args, {"CASECTL_FORMAT": env}) is wanted


def test_ids_come_from_standard_input(book: CliCasebook) -> None:
    """Those of a list, for a verb that takes many; what each says is its own result, as with --where."""
    book.done(*NEW, "--title", "Torn", "--customer.name", "Kim")
    ids = book.done("list", "--format", "ids")
    assert sorted(ids.split()) == sorted(each.stem for each in book.cases)
    assert book.rows("note", "-", "Recalled", stdin=ids)
    assert all("Recalled" in each.read_text("utf-8") for each in book.cases)
    assert [row["id"] for row in book.rows("set", "-", "title=One", "--dry-run", stdin=ids)] == sorted(ids.split())
    assert book.rows("assign", "-", "ben", "--reason", "On leave", stdin=ids.split()[0])
    assert book.rows("recompute", "-", stdin=ids) == book.rows("recompute", *ids.split())


def test_no_ids_are_not_every_case(book: CliCasebook) -> None:
    """Nor is one that no case has passed over."""
    assert "no ids on standard input" in book.refused(2, "note", "-", "x", stdin=" \n")
    assert "there is no case 9ZZZZ9" in book.refused(4, "note", "-", "x", stdin="9ZZZZ9\n")


def test_an_alias_is_a_command_line_of_ones_own(book: CliCasebook, tmp_path: Path) -> None:
    """What follows it follows the line; a command of casectl stays what it is, and config says so."""
    folder = tmp_path / "config/casectl"
    folder.mkdir(parents=True)
    lines = ["alias.mine: list owner:ann --format ids", "alias.list: overdue", "alias.odd: list 'owner"]
    (folder / "config.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    env = {"XDG_CONFIG_HOME": str(folder.parent)}
    assert book.done("mine", "--limit", "1", **env) == book.done("list", "owner:ann", "--format", "ids", "--limit", "1")
    assert book.done("list", **env) == book.done("list")
    assert "alias odd" in book.refused(2, "odd", **env)
    rows = {row["setting"]: row["value"] for row in book.rows("config", **env)}
    assert rows["alias.mine"] == "list owner:ann --format ids"
    assert "alias.list" not in rows
    assert "alias.list has no effect" in book.run("config", **env).err


def test_an_alias_is_seen_behind_options_of_casectl() -> None:
    own = {"alias.late": "overdue --within '2 d'"}
    assert with_alias(["-C", "late", "-q", "late", "x"], own) == ["-C", "late", "-q", "overdue", "--within", "2 d", "x"]
    assert with_alias(["note", "late"], own) == ["note", "late"]
    assert with_alias([], own) == []
    with pytest.raises(UsageError):
        with_alias(["x"], {"alias.x": "list 'a"})


def test_editors_are_told_what_the_files_are_like(book: CliCasebook, tmp_path: Path) -> None:
    """By a file that init writes; one that is there stays."""
    new, old = (CliCasebook(tmp_path / name, book.env) for name in ("new", "old"))
    for each in (new, old):
        each.folder.mkdir()
    (old.folder / ".editorconfig").write_text("root = true\n", "utf-8")
    for each in (new, old):
        each.done("init", ".", "--yes")
    assert "end_of_line = lf\n" in (new.folder / ".editorconfig").read_text("utf-8")
    assert (old.folder / ".editorconfig").read_text("utf-8") == "root = true\n"
