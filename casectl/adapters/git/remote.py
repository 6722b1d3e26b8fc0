"""Another repository that a casebook is shared with: what it has, brought here, and what it is given.

git goes to it by its own commands, over a folder, ssh, http or git's own protocol, and over nothing that runs a
program. What the repository's own configuration would run is not run: that may come from anywhere. git never asks.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.remote_errors import not_cloned, refused, silent, unreached
from casectl.adapters.git.settings import GitSettings
from casectl.core.values.addresses import has_secret, redacted, without_secret
from casectl.core.values.messages import CasectlError, NotFound, Refused, RepositoryError, msg
from casectl.core.values.nearest import a_few, suggestion
from casectl.core.values.regex import regex
from casectl.ports.syncing import Fetched, Upstream

_PROTOCOLS = "file:git:http:https:ssh"
_SETTINGS = {
    "push.gpgSign": "false",
    "push.recurseSubmodules": "no",
    "http.lowSpeedLimit": "1",  # bytes in a second, for a minute: then the other side is taken to be gone
    "http.lowSpeedTime": "60",
}
_OF_THE_USER = (
    *("GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_HTTP_USER_AGENT"),
    *("GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_SSL_CERT", "GIT_SSL_KEY", "GIT_SSL_NO_VERIFY"),
)
"""The user's own variables by which git goes out; others that begin with GIT_ could lead it elsewhere."""
_PROGRAMS = regex(
    r"core\.(sshcommand|gitproxy|askpass|alternaterefscommand)|credential\.(.*\.)?helper"
    r"|remote\..*\.(uploadpack|receivepack|vcs)"
)
_RUNS_A_PROGRAM = regex(r"[A-Za-z0-9]+::")
_REMOTE = regex(r"remote\.(.+)\.(url|pushurl)")
_NAME = regex(r"[^\W_][\w.+@/-]*")
_LOCKED_TRIES = 4
_LONGEST = 600.0
"""Seconds within which the other side has to answer with all that it has."""
_MOVED = regex(
    r"\((fetch first|non-fast-forward|stale info|failed to update ref|incorrect old value provided|cannot lock ref.*"
    r"|reference already exists|atomic push failed)\)"
)
"""How a push is refused where the other side's branch has moved on, or is just moving."""


_AGAIN = msg("casectl sync again")
ORIGIN = "origin"
"""What the remote of a clone is called at first."""


