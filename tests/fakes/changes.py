"""What differs between two versions of a casebook in memory."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from casectl.adapters.index.verdicts import NoVerdicts
from casectl.core.history.commit import Commit
from casectl.core.history.file_change import FileChange, Looked
from casectl.core.history.step import Side, Step
from casectl.core.history.verified import Disguise, Verified
from casectl.core.proof.signature import Signature
from casectl.core.time.instants import to_seconds
from tests.fakes.ledger import FakeLedger


@dataclass
class FakeChanges:
    """The changes of a ledger in memory; a folder's id is made of what is in it."""

    ledger: FakeLedger
    signed: Mapping[str, Signature] = field(default_factory=dict)
    """The commits that are signed."""

    def head(self) -> tuple[str, str]:
        """The branch and its commit."""
        head = self.ledger.head()
        return head.ref, head.commit

    def commit_before(self, at: datetime) -> str:
        """The last commit made by then."""
        made = [each.oid for each in self.ledger.commits if to_seconds(each.at) <= to_seconds(at)]
        return made[-1] if made else ""

    def steps(self, after: str, before: Sequence[str]) -> Iterator[Step]:
        """The commits up to `after`, without those up to the last of `before`."""
        names = [each.oid for each in self.ledger.commits]
        first = max((names.index(each) + 1 for each in before), default=0)
        last = self.ledger.listed("", before[-1]) if before else {}
        for each in self.ledger.commits[first : names.index(after) + 1]:
            files = self.ledger.listed("", each.oid)
            sides = [Side(path, last.get(path, ""), files.get(path, "")) for path in sorted({*last, *files})
                     if last.get(path) != files.get(path)]  # fmt: skip
            who = f"{each.by.name} <{each.by.email}>"
            commit = Commit(each.oid, who, each.at, each.trailers.events, each.trailers.actor or "",
                            each.trailers.mapping or "", committer=who, via=each.trailers.via or "",
                            case=each.trailers.case or "")  # fmt: skip
            yield Step(commit, (each.parent,) if each.parent else (), tuple(sides))
            last = files

    def signatures(self, commits: Sequence[str]) -> Iterator[Signature]:
        """The signature of each commit."""
        return (self.signed.get(each, Signature(False)) for each in commits)

    def has(self, after: str, before: str) -> bool | None:
        """Whether one commit comes before another."""
        names = [each.oid for each in self.ledger.commits]
        return names.index(before) <= names.index(after) if {before, after} <= {*names} else None

    def same_content(self, commit: str) -> str:
        """None: there is one branch."""
        del commit
        return ""

    def is_private(self, commit: str, head: str) -> bool:
        """Never."""
        del commit, head
        return False

    def shared(self) -> list[str]:
        """None: here are no remotes."""
        return []

    def last_with(self, path: str, commit: str) -> str:
        """The last commit up to this one that has a file."""
        names = [each.oid for each in self.ledger.commits]
        there = (
            each for each in reversed(names[: names.index(commit) + 1]) if self.ledger.blob(path, each) is not None
        )
        return next(there, "")

    def versions(self, path: str, commits: Sequence[str]) -> list[str]:
        """The ids of the contents that a file had up to the last of these commits."""
        names = [each.oid for each in self.ledger.commits]
        last = max((names.index(each) + 1 for each in commits), default=0)
        found = (self.ledger.listed("", each).get(path, "") for each in names[:last])
        return [*dict.fromkeys(filter(None, found))]

    def partings(self, commits: Sequence[str]) -> list[str]:
        """None: here histories do not part."""
        del commits
        return []

    def holders(self, ids: Collection[str], folder: str, commit: str) -> Mapping[str, frozenset[str]]:
        """The files that have one of these ids."""
        listed = self.ledger.listed(folder, commit).items()
        files = {path: (self.ledger.by_id(oid) or b"").decode() for path, oid in listed}
        words = {path: re.split(r"[^\w.-]+", text) for path, text in files.items()}
        found = {each: frozenset(path for path in files if each in words[path]) for each in ids}
        return {each: paths for each, paths in found.items() if paths}

    def in_use(self, folder: str, commit: str) -> Mapping[str, Mapping[str, int]]:
        """The states of the cases, by template and state."""
        found: dict[str, Counter[str]] = {}
        for oid in self.ledger.listed(folder, commit).values():
            lines = (self.ledger.by_id(oid) or b"").decode().replace('"', "").splitlines()
            said = dict(line.split(": ", 1) for line in lines if line.startswith(("template: ", "state: ")))
            said = {key: value.partition(" ")[0] for key, value in said.items()}
            if len(said) == 2:
                found.setdefault(said["template"], Counter())[said["state"]] += 1
        return found

    def note_changed_paths(self, commits: int) -> None:
        """Nothing is slow here."""
        del commits

    def disguises(self) -> list[Disguise]:
        """There are none here."""
        return []

    def moved(self, paths: Sequence[str], before: str, after: str) -> list[FileChange]:
        """What differs below these folders between two commits."""
        then, now = self.ledger.listed("", before), self.ledger.listed("", after)
        at = next(each.at for each in self.ledger.commits if each.oid == before)
        below = tuple(f"{each}/" for each in paths)
        changed = [path for path in sorted({*then, *now}) if then.get(path) != now.get(path) and path.startswith(below)]
        return [FileChange(before, "", at, path, then.get(path, ""), now.get(path, ""), True) for path in changed]

    def imported(self, folder: str, until: str) -> frozenset[str]:
        """The files that commits of imports added."""
        oids = [each.oid for each in self.ledger.commits]
        before = self.ledger.commits[: oids.index(until) + 1 if until else None]
        return frozenset(path for each in before if each.trailers.mapping
                         for path in self.ledger.listed(folder, each.oid))  # fmt: skip

    def _listed(self, paths: Sequence[str], commit: str) -> dict[str, str]:
        listed = self.ledger.listed("", commit).items()
        return {path: oid for path, oid in listed if any(path == each or path.startswith(f"{each}/") for each in paths)}

    def top(self) -> dict[str, str]:
        """The files and folders at the top of HEAD."""
        return self._top("HEAD")

    def _top(self, commit: str) -> dict[str, str]:
        found: dict[str, dict[str, str]] = {}
        for path, oid in self.ledger.listed("", commit).items():
            name, _, rest = path.partition("/")
            found.setdefault(name, {})[rest] = oid
        return {name: self._id(files) for name, files in found.items()}

    def _id(self, files: Mapping[str, str]) -> str:
        return self.ledger.blob_id(repr(sorted(files.items())).encode())

    def differing(self, folder: str, before: str, after: str) -> list[str] | None:
        """The files below `folder` that differ between two contents of it, by their ids."""
        contents = {self._top(each.oid).get(folder, ""): self.ledger.listed(folder, each.oid)
                    for each in self.ledger.commits}  # fmt: skip
        if before not in contents or after not in contents:
            return None
        one, other = contents[before], contents[after]
        return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


