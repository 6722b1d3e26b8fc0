"""Text stays what it is: emoji, names of files, names in Chinese."""

from __future__ import annotations

from pathlib import Path

from tests.cli.casebook import NEW, CliCasebook
from tests.conftest import run_git

FAMILY = "👩\u200d👧 می\u200cخواهم"


def test_joiners_are_text_in_files_and_in_what_programs_read(book: CliCasebook) -> None:
    before = {*book.cases}
    book.done(*NEW, "--customer.name", "P", "--title", FAMILY)
    [file] = {*book.cases} - before
    assert f"title: {FAMILY}" in file.read_text("utf-8")
    for format in ("tsv", "csv", "json", "jsonl"):
        assert FAMILY in book.done("list", "--fields", "title", "--format", format)
    assert FAMILY in book.done("list")


def test_an_attachment_keeps_its_name(book: CliCasebook) -> None:
    """In NFC, with the brackets of a Chinese keyboard."""
    case = book.cases[0].stem
    (book.folder / "截图（一） Cafe\u0301.png").write_bytes(b"x")
    book.done("attach", case, "截图（一） Cafe\u0301.png")
    [file] = (book.folder / "attachments" / case).iterdir()
    assert file.name.partition("-")[2] == "截图（一） Café.png", "behind its digest, for two clones"


def test_a_name_that_no_system_takes_is_refused_wherever_a_file_is_named(book: CliCasebook) -> None:
    (book.folder / "con.txt").write_bytes(b"x")
    for words in (("attach", book.cases[0].stem, "con.txt"), ("calendar", "new", "CON"), ("calendar", "new", "nul")):
        assert "cannot be the name of a file" in book.refused(2, *words)


def test_init_counts_from_the_folder_of_the_option(tmp_path: Path) -> None:
    """-C names where it is as if it had been started, and text in Chinese stays readable."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    run_git(here, "init", "--quiet")
    CliCasebook(here).done("-C", "../there", "init", ".", "--name", "客服部", "--language", "zh")
    assert not (here / "casectl.yaml").exists()
    assert 'name: "客服部"' in (there / "casectl.yaml").read_text("utf-8")


def test_what_a_killed_command_leaves_is_never_added(book: CliCasebook) -> None:
    """And doctor takes it away, wherever it is."""
    book.done("note", book.cases[0].stem, "x")
    strays = [book.cases[0].with_name(".casectl-0123456789abcdef.tmp"), book.folder / ".casectl-0123456789abcdef.tmp"]
    for stray in strays:
        stray.write_text("half")
    run_git(book.folder, "add", "-A")
    assert ".tmp" not in run_git(book.folder, "status", "--porcelain")
    book.run("doctor", "--fix")
    assert not any(stray.exists() for stray in strays)


def test_a_text_is_found_and_counted_once_whatever_its_unicode_form(book: CliCasebook) -> None:
    """What is stored stays as it was typed."""
    for title in ("Cafe\u0301 shut", "Café shut", "ＣＡＦÉ shut"):
        book.done(*NEW, "--customer.name", "P", "--title", title)
    for query in ("title~café", "title~cafe\u0301", "title~ＣＡＦÉ", 'text:"Café shut"'):
        assert len(book.rows("list", query)) == 3, query
    assert len(book.rows("search", "Cafe\u0301 shut")) == 3
    assert [row["cases"] for row in book.rows("list", "title~café", "--group-by", "title")] == [3]
    assert any("title: Cafe\u0301 shut" in path.read_text("utf-8") for path in book.cases)


def test_half_width_and_squared_characters_are_found_by_their_usual_forms(book: CliCasebook) -> None:
    book.done(*NEW, "--customer.name", "P", "--title", "ｶﾞｽ漏れ ① 10㎏")
    for query in ("title~ガス", "title~10kg", "title~1"):
        assert book.rows("list", query), query
