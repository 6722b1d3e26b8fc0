"""Programs that a repository's own configuration names, and settings that anybody who can push could change.

casectl runs none of them; plain git or an editor in the same folder does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.merge_driver import is_set_up, set_up
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.settings import GitSettings
from casectl.core.checks.health import Fact, Problem
from casectl.core.values.addresses import redacted
from casectl.core.values.messages import msg
from casectl.core.values.regex import regex

_RUNS = regex(
    r"core\.(fsmonitor|hookspath|sshcommand|gitproxy|askpass|editor|pager|alternaterefscommand)|sequence\.editor"
    r"|credential\..*helper|credential\.helper|gpg\.(.*\.)?(program|defaultkeycommand)|alias\..*|pager\..*"
    r"|diff\.external|(diff|difftool|mergetool)\..*\.(command|textconv|cmd)|filter\..*\.(clean|smudge|process)"
    r"|merge\..*\.driver|trailer\..*\.(command|cmd)|hook\..*\.command|uploadpack\.packobjectshook"
    r"|remote\..*\.(uploadpack|receivepack|vcs|proxy)|submodule\..*\.update|browser\..*\.cmd|man\..*\.cmd"
)
"""GitSettings whose value git may run as a program."""
_FOLLOWED = regex(r"core\.(hookspath|attributesfile|excludesfile)|include\.path|includeif\..*\.path")
"""GitSettings that name a file: one inside the work tree is controlled by anybody who can push."""
_MERGED = ("cases/2026/01/C-2601-000000000.yaml", "templates/x.yaml", "calendars/x.yaml", "casectl.yaml")
"""A file of each kind that casectl merges."""
_OURS = ("merge.casectl.driver", "mergetool.casectl.cmd")
_SWITCHES = ("true", "false", "")


def own_settings(repo: RepositoryPaths, settings: GitSettings) -> Iterator[Fact | Problem]:
    """The programs that the repository's own configuration names, and the settings that tracked files control."""
    own = settings.own()
    for _, key, value in own:
        if _FOLLOWED.fullmatch(key) and _is_within(repo, value):
            yield Problem(
                "tracked-setting",
                msg("{key} points into the work tree ({value}): anybody who can push controls what git does here",
                    key=key, value=value),
                msg("git config --unset {key}", key=key),
            )  # fmt: skip
        elif key == "core.fsmonitor" and value.lower() not in _SWITCHES:
            yield Problem(
                "program",
                msg("core.fsmonitor names a program ({value}) that every git status runs", value=value),
                msg("if it is not yours: git config --unset core.fsmonitor"),
            )
        elif _RUNS.fullmatch(key) and key not in _OURS:
            yield Fact(msg("program in .git/config"), redacted(f"{key} = {value}"))
    last = {key: value for _, key, value in own}
    if repo.git_dir == repo.common_dir and _leads_elsewhere(repo, last.get("core.worktree", "")):
        yield Problem(
            "work-tree",
            msg("core.worktree names {folder}: plain git uses that folder as the casebook, not {root}",
                folder=last["core.worktree"], root=str(repo.root)),
            msg("if nothing else relies on it: git config --unset core.worktree"),
        )  # fmt: skip
    if last.get("core.bare") == "true":
        yield Problem("bare", msg("core.bare is true, though there are files"), msg("git config core.bare false"))


def merging(git: GitCommand, settings: GitSettings, fix: bool) -> Iterator[Problem]:
    """Whether git is set up to merge cases, which a clone does not copy."""
    if is_set_up(settings):
        return
    if fix:
        set_up(git)
    yield Problem(
        "merge-driver",
        msg("git is not set up to merge cases here: two notes on one case would be a conflict"),
        msg("casectl doctor --fix"),
        fixed=fix,
    )


def attributes(git: GitCommand) -> Iterator[Problem]:
    """Whether .gitattributes says which files are merged so."""
    words = git.run("check-attr", "-z", "merge", "--", *_MERGED).decode(errors="replace").split("\0")
    others = [path for path, how in zip(words[::3], words[2::3], strict=False) if how != "casectl"]
    if others:
        yield Problem(
            "attributes",
            msg(".gitattributes lacks the lines that let casectl merge {paths}",
                paths=[path.partition("/")[0] for path in others]),
            msg("casectl init --yes adds the lines, keeps everything else, and records the change"),
        )  # fmt: skip


def _leads_elsewhere(repo: RepositoryPaths, folder: str) -> bool:
    return bool(folder) and (repo.git_dir / folder).resolve() != repo.root


def _is_within(repo: RepositoryPaths, value: str) -> bool:
    target = Path(value).expanduser()
    start = repo.git_dir if value.startswith("..") else repo.root
    whole = (start / target).resolve()
    return whole.is_relative_to(repo.root) and not whole.is_relative_to(repo.git_dir.resolve())