class FakeVerified(dict[str, Verified]):
    """How far each branch was verified."""

    def so_far(self, branch: str) -> Verified:
        """What was verified of it."""
        return self.get(branch, Verified())

    def keep(self, branch: str, found: Verified) -> None:
        """Remember that."""
        self[branch] = found


class FakeSeenHeads(dict[str, Looked]):
    """How far was looked at each branch."""

    def looked(self, branch: str) -> Looked | None:
        """How far, None if never."""
        return self.get(branch)

    def branches(self) -> tuple[str, ...]:
        """The branches."""
        return tuple(self)

    def keep(self, branch: str, looked: Looked) -> None:
        """Remember that."""
        self[branch] = looked


@dataclass
class ForCheck:
    """What `check` alone needs of a context, and the ledger."""

    ledger: FakeLedger = field(default_factory=FakeLedger)
    verdicts: NoVerdicts = field(default_factory=NoVerdicts, kw_only=True)
    seen_heads: FakeSeenHeads = field(default_factory=FakeSeenHeads, kw_only=True)
    verified: FakeVerified = field(default_factory=FakeVerified, kw_only=True)
    signed: dict[str, Signature] = field(default_factory=dict, kw_only=True)

    @property
    def changes(self) -> FakeChanges:
        """The changes of the ledger."""
        return FakeChanges(self.ledger, self.signed)
