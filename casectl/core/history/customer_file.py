"""The file of a customer: all cases, contacts and promises, and how often there was reason to complain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from casectl.core.case.contacts import CONTACTED, undelivered
from casectl.core.case.fold import effective_events
from casectl.core.case.kinds.boundary import BOUNDARY_STATED, holds
from casectl.core.case.kinds.follow_ups import BROKEN, KEPT
from casectl.core.case.model import JOINED, Case, Event
from casectl.core.case.owed import PROMISE
from casectl.core.query.case_facts import chasers
from casectl.core.template.labels import Labels
from casectl.core.template.model import FINISHED, Template
from casectl.core.time.instants import elapsed, to_seconds
from casectl.core.values.tree import get_in, text_of
from casectl.core.values.value_class import value_class

REPEAT_PERIOD = timedelta(days=90)
"""Complaints within it are counted together: three make a repeat complainer."""

ABUSIVE = "abusive"
"""What the field ``emotion`` says of a customer who abused somebody."""


@value_class
class CustomerCase:
    """A case of the customer with its template; `is_archived` says whether it is in the archive."""

    case: Case
    template: Template
    is_archived: bool = False

    @property
    def labels(self) -> Labels:
        """The titles of the template."""
        return Labels.of(self.template)

    @property
    def is_over(self) -> bool:
        """Whether it is resolved or closed."""
        return self.template.workflow.category(self.case.header.state) in FINISHED


@value_class
class Promise:
    """What the customer was promised in a case: by when (aware; None: it is settled) and how it ended ("": open)."""

    case_id: str
    what: str
    at: datetime | None
    result: str = ""


@value_class
class Contact:
    """A contact: when (aware), in which case, ``in`` or ``out``, by which channel ("": not recorded), and whether the
    customer asked how it stands.
    """

    at: datetime
    case_id: str
    direction: str
    channel: str
    is_chaser: bool = False


@value_class
class Stated:
    """A boundary that the customer was told, in which case, and whether it holds now."""

    case_id: str
    event: Event
    holds: bool


@value_class
class CustomerFile:
    """All that is known of a customer; `cases` are the latest first, and there is one."""

    cases: tuple[CustomerCase, ...]
    at: datetime

    @property
    def latest(self) -> CustomerCase:
        """The latest case, which has what the customer said of themselves last."""
        return self.cases[0]

    @property
    def owner(self) -> str:
        """Who answers to the customer: the owner of the latest open case, else of the latest; "" for nobody."""
        first = [each for each in self.cases if not each.is_over] or self.cases
        return next((each.case.header.owner for each in first if each.case.header.owner), "")

    @property
    def complaints(self) -> Sequence[CustomerCase]:
        """The cases but for those that are second records of another."""
        return [each for each in self.cases if not any(event.kind == JOINED for event in _counted(each.case))]

    @property
    def recent(self) -> int:
        """How many complaints there were in the last 90 days."""
        received = (each.case.header.received_at for each in self.complaints)
        return sum(at is not None and elapsed(at, self.at) <= REPEAT_PERIOD for at in received)

    @property
    def reopened(self) -> int:
        """How often a case was taken up again."""
        return sum(event.kind == "reopened" for each in self.cases for event in _counted(each.case))

    @property
    def chasers(self) -> int:
        """How often the customer asked again."""
        return sum(chasers(each.case) for each in self.cases)

    @property
    def abusive(self) -> list[str]:
        """The cases in which the customer abused somebody."""
        return [each.case.id for each in self.cases if text_of(get_in(dict(each.case.fields), ("emotion",))) == ABUSIVE]

    def boundaries(self) -> list[Stated]:
        """What the customer was told after abuse, the latest first: that alone may still hold."""
        found = [
            (event, each.case.id)
            for each in self.cases
            for event in _counted(each.case)
            if event.kind == BOUNDARY_STATED.name
        ]
        found.sort(key=lambda each: -to_seconds(each[0].at))
        return [Stated(case, event, not at and holds(event, self.at)) for at, (event, case) in enumerate(found)]

    def promises(self) -> list[Promise]:
        """The open ones first, the soonest before; then how others ended, the latest first."""
        open_ones = [
            Promise(each.case.id, owed.what, owed.at)
            for each in self.cases
            for owed in each.case.header.follow_ups
            if owed.kind == PROMISE
        ]
        return [*sorted(open_ones, key=lambda each: to_seconds(each.at) if each.at else 0), *self._settled()]

    def _settled(self) -> Iterator[Promise]:
        for each in self.cases:
            for event in reversed(_counted(each.case)):
                if event.text("result") in (KEPT, BROKEN):
                    yield Promise(each.case.id, event.text("what"), None, event.text("result"))

    def contacts(self) -> list[Contact]:
        """All contacts, the latest first."""
        found = [
            Contact(
                event.at, each.case.id, event.text("direction"), event.text("channel"), event.text("chaser") == "yes"
            )
            for each in self.cases
            for counted in [_counted(each.case)]
            for lost in [undelivered(counted)]
            for event in counted
            if event.kind == CONTACTED and event.id not in lost
        ]
        return sorted(found, key=lambda each: -to_seconds(each.at))


def _counted(case: Case) -> list[Event]:
    return [*effective_events(case.journal)]
