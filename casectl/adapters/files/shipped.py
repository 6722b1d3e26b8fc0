"""The files that the package ships, each by name, as bytes: templates, calendars, guides, letters,
scenarios of drills, import mappings, returns to regulators."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[2]
_FOLDERS = (_PACKAGE / "shipped", _PACKAGE.parent, _PACKAGE.parent / "docs")
"""Where these files are: once casectl is installed, all in the first; in a source checkout templates and calendars are
in the second, and guides in the third."""


def templates() -> dict[str, bytes]:
    """The templates that `casectl init` offers, by name."""
    return _contents("templates")


def calendars() -> dict[str, bytes]:
    """The calendars that `casectl init` offers, by name."""
    return _contents("calendars")


def mappings() -> dict[str, bytes]:
    """The mappings that `casectl import` offers, by name."""
    return _contents("mappings")


def scripts() -> dict[str, bytes]:
    """The scripts of letters that `casectl init --scripts` copies, by name."""
    return _contents("letters")


def scenarios() -> dict[str, bytes]:
    """The scenarios that `casectl drill` plays, by name."""
    return _contents("drills")


def filings() -> dict[str, bytes]:
    """The packs of returns that `casectl filing` fills in, by name."""
    return _contents("filings")


def all_templates() -> dict[str, bytes]:
    """The templates that `casectl init` offers, and those that the mappings need, by name."""
    return {**templates(), **_contents("mappings/templates")}


def guides(language: str) -> dict[str, bytes]:
    """The guides in a language, by name, in Markdown."""
    return _contents(f"guides/{language}", "*.md")


def _contents(kind: str, names: str = "*.yaml") -> dict[str, bytes]:
    folder = next((parent / kind for parent in _FOLDERS if (parent / kind).is_dir()), None)
    return {path.stem: path.read_bytes() for path in sorted(folder.glob(names))} if folder else {}
