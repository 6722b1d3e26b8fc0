"""A message that two clones took in counts once: as the one has it that was first, whoever merges."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from casectl.core.case.compose import read_case
from casectl.core.case.fold import fold
from casectl.core.case.model import Case, Event
from casectl.core.merge.cases import merged_case
from casectl.core.time.instants import plus
from casectl.core.values.messages import Refused
from casectl.core.values.tree import Source, Tree

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
OPENED = Event("event0", AT, "ada", "opened", {"template": "plain", "to": "new", "owner": "ada", "level": "1"})


def _case(*events: Event) -> Case:
    journal: list[Tree] = [each.to_tree(UTC) for each in events]
    return read_case(Source("cases/2026/11/C-1.yaml", {"schema": "1", "id": "C-1", "title": "x", "journal": journal}))


def _mail(minutes: int, by: str, message_id: str = "<a@b>") -> Event:
    data = {"direction": "in", "text": "Torn", "message_id": message_id}
    return Event("mail-0123456789abcdef", plus(AT, timedelta(minutes=minutes)), by, "contacted", data)


def _noted(minutes: int, by: str) -> Event:
    return Event(f"noted-{by}", plus(AT, timedelta(minutes=minutes)), by, "noted", {"text": by})


def test_the_first_who_took_it_in_counts_whichever_side_is_named_first() -> None:
    """What else both did stays, and the header is the fold of the journal."""
    base, one, other = _case(OPENED), _case(OPENED, _mail(9, "ada"), _noted(10, "ada")), _case(OPENED, _mail(5, "bob"))
    merged = merged_case(base, one, other, UTC)
    assert merged.journal == merged_case(base, other, one, UTC).journal
    assert [(each.id, each.by) for each in merged.journal[1:]] == [
        ("mail-0123456789abcdef", "bob"),
        ("noted-ada", "ada"),
    ]
    assert merged.header == fold(merged.journal)


@pytest.mark.parametrize("message_id", ["<c@d>", ""])
def test_another_message_under_its_id_is_still_refused(message_id: str) -> None:
    with pytest.raises(Refused):
        merged_case(None, _case(OPENED, _mail(9, "ada")), _case(OPENED, _mail(5, "bob", message_id)), UTC)
