"""Calendars are found by name in the listing and read once; shipped ones are used only where that is asked for."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.casebook.calendars import CalendarLoader
from casectl.casebook.rule_files import RulesOnDisk
from casectl.core.values.messages import NotFound
from tests.fakes.store import FakeStore

HOURS = "windows: {mon: 09:00-17:30}\n"
DOCUMENTS = YamlDocuments()


def loader_of(*names: str) -> tuple[CalendarLoader, list[str]]:
    """A loader with these calendars, and the list of the files that it reads."""
    files = {f"calendars/{name}.yaml": f"calendar: {name}\n{HOURS}".encode() for name in names}
    store, opened = FakeStore(files | {"calendars/old/x.yaml": b"calendar: x\n"}), list[str]()

    def read(path, reader):  # type: ignore[no-untyped-def]
        opened.append(path)
        return reader(DOCUMENTS.read(path, store.read(path) or b""))[0]

    return CalendarLoader(RulesOnDisk(store), ZoneInfo("Asia/Tokyo"), read), opened


def test_calendars_are_those_of_the_files_in_the_folder_itself() -> None:
    found, _ = loader_of("shop", "desk")
    assert found.names() == ["desk", "shop"]
    assert found.paths() == ["calendars/desk.yaml", "calendars/shop.yaml"]
    assert found.paths(["shop"]) == ["calendars/shop.yaml"]


def test_a_calendar_is_read_once_and_has_the_casebooks_zone() -> None:
    found, opened = loader_of("shop")
    assert found.calendar("shop") is found.calendar("shop")
    assert found.calendar("shop").zone == ZoneInfo("Asia/Tokyo")
    assert opened == ["calendars/shop.yaml"]


@pytest.mark.parametrize("name", ["", "shopp", "../shop", "old/x", "x", "england"])
def test_a_name_that_is_not_listed_is_no_calendar(name: str) -> None:
    found, _ = loader_of("shop")
    with pytest.raises(NotFound):
        found.calendar(name)
    with pytest.raises(NotFound):
        found.paths([name])


def test_the_nearest_name_is_said() -> None:
    with pytest.raises(NotFound, match="did you mean shop"):
        loader_of("shop")[0].calendar("shopp")
    with pytest.raises(NotFound, match="did you mean england"):
        loader_of("shop")[0].known("englnd", DOCUMENTS)


def test_the_packages_own_answer_a_question_but_the_casebooks_go_before() -> None:
    assert loader_of("shop")[0].known("england", DOCUMENTS).zone == ZoneInfo("Europe/London")
    assert loader_of("england")[0].known("england", DOCUMENTS).days == {}
