"""How git is started so that it runs, asks and changes nothing that a repository or an inherited variable names."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from casectl.core.values.messages import RepositoryError, msg

_HOOKS = (
    *("reference-transaction", "post-index-change", "pre-commit", "commit-msg", "post-commit"),
    *("post-checkout", "post-merge", "pre-push"),
)
_SETTINGS = (
    *("core.fsmonitor=false", "core.hooksPath=/dev/null", "core.attributesFile=/dev/null"),
    *(f"hook.{event}.enabled=false" for event in _HOOKS),
    *("core.fsync=all", "core.filesRefLockTimeout=1000", "gc.auto=0", "maintenance.auto=false"),
    *("core.symlinks=false", "core.autocrlf=false", "core.protectHFS=true", "core.protectNTFS=true"),
    *("safe.bareRepository=explicit", "submodule.recurse=false", "user.useConfigOnly=true"),
    "core.commitGraph=false",  # only the commits themselves count; `commit_graph` decides when the graph may be used
    *("fetch.fsckObjects=true", "transfer.fsckObjects=true", "fastimport.unpackLimit=100"),
    *("log.mailmap=false", "log.showSignature=false", "log.follow=false", "trailer.separators=:", "color.ui=false"),
    *("i18n.commitEncoding=UTF-8", "i18n.logOutputEncoding=UTF-8", "core.quotePath=false"),
)
SAFE = (
    *("--no-pager", "--no-replace-objects", "--literal-pathspecs", "--no-optional-locks"),
    *(word for setting in _SETTINGS for word in ("-c", setting)),
)
"""The start of every git command: nothing from the repository is run, everything written is synced."""

_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # git before 2.39.4 obeys this, and no configuration overrides it
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,  # else .git/info/grafts could hide part of the history
}
_INHERITED = {
    *("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM"),
}


def environment() -> dict[str, str]:
    """This process's variables, without those that could redirect git."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _INHERITED}
    return own | _ENVIRONMENT


def quarantine(objects: Path) -> dict[str, str]:
    """The variables by which git reads what is being pushed into a repository, from a hook of that push.

    Only from a folder that git itself makes for it, within the repository's own `objects`; empty if there is no push.
    """
    pushed = Path(os.environ.get("GIT_QUARANTINE_PATH", ""))
    if not pushed.is_absolute() or pushed.resolve().parent != objects.resolve() or not pushed.is_dir():
        return {}
    return {"GIT_OBJECT_DIRECTORY": str(pushed), "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(objects)}


@cache
def executable() -> str:
    """The absolute path of git, never one in the current folder. Raises RepositoryError if there is none."""
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        file = Path(folder, "git")
        if file.is_absolute() and file.is_file() and os.access(file, os.X_OK):
            return str(file)
    raise RepositoryError(msg("git is not installed"), hint=msg("install git, and make sure that it is on PATH"))
