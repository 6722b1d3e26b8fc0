"""Every test runs in a world of its own: home, git settings, time zone and environment are made here.

`repo` is a git repository with one commit, built once a session and copied for each test. Nothing depends on the
machine's own git configuration, clock zone or language, so that tests may run in any order and side by side. Another
zone or locale than UTC and C.UTF-8 is asked for by TEST_TZ and TEST_LOCALE: `make test-dates` does.

A property draws the same examples in every run; with ``--hypothesis-profile=fresh`` it draws others, and more of them.

Folders are made in memory where there is room: git writes many small files, and no test asks whether they outlive a
power cut.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

GitRunner = Callable[..., str]

IDENTITY = """\
[user]
\tname = Ada Testwell
\temail = ada@example.org
[init]
\tdefaultBranch = main
[gc]
\tauto = 0
[maintenance]
\tauto = false
[commit]
\tgpgsign = false
"""
FIXED_DATE = "2026-01-05T08:00:00+00:00"
_BUSY = (HealthCheck.too_slow,)  # a busy machine is no error, nor is its slowness in drawing an example
_SAME = settings(deadline=None, database=None, derandomize=True, suppress_health_check=_BUSY, max_examples=40)
settings.register_profile("same", _SAME)
settings.register_profile("fresh", _SAME, derandomize=False, print_blob=True, max_examples=100)
settings.load_profile("same")
FOUND = Path(__file__).parent / "test_found.py"
MEMORY, ROOM = Path("/dev/shm"), 3_000_000_000
"""Where Linux keeps files in memory, and the bytes that must be free there: several times what a run needs."""
TESTS, TESTS_BETWEEN, TESTS_BETWEEN_ALL = count(1), 20, 500
"""The tests that a process has run, and after how many of them garbage is looked for: what is new, and all."""


def pytest_configure(config: pytest.Config) -> None:
    """Unless another place is asked for, folders are in memory; pytest removes those of tests that passed.

    Garbage is looked for as seldom as in casectl's own processes: with 13,000 tests in mind each look is long.
    """
    gc.set_threshold(100_000, 50, 100)
    is_asked = config.option.basetemp or "PYTEST_DEBUG_TEMPROOT" in os.environ
    if not is_asked and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What properties once failed on is tried first."""
    items.sort(key=lambda item: item.path != FOUND)


def pytest_collection_finish() -> None:
    """What lives until the end is never looked at for garbage again, so that a look takes a few milliseconds.

    Lists of casectl's freeze what they made, for a process that ends with them; here it is garbage afterwards.
    """
    gc.collect()
    gc.freeze()
    pytest.MonkeyPatch().setattr(gc, "freeze", lambda: None)


def pytest_runtest_teardown() -> None:
    """A command run in this process leaves its git processes behind until garbage is looked for.

    Python asks after each of them whenever it starts another one, so that many make everything slow.
    """
    number = next(TESTS)
    if number % TESTS_BETWEEN == 0:
        gc.collect(1 if number % TESTS_BETWEEN_ALL else 2)


DROPPED = ("GIT_", "CASECTL_", "LC_", "XDG_", "PAGER", "EDITOR", "VISUAL", "LANGUAGE", "NO_COLOR", "FORCE_COLOR",
           "GITHUB_", "CI_")  # fmt: skip
DROPPED_EXACT = ("PYTHONDONTWRITEBYTECODE", "EMAIL", "LANG", "COLUMNS", "CLICOLOR_FORCE", "LESS")


def run_git(folder: Path, *arguments: str, stdin: str | None = None, **environment: str) -> str:
    """git in `folder` as a user would type it; raises CalledProcessError when git refuses."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        input=stdin,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


@pytest.fixture(scope="session")
def git_settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A global git configuration with a test identity and nothing else."""
    file = tmp_path_factory.mktemp("settings") / "gitconfig"
    file.write_text(IDENTITY, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def hermetic_session(git_settings: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[pytest.MonkeyPatch]:
    """The environment that all tests start from."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(DROPPED) or name in DROPPED_EXACT:
                patch.delenv(name)
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        patch.setenv("GIT_CONFIG_GLOBAL", str(git_settings))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("LC_ALL", os.environ.get("TEST_LOCALE", "C.UTF-8"))
        patch.setenv("TZ", os.environ.get("TEST_TZ", "UTC"))
        time.tzset()
        yield patch


@pytest.fixture(autouse=True)
def hermetic(hermetic_session: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test, or the code under test, does to the environment is gone after it."""
    before = dict(os.environ)
    handlers = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    if os.environ != before:
        os.environ.clear()
        os.environ.update(before)
    for each, handler in handlers.items():
        signal.signal(each, handler)  # a command that has recorded something ignores them


@pytest.fixture
def git() -> GitRunner:
    """`git(folder, "log", "-1")` gives git's own answer as text."""
    return run_git


@pytest.fixture(scope="session")
def repo_template(hermetic_session: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository that `repo` copies: branch main, one commit with a README."""
    folder = tmp_path_factory.mktemp("template") / "repo"
    folder.mkdir()
    run_git(folder, "init", "--quiet", "--template=")
    (folder / "README").write_text("a casebook\n", encoding="utf-8")
    run_git(folder, "add", "README")
    run_git(folder, "commit", "--quiet", "-m", "start", GIT_AUTHOR_DATE=FIXED_DATE, GIT_COMMITTER_DATE=FIXED_DATE)
    return folder


@pytest.fixture
def repo(repo_template: Path, tmp_path: Path) -> Path:
    """A git repository of this test's own, with one commit on main."""
    return Path(shutil.copytree(repo_template, tmp_path / "repo", symlinks=True))
