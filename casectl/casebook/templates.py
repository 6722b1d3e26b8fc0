"""The templates of a casebook, by name."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from casectl.core.template.labels import Labels
from casectl.core.values.messages import Finding, NotFound, msg, unreadable_with
from casectl.core.values.nearest import suggestion
from casectl.core.values.tree import Source

if TYPE_CHECKING:  # lists need only labels, and those are cached
    from casectl.casebook.settings_files import SettingsFiles
    from casectl.core.template.model import Template

FOLDER = "templates"


class TemplateLoader:
    """The templates of a casebook, by name."""

    def __init__(self, files: SettingsFiles) -> None:
        self._files = files
        self._templates: dict[str, Template] = {}
        self._labels: dict[str, Labels] = {}

    def names(self) -> list[str]:
        """The names of the casebook's templates, sorted."""
        return sorted(self._paths)

    def template(self, name: str) -> Template:
        """A template of the casebook. Raises NotFound (naming the nearest), or Unreadable with every problem."""
        if name not in self._templates:
            template, findings = self._read(name, self._cached)
            if findings:
                template, findings = self.checked(name)
            if template is None or findings:
                raise unreadable_with(f"{FOLDER}/{name}.yaml", findings)
            self._templates[name] = template
        return self._templates[name]

    def checked(self, name: str) -> tuple[Template | None, list[Finding]]:
        """A template with all its problems and their places; None if it cannot be used. Raises NotFound."""
        return self._read(name, self._with_places)

    def labels(self, name: str) -> Labels:
        """A template's labels, cached until a template changes. Raises as `template` does."""
        if name not in self._labels:
            key = b"\0".join([" ".join(Labels._fields).encode(), os.fsencode(name), self._contents])
            tree = self._files.derived(key, lambda: Labels.of(self.template(name)).to_tree())
            self._labels[name] = Labels.from_tree(tree)
        return self._labels[name]

    @cached_property
    def _paths(self) -> dict[str, str]:
        """Each template's path, by name. A name typed by the user is looked up here, never made into a path."""
        paths = (path.split("/") for path in self._files.files.paths(FOLDER))
        return {path[1].removesuffix(".yaml"): "/".join(path) for path in paths if len(path) == 2}

    @cached_property
    def _contents(self) -> bytes:
        paths = sorted(self._paths.values())
        return b"\0".join(part for path in paths for part in (os.fsencode(path), self._files.files.read(path) or b""))

    def _read(self, name: str, source_of: Callable[[str], Source | None]) -> tuple[Template | None, list[Finding]]:
        from casectl.core.template.read import read_template
        from casectl.core.workflow.guards import GUARDS

        source = source_of(name)
        if source is None:
            raise self._unknown(name)
        return read_template(source, source_of, GUARDS)

    def _cached(self, name: str) -> Source | None:
        path = self._paths.get(name)
        return self._files.cached_tree(path, self._files.files.read(path) or b"") if path else None

    def _with_places(self, name: str) -> Source | None:
        path = self._paths.get(name)
        return self._files.tree_with_places(path) if path else None

    def _unknown(self, name: str) -> NotFound:
        draft = next((path for path in self._files.files.drafts(FOLDER) if path == f"{FOLDER}/{name}.yaml"), None)
        if draft:
            from casectl.core.checks.dirty_rules import not_committed

            return NotFound(not_committed(draft), hint=msg("casectl adopt {path} records it", path=draft))
        names = self.names()
        hint = suggestion(name, names) or msg("templates here: {names}", names=names)
        return NotFound(msg("there is no template {name} in templates/", name=name or "?"), hint=hint)
