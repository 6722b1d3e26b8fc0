"""The mappings that the package brings along, and the templates that they need."""

from __future__ import annotations

from pathlib import Path

from casectl.adapters import template_shelf

_FOLDER = Path(__file__).parent.parent / "mappings"


def shipped_mappings() -> dict[str, bytes]:
    """The package's own mappings: name to content."""
    return _contents(_FOLDER)


def shipped_templates() -> dict[str, bytes]:
    """All templates the package brings along, those for imports among them: name to content."""
    return {**template_shelf.shipped(), **_contents(_FOLDER / template_shelf.FOLDER)}


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}
