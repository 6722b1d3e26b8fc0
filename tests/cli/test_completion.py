"""completion prints the script of a shell, which then completes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from casectl.cli.completing import joined
from tests.cli.casebook import CliCasebook
from tests.conftest import run_git


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(book: CliCasebook, shell: str) -> None:
    assert f"_CASECTL_COMPLETE={shell}_complete" in book.done("completion", shell)


def test_another_shell_is_refused(book: CliCasebook) -> None:
    assert "bash" in book.refused(2, "completion", "csh")


def offered(book: CliCasebook, *words: str) -> list[str]:
    """The words that fish is offered for the last of these."""
    asked = {
        "_CASECTL_COMPLETE": "fish_complete",
        "COMP_WORDS": "\n".join(["casectl", *words]),
        "COMP_CWORD": words[-1],
    }
    lines = book.run("--no-pager", **asked).out.splitlines()
    return [line.partition(",")[2].partition("\t")[0] for line in lines if line]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["new", ""], ["after-sales", "complaint"]),
        (["new", "complaint", "--cust"], ["--customer.name", "--customer.contact", "--customer.ref", "--customer.tier",
                                          "--customer.repeat"]),
        (["new", "complaint", "--channel", "ph"], ["phone"]),
        (["template", "show", "c"], ["complaint"]),
        (["list", "--owner", ""], ["ann", "ben", "mia"]),
        (["assign", "CASE", "m"], ["mia"]),
        (["handoff", "CASE", "--team", "a"], ["after-sales"]),
        (["note", "CASE", "x", "--as", "b"], ["ben"]),
        (["list", "--state", "rec"], ["received"]),
        (["advance", "CASE", "ack"], ["acknowledged"]),
        (["overdue", "--clock", "f"], ["first_response"]),
        (["set", "CASE", "chan"], ["channel="]),
        (["set", "CASE", "channel=ph"], ["channel=phone"]),
        (["list", "own"], ["owner:"]),
        (["list", "owner:b"], ["owner:ben"]),
        (["list", "@"], ["@late"]),
        (["help", "quer"], ["queries"]),
        (["help", "clerk"], ["clerk"]),
        (["calendar", "show", "o"], ["office"]),
        (["people", "add", "kim", "--role", "agent,sp"], ["agent,specialist"]),
    ],
)  # fmt: skip
def test_names_are_completed(book: CliCasebook, words: list[str], names: list[str]) -> None:
    """Of the casebook, wherever one may be typed."""
    settings = book.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8") + "views:\n  late: due:overdue\n", "utf-8")
    case = book.cases[0].stem
    assert offered(book, *(case if word == "CASE" else word for word in words)) == names


def test_a_name_that_would_do_something_in_a_shell_is_not_offered(book: CliCasebook) -> None:
    """What is offered is put into a line that will be run."""
    (book.folder / "templates/$(touch pwned).yaml").write_text("template: x\n", "utf-8")
    assert offered(book, "new", "") == ["after-sales", "complaint"]


def test_bash_breaks_words_and_gets_what_comes_behind() -> None:
    """At = and :, which readline keeps."""
    assert joined(["set", "C-1", "channel", "=", "ph"]) == ["set", "C-1", "channel=ph"]
    assert joined(["list", "owner", ":"]) == ["list", "owner:"]
    assert joined(["list", "a", "b"]) == ["list", "a", "b"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_a_real_bash_completes(book: CliCasebook, shim: Path) -> None:
    """By the script that is printed, with the words as bash has them."""
    line = (
        'eval "$(casectl completion bash)"; compopt() { echo "$1 $2"; }; COMP_WORDS=({words}); COMP_CWORD={place};'
        ' _casectl_completion casectl; echo "${COMPREPLY[@]}"'
    )

    def replied(*words: str) -> str:
        typed = line.replace("{words}", " ".join(words)).replace("{place}", str(len(words) - 1))
        env = {**book.env, "PATH": f"{shim}:/usr/bin:/bin", "HOME": str(book.folder)}
        done = subprocess.run(
            ["bash", "-c", typed], cwd=book.folder, env=env, capture_output=True, encoding="utf-8", check=True
        )
        return done.stdout

    assert replied("casectl", "list", "owner", ":", "b") == "ben\n"
    assert replied("casectl", "set", book.cases[0].stem, "chan") == "-o nospace\nchannel=\n"
    assert replied("casectl", "show", book.cases[0].stem[-6:]) == f"{book.cases[0].stem}\n"


def test_nothing_is_offered_where_there_is_no_casebook(book: CliCasebook, tmp_path: Path) -> None:
    run_git(tmp_path, "init", "-q", "empty")
    assert offered(CliCasebook(tmp_path / "empty"), "list", "--owner", "") == []