class GitRemotes:
    """The remotes of one repository; of none yet, for a clone."""

    def __init__(self, git: GitCommand) -> None:
        self._git = git
        self._locked = 0

    def upstream(self, ref: str, remote: str = "", branch: str = "") -> Upstream:
        """Where the branch `ref` is shared, by what is said, by git's settings, or since there is one remote only.

        Raises RepositoryError if nothing says it, Refused for an address that is not gone to.
        """
        settings = GitSettings(self._git)
        short = ref.removeprefix("refs/heads/")
        addresses = _addresses(settings)
        name = (
            remote or settings.get(f"branch.{short}.remote") or next(iter(addresses if len(addresses) == 1 else ()), "")
        )
        if not name or (not remote and name not in addresses):
            raise _no_remote(short, addresses)
        if name not in addresses or not _NAME.fullmatch(name):
            raise _unknown_remote(name, [*addresses])
        merged = settings.get(f"branch.{short}.merge") if settings.get(f"branch.{short}.remote") == name else None
        there = branch or (merged or short).removeprefix("refs/heads/")
        for each in addresses[name]:
            demand_safe(each, name)
        self._refuse_programs(settings)
        return Upstream(name, there, redacted(addresses[name][0]))

    @staticmethod
    def _refuse_programs(settings: GitSettings) -> None:
        """Refuse what the repository's own configuration would run."""
        for key in (each.key for each in settings.own() if _PROGRAMS.fullmatch(each.key)):
            raise RepositoryError(
                msg("{key} is set in the repository's own configuration, so casectl does not run it", key=key),
                hint=msg("set it with git config --global {key}, and remove it from this repository", key=key),
            )

    def fetch(self, upstream: Upstream) -> Fetched:
        """Bring what the other side has; no name of ours is given to it, which a kill would leave locked."""
        listed = self._run(upstream, "ls-remote", "--heads", "--quiet", upstream.remote).decode(errors="replace")
        rows = (line.partition("\t") for line in listed.splitlines())
        heads = {name: commit for commit, _, name in rows if name}
        ref = f"refs/heads/{upstream.branch}"
        others = tuple(sorted(each.removeprefix("refs/heads/") for each in heads if each != ref))
        seen = self.seen(upstream)
        if ref in heads and heads[ref] != seen:
            how = ("--quiet", "--no-write-fetch-head", "--no-recurse-submodules", "--no-prune", "--refmap=")
            self._run(upstream, "fetch", *how, upstream.remote, ref)
        commit = self._commit(heads[ref]) if ref in heads else ""
        if ref in heads and not commit:
            raise RepositoryError(msg("{name} changed while it was fetched", name=upstream.name), hint=_AGAIN)
        return Fetched(commit, seen, others)

    def seen(self, upstream: Upstream) -> str:
        """The commit that the other side had last, as far as this clone has seen; "" if it never has."""
        return self._commit(f"refs/remotes/{upstream.name}")

    def _commit(self, ref: str) -> str:
        try:
            return self._git.run("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}").decode().strip()
        except GitFailed:
            return ""

    def push(self, upstream: Upstream, commit: str) -> bool:
        """Give the commit to the other side's branch; False if that has moved on. Raises Refused, RepositoryError."""
        try:
            how = ("--porcelain", "--no-verify", "--no-follow-tags")
            self._go(upstream, "push", *how, upstream.remote, f"{commit}:refs/heads/{upstream.branch}")
        except GitFailed as error:
            told = error.output.decode(errors="replace")
            line = next((each for each in told.splitlines() if each.startswith("!")), "")
            if _MOVED.search(line):
                self._demand_unlocked(upstream, error.said)
                return False
            if "[remote rejected]" in line or "[rejected]" in line:
                raise refused(upstream, line, error.said) from None
            if not self._has(upstream, commit):
                raise unreached(upstream, error) from None
        return True

    def _has(self, upstream: Upstream, commit: str) -> bool:
        """Whether the other side's branch is at the commit: git also fails after it has been taken there."""
        try:
            listed = self._go(upstream, "ls-remote", "--quiet", upstream.remote, f"refs/heads/{upstream.branch}")
        except RepositoryError:
            return False
        return listed.decode(errors="replace").partition("\t")[0] == commit

    def _demand_unlocked(self, upstream: Upstream, said: str) -> None:
        """Raise RepositoryError, naming the file, if the other side's branch has been locked for some tries."""
        lock = re.search(r"\S+\.lock'?: File exists", said)
        self._locked = self._locked + 1 if lock else 0
        if lock and self._locked >= _LOCKED_TRIES:
            raise RepositoryError(
                msg("{remote} ({address}) keeps its branch locked: {reason}", remote=upstream.remote,
                    address=upstream.address, reason=redacted(lock[0])),
                hint=msg("a git command is running there, or was killed; make sure that none is running, then"
                         " delete the file named above"),
            )  # fmt: skip

    def clone(self, address: str, folder: str, branch: str = "") -> None:
        """Make a clone in a folder that is empty, or not there. Raises RepositoryError, NotFound for the branch."""
        at = Upstream(ORIGIN, branch, redacted(address))
        which = (f"--branch={branch}",) if branch else ()
        how = ("--quiet", "--template=", "--no-recurse-submodules", f"--origin={ORIGIN}")
        try:
            self._go(at, "clone", *how, *which, "--", address, folder)
        except GitFailed as error:
            if branch and "Remote branch" in error.said:
                raise self._no_branch(at, address) from None
            raise not_cloned(at, error) from None

    def _no_branch(self, at: Upstream, address: str) -> NotFound:
        listed = self._run(at, "ls-remote", "--heads", "--quiet", "--", address).decode(errors="replace")
        known = [line.partition("\trefs/heads/")[2] for line in listed.splitlines()]
        return NotFound(
            msg("the casebook at {address} has no branch {name}", address=at.address, name=at.branch),
            hint=suggestion(at.branch, known) or msg("its branches: {names}", names=a_few(sorted(known))),
        )

    def rename(self, old: str, new: str) -> None:
        """Call a remote otherwise, unless the name is none that a remote may have."""
        if new != old and _NAME.fullmatch(new):
            self._git.run("remote", "rename", old, new)

    def bring(self, folder: str, ref: str) -> None:
        """Bring what a branch of a repository on this machine has; nothing here gets a name by it.

        Raises RepositoryError.
        """
        how = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--refmap=")
        self._run(Upstream("archive", "", folder), "fetch", *how, "--", folder, ref)

    def _run(self, upstream: Upstream, *words: str) -> bytes:
        try:
            return self._go(upstream, *words)
        except GitFailed as error:
            raise unreached(upstream, error) from None

    def _go(self, upstream: Upstream, *words: str) -> bytes:
        try:
            return self._git.run(*words, environment=_environment(), timeout=_LONGEST)
        except GitFailed:
            raise
        except RepositoryError as error:
            raise silent(upstream, error) from None


