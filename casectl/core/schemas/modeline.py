"""Where a casebook keeps the schemas of its files, and the line by which an editor finds them."""

from __future__ import annotations

_FOLDERS = {"templates": "template", "calendars": "calendar"}


def schema_file(kind: str) -> str:
    """Where a casebook keeps the schema of a kind of file."""
    return f".casectl/{kind}.schema.json"


def naming_schema(path: str, data: bytes) -> bytes:
    """A file for this path, its first line naming the schema as the YAML language server wants it (its README,
    "Modeline").
    """
    folder, *_ = path.split("/")
    schema = "../" * path.count("/") + schema_file(_FOLDERS.get(folder, "settings"))
    return f"# yaml-language-server: $schema={schema}\n".encode() + data
