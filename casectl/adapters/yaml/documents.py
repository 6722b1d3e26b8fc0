"""YAML documents, as the port `casectl.ports.recording.Documents` describes them."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.adapters.yaml import quick as yaml_quick
from casectl.adapters.yaml import rewrite
from casectl.adapters.yaml import writer as yaml_writer
from casectl.core.schemas.modeline import schema_file
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import Source, Tree

SCHEMA_FILE = schema_file("case")
"""Where a casebook keeps the JSON Schema of its case files, by which editors check and complete what is typed."""

_SCHEMA_FROM_CASE = f"../../../{SCHEMA_FILE}"
"""The same, as a case file refers to it from ``cases/<year>/<month>/``."""


class YamlDocuments:
    """Strict reading, writing in the casebook's one layout, and editing that touches only what differs."""

    def read(self, file: str, data: bytes) -> Source:
        """Read one document, with the place of every value. Raises Unreadable for anything outside the profile."""
        from casectl.adapters.yaml import reader as yaml_reader  # cases in casectl's own layout need no parser

        return yaml_reader.read(file, data)

    def read_plain(self, file: str, data: bytes) -> Source | None:
        """The same without places, quickly; None for a document that is not in casectl's own layout."""
        tree = yaml_quick.read(data, marked=True)
        return None if tree is None else Source(file, tree, data=data)

    schema_file = SCHEMA_FILE

    def write(self, tree: Mapping[str, Tree], names_schema: bool = False) -> bytes:
        """A new document, which was read back and is the same; a case file names its schema for editors.

        Raises UsageError for what a document may not hold.
        """
        data = yaml_writer.write(tree, _SCHEMA_FROM_CASE if names_schema else "")
        if yaml_quick.read(data) != tree and self.read("document", data).tree != tree:
            raise UsageError(msg("the text would change when written as YAML"))
        return data

    def edit(self, source: Source, tree: Mapping[str, Tree]) -> bytes:
        """The document, changed to read as `tree`; it was read back and does.

        Raises Unreadable where that would lose anything, and as `write` does.
        """
        plain = self.read_plain(source.file, source.data) if source.marks else source
        if plain and (result := rewrite.rewritten(plain, tree)) is not None:
            return result
        from casectl.adapters.yaml import (
            editor as yaml_editor,  # loads a parser, which only files edited by people need
        )

        return yaml_editor.edit(source.data, tree)
