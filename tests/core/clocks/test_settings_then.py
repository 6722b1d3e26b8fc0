"""The settings that a case's events went by: how late an entry may be since a clock began, and whose an address was."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.core.case.model import Event
from casectl.core.clocks.settings_then import SettingsThen
from casectl.core.template.settings import Casebook, Person
from casectl.core.time.durations import parse_duration
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import replace
from tests.fakes.context import NOW, FakeContext

PRESENT = FakeContext().casebook
ADA, BOB = Person("ada", "Ada", ("Ada@example.org",)), Person("bob", "Bob", ("bob@example.org",))
BOOKS: Mapping[str, Casebook] = {
    "one": replace(PRESENT, late_entry=parse_duration("1wd"), people=(ADA, BOB)),
    "two": replace(PRESENT, late_entry=parse_duration("9wd"), people=(replace(ADA, name="ada2"), BOB)),
    "lost": PRESENT,
    "handed": replace(
        PRESENT, people=(replace(ADA, emails=("a@x.org",)), replace(BOB, emails=(*BOB.emails, *ADA.emails)))
    ),
}


def journal(*versions: str) -> list[Event]:
    """Events that each went by a version of the settings."""
    found = []
    for number, version in enumerate(versions):
        data: dict[str, Tree] = {"template": "plain"} if not number else {}
        kind = "noted" if number else "opened"
        found.append(Event(f"e{number}", NOW, "ada", kind, {**data, "under": {"casectl.yaml": version}}))
    return found


def then(*versions: str, present: str = "two", address: str = "") -> SettingsThen:
    return SettingsThen(journal(*versions), BOOKS[present], lambda _, pins: BOOKS.get(pins["casectl.yaml"]), address)


def test_all_settings_since_an_event_count_each_once() -> None:
    assert [str(each) for each in then("one", "one", "two", "one").late_entries("e1")] == ["9wd", "1wd"]
    assert [str(each) for each in then("one", "two").late_entries("e1")] == ["9wd"]
    assert [str(each) for each in then("one", "gone").late_entries()] == ["9wd", "1wd"]


def test_who_has_somebodys_address_is_that_person_whatever_its_letters() -> None:
    known = then("one", "two")
    assert known.names_of("ada2") == {"ada", "ada2"}
    assert known.names_of("bob") == {"bob"}
    assert known.names_of("ada2", "e1") == {"ada2"}
    assert known.names_of("nobody") == {"nobody"}


def test_who_was_given_an_address_is_told_from_its_former_holder_by_another_one() -> None:
    """Who acts from the address itself cannot be told apart; where nobody knows from which, there is a doubt."""

    def names(name: str, address: str) -> frozenset[str]:
        return then("one", "handed", present="handed", address=address).names_of(name)

    assert names("bob", "BOB@example.org") == {"bob"}
    assert names("bob", "ada@example.org") == {"ada", "bob"}
    assert names("bob", "") == names("bob", "c@example.org") == {"bob"}
    assert names("ada", "a@x.org") == {"ada"}
