"""A work tree in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from casectl.adapters.files.paths import path_parts
from casectl.core.values.messages import CasectlError


@dataclass
class FakeStore:
    """Files by path. Tests set `refuses` to have every write fail with it, as a full disk would."""

    files: dict[str, bytes] = field(default_factory=dict)
    refuses: CasectlError | None = None

    def paths(self, folder: str, ending: str = ".yaml") -> list[str]:
        """Every file below a folder whose name ends so, sorted; names with a leading dot are left out."""
        return sorted(
            path
            for path in self.files
            if path.startswith(f"{folder}/") and path.endswith(ending) and "/." not in path[len(folder) :]
        )

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        path_parts(path)
        return path in self.files

    def read(self, path: str) -> bytes | None:
        """The content, None if there is no such file."""
        path_parts(path)
        return self.files.get(path)

    def write_many(
        self, files: Iterable[tuple[str, bytes | None]], may_replace: Callable[[str], bool] = lambda _: True
    ) -> None:
        """Write many files; None removes one. Raises `refuses`, if set."""
        for path, data in files:
            if not may_replace(path):
                continue
            if data is None:
                self.remove(path)
            else:
                path_parts(path)
                if self.refuses:
                    raise self.refuses
                self.files[path] = data

    def remove(self, path: str) -> None:
        """Take the file away, if it is there."""
        path_parts(path)
        self.files.pop(path, None)
