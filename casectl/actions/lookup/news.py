"""What others have done in somebody's cases since a commit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from casectl.actions.context import Reading
from casectl.actions.lookup.find import case_in
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.known_then import around_each
from casectl.core.case.model import Event, Header
from casectl.core.history.event_summary import event_summary
from casectl.core.query.case_facts import excerpt_of
from casectl.core.query.excerpt import Excerpt
from casectl.core.template.labels import Labels
from casectl.core.values.messages import CasectlError, Message, Value, msg
from casectl.core.values.value_class import NamedTuple

if TYPE_CHECKING:
    from casectl.ports.checking import Changes

_SHOWN = 3
"""How many of the events of a case are named."""


class Looking(Reading, Protocol):
    """What a verb needs that says what others have done."""

    @property
    def changes(self) -> Changes:
        """What differs between two commits."""
        ...


class News(NamedTuple):
    """What happened to a case: its last events in words, and the last of them."""

    case: Excerpt
    what: Message
    last: Event


def news(context: Looking, person: str, since: str, head: str, titles: TemplateTitles) -> list[News]:
    """What others did between two commits in the cases that a person has, or had then; nothing if one is not here."""
    try:
        changed = [each for each in context.changes.moved(("cases",), since, head) if each.after]
    except CasectlError:  # the commit of the last look is not here any more
        return []
    owned = re.compile(rb"^owner: %b\r?$" % re.escape(person.encode()), re.MULTILINE)
    before = [*context.ledger.by_ids(each.before for each in changed)]
    after = [each or b"" for each in context.ledger.by_ids(each.after for each in changed)]
    mine = [
        (each.path, then or b"", now)
        for each, then, now in zip(changed, before, after, strict=True)
        if (then is not None or not each.before) and (owned.search(then or b"") or owned.search(now))
    ]
    found = (_of_case(context, *each, person, titles) for each in mine)
    return [each for each in found if each]


def _of_case(context: Looking, path: str, then: bytes, now: bytes, person: str, titles: TemplateTitles) -> News | None:
    """The news of a case, of which the file was and is like this; None if others did nothing in it."""
    try:
        case = case_in(context, path, now)
        known = {each.id for each in case_in(context, path, then).journal} if then else set()
    except CasectlError:  # lists name what cannot be read
        return None
    new = [
        (header, event)
        for event, header, _after in around_each(case.journal)
        if event.id not in known and person not in (event.by, event.text("via"))
    ]
    if not new:
        return None
    return News(Excerpt(path, excerpt_of(case)), _in_words(new, titles.of(case.header.template)), new[-1][1])


def _in_words(new: Sequence[tuple[Header, Event]], labels: Labels) -> Message:
    """The last events in words, and how many there are besides."""
    words: list[Value] = [event_summary(header, event, labels) for header, event in new[-_SHOWN:]]
    more: list[Value] = [f"+{len(new) - _SHOWN}"] if len(new) > _SHOWN else []
    return msg("{events}", events=[*words, *more])
