"""The settings that the events of a case went by.

A line of casectl.yaml that was changed for a minute decides nothing about a clock that ran before: the shortest
`late_entry` counts, and who has had somebody's address is that person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from casectl.core.case.event import Event
from casectl.core.case.pins import pinned
from casectl.core.template.settings import Casebook, Person
from casectl.core.time.durations import Duration
from casectl.core.values.value_class import value_class

ReadSettings = Callable[[str, Mapping[str, str]], Casebook | None]
"""The settings that an event of a template went by, from its pins; None if they are not known here."""


@value_class
class SettingsThen:
    """The settings of the events of a journal, and the `present` ones; `read` gives those of an event."""

    journal: Sequence[Event]
    present: Casebook
    read: ReadSettings

    def since(self, first: str = "") -> list[Casebook]:
        """The present settings, and those of each event from `first` on; of every event without one."""
        known: list[tuple[str, Mapping[str, str]]] = []
        for event, template, pins in self._pinned():
            if (known or first in ("", event.id)) and (template, pins) not in known:
                known.append((template, pins))
        books = (self.read(template, pins) for template, pins in known)
        return [self.present, *(each for each in books if each is not None and each is not self.present)]

    def _pinned(self) -> Iterator[tuple[Event, str, Mapping[str, str]]]:
        template, pins = "", dict[str, str]()
        for event in self.journal:
            template, pins = event.text("template") or template, {**pinned(pins, event)}
            yield event, template, pins

    def late_entries(self, first: str = "") -> list[Duration]:
        """How late something may have been recorded and counts by its time, by each of these settings."""
        return [each.late_entry for each in self.since(first)]

    def names_of(self, name: str, first: str = "") -> frozenset[str]:
        """Whom these settings have had under the present addresses of a person, that person among them."""
        books = self.since(first)
        own = frozenset(address for each in self.present.people if each.name == name for address in _addresses(each))
        others = (each for book in books for each in book.people if not own.isdisjoint(_addresses(each)))
        return frozenset((name, *(each.name for each in others)))


def _addresses(person: Person) -> frozenset[str]:
    return frozenset(address.casefold() for address in person.emails)
