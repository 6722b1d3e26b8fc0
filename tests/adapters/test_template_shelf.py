"""The shelf: templates are found by name in the listing, and a name is never made into a path."""

from __future__ import annotations

from pathlib import Path

import pytest

from casectl.adapters import template_shelf
from casectl.adapters.template_shelf import TemplateShelf, shipped
from casectl.adapters.yaml_reader import read
from casectl.core.errors import Unreadable
from casectl.core.tree import Source


class Files:
    """A work tree in memory."""

    def __init__(self, **files: str) -> None:
        self.files = {path.replace("__", "/") + ".yaml": text.encode() for path, text in files.items()}

    def paths(self, folder: str) -> list[str]:
        return sorted(path for path in self.files if path.startswith(f"{folder}/"))

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def write(self, path: str, data: bytes) -> None:
        raise AssertionError("a shelf is only read")

    def write_many(self, files: object) -> None:
        raise AssertionError("a shelf is only read")

    def remove(self, path: str) -> None:
        raise AssertionError("a shelf is only read")


class Yaml:
    """The strict reader."""

    def read(self, file: str, data: bytes) -> Source:
        return read(file, data)

    def write(self, tree: object) -> bytes:
        raise AssertionError("a shelf is only read")

    def edit(self, data: bytes, tree: object) -> bytes:
        raise AssertionError("a shelf is only read")


def shelf(**files: str) -> TemplateShelf:
    return TemplateShelf(Files(**files), Yaml())


def test_names_are_those_of_the_files_in_the_folder_itself() -> None:
    found = shelf(templates__refund="a: b", templates__complaint="a: b", templates__old__refund="a: b", cases__x="a: b")
    assert found.names() == ["complaint", "refund"]


def test_a_source_knows_its_file_and_where_things_stand() -> None:
    source = shelf(templates__refund="# ours\na: b").source("refund")
    assert source
    assert source.tree == {"a": "b"}
    assert str(source.place("a")) == "templates/refund.yaml:2:1"


@pytest.mark.parametrize("name", ["", "other", "../cases/x", "old/refund", "refund.yaml", "/etc/passwd", "REFUND"])
def test_a_name_that_is_not_listed_is_no_template(name: str) -> None:
    assert shelf(templates__refund="a: b", templates__old__refund="a: b", cases__x="a: b").source(name) is None


def test_a_broken_file_is_unreadable_and_not_missing() -> None:
    with pytest.raises(Unreadable, match=r"templates/refund\.yaml:1"):
        shelf(templates__refund="a: b: c").source("refund")


def test_the_packages_own_are_found_in_a_wheel_and_in_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "complaint" in shipped()
    (tmp_path / "x.yaml").write_bytes(b"a: b")
    monkeypatch.setattr(template_shelf, "_SHIPPED", (tmp_path / "absent", tmp_path))
    assert shipped() == {"x": b"a: b"}
