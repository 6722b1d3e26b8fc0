"""What differs between two versions of a casebook in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.fakes.ledger import FakeLedger


@dataclass
class FakeChanges:
    """The changes of a ledger in memory; a folder's id is made of what is in it."""

    ledger: FakeLedger

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
