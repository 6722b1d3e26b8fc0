"""The front door: languages, options before the command, unknown commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from casectl import __version__
from casectl.cli.commands import COMMANDS
from casectl.cli.main import casebook_language, language_to_be, root_options, run, start_folder, wanted_language
from tests.conftest import GitRunner


def casectl(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    """casectl in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "casectl", *args],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **env},
        check=False,
    )


@pytest.mark.parametrize(
    ("args", "given"),
    [
        (["--lang", "zh", "list"], {"--lang": "zh"}),
        (["--lang=zh", "list"], {"--lang": "zh"}),
        (["-C", "book", "--color", "list", "-q"], {"-C": "book", "--color": ""}),
        (["list", "-C", "book", "--lang", "en", "--debug"], {"-C": "book", "--lang": "en", "--debug": ""}),
        (["note", "x", "--", "--lang", "en"], {}),
        (["-Cbook", "note", "x"], {"-C": "book"}),
        (["--repo=a=b", "list"], {"--repo": "a=b"}),
        (["--", "--lang", "zh"], {}),
        (["--lang"], {"--lang": ""}),
        ([], {}),
    ],
)
def test_root_options_are_read_ahead(args: list[str], given: dict[str, str]) -> None:
    """All before the command; behind it those that count before anything is parsed."""
    assert root_options(args) == given


