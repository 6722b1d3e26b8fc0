"""What a case is checked against, and the type of a check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import datetime, tzinfo

from casectl.core.case.model import Case, Event, Header
from casectl.core.law.in_force import RulesThen
from casectl.core.law.pin_faults import Before
from casectl.core.template.model import Template
from casectl.core.template.settings import Casebook
from casectl.core.values.messages import Finding, Message
from casectl.core.values.tree import Path, Tree
from casectl.core.values.value_class import value_class


def _as_it_is(path: str, what: Message) -> Message:
    del path
    return what


def _no_rules(template: str) -> Mapping[str, str]:
    del template
    return {}


@value_class
class NotCommitted:
    """The ids of the `events` of a case that no commit has yet; the person at work and the `address` from which, "" if
    git does not say who that is; the versions that an event goes by which the next commit records; and the case as it
    is in HEAD, None if it is not there.
    """

    events: frozenset[str] = frozenset()
    person: str = ""
    before: Before = Before(_no_rules, dict)
    recorded: Case | None = None
    address: str = ""


NOTHING_NEW = NotCommitted()


@value_class
class CheckContext:
    """What a case is checked against: settings, its template (None if unusable), its journal in HEAD, all case ids, the
    casebook's zone, the present, and the rules that were in force when its events were recorded.

    `content` gives the content of a file of the casebook, None if it is not there; it raises CasectlError for what is
    no file. `templates` are all there are, since a case may have had another one. `imported` is how many
    of its first events came with an import on record. What is `not_committed` counts as recorded at present.
    `headers` has the header before each event, if that is known. `unsaid` has the values that the case had before
    changes in commits that no event says, by dotted name. `with_commit` adds to what is wrong with a file the commit
    that made it so, if one did.
    """

    casebook: Casebook
    template: Template | None
    recorded: tuple[Event, ...]
    ids: frozenset[str]
    zone: tzinfo
    now: datetime
    rules_then: RulesThen
    content: Callable[[str], bytes | None]
    templates: Mapping[str, Template | None] = field(default_factory=dict)
    imported: int = 0
    not_committed: NotCommitted = NOTHING_NEW
    headers: tuple[Header, ...] = ()
    unsaid: Mapping[str, Tree | None] = field(default_factory=dict)
    with_commit: Callable[[str, Message], Message] = _as_it_is


Check = Callable[[Case, CheckContext], Iterator[Finding]]
"""A check: yields the findings of a case in its context, and changes nothing."""


def finding_at(case: Case, code: str, path: Path, what: Message) -> Finding:
    """A finding at `path`; at the id if the file has nothing at that path."""
    place = case.source.place(*path)
    return Finding(place if place.line else case.source.place("id"), code, what)
