"""The shipped files are found in an installed wheel and in a source checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from casectl.adapters.files import shipped


def test_a_checkout_has_everything() -> None:
    assert "complaint" in shipped.templates()
    assert "england" in shipped.calendars()
    assert "cfpb-2013-16" in shipped.mappings()
    assert set(shipped.templates()) < set(shipped.all_templates())
    assert "clerk" in shipped.guides("en")


@pytest.mark.parametrize("kind", ["templates", "calendars"])
def test_the_first_place_that_has_a_folder_is_read(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "wheel" / kind).mkdir(parents=True)
    (tmp_path / "wheel" / kind / "x.yaml").write_bytes(b"a: b")
    monkeypatch.setattr(shipped, "_FOLDERS", (tmp_path / "absent", tmp_path / "wheel"))
    assert getattr(shipped, kind)() == {"x": b"a: b"}


def test_nowhere_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "_FOLDERS", (tmp_path / "absent",))
    assert shipped.templates() == shipped.calendars() == shipped.guides("nn") == {}
