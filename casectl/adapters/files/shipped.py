"""The files that the package ships, each by name, as bytes: templates, calendars, guides, letters,
scenarios of drills, import mappings."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[2]
_FOLDERS = (_PACKAGE / "shipped", _PACKAGE.parent)
"""Where templates and calendars are: in an installed wheel, and in a source checkout."""

_GUIDES = (_PACKAGE / "shipped" / "guides", _PACKAGE.parent / "docs" / "guides")
"""Where the guides are: in an installed wheel, and in a source checkout."""

_MAPPINGS = _PACKAGE / "mappings"
_LETTERS = _PACKAGE / "letters"
_DRILLS = _PACKAGE / "drills"


def templates() -> dict[str, bytes]:
    """The templates that `casectl init` offers, by name."""
    return _first("templates")


def calendars() -> dict[str, bytes]:
    """The calendars that `casectl init` offers, by name."""
    return _first("calendars")


def mappings() -> dict[str, bytes]:
    """The mappings that `casectl import` offers, by name."""
    return _contents(_MAPPINGS)


def scripts() -> dict[str, bytes]:
    """The scripts of letters that `casectl init --scripts` copies, by name."""
    return _contents(_LETTERS)


def scenarios() -> dict[str, bytes]:
    """The scenarios that `casectl drill` plays, by name."""
    return _contents(_DRILLS)


def all_templates() -> dict[str, bytes]:
    """The templates that `casectl init` offers, and those that the mappings need, by name."""
    return {**templates(), **_contents(_MAPPINGS / "templates")}


def guides(language: str) -> dict[str, bytes]:
    """The guides in a language, by name, in Markdown."""
    folder = next((each / language for each in _GUIDES if (each / language).is_dir()), None)
    return _contents(folder, "*.md") if folder else {}


def _first(kind: str) -> dict[str, bytes]:
    folder = next((parent / kind for parent in _FOLDERS if (parent / kind).is_dir()), None)
    return _contents(folder) if folder else {}


def _contents(folder: Path, names: str = "*.yaml") -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted(folder.glob(names))}
