"""The README does what it says: its session runs as pasted, and its pages exist."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.transcript import NOW, SOURCE

pytestmark = pytest.mark.slow

README = (SOURCE / "README.md").read_text("utf-8")
CHINESE = (SOURCE / "README.zh.md").read_text("utf-8")


def pasted(readme: str, language: str, shim: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """The shell blocks of a README, run in a shell that stops at the first command that fails."""
    return shell("".join(re.findall(r"```sh\n(.*?)```", readme, re.DOTALL)), language, shim, folder)


def shell(script: str, language: str, shim: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """A script of bash, as somebody at a desk would run it."""
    who = {"NAME": "Pat Desk", "EMAIL": "pat@example.org"}
    desk = {f"GIT_{role}_{key}": text for role in ("AUTHOR", "COMMITTER") for key, text in who.items()}
    desk["TZ"] = "UTC"  # init takes its zone
    env = {**os.environ, **desk, "PATH": f"{shim}:{os.environ['PATH']}", "CASECTL_NOW": NOW, "CASECTL_LANG": language}
    command = ["bash", "-euo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)


def test_the_session_runs_as_pasted(shim: Path, tmp_path: Path) -> None:
    """Every command succeeds, and prints what the README shows; who made the casebook has shared it then."""
    done = pasted(README, "en", shim, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "nothing found; files checked: " in done.stderr
    assert "for you: nothing to decide" in done.stdout
    [history] = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    said = re.sub(r"C-\d{4}-\w{9}", "C-2611-7QK3XM4TV", done.stdout)
    assert history in said
    assert_shown(README, tmp_path / "front-desk")
    assert_shown(README, tmp_path / "colleague")


def assert_shown(readme: str, desk: Path) -> None:
    """The case file in a README is that of its session, but for ids and times."""
    [case] = desk.glob("cases/2026/11/*.yaml")
    kept = case.read_text("utf-8").splitlines()
    [shown] = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    unlike = [line for line in shown.splitlines() if not re.search("C-2611|  at: | - id:|due:|update:", line)]
    assert [line for line in unlike if line not in kept] == []


def test_the_picture_is_what_a_terminal_shows(shim: Path, tmp_path: Path) -> None:
    """The commands at the top of each README print what is shown below them, in the casebook of its session."""
    for readme, language, desk in ((README, "en", "front-desk"), (CHINESE, "zh", "前台")):
        at = tmp_path / language
        at.mkdir()
        assert pasted(readme, language, shim, at).returncode == 0
        [picture] = re.findall(r"```console\n(.*?)```", readme, re.DOTALL)
        [case] = (at / desk).glob("cases/2026/11/*.yaml")
        shots = re.findall(r"^\$ (.*)\n((?:[^$].*\n)+)", picture, re.MULTILINE)
        assert len(shots) == picture.count("$ ") > 0
        for command, shown in shots:
            line = command.replace("7QK3", case.stem)
            done = shell(f"{line} 2>&1 || true", language, shim, at / desk)
            assert done.stdout.replace(case.stem, "C-2611-7QK3XM4TV") == shown, command


def commands(opening: str, readme: str) -> list[str]:
    """The commands of the indented block that opens with this one."""
    blocks = re.findall(r"(?:^    .*\n)+", re.sub(r"```.*?```", "", readme, flags=re.DOTALL), re.MULTILINE)
    [found] = [block for block in blocks if block.strip().startswith(opening)]
    return [line.partition("  #")[0].strip() for line in found.splitlines()]


def test_no_block_is_without_its_test() -> None:
    """Each is run or compared here, but for two: make's are targets, and what installs needs a package index."""
    for readme in (README, CHINESE):
        outside = re.sub(r"```.*?```", "", readme, flags=re.DOTALL)
        assert {*re.findall(r"```(\w*)\n.*?```", readme, re.DOTALL)} <= {"console", "sh", "yaml", "text"}
        openings = [block.split("\n")[0].split()[0] for block in re.findall(r"(?:^    .*\n)+", outside, re.MULTILINE)]
        assert openings == ["uv", "make"]
        targets = [line.split()[1] for line in commands("make", readme)]
        made = (SOURCE / "Makefile").read_text("utf-8")
        assert [name for name in targets if f"\n{name}: " not in made] == []
        assert re.findall(r"'\.\[(\w+)\]'", readme) == ["xlsx"]
        assert "\nxlsx = [" in (SOURCE / "pyproject.toml").read_text("utf-8")


def test_the_chinese_session_runs_as_pasted(shim: Path, tmp_path: Path) -> None:
    """The same in Chinese, in a folder with a Chinese name."""
    done = pasted(CHINESE, "zh", shim, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "没有发现问题" in done.stderr
    assert "剩余" in done.stdout
    assert_shown(CHINESE, tmp_path / "前台")
    assert_shown(CHINESE, tmp_path / "同事")


def test_what_is_linked_is_there() -> None:
    """A dead link in a README is a promise broken."""
    links = re.findall(r"\]\(([^)]+)\)", README + CHINESE)
    assert [link for link in links if not (SOURCE / link).exists()] == []
