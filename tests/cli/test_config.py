"""The user's own settings: what counts, and where it comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.casebook import CHINESE, CliCasebook
from tests.conftest import run_git


@pytest.fixture
def home(tmp_path: Path) -> str:
    """A folder of settings that says something of everything."""
    folder = tmp_path / "config/casectl"
    folder.mkdir(parents=True)
    (folder / "config.yaml").write_text(
        "# mine\nlanguage: zh\ncolor: never   # of ink\neditor: \"code -w\"\npager: 'less -S'\n", "utf-8"
    )
    return str(folder.parent)


def origins(book: CliCasebook, **env: str) -> dict[str, tuple[str, str]]:
    """The value and the origin of each setting."""
    rows = book.rows("config", **env)
    return {row["setting"]: (row["value"], row["origin"]) for row in rows}


def test_the_file_counts_where_no_variable_does(book: CliCasebook, home: str) -> None:
    found = origins(book, XDG_CONFIG_HOME=home, CASECTL_LANG="", LANG="en_GB.UTF-8", PAGER="more", EDITOR="ed")
    path = f"{home}/casectl/config.yaml"
    assert found == {name: (value, path) for name, value in
                     (("language", "zh"), ("color", "never"), ("editor", "code -w"), ("pager", "less -S"))}  # fmt: skip


def test_variables_of_casectl_count_first(book: CliCasebook, home: str) -> None:
    env = {"CASECTL_LANG": "en", "CASECTL_EDITOR": "nano", "CASECTL_PAGER": "most", "FORCE_COLOR": "1"}
    assert origins(book, XDG_CONFIG_HOME=home, **env) == {
        "language": ("en", "CASECTL_LANG"), "color": ("always", "FORCE_COLOR"), "editor": ("nano", "CASECTL_EDITOR"),
        "pager": ("most", "CASECTL_PAGER"),
    }  # fmt: skip


def test_gits_editor_counts_before_the_shells(book: CliCasebook, tmp_path: Path) -> None:
    """GIT_EDITOR, then core.editor of the person; never that of the repository, which may have been sent."""
    run_git(book.folder, "config", "core.editor", "evil")
    assert origins(book, EDITOR="ed")["editor"] == ("ed", "EDITOR")
    mine = tmp_path / "gitconfig"
    mine.write_text("[core]\n\teditor = joe\n", "utf-8")
    assert origins(book, EDITOR="ed", GIT_CONFIG_GLOBAL=str(mine))["editor"] == ("joe", "git config core.editor")
    assert origins(book, GIT_EDITOR="jed", GIT_CONFIG_GLOBAL=str(mine))["editor"] == ("jed", "GIT_EDITOR")
    assert origins(book)["editor"] == ("vi", "default")


def test_gits_editor_is_the_one_that_runs(book: CliCasebook, tmp_path: Path) -> None:
    mine = tmp_path / "gitconfig"
    mine.write_text("[core]\n\teditor = sed -i s/Torn/Worn/\n", "utf-8")
    book.done("edit", book.cases[0].stem, GIT_CONFIG_GLOBAL=str(mine))
    assert "Worn" in book.cases[0].read_text("utf-8")


def test_origins_are_shown_when_asked_for(book: CliCasebook) -> None:
    assert "default" not in book.done("config", "--fields", "setting,value")
    assert "CASECTL_LANG" in book.done("config", "--show-origin")
    assert "CASECTL_LANG" not in book.done("config")


def test_a_setting_that_there_is_not_is_named(book: CliCasebook, tmp_path: Path) -> None:
    folder = tmp_path / "config/casectl"
    folder.mkdir(parents=True)
    (folder / "config.yaml").write_text("colour: never\n", "utf-8")
    assert "did you mean color" in book.run("config", XDG_CONFIG_HOME=str(folder.parent)).err


def test_json_is_short_everywhere(book: CliCasebook) -> None:
    """For lists, for one case, for what records."""
    for words in (["list"], ["show", book.cases[0].stem], ["note", book.cases[0].stem, "x"], ["export"], ["config"]):
        assert book.done(*words, "--json").startswith('{\n  "schema": 1,')


def test_where_a_setting_comes_from_is_said_in_the_readers_language(book: CliCasebook) -> None:
    """To people; a program gets the same word in each."""
    assert "默认" in book.done("config", "--show-origin", **CHINESE)
    assert {row["origin"] for row in book.rows("config", **CHINESE)} >= {"default"}


def test_a_value_that_has_no_effect_is_named(book: CliCasebook, home: str) -> None:
    """Found by use: a mistyped language or colour changed nothing, without a word."""
    file = Path(home, "casectl/config.yaml")
    file.write_text("language: xx\ncolor: blue\n", "utf-8")
    said = book.run("config", XDG_CONFIG_HOME=home).err
    assert f"{file}: language cannot be xx; use en, zh" in said
    assert f"{file}: color cannot be blue; use auto, always, never" in said
    file.write_text("language: zh_CN\ncolor: auto\n", "utf-8")
    assert "cannot be" not in book.run("config", XDG_CONFIG_HOME=home).err
