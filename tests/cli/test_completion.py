"""completion prints the script of a shell, which then completes."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from casectl.cli.shell.tab import answered, joined
from tests.cli.casebook import CliCasebook
from tests.cli.transcript import in_folder
from tests.conftest import run_git


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_its_script(book: CliCasebook, shell: str) -> None:
    assert f"{shell}_complete" in book.done("completion", shell)


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
        (["list", "--group-by", "te"], ["team", "template"]),
        (["overdue", "--group-by", "state,ow"], ["state,owner"]),
        (["set", "CASE", "chan"], ["channel="]),
        (["set", "CASE", "problem"], ["problem="]),
        (["set", "CASE", "channel=ph"], ["channel=phone"]),
        (["list", "own"], ["owner:"]),
        (["list", "owner:b"], ["owner:ben"]),
        (["list", "@"], ["@late"]),
        (["help", "quer"], ["queries"]),
        (["help", "clerk"], ["clerk"]),
        (["calendar", "show", "o"], ["office"]),
        (["filing", "ko"], ["ko41a", "ko41b"]),
        (["drill", "rude"], ["rude-clerk"]),
        (["people", "add", "kim", "--role", "agent,sp"], ["agent,specialist"]),
    ],
)  # fmt: skip
def test_names_are_completed(book: CliCasebook, words: list[str], names: list[str]) -> None:
    """Of the casebook, wherever one may be typed."""
    settings = book.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8") + "views:\n  late: due:overdue\n", "utf-8")
    case = book.cases[0].stem
    assert offered(book, *(case if word == "CASE" else word for word in words)) == names


LINES = [
    *("", "ov", "list ", "list --", "list --o", "list -", "list --owner ", "list --owner ann --o", "list --json --"),
    *("new ", "new complaint --cust", "new complaint --channel ph", "new complaint --title x --", "new --owner "),
    *("new complaint ", "new nope --c", "template show c", "assign CASE m", "assign CASE m ", "handoff CASE --team a"),
    *("note CASE x --as b", "advance CASE ack", "advance CASE ack --tick ", "advance --where own", "advance 9ZZZ r"),
    *("overdue --clock f", "overdue --kind ", "set CASE chan", "set CASE channel=ph", "list own", "list owner:b"),
    *("list owner:b ", "list @", "help quer", "calendar show o", "people add kim --role agent,sp", "followup "),
    *("followup a", "followup add CASE ", "followup --", "link CASE related ", "list --format CS", "list --fields "),
    *("check --select ", "completion z", "list -q --o", "contact CASE out --channel ", "followup list --"),
    *(
        "recompute ",
        "list --team a --team ",
        "schema ",
        "export --template ",
        "merge CASE ",
        "init --",
        "hook ",
        "hook install ",
    ),
]
"""Command lines as far as they are typed."""


def asked(line: str, shell: str) -> dict[str, str]:
    """What a shell says of it."""
    words = line.split(" ")
    place = words[-1] if shell == "fish" else str(len(words))
    return {"_CASECTL_COMPLETE": f"{shell}_complete", "COMP_WORDS": f"casectl {line}", "COMP_CWORD": place}


def at_once(book: CliCasebook, env: dict[str, str]) -> str | None:
    """What is answered without click; None if click has to."""
    with in_folder(book.folder, {**book.env, **env}) as (out, _err):
        return out.getvalue().decode() if answered(os.environ) else None


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_second_answer_needs_no_click_and_is_the_same(book: CliCasebook, shell: str) -> None:
    """What click answers leaves behind what the next answer of its kind needs."""
    grow_old()
    for line in LINES:
        env = asked(line.replace("CASE", book.cases[0].stem), shell)
        first = book.done("--no-pager", **env)
        assert at_once(book, env) == first, line


def grow_old() -> None:
    """Let time pass: a file that has just changed could change again unseen."""
    time.sleep(0.12)


def test_a_name_of_now_is_offered_whatever_was_kept(book: CliCasebook) -> None:
    """Settings, templates and calendars that were changed, added or taken away count at once, however soon."""
    settings, templates = book.folder / "casectl.yaml", book.folder / "templates"
    env = asked("assign 9ZZZ k", "fish")
    text = settings.read_text("utf-8")
    for number in range(5):
        settings.write_text(text.replace("  ben:\n", f"  kim{number}:\n"), "utf-8")
        assert (at_once(book, env) or book.done("--no-pager", **env)).startswith(f"plain,kim{number}\t")
    (templates / "complaint.yaml").rename(templates / "klage.yaml")
    env = asked("new k", "fish")
    assert (at_once(book, env) or book.done("--no-pager", **env)) == "plain,klage\n"


def test_another_language_has_its_own_help(book: CliCasebook) -> None:
    grow_old()
    env = asked("list --own", "fish")
    book.done("--no-pager", **env)
    assert at_once(book, env) is not None
    assert at_once(book, {**env, "CASECTL_LANG": "zh"}) is None


def test_the_languages_of_a_user_choose_the_help_that_is_kept(book: CliCasebook) -> None:
    """LANGUAGE is theirs alone: casectl reads it, and finds again what it kept for it."""
    grow_old()
    env = {**asked("--la", "fish"), "CASECTL_LANG": "", "LANG": "en_GB.UTF-8", "LC_ALL": ""}
    chinese, english = {**env, "LANGUAGE": "fr:zh_CN"}, {**env, "LANGUAGE": "en:zh"}
    in_chinese, in_english = book.done("--no-pager", **chinese), book.done("--no-pager", **english)
    assert "语言" in in_chinese
    assert in_english.isascii()
    assert at_once(book, english) == in_english
    assert at_once(book, chinese) is None
    assert book.done("--no-pager", **chinese) == at_once(book, chinese) == in_chinese


@pytest.mark.parametrize(
    "line", ["-C . list ", "list -C . --owner ", "list --owner=", "note 'x ", "list --nope x ", "nope ", "list -- "]
)
def test_what_is_unusual_is_left_to_click(book: CliCasebook, line: str) -> None:
    grow_old()
    env = asked(line, "bash")
    book.run("--no-pager", **env)
    assert at_once(book, env) is None


def test_what_was_kept_is_not_trusted(book: CliCasebook) -> None:
    """It is put into a line that will be run, and shown on a terminal."""
    grow_old()
    env = asked("list --owner ", "fish")
    book.done("--no-pager", **env)
    kept = book.folder / ".git/casectl/tab/names"
    kept.write_text(kept.read_text("utf-8") + "\nowner\t$(touch pwned)\tx\nowner\tzoe\t\x1b[2J\nowner\n", "utf-8")
    assert (at_once(book, env) or "").splitlines()[3:] == ["plain,zoe"]
    kept.write_bytes(b"\xff")
    assert at_once(book, env) is None


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


def test_fish_cuts_no_description_at_a_comma(book: CliCasebook) -> None:
    """Found by use: `followup` was described as "Add"."""
    script = book.done("completion", "fish")
    assert 'string split -m 1 ","' in script
    assert 'string split ","' not in script
