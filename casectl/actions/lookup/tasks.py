"""What people are to do: deadlines, follow-ups and handoffs to answer, each with who is to do it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casectl.actions.lookup.owed_rows import owed_rows
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.owed import OFFER, Owed
from casectl.core.owed_reports import Task
from casectl.core.query.clause import Clause, both, either, one_of, owes
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.relations import OfferedTo
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import msg
from casectl.core.values.value_class import NamedTuple


class Whose(NamedTuple):
    """Whose tasks: a person's with those of their `teams`, a team's ("": everybody's); due before `until`, if given."""

    person: str = ""
    team: str = ""
    until: datetime | None = None
    teams: tuple[str, ...] = ()

    def clause(self) -> Clause:
        """The cases in which such a person or team may have something to do by then."""
        person, team, until = self[:3]
        times = [Clause("at < ?", (to_seconds(until),))] if until else []
        holders = [one_of("who", (person, *self.teams))] if person else []
        named = tuple(filter(None, (person, team)))
        offered = OfferedTo(named, self.teams, anyone=not named)
        teams = [either([one_of("team", (team,)), owes(one_of("who", (team,))), offered.clause()])] if team else []
        return both([either([owes(both([*times, *holders])), offered.clause()]), *teams])

    def has(self, task: Task) -> bool:
        """Whether a task is on the agenda."""
        person, team, until = self[:3]
        owed, offer = task.owed, task.case.offer
        is_recipient = bool(offer) and owed.who == (offer["to"] or offer["team"])
        teams = (owed.who, task.case.text("team"), offer["team"] if is_recipient else "")
        return (
            (not person or owed.who in (person, *self.teams))
            and (not team or team in teams)
            and (until is None or to_seconds(owed.at) < to_seconds(until))
        )


def tasks_of(case: Excerpt, titles: TemplateTitles, now: int) -> Iterator[Task]:
    """What is owed in a case. The deadline of an answer is the recipient's task, and the giver's, who has the case."""
    owed, template = case.owed, case.text("template")
    theirs = owed_rows(case, titles.of(template))
    answers = [answer for answer, each in zip(theirs, owed, strict=True) if answer.who != each.who]
    for each in (*owed, *answers):
        yield Task(case, each, titles.owed(template, each.kind, each.name, each.rule), to_seconds(each.at) < now)
    offer = case.offer
    if offer and not answers:
        waits = Owed(OFFER, OFFER, datetime.fromisoformat(offer["at"]), offer["to"] or offer["team"])
        yield Task(case, waits, msg("answer the handoff"), late=False)
