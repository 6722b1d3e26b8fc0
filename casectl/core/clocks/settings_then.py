"""The settings that the events of a case went by.

A line of casectl.yaml that was changed for a minute decides nothing about a clock that ran before: the shortest
`late_entry` counts, and who acts from an address that was somebody else's is that person. Where an address was handed
on, its new holder is told from the former one by acting from another address of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from casectl.core.case.model import Event
from casectl.core.case.pins import pinned
from casectl.core.template.settings import Casebook, Person
from casectl.core.time.durations import Duration
from casectl.core.values.value_class import value_class

ReadSettings = Callable[[str, Mapping[str, str]], Casebook | None]
"""The settings that an event of a template went by, from its pins; None if they are not known here."""


@value_class
class SettingsThen:
    """The settings of the events of a journal, and the `present` ones; `read` gives those of an event. `address` is the
    one from which somebody acts now, "" if that is not known.
    """

    journal: Sequence[Event]
    present: Casebook
    read: ReadSettings
    address: str = ""

    def since(self, first: str = "") -> list[Casebook]:
        """The present settings, and those of each event from `first` on; of every event without one."""
        known: list[tuple[str, Mapping[str, str]]] = []
        for event, template, pins in self._pinned():
            if (known or first in ("", event.id)) and (template, pins) not in known:
                known.append((template, pins))
        books = (self.read(template, pins) for template, pins in known)
        return [self.present, *(each for each in books if each is not None and each is not self.present)]

    def of(self, first: str) -> Casebook | None:
        """The settings that the event of that id went by; None if they are not known here."""
        found = ((template, pins) for event, template, pins in self._pinned() if event.id == first)
        return next((self.read(template, pins) for template, pins in found), None)

    def _pinned(self) -> Iterator[tuple[Event, str, Mapping[str, str]]]:
        template, pins = "", dict[str, str]()
        for event in self.journal:
            template, pins = event.text("template") or template, {**pinned(pins, event)}
            yield event, template, pins

    def late_entries(self, first: str = "") -> list[Duration]:
        """How late something may have been recorded and counts by its time, by each of these settings."""
        return [each.late_entry for each in self.since(first)]

    def names_of(self, name: str, first: str = "") -> frozenset[str]:
        """Whom these settings have had under the address from which a person acts, that person among them.

        Of somebody of whom that is not known, the address counts that the fewest have had.
        """
        people = [each for book in self.since(first) for each in book.people]
        own = [address for each in self.present.people if each.name == name for address in sorted(_addresses(each))]
        acting = [each for each in own if each == self.address.casefold()] or own
        found = [frozenset(each.name for each in people if address in _addresses(each)) for address in acting]
        return min(found, key=len, default=frozenset()) | {name}


def _addresses(person: Person) -> frozenset[str]:
    return frozenset(address.casefold() for address in person.emails)
