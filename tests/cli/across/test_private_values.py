"""What a template marks as private is in no error, list, commit message or file name; only its own case shows it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from casectl.cli.commands import COMMANDS
from tests.cli.casebook import CHINESE, NEW, CliCasebook
from tests.cli.scenes import Scenes
from tests.conftest import run_git
from tests.scorecard.every_command import commands

CANARIES = ("Zanzibar", "Quillfeather", "quill7788", "Xerxes", "Vanderplume")
"""Words of the values of all private fields; nobody types them here."""
PRIVATE = [
    *("--customer.name", "Zanzibar Quillfeather", "--customer.contact", "quill7788@canary.example"),
    *("--about", "Xerxes Vanderplume"),
]
SHOWING = ("show", "export", "edit")
"""What shows a case itself, to who works on it."""
MANY = [
    ["list"], ["overdue"], ["due-soon"], ["agenda", "--all"], ["search", "quill7788"], ["audit"], ["audit", "--dwell"],
    ["recompute", "--all"], ["handoff", "--pending"], ["followup", "list"], ["check"], ["verify"], ["similar", "CASE"],
    ["due", "CASE"], ["explain", "CASE"], ["audit", "CASE"],
]  # fmt: skip
FORMATS = ("table", "plain", "tsv", "csv", "json", "jsonl", "yaml", "markdown", "html")


@pytest.fixture
def known(books: dict[str, Path], book: CliCasebook, scenes: Scenes) -> CliCasebook:
    """A casebook with two cases whose private fields are filled."""
    scenes.lay(book, _with_private_values)
    return book


def _with_private_values(book: CliCasebook) -> None:
    for path in book.cases:
        book.done("set", path.stem, "title=Torn")
    for title in ("Torn box", "Torn bag"):
        book.done(*NEW, *PRIVATE, "--title", title)


def ours(book: CliCasebook) -> list[str]:
    return [path.stem for path in book.cases if "Zanzibar" in path.read_text("utf-8")]


def said(text: str) -> list[str]:
    return [each for each in CANARIES if each in text]


@pytest.mark.parametrize("language", [pytest.param({}, marks=pytest.mark.slow), CHINESE], ids=["en", "zh"])
def test_no_verb_says_a_private_value(known: CliCasebook, language: dict[str, str], tmp_path: Path) -> None:
    """Every verb with words that work, one after the other; in what is remembered of it there is none either."""
    case, other = ours(known)
    folders = {name: str(tmp_path / name) for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    walked = [words for words in commands(case, other, case) if words[0] not in ("init", "merge-driver")]
    assert {words[0] for words in walked} >= COMMANDS.keys() - {"init", "merge-driver"}
    for words in walked:
        answer = known.run(*words, EDITOR="sed -i s/Torn/Broken/", **language, **folders)
        assert said(answer.err) == [], words
        assert words[0] in SHOWING or said(answer.out) == [], words
    assert said(run_git(known.folder, "log", "--all", "--format=%an%cn%B")) == []
    places = [known.folder, tmp_path]
    assert said("\n".join(path.name for place in places for path in place.rglob("*"))) == []
    kept = (path for name in folders for path in (tmp_path / name).rglob("*") if path.is_file())
    assert [path for path in kept if said(path.read_bytes().decode("utf-8", "replace"))] == []


@pytest.mark.parametrize("format", FORMATS)
def test_no_list_shows_a_private_value_unless_its_column_is_named(known: CliCasebook, format: str) -> None:
    for words in MANY:
        answer = known.run(*(ours(known)[0] if word == "CASE" else word for word in words), "--format", format)
        assert said(answer.out + answer.err) == [], words
    assert said(known.done("list", "--fields", "customer.name", "--format", format)) == ["Zanzibar", "Quillfeather"]


def test_an_export_says_which_private_fields_it_has_and_masked_it_has_none(known: CliCasebook) -> None:
    answer = known.run("export", "--format", "jsonl")
    assert "customer.contact" in answer.err
    assert len(said(answer.out)) == len(CANARIES)
    for format in ("json", "jsonl", "csv", "tsv"):
        masked = known.run("export", "--masked", "--format", format)
        assert said(masked.out + masked.err) == []
    refused = known.refused(2, "export", "--masked", "--group-by", "customer.name")
    assert "customer.name is private" in refused


def test_a_masked_pack_has_none(known: CliCasebook, tmp_path: Path) -> None:
    pack = tmp_path / "pack.zip"
    known.done("pack", ours(known)[0], "--output", str(pack), "--masked")
    with zipfile.ZipFile(pack) as archive:
        texts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    assert [name for name, text in texts.items() if said(name + text)] == []


def test_what_a_private_field_does_not_take_is_not_quoted(known: CliCasebook) -> None:
    """Neither what is typed nor what stands in a file, which CI logs; what the field takes is said."""
    template = known.folder / "templates/complaint.yaml"
    text = template.read_text("utf-8").replace(
        "\nfields:\n", "\nfields:\n  born: {type: date, title: Born, private: yes}\n", 1
    )
    template.write_text(text, "utf-8")
    run_git(
        known.folder,
        "commit",
        "-qam",
        "A date",
        **dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), known.env["CASECTL_NOW"]),
    )
    path = next(path for path in known.cases if path.stem == ours(known)[0])
    assert "born: the value is not one of type date" in known.refused(2, "set", path.stem, "born=Vanderplume")
    path.write_text(path.read_text("utf-8").replace("\nfields:\n", "\nfields:\n  born: Quillfeather\n", 1), "utf-8")
    answer = known.run("check")
    assert "C020 born: the value is not one of type date" in answer.out
    assert said(answer.out + answer.err) == []
