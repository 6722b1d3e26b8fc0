"""What is said where another repository cannot be reached, or takes nothing: the reason, and the way out."""

from __future__ import annotations

import re

from casectl.adapters.git.command import FULL_DISK, GitFailed
from casectl.core.values.addresses import redacted
from casectl.core.values.messages import CasectlError, Message, Refused, RepositoryError, msg
from casectl.core.values.value_class import NamedTuple
from casectl.ports.syncing import Upstream


class _WayOut(NamedTuple):
    """What to do if git says something like `pattern`: in a casebook that is shared, and where one is cloned."""

    pattern: str
    hint: Message
    for_clone: Message


_LOGIN = msg("set up a login for git: an ssh key with ssh-agent, or git config --global credential.helper")
_HOST_KEY = msg("connect once with ssh, and check that the host key is the right one")
_ADDRESS = msg("check the address, letter by letter: git ls-remote URL shows whether there is a repository")

_WAYS_OUT = (
    _WayOut(
        r"Could not resolve|Connection (refused|timed out|reset|closed)|[Uu]nable to connect|Failed to connect"
        r"|[Cc]ould ?n[o']t connect|Network is|timed out|early EOF|hung up",
        msg("nothing is lost: what is recorded here stays, and the next casectl sync shares it"),
        msg("check the host's name and the network; no clone was made, so the same command can be run again"),
    ),
    _WayOut(
        r"Permission denied \(|Authentication failed|could not read (Username|Password)|terminal prompts disabled"
        r"|error: 40[13]|Access denied",
        _LOGIN,
        _LOGIN,
    ),
    _WayOut("Host key verification failed", _HOST_KEY, _HOST_KEY),
    _WayOut(
        "not appear to be a git repository|does not exist|not found|No such file|error: 40[04]|not exported",
        msg("git remote -v shows the address; git remote set-url NAME URL changes it"),
        _ADDRESS,
    ),
)


def silent(upstream: Upstream, error: RepositoryError) -> RepositoryError:
    """The other side has not answered in time."""
    return RepositoryError(
        msg("cannot reach {remote} ({address}): {reason}", remote=upstream.remote, address=upstream.address,
            reason=error.what),
        hint=_WAYS_OUT[0].hint,
    )  # fmt: skip


def unreached(upstream: Upstream, error: GitFailed) -> RepositoryError:
    """git could not go there, what it found is no repository, or the disk here has no room for what is there."""
    if re.search(FULL_DISK, error.said):
        return error
    way = _way_out(error)
    return RepositoryError(
        msg("cannot reach {remote} ({address}): {reason}", remote=upstream.remote, address=upstream.address,
            reason=_reason(error)),
        hint=way.hint if way else error.hint,
    )  # fmt: skip


def not_cloned(upstream: Upstream, error: GitFailed) -> RepositoryError:
    """The same, where a clone was to be made."""
    way = _way_out(error)
    return RepositoryError(
        msg("cannot clone {address}: {reason}", address=upstream.address, reason=_reason(error)),
        hint=way.for_clone if way else error.hint,
    )


def _way_out(error: GitFailed) -> _WayOut | None:
    if re.search(FULL_DISK, error.said):
        return None
    return next((way for way in _WAYS_OUT if re.search(way.pattern, error.said)), None)


def _reason(error: GitFailed) -> str:
    lines = [line.removeprefix("fatal: ").removeprefix("error: ") for line in error.said.splitlines()]
    reason = next((line for line in lines if line and not line.startswith(("warning: ", "hint: "))), "")
    return redacted(reason) or str(error.status)


_CHECKED_OUT = "branch is currently checked out"


def refused(upstream: Upstream, line: str, said: str) -> CasectlError:
    """Why the other side takes nothing: in its own words, which it sends beside."""
    words = [each.removeprefix("remote:").strip() for each in said.splitlines() if each.startswith("remote:")]
    reason = line.rpartition("\t")[2].partition("] ")[2].strip("()")
    full = re.search("unpack|No space|quota|disk", f"{reason} {said}")
    kind = RepositoryError if full else Refused
    hint = msg("what is recorded here stays; casectl sync shares it once the other side accepts it")
    if _CHECKED_OUT in reason:
        hint = msg("it is somebody's work tree: share a bare repository instead, made with git clone --bare")
    return kind(
        msg("{remote} ({address}) refuses it: {reason}", remote=upstream.remote, address=upstream.address,
            reason=reason),
        problems=[msg("{remote}: {words}", remote=upstream.remote, words=each) for each in words if each],
        hint=hint,
    )  # fmt: skip
