"""Settings and templates as they were when an event was recorded, by the ids of their blobs, each read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casectl.core.template.model import Template
from casectl.core.template.read import read_template
from casectl.core.template.settings import SETTINGS, Casebook, read_casebook
from casectl.core.values.messages import Unreadable
from casectl.core.values.tree import Source, text_of
from casectl.core.workflow.guards import GUARDS
from casectl.ports.recording import Ledger


class PastRules:
    """The recorded versions of rule files. `read` gives the tree of a file's content, cached."""

    def __init__(self, ledger: Ledger, read: Callable[[str, bytes], Source]) -> None:
        self._ledger, self._read = ledger, read
        self._sources: dict[tuple[str, str], Source | None] = {}
        self._settings: dict[str, Casebook | None] = {}

    def settings(self, version: str) -> Casebook | None:
        """The settings in this version; None if this clone does not have it, or it has faults."""
        if version not in self._settings:
            source = self._source(SETTINGS, version)
            book, findings = read_casebook(source) if source else (None, [])
            self._settings[version] = None if findings else book
        return self._settings[version]

    def template(self, name: str, versions: Mapping[str, str]) -> Template | None:
        """A template by these versions of its files; None if one is not here, or has faults."""

        def source(each: str) -> Source | None:
            path = f"templates/{each}.yaml"
            return self._source(path, versions.get(path, ""))

        own = source(name)
        template, findings = read_template(own, source, GUARDS) if own else (None, [])
        return None if findings else template

    def files(self, name: str, versions: Mapping[str, str]) -> list[str]:
        """The paths of a template's file and of those that it extends, as far as these versions have them."""
        paths: list[str] = []
        while name and (path := f"templates/{name}.yaml") not in paths and path in versions:
            paths.append(path)
            source = self._source(path, versions[path])
            name = text_of(source.tree.get("extends")) if source else ""
        return paths

    def _source(self, path: str, version: str) -> Source | None:
        if (path, version) not in self._sources:
            self._sources[path, version] = self._sourced(path, version)
        return self._sources[path, version]

    def _sourced(self, path: str, version: str) -> Source | None:
        try:
            data = self._ledger.by_id(version)
            return self._read(path, data) if data is not None else None
        except Unreadable:
            return None
