"""Seals as annotated tags: made by ``git tag``, read as objects, and looked for in a branch's history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext

from casectl.adapters.files import durable
from casectl.adapters.git.book_history import has_commit
from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.objects import GitObject, ObjectReader
from casectl.adapters.git.recovery import clear_own_lock
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.settings import GitSettings
from casectl.adapters.git.signatures import checked_signature
from casectl.adapters.git.signing import demand_own_program, demanding_signature, is_signing_wanted
from casectl.core.proof.seal import TAGS, Seal, SealTag, read_seal, seal_message
from casectl.core.proof.signature import Signature
from casectl.core.values.messages import RepositoryError, msg
from casectl.core.values.regex import regex
from casectl.ports.recording import Identity

_REFS = f"refs/tags/{TAGS}"
_SIGNATURE = regex(rb"^-----BEGIN (?:SSH SIGNATURE|PGP SIGNATURE|PGP MESSAGE|SIGNED MESSAGE)-----$", re.MULTILINE)
_LONGEST = 600.0
_MOST_MESSAGE = 4096


class GitSeals:
    """The `Seals` of a git repository on disk."""

    def __init__(self, repo: RepositoryPaths, objects: ObjectReader | None = None) -> None:
        self._repo = repo
        self._git = GitCommand(repo.root, repo)
        self._reader = objects or ObjectReader(self._git)

    def all(self) -> list[SealTag]:
        """Every tag below ``casectl/seal/``, by name."""
        listed = self._git.run("for-each-ref", "--format=%(objectname) %(refname)", _REFS).decode(errors="replace")
        rows = (line.partition(" ") for line in listed.splitlines())
        return [self._tag(ref.removeprefix("refs/tags/"), self._reader.read(oid)) for oid, _, ref in rows]

    @staticmethod
    def _tag(name: str, found: GitObject | None) -> SealTag:
        if found is None or found.kind != "tag":
            return SealTag(name, "", None)
        head, _, message = found.data.partition(b"\n\n")
        facts = dict(line.split(" ", 1) for line in head.decode(errors="replace").splitlines() if " " in line)
        commit = facts.get("object", "") if facts.get("type") == "commit" else ""
        seal = read_seal(message[:_MOST_MESSAGE].decode(errors="replace"))
        return SealTag(name, commit, seal, _signature(found.data))

    def add(self, seal: Seal, by: Identity) -> bool:
        """Make the tag; signed if ``commit.gpgsign`` or ``user.signingkey`` says so.

        Raises RepositoryError where git does not sign it: then it says nothing of that, and leaves an unsigned tag.
        """
        clear_own_lock(self._repo.common_dir / f"refs/tags/{seal.tag}.lock")
        settings = GitSettings(self._git)
        signs = is_signing_wanted(self._git, settings) or settings.get("user.signingkey") is not None
        if signs:
            demand_own_program(settings)
        how = "--sign" if signs else "--no-sign"
        words = ("--annotate", how, "--cleanup=verbatim", "--file=-", seal.tag, seal.commit)
        who = {"NAME": by.name, "EMAIL": by.email, "DATE": f"@{int(seal.at.timestamp())} +0000"}
        environment = {f"GIT_COMMITTER_{name}": text for name, text in who.items()}
        with demanding_signature() if signs else nullcontext():
            self._git.run("tag", *words, data=seal_message(seal).encode(), environment=environment, timeout=_LONGEST)
        if signs and not self._tag(seal.tag, self._reader.read(_REFS + seal.code)).signed:
            self._git.run("tag", "--delete", seal.tag)
            raise RepositoryError(
                msg("git could not sign the tag with the key of user.signingkey, so nothing was sealed"),
                hint=msg("git config user.signingkey shows the key; if both it and commit.gpgsign are unset,"
                         " seals are not signed"),
            )  # fmt: skip
        durable.sync_folder((self._repo.common_dir / _REFS).resolve())
        return signs

    def chain(self, head: str) -> Iterator[str]:
        """Every commit up to `head`, newest first; each is read, which compares its content with its id."""
        commits = self._git.run("rev-list", "--topo-order", head, timeout=_LONGEST).decode().split()
        for commit, found in zip(commits, self._reader.read_many(commits), strict=True):
            if found is None or found.oid != commit:
                raise RepositoryError(msg("commit {commit} cannot be read back", commit=commit))
            yield commit

    def lost(self, commit: str, head: str) -> list[str] | None:
        """The commits up to `commit` that `head` has not, oldest first; None if the commit is not here."""
        try:
            if has_commit(self._git, head, commit):
                return []  # the listing goes by dates, and errs where clocks differed
            listed = self._git.run("rev-list", "--topo-order", "--reverse", commit, f"^{head}", timeout=_LONGEST)
        except GitFailed:
            return None
        return listed.decode().split()


def _signature(tag: bytes) -> Signature:
    """That of a tag, which stands at its end."""
    starts = [found.start() for found in _SIGNATURE.finditer(tag)]
    return checked_signature(tag[: starts[-1]], tag[starts[-1] :]) if starts else Signature(False)
