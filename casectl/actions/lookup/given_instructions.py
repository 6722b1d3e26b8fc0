"""The instructions that somebody gave, and that nobody has answered yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from casectl.actions.context import Reading
from casectl.actions.lookup.find import read
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.model import Case
from casectl.core.case.owed import INSTRUCTION
from casectl.core.owed_reports import GIVEN, TodayRow
from casectl.core.query.excerpt import Excerpt
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import CasectlError
from casectl.core.values.tree import list_of, mapping_of, text_of


def given_instructions(
    context: Reading, cases: Sequence[Excerpt], giver: str, titles: TemplateTitles
) -> Iterator[TodayRow]:
    """A row for each open instruction in these cases that `giver` gave to somebody else."""
    for case in cases:
        orders = [each for each in case.owed if each.kind == INSTRUCTION and each.who != giver]
        with suppress(CasectlError):  # lists name what cannot be read
            by = _givers(read(context, case.id)) if orders else {}
            for owed in orders:
                if by.get(owed.follow_up) == giver:
                    title = titles.owed(case.text("template"), owed.kind, owed.name, owed.rule)
                    late = to_seconds(owed.at) < to_seconds(context.now)
                    yield TodayRow(GIVEN, case, title, owed.at, owed.who, ("show", case.id), late, owed)


def _givers(case: Case) -> dict[str, str]:
    """Who added each follow-up, by its id."""
    return {
        text_of(mapping_of(added).get("id")): event.by
        for event in case.journal
        if event.kind == "followup_added"
        for added in list_of(event.data.get("follow_ups"))
    }
