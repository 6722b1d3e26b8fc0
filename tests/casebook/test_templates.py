"""Templates are found by name in the listing, and a name is never made into a path."""

from __future__ import annotations

from pathlib import Path

import pytest

from casectl.adapters.files import shipped
from casectl.adapters.files.tree_cache import TreeCache
from casectl.adapters.yaml.reader import read
from casectl.casebook.rule_files import RulesOnDisk
from casectl.casebook.settings_files import SettingsFiles
from casectl.casebook.templates import TemplateLoader
from casectl.core.values.messages import NotFound, Unreadable
from tests.fakes.store import FakeStore


def loader_of(tmp_path: Path, **files: str) -> TemplateLoader:
    store = FakeStore({path.replace("__", "/") + ".yaml": text.encode() for path, text in files.items()})
    return TemplateLoader(SettingsFiles(RulesOnDisk(store), read, TreeCache(tmp_path, "1")))


def test_names_are_those_of_the_files_in_the_folder_itself(tmp_path: Path) -> None:
    names = ("templates__refund", "templates__complaint", "templates__old__refund", "cases__x")
    assert loader_of(tmp_path, **dict.fromkeys(names, "a: b")).names() == ["complaint", "refund"]


def test_errors_have_file_and_place_though_the_tree_is_cached(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(Unreadable) as caught:
            loader_of(tmp_path, templates__refund="# ours\ntemplate: refund\nstates: 1").template("refund")
        assert any("templates/refund.yaml:3:" in str(problem) for problem in caught.value.problems)


@pytest.mark.parametrize("name", ["", "other", "../cases/x", "old/refund", "refund.yaml", "/etc/passwd", "REFUND"])
def test_a_name_that_is_not_listed_is_no_template(name: str, tmp_path: Path) -> None:
    here = loader_of(tmp_path, templates__refund="a: b", templates__old__refund="a: b", cases__x="a: b")
    for use in (here.template, here.checked, here.labels):
        with pytest.raises(NotFound, match="there is no template"):
            use(name)


def test_a_broken_file_is_unreadable_and_not_missing(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"templates/refund\.yaml:1"):
        loader_of(tmp_path, templates__refund="a: b: c").template("refund")


def test_labels_are_made_again_when_any_template_changes(tmp_path: Path) -> None:
    base = shipped.templates()["complaint"].decode()
    before = loader_of(tmp_path, templates__complaint=base).labels("complaint")
    renamed = base.replace("Acknowledged", "Confirmed")
    after = loader_of(tmp_path, templates__complaint=renamed).labels("complaint")
    assert "Acknowledged" in str(before.states["acknowledged"].title)
    assert "Confirmed" in str(after.states["acknowledged"].title)
