"""The casebook's own settings files as trees, cached by their content, so that lists need no YAML parser."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from casectl.adapters.files.tree_cache import TreeCache
from casectl.core.template.settings import SETTINGS, Casebook, read_casebook
from casectl.core.values.messages import CasectlError, Finding, Unreadable, unreadable_with
from casectl.core.values.tree import Source, Tree

if TYPE_CHECKING:
    from casectl.casebook.rule_files import RuleFiles

Parse = Callable[[str, bytes], Source]
"""Reads the content of a file as YAML, with the place of every value. Raises Unreadable."""

Thing = TypeVar("Thing")


class SettingsFiles:
    """These rule files, parsed by `parse` unless `cache` has their content."""

    def __init__(self, files: RuleFiles, parse: Parse, cache: TreeCache) -> None:
        self.files = files
        self.parse = parse
        self.cache = cache

    def cached_tree(self, path: str, data: bytes) -> Source:
        """The tree of a content, without places. Raises Unreadable if it is not YAML."""
        return Source(path, self.cache.get(data, lambda content: self.parse(path, content).tree))

    def tree_with_places(self, path: str) -> Source:
        """The tree of a file (empty if it does not exist), with places. Raises Unreadable."""
        return self.parse(path, self.files.read(path) or b"")

    def read_checked(self, path: str, read: Callable[[Source], tuple[Thing, list[Finding]]]) -> Thing:
        """The result of `read` on a file. Raises Unreadable with every problem and its place."""
        thing, findings = read(self.cached_tree(path, self.files.read(path) or b""))
        if findings:
            raise unreadable_with(path, read(self.tree_with_places(path))[1])
        return thing

    def casebook(self) -> tuple[Casebook, CasectlError | None]:
        """The team's settings, with defaults where they are invalid, and the error if they are."""
        try:
            return self.read_checked(SETTINGS, read_casebook), None
        except Unreadable as error:
            with suppress(Unreadable):
                return read_casebook(self.tree_with_places(SETTINGS))[0], error
            return read_casebook(Source(SETTINGS, {}))[0], error

    def derived(self, key: bytes, make: Callable[[], dict[str, Tree]]) -> dict[str, Tree]:
        """A tree made from such files, cached; `key` holds everything that it depends on."""
        return self.cache.get(key, lambda _: make())
