"""The shelf: the casebook's templates, and those that the package ships for `casectl init` to copy."""

from __future__ import annotations

from pathlib import Path

from casectl.core.tree import Source
from casectl.ports import Documents, Store

FOLDER = "templates"

_PACKAGE = Path(__file__).parent.parent
_SHIPPED = (_PACKAGE / "shipped" / FOLDER, _PACKAGE.parent / FOLDER)
"""Where the package's own templates lie: in an installed wheel, and in a source checkout."""


class TemplateShelf:
    """The templates of a casebook, by name."""

    def __init__(self, store: Store, documents: Documents) -> None:
        self._store = store
        self._documents = documents

    def names(self) -> list[str]:
        """The names of the casebook's templates, sorted."""
        return sorted(self._paths())

    def source(self, name: str) -> Source | None:
        """The file of a template; None if there is none. Raises Unreadable if it cannot be read as YAML."""
        path = self._paths().get(name)
        data = self._store.read(path) if path else None
        return self._documents.read(path, data) if path and data is not None else None

    def _paths(self) -> dict[str, str]:
        """Each template's path, by name. A name that somebody gives is looked up here and never made into a path."""
        paths = (path.split("/") for path in self._store.paths(FOLDER))
        return {path[1].removesuffix(".yaml"): "/".join(path) for path in paths if len(path) == 2}


def shipped() -> dict[str, bytes]:
    """The package's own templates: name to content."""
    folder = next((folder for folder in _SHIPPED if folder.is_dir()), None)
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.yaml"))} if folder else {}
