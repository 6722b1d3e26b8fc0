"""The user's files keep their form, and what is recorded can be read again."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from casectl.cli.asking.input import text_argument
from casectl.cli.commands import COMMANDS
from casectl.cli.main import run
from casectl.core.values.limits import MAX_NODES
from tests.cli.casebook import CliCasebook
from tests.conftest import run_git

EDITORS = {
    "line ends of Windows": r"sed -i 's/$/\r/'",
    "no last line feed": "perl -pi -e 'chomp if eof'",
    "a byte order mark": r"sed -i '1s/^/\xef\xbb\xbf/'",
    "blanks at line ends": "sed -i 's/$/  /'",
}


@pytest.mark.parametrize("habit", EDITORS.values(), ids=EDITORS)
def test_what_an_editor_does_unasked_is_not_recorded(book: CliCasebook, habit: str) -> None:
    """One line is changed, and git finds nothing to do; the habit alone is no edit."""
    path = book.cases[0]
    book.done("edit", path.stem, EDITOR=f"sh -c 'sed -i s/Torn/Worn/ $0; {_quoted(habit)} $0'")
    assert run_git(book.folder, "status", "--porcelain") == ""
    shown = run_git(book.folder, "show", "--format=", "--unified=0", "HEAD").splitlines()
    assert [line for line in shown if line.startswith("-") and "---" not in line and "Torn" not in line] == []
    assert b"\r" not in path.read_bytes()
    assert "nothing was changed" in book.refused(3, "edit", path.stem, EDITOR=f"sh -c '{_quoted(habit)} $0'")


def _quoted(command: str) -> str:
    return command.replace("'", '"').replace("$/", r"\$/")


@pytest.mark.parametrize("committed", [False, True])
def test_a_case_with_too_many_keys_is_refused_by_every_verb_in_the_same_words(
    book: CliCasebook, committed: bool
) -> None:
    """Whichever reader it is that reads it."""
    path = book.cases[0]
    many = "".join(f"mine_{number}: x\n" for number in range(MAX_NODES // 2))
    path.write_text(path.read_text("utf-8").replace("journal:", f"{many}journal:"), "utf-8")
    if committed:
        book.commit()
    case = path.stem
    verbs = [["list"], ["show", case], ["note", case, "x"], ["set", case, "title=y"], ["adopt", case]]
    for words in verbs[2:3] if committed else verbs:
        answer = book.run(*words)
        assert (answer.status, f"more than {MAX_NODES} values" in answer.err) == (5, True), (words, answer)
    answer = book.run("check")
    assert (answer.status, f"more than {MAX_NODES} values" in answer.out) == (1, True)


def test_a_text_made_on_windows_is_its_words(tmp_path: Path) -> None:
    """Without byte order mark and carriage returns, so that it is a block in which grep finds its lines."""
    letter = tmp_path / "letter.txt"
    letter.write_bytes(b"\xef\xbb\xbfDear desk,\r\nit is torn.\r\n")
    assert text_argument("", str(letter)) == "Dear desk,\nit is torn.\n"


HAND_EDITS = {
    "state": ("s/^state: .*/state: closed/", "state"),
    "owner": ("s/^owner: .*/owner: nobody/", "owner"),
    "level": ("s/^level: .*/level: 99/", "level"),
    "template": ("s/^template: .*/template: other/", "template"),
    "due": ("s/^  resolve: 2026/  resolve: 2027/", "due"),
    "received_at": ("s/^received_at: 2026/received_at: 2025/", "received_at"),
    "id": ("s/^id: .*/id: C-2611-000000024/", "id"),
    "comment": ("s/^title: /# a comment\\ntitle: /", ""),
    "title": ("s/^title: .*/title: Other/", ""),
}


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize("edit", HAND_EDITS)
def test_hints_lead_out_of_every_hand_edit(book: CliCasebook, edit: str, committed: bool) -> None:
    """Whoever runs the last command that each refusal names can record again after three of them."""
    case = book.cases[0].stem
    subprocess.run(["sed", "-i", HAND_EDITS[edit][0], str(book.cases[0])], check=True)
    if committed:
        book.commit()
    words = ["note", case, "x"]
    for _ in range(4):
        answer = book.run(*words)
        if answer.status == 0:
            break
        hints = re.findall(r"casectl (adopt (?:--refold )?C-\S+?)(?=[ ;:,\n])", answer.err + " ")
        assert hints, answer.err
        words = hints[-1].split()
    assert answer.status == 0
    book.done("note", case, "goes on")
    assert book.run("check").status == 0


def test_a_follow_up_beyond_the_calendar_is_refused_and_not_recorded(book: CliCasebook) -> None:
    assert book.refused(2, "followup", "add", book.cases[0].stem, "9998-12-31", "never")


def test_in_a_deleted_folder_every_verb_says_so(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With 6; help and the version need no folder."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.setenv("CASECTL_LANG", "en")
    monkeypatch.chdir(gone)
    gone.rmdir()
    try:
        for words in (
            ["list"],
            ["show", "x"],
            ["note", "x", "y"],
            ["check"],
            ["init"],
            ["doctor"],
            ["-C", "desk", "list"],
        ):
            assert run(words) == 6, words
            assert "the current folder no longer exists" in capfd.readouterr().err
        monkeypatch.delenv("CASECTL_LANG")
        for words in (["--version"], ["--help"], *([name, "--help"] for name in list(COMMANDS)[:3])):
            assert run(words) == 0, words
    finally:
        os.chdir(tmp_path)
