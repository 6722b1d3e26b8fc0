"""Every YAML file that casectl ships is read alike by the YAML readers that people's own programs use."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
FILES = sorted(path for folder in ("templates", "calendars", "examples") for path in (ROOT / folder).glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shipped_rules_are_read_by_old_libyaml_and_by_pyyaml(path: Path) -> None:
    """The libyaml in ruamel.yaml takes no colon in a plain scalar between brackets, PyYAML is a reader of YAML 1.1."""
    data = path.read_bytes()
    for found in (YAML(typ="safe").load(data), yaml.safe_load(data)):
        assert path.stem in (found.get("template"), found.get("calendar"), found.get("mapping"))


@pytest.mark.parametrize("kind", ["office"])
def test_the_reader_would_notice(kind: str) -> None:
    """Without quotes it refuses the hours of a calendar."""
    with pytest.raises(Exception, match="found unexpected ':'"):
        YAML(typ="safe").load(f"calendar: {kind}\nwindows:\n  mon: [09:00-17:30]\n")