@pytest.mark.parametrize(
    ("given", "env", "language"),
    [
        ({"--lang": "en"}, {"CASECTL_LANG": "zh"}, "en"),
        ({}, {"CASECTL_LANG": "zh_CN", "LC_ALL": "en_GB.UTF-8"}, "zh"),
        ({}, {"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({}, {"LC_MESSAGES": "zh-Hans", "LANG": "en_US"}, "zh"),
        ({}, {"LANG": "zh_TW.Big5"}, "zh"),
        ({}, {"LANG": "fr_FR.UTF-8"}, "zh"),
        ({}, {"LC_ALL": "C.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({}, {"LANG": "POSIX"}, "zh"),
        ({}, {"LANGUAGE": "zh:en", "LC_ALL": "en_US.UTF-8"}, "zh"),
        ({}, {"LANGUAGE": "fr:en_GB", "LANG": "zh_CN.UTF-8"}, "en"),
        ({}, {"LANGUAGE": "fr", "LANG": "en_GB.UTF-8"}, "en"),
        ({}, {"LANGUAGE": "", "LANG": "en_GB.UTF-8"}, "en"),
        ({}, {"LANGUAGE": "en", "LC_ALL": "C.UTF-8"}, "zh"),
        ({}, {"LANGUAGE": "en"}, "zh"),
        ({}, {"LANGUAGE": "en", "CASECTL_LANG": "zh", "LANG": "en_US"}, "zh"),
        ({}, {}, "zh"),
    ],
)
def test_the_language_asked_for_wins_over_the_casebooks(
    given: dict[str, str], env: dict[str, str], language: str, tmp_path: Path
) -> None:
    """Flag, CASECTL_LANG, LANGUAGE, locale; a locale that says nothing leaves it to the casebook (here: zh)."""
    (tmp_path / "casectl.yaml").write_text("schema: 1\nlanguage: zh  # ours\n", encoding="utf-8")
    assert wanted_language(given, {**env, "CASECTL_REPO": str(tmp_path)}) == language


@pytest.mark.parametrize(
    ("args", "language"),
    [
        (["init", "book", "--language", "zh"], "zh"),
        (["-q", "init", "--language=zh", "book"], "zh"),
        (["init", "book", "--language"], None),
        (["list", "--language", "zh"], None),
    ],
)
def test_a_casebook_to_be_speaks_already(args: list[str], language: str | None) -> None:
    assert language_to_be(args) == language
    assert wanted_language({}, {"LC_ALL": "C"}, language) == (language or "en")
    assert wanted_language({}, {"LC_ALL": "en_US.UTF-8"}, language) == "en"


def test_init_speaks_the_language_of_its_option_where_nobody_said_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], git: GitRunner
) -> None:
    """And its commit has the hour of the zone, as all that follow."""
    monkeypatch.delenv("CASECTL_LANG")
    book = tmp_path / "book"
    assert run(["init", str(book), "--language", "zh", "--zone", "Asia/Shanghai", "--yes"]) == 0
    assert "现在是工单库了" in capsys.readouterr().err
    assert (book / "casectl.yaml").read_text("utf-8").splitlines()[1].startswith("# 本工单库")
    assert git(book, "log", "-1", "--format=%ad", "--date=format:%z").strip() == "+0800"
    monkeypatch.chdir(book)
    assert (
        run(["init", "--template", "refund", "--zone", "UTC"]) == 2
    )  # the settings are there, and nobody can be asked
    assert run(["init", "--template", "refund"]) == 0
    assert git(book, "log", "-1", "--format=%ad", "--date=format:%z").strip() == "+0800"


def test_the_casebooks_language_is_found_from_a_folder_within(tmp_path: Path) -> None:
    """The nearest casebook counts; one that names no language, or an unknown one, says nothing."""
    inner = tmp_path / "cases" / "2026"
    inner.mkdir(parents=True)
    assert casebook_language(inner) is None
    (tmp_path / "casectl.yaml").write_text('people: {language: en}\nlanguage: "zh"\n', encoding="utf-8")
    assert casebook_language(inner) == "zh"
    (inner / "casectl.yaml").write_text("language: xx\n", encoding="utf-8")
    assert casebook_language(inner) is None


def test_the_casebook_is_sought_in_the_given_folder() -> None:
    """-C, else CASECTL_REPO, else here."""
    assert start_folder({"-C": "a"}, {"CASECTL_REPO": "b"}) == Path("a")
    assert start_folder({}, {"CASECTL_REPO": "b"}) == Path("b")
    assert start_folder({}, {}) == Path()


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """One page shows all there is, on stdout."""
    assert run(["--help"]) == 0
    shown = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert set(COMMANDS) <= set(shown)


def test_help_speaks_chinese_within_eighty_columns() -> None:
    """Every text of the root's help is translated, click's own too, and wraps by display width."""
    from casectl.render.text.terminal import width

    page = casectl("--lang", "zh", "--help").stdout
    assert "用法" in page
    assert "选项" in page
    assert "Usage" not in page
    assert "Show this message" not in page
    assert max(map(width, page.splitlines())) <= 80


def test_no_words_at_all_show_help_and_count_as_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, since nothing was done; stdout stays empty."""
    assert run([]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Usage: casectl")


def test_a_misspelt_command_is_not_guessed_but_suggested(capsys: pytest.CaptureFixture[str]) -> None:
    """Names are never guessed, not even from an unambiguous beginning."""
    assert run(["overdu"]) == 2
    assert "did you mean overdue?" in capsys.readouterr().err
    assert run(["adv"]) == 2


def test_an_unknown_language_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    """The languages there are, are named."""
    assert run(["--lang", "xx", "list"]) == 2
    err = capsys.readouterr().err
    assert "en" in err
    assert "zh" in err


def test_version_names_casectl_python_and_git(capsys: pytest.CaptureFixture[str]) -> None:
    """What a report of a fault needs first."""
    assert run(["--version"]) == 0
    casectl_line, python_line, git_line = capsys.readouterr().out.splitlines()
    assert casectl_line == f"casectl {__version__}"
    assert python_line.startswith("Python 3.")
    assert git_line.startswith("git version ")


def test_version_works_without_git(tmp_path: Path) -> None:
    """A missing git is said, not thrown."""
    done = casectl("--version", PATH=str(tmp_path))
    assert done.returncode == 0
    assert "git is not installed" in done.stdout


def test_completion_names_commands_without_loading_them() -> None:
    """`_CASECTL_COMPLETE` is click's protocol for shells."""
    done = casectl(_CASECTL_COMPLETE="bash_complete", COMP_WORDS="casectl overd", COMP_CWORD="1")
    assert done.stdout.split() == ["plain,overdue"]
