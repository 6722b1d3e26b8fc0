"""Whatever happens to a case of a shipped template: its deadlines are those that its rules give, and are explained."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from casectl.core.case.fold import fold, with_event
from casectl.core.case.model import Case, Event
from casectl.core.clocks.effects import with_consequences
from casectl.core.clocks.explaining import explained
from casectl.core.clocks.postponing import effective_due
from casectl.core.clocks.recomputing import moved_deadlines
from casectl.core.clocks.rules import ClockContext, RuleSet
from casectl.core.clocks.runs import Run, runs_of
from casectl.core.law.in_force import InForce
from casectl.core.law.judging import judge, refuse
from casectl.core.law.table import RULES
from casectl.core.law.walking import Evidence
from casectl.core.template.model import FINISHED
from casectl.core.template.settings import Casebook
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.messages import Refused
from casectl.core.values.tree import Source, Tree
from tests.test_deadlines import DESK, calendars, sources, template

LIVES = 100
STEPS = 10


class SomeLife:
    """A case of some shipped template to which some things happen."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.template = template(chance.choice(sorted(sources())))
        self.rule_set = RuleSet(self.template, DESK, calendars())
        self.fields: dict[str, Tree] = {}
        self.journal: tuple[Event, ...] = ()
        self.now = plus(datetime(2026, 1, 5, 10, tzinfo=UTC), timedelta(hours=chance.randrange(8_000)))
        conditions = (when for clock in self.template.clocks for row in clock.within for when in row.when)
        self.choices = {
            name: values for name, values in conditions if name not in ("level", "team") and "." not in name
        }
        self.change()
        initial, received = self.template.workflow.initial, self.now.isoformat()
        self.happens("opened", to=initial, template=self.template.name, received_at=received, owner="ada", level="1")

    @property
    def case(self) -> Case:
        return Case("C-2611-00000001X", "T", fold(self.journal), self.journal, self.fields, Source("", {}))

    @property
    def running(self) -> dict[str, Run]:
        """The open runs of the clocks that the template knows."""
        return {name: runs[-1] for name, runs in runs_of(self.journal).items() if runs[-1].is_open}

    def change(self) -> list[Tree]:
        """Change fields that tables of durations have conditions on."""
        for name, values in self.choices.items():
            self.fields[name] = self.chance.choice([*values, "no", ""])
        return [f"fields.{name}" for name in self.choices]

    def happens(self, kind: str, **data: Tree) -> None:
        event = Event(f"event{len(self.journal)}", self.now, "ada", kind, data)
        event = with_consequences(event, self.case, ClockContext(self.template, self.rule_set, self.fields, DESK.zone))
        after = with_event(self.case, event)
        in_force = InForce.of(Casebook("lives", "en", ZoneInfo("UTC")), self.template, self.rule_set)
        judgment = judge(after, lambda *_: in_force, Evidence({}, self.now), len(self.journal))
        refuse([each for each in judgment.verdicts if each.code == RULES["after_its_clock"].code])
        self.journal = after.journal

    def goes_on(self) -> None:
        """Something happens after some time."""
        self.now = plus(
            self.now, timedelta(minutes=self.chance.choice([50, 700, 4_000, 30_000]) + self.chance.randrange(60))
        )
        workflow, state = self.template.workflow, self.case.header.state
        category = workflow.category(state)
        if category in FINISHED and workflow.reopens_to and self.chance.random() < 0.5:
            self.happens("reopened", to=workflow.reopens_to)
        elif category != "closed" and self.chance.random() < 0.4:
            self.happens("advanced", to=self.chance.choice([each.name for each in workflow.states]))
        elif self.chance.random() < 0.4:
            self.happens("changed", changed=self.change())
        elif self.running and self.chance.random() < 0.7:
            self.acts_on_a_clock()
        else:
            self.happens("contacted", direction=self.chance.choice(["in", "out"]))

    def acts_on_a_clock(self) -> None:
        """As the verbs would: what has expired is neither paused nor extended."""
        name, run = self.chance.choice(sorted(self.running.items()))
        rule = self.rule_set.clock(name)
        if run.pause:
            self.happens("resumed", clock=[name])
        elif rule and to_seconds(effective_due(self.rule_set.count(rule), run, self.now)) >= to_seconds(self.now):
            kind = self.chance.choice(["paused", "paused", "extended"])
            self.happens(kind, clock=[name], **({"code": "x"} if kind == "paused" else {"length": "5wd"}))


@pytest.mark.parametrize("seed", range(LIVES))
def test_deadlines_are_those_that_the_rules_give_and_are_explained_without_a_gap(seed: int) -> None:
    """Also after pauses, corrections, withdrawals and reopenings; an open run is due or paused, and never both."""
    life = SomeLife(Random(seed))
    for _ in range(STEPS):
        try:
            life.goes_on()
        except Refused:  # what is dated before its clock began
            continue
        assert moved_deadlines(life.case, life.rule_set, life.now) == []
        header = life.case.header
        for name, runs in runs_of(life.journal).items():
            rule = life.rule_set.clock(name)
            assert rule
            open_ones = (name in header.due) + (name in header.paused)
            assert open_ones == runs[-1].is_open or rule.chance
            for run in runs:
                found = explained(life.rule_set.count(rule), run, life.now)
                edges = [to_seconds(run.start), *(to_seconds(each.end) for each in found)]
                assert [to_seconds(each.start) for each in found] == edges[:-1]
