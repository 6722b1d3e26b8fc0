"""A shipped template that changes has its version raised: deadlines name it, and `check` holds every casebook to it."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import pytest

from casectl.core.law.rule_change import is_raised

ROOT = Path(__file__).parent.parent
TABLE = Path(__file__).with_suffix(".txt")
UPDATE = bool(os.environ.get("CASECTL_UPDATE"))
NAMES = sorted(path.stem for path in (ROOT / "templates").glob("*.yaml"))


def _key(name: str, key: str) -> str:
    found = re.search(rf"^{key}: *(\S+)", (ROOT / "templates" / f"{name}.yaml").read_text("utf-8"), re.MULTILINE)
    return found[1] if found else ""


def _rules(name: str) -> list[str]:
    """What a template says with those that it extends: its lines without comments and versions."""
    lines = (ROOT / "templates" / f"{name}.yaml").read_text("utf-8").splitlines()
    own = [line for line in lines if line.strip() and not re.match(r"\s*#|version:", line)]
    base = _key(name, "extends")
    return own + (_rules(base) if base else [])


def _now(name: str) -> tuple[str, str]:
    """A template's version, and a digest of what it says."""
    return _key(name, "version"), hashlib.sha256("\n".join(_rules(name)).encode()).hexdigest()[:16]


def _kept() -> dict[str, tuple[str, str]]:
    rows = (line.split() for line in TABLE.read_text("utf-8").splitlines())
    return {name: (version, digest) for name, version, digest in rows}


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_template_has_a_raised_version(name: str) -> None:
    """Also one that changes through what it extends."""
    (version, digest), now = _kept().get(name, ("", "")), _now(name)
    assert digest == now[1] or is_raised(version, now[0]), f"raise version: in templates/{name}.yaml, then make golden"


def test_the_table_has_each_template_as_it_is() -> None:
    """`make golden` writes it again, but for those whose version was not raised."""
    kept, now = _kept(), {name: _now(name) for name in NAMES}
    if UPDATE:
        raised = {name: row for name, row in now.items() if name not in kept or is_raised(kept[name][0], row[0])}
        kept = {name: row for name, row in {**kept, **raised}.items() if name in now}
        TABLE.write_text("".join(f"{name} {' '.join(kept[name])}\n" for name in sorted(kept)), "utf-8")
    assert kept == now, "make golden writes tests/test_shipped_versions.txt"


def test_the_digest_of_a_template_is_that_of_what_it_extends_too() -> None:
    extending = [name for name in NAMES if _key(name, "extends")]
    assert extending
    for name in extending:
        assert {*_rules(_key(name, "extends"))} <= {*_rules(name)}