def demand_safe(address: str, name: str = "") -> None:
    """Raise Refused for an address that has a password in it, or that runs a program."""
    if _RUNS_A_PROGRAM.match(address) or address.startswith("-"):
        raise Refused(
            msg("the address {value} can run a program, so it is not used", value=redacted(address)),
            hint=msg("use a folder, or an address that begins with ssh://, https://, http:// or git://"),
        )
    if has_secret(address):
        clean = without_secret(address)
        raise Refused(
            msg("the address {value} contains a password or a token, which every copy of it would show",
                value=redacted(address)),
            hint=msg("git remote set-url {name} {url}; git asks for the password, or takes it from git config"
                     " --global credential.helper", name=name, url=clean)
            if name
            else msg("casectl clone {url}; git takes the password from git config --global credential.helper",
                     url=clean),
        )  # fmt: skip


def _addresses(settings: GitSettings) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in settings.all:
        if match := _REMOTE.fullmatch(each.key):
            found.setdefault(match[1], []).append(each.value)
    return found


def _unknown_remote(name: str, known: Sequence[str]) -> RepositoryError:
    if "://" in name:
        hint = msg("git remote add NAME {url}; casectl sync --remote NAME", url=without_secret(name))
    elif near := suggestion(name, known):
        hint = near
    elif len(known) == 1:
        hint = msg("the remote here is {known}; to give it that name: git remote rename {known} {name}",
                   known=known[0], name=name)  # fmt: skip
    elif known:
        hint = msg("the remotes here: {names}", names=a_few(sorted(known)))
    else:
        hint = msg("git remote add {name} URL", name=name)
    return RepositoryError(msg("there is no remote {name} here", name=redacted(name)), hint=hint)


def _no_remote(branch: str, known: Mapping[str, Sequence[str]]) -> CasectlError:
    if not known:
        return RepositoryError(
            msg("this casebook is on this machine only"),
            hint=msg("git remote add origin URL, with the address of an empty repository that everyone can reach"),
        )
    return RepositoryError(
        msg("no setting says which of {names} the branch {branch} is shared with", names=sorted(known), branch=branch),
        hint=msg(
            "git config branch.{branch}.remote NAME, or give the remote in casectl.yaml (sync: remote:)", branch=branch
        ),
    )


def _environment() -> dict[str, str]:
    """What lets git go out: the protocols, the settings, and what the user has set for it."""
    own = {name: os.environ[name] for name in _OF_THE_USER if name in os.environ}
    pairs = enumerate(_SETTINGS.items())
    settings = {f"GIT_CONFIG_{part}_{number}": text for number, pair in pairs
                for part, text in zip(("KEY", "VALUE"), pair, strict=True)}  # fmt: skip
    return {**own, **settings, "GIT_CONFIG_COUNT": str(len(_SETTINGS)), "GIT_ALLOW_PROTOCOL": _PROTOCOLS}
