"""YAML documents, as the port `casectl.ports.Documents` describes them."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.adapters.yaml import quick as yaml_quick
from casectl.core.values.tree import Source, Tree


class YamlDocuments:
    """Strict reading, writing in the casebook's one layout, and editing that touches only what differs."""

    def read(self, file: str, data: bytes) -> Source:
        """Read one document, with the place of every value. Raises Unreadable for anything outside the profile."""
        from casectl.adapters.yaml import reader as yaml_reader  # cases in casectl's own layout need no parser

        return yaml_reader.read(file, data)

    def read_plain(self, file: str, data: bytes) -> Source | None:
        """The same without places, quickly; None for a document that is not in casectl's own layout."""
        tree = yaml_quick.read(data, marked=True)
        return None if tree is None else Source(file, tree)

    def write(self, tree: Mapping[str, Tree], schema: str = "") -> bytes:
        """A new document, naming its schema for editors. Raises UsageError for what a document may not hold."""
        from casectl.adapters.yaml import writer as yaml_writer

        return yaml_writer.write(tree, schema)

    def edit(self, data: bytes, tree: Mapping[str, Tree]) -> bytes:
        """`data`, changed to read as `tree`. Raises Unreadable where that would lose anything, and as `write` does."""
        from casectl.adapters.yaml import rewrite  # commands that only read do not need it

        if (result := rewrite.rewritten(data, tree)) is not None:
            return result
        from casectl.adapters.yaml import (
            editor as yaml_editor,  # loads a parser, which only files edited by people need
        )

        return yaml_editor.edit(data, tree)
