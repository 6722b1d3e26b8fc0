"""Everything that `casectl doctor` checks, in order. Each check takes whether to fix what it can."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from casectl import __version__
from casectl.adapters.doctor import disk as disk_doctor
from casectl.adapters.doctor import git as git_doctor
from casectl.adapters.doctor import git_settings as git_settings_doctor
from casectl.adapters.doctor import index as index_doctor
from casectl.adapters.doctor import remotes as remotes_doctor
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.ledger import GitLedger, open_ledger
from casectl.adapters.git.repository_paths import repository_paths
from casectl.adapters.git.settings import GitSettings
from casectl.adapters.yaml.events import reader_in_use
from casectl.core.checks.health import Fact, HealthCheck, Problem
from casectl.core.template.settings import Person
from casectl.core.values.messages import msg
from casectl.ports.recording import Identity, Store


def health_checks(root: Path, store: Store, index: Path) -> list[HealthCheck]:
    """The checks of the casebook at `root`. Raises RepositoryError if there is no repository."""
    repo = repository_paths(root)
    git = GitCommand(repo.root, repo)
    if git.defences.problems(deep=True):  # no check may run git
        return [lambda _: software(), lambda _: _unsafe(git), lambda fix: index_doctor.index(index, fix)]

    settings = GitSettings(git)

    def ledger() -> GitLedger:
        return open_ledger(root, "doctor")

    return [
        lambda _: software(),
        lambda _: git_doctor.repository(repo, git, settings),
        lambda fix: git_doctor.history(repo, git, fix),
        lambda _: git_doctor.graph(git),
        lambda _: disk_doctor.disk(repo),
        lambda fix: git_doctor.locks(repo, fix),
        lambda fix: git_doctor.git_index(repo, git, fix),
        lambda fix: git_doctor.unfinished_work(repo, ledger(), store, fix),
        lambda _: git_doctor.state(git, ledger()),
        lambda _: git_doctor.objects(ledger(), git),
        lambda _: git_settings_doctor.own_settings(repo, settings),
        lambda fix: git_settings_doctor.merging(git, settings, fix),
        lambda _: git_settings_doctor.attributes(git),
        lambda _: remotes_doctor.remotes(repo, git, settings),
        lambda _: git_doctor.recorded_paths(git),
        lambda _: disk_doctor.copies(repo),
        lambda fix: _within_lock(ledger(), lambda: disk_doctor.leftovers(repo, fix)),
        lambda fix: disk_doctor.modes(repo, fix),
        lambda fix: index_doctor.index(index, fix),
    ]


def software() -> Iterator[Fact | Problem]:
    """Versions, and which YAML reader is in use."""
    yield Fact(msg("casectl"), __version__)
    yield Fact(msg("Python"), f"{platform.python_version()} ({platform.system()} {os.uname().machine})")
    reader = reader_in_use()
    yield Fact(msg("YAML reader"), reader)
    if "libyaml" not in reader:
        yield Problem(
            "yaml-reader",
            msg("the fast YAML parser is missing: lists take five times as long after files have changed"),
            msg("pip install 'ruamel.yaml[oldlibyaml]'"),
        )


def people(identity: Callable[[], Identity], actor: Callable[[], Person]) -> Iterator[Fact]:
    """The identity from git, and the person it is in this casebook. Raises RepositoryError if git has none."""
    found = identity()
    yield Fact(msg("identity"), f"{found.name} <{found.email}>")
    yield Fact(msg("acting as"), actor().name)


def _unsafe(git: GitCommand) -> Iterator[Problem]:
    git.defences.demand_safe_layout(deep=True)
    yield from ()


def _within_lock(ledger: GitLedger, examine: Callable[[], Iterable[Problem]]) -> Iterator[Problem]:
    """Run a check under the lock: while another command runs, its files would look like leftovers."""
    with ledger.lock():
        yield from examine()
