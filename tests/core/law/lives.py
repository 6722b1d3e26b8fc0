"""Random honest histories of cases of the shipped templates, in which everything is done as the verbs would."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from casectl.core.case.compose import follow_up_tree
from casectl.core.case.fold import effective_events, fold, with_event
from casectl.core.case.model import Case, Event, FollowUp
from casectl.core.clocks.effects import follow_up_id, with_consequences
from casectl.core.clocks.rules import ClockContext, RuleSet
from casectl.core.clocks.runs import latest_runs
from casectl.core.law.in_force import InForce
from casectl.core.law.judging import judge
from casectl.core.law.verdict import Judgment
from casectl.core.law.walking import Evidence
from casectl.core.template.model import Field, Template
from casectl.core.template.settings import Casebook, Person
from casectl.core.time.instants import format_instant, plus
from casectl.core.values.tree import Plain, Source, Tree, mapping_of, set_in
from tests.test_deadlines import DESK, calendars, sources, template

VALUES = {"date": "2026-01-02", "instant": "2026-01-02T10:00:00+00:00", "number": "7", "money": "CNY 10.00"}
"""A value for a field of each type that is not a text."""


class Life:
    """A case of some shipped template, to which things happen that the law allows."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.template = template(chance.choice(sorted(sources())))
        self.in_force = InForce.of(_casebook(self.template), self.template, RuleSet(self.template, DESK, calendars()))
        self.free: dict[str, Tree] = {"title": "T", "fields": {}, "checklists": _ticked(self.template)}
        for path, each in _leaves(self.template):
            self._fill(path, each)
        self.before: list[dict[str, Tree]] = []
        self.journal: tuple[Event, ...] = ()
        self.now = plus(datetime(2026, 1, 5, 10, tzinfo=UTC), timedelta(hours=chance.randrange(8_000)))
        received = plus(self.now, -timedelta(hours=chance.randrange(60)))
        self.propose("ada", "opened", template=self.template.name, to=self.template.workflow.initial, level=Plain(1),
                     received_at=Plain(format_instant(received, DESK.zone)), owner="ada")  # fmt: skip

    @property
    def case(self) -> Case:
        """The case as it is."""
        return self.case_of(self.journal)

    def case_of(self, journal: tuple[Event, ...]) -> Case:
        """The case with another journal."""
        fields = mapping_of(self.free["fields"])
        return Case("C-2611-00000001X", "T", fold(journal), journal, fields, Source("", {**self.free}))

    def judged(self, journal: tuple[Event, ...]) -> Judgment:
        """What the law says of a journal that is found on disk, with the fields as they are now."""
        return judge(self.case_of(journal), lambda *_: self.in_force, Evidence(self.free, self.now))

    def goes_on(self) -> None:
        """Something happens after some time, or is refused."""
        self.now = plus(
            self.now, timedelta(minutes=self.chance.choice([5, 50, 700, 4_000]) + self.chance.randrange(60))
        )
        self.chance.choice(ACTS)(self)

    def propose(self, by: str, kind: str, **data: Tree) -> bool:
        """Record an event, and a contact along with one that needs a notice, if the law allows it."""
        details = {key: value for key, value in data.items() if value}
        notice: list[tuple[str, dict[str, Tree]]] = (
            [("contacted", {"direction": "out", "act": f"event{len(self.journal):04}"})]
            if kind in ("paused", "extended")
            else []
        )
        after, fields = self.case, mapping_of(self.free["fields"])
        rules = ClockContext(self.template, self.in_force.rule_set, fields, DESK.zone)
        for each, given in ((kind, details), *notice):
            event = Event(f"event{len(after.journal):04}", self.now, by, each, given)
            after = with_event(after, with_consequences(event, after, rules))
        recorded = {each.id: self.now for each in after.journal[len(self.journal) :]}
        evidence = Evidence(self.free, self.now, recorded)
        if judge(after, lambda *_: self.in_force, evidence, len(self.journal)).verdicts:
            return False
        self.journal = after.journal
        return True

    def change(self) -> list[str]:
        """Other values for some fields; their dotted names."""
        leaves = self.chance.sample(_leaves(self.template), 2)
        for path, each in leaves:
            self._fill(path, each)
        return [".".join(("fields", *path)) for path, _ in leaves]

    def _fill(self, path: tuple[str, ...], field: Field) -> None:
        names = [name for name, _ in field.choices]
        value = self.chance.choice(names) if names else VALUES.get(field.type, f"some {self.chance.randrange(9)}")
        self.free = set_in(self.free, ("fields", *path), value)


def _casebook(of: Template) -> Casebook:
    """People with all roles that the template knows, spread so that somebody always may."""
    roles = {role for step in of.workflow.transitions for role in step.may} | {*of.workflow.reopen_may}
    roles |= {role for clock in of.clocks if clock.extension for role in clock.extension.may}
    roles |= {str(role) for step in of.workflow.transitions for use in step.guards
              for role in (use.params.get("roles") or ())}  # fmt: skip
    people = [Person("ada", "Ada Testwell", roles=("agent",), teams=("front",))]
    people += [Person(name, name.title(), roles=tuple(sorted(roles)), teams=("back",)) for name in ("bob", "cy")]
    named = tuple((role, ()) for role in sorted(roles))
    return Casebook("lives", "en", ZoneInfo("Europe/London"), roles=named, people=tuple(people))


def _leaves(of: Template) -> list[tuple[tuple[str, ...], Field]]:
    found = [each for top in of.fields for each in top.walk()]
    return [(path, each) for path, each in found if not each.fields and each.type != "list" and path != ("about",)]


def _ticked(of: Template) -> dict[str, Tree]:
    return {each.name: {item: "yes" for item, _ in each.items} for each in of.checklists}


def _person(life: Life) -> str:
    return life.chance.choice(["ada", "bob", "cy"])


def _step(life: Life) -> None:
    steps = life.template.workflow.steps_from(life.case.header.state)
    for step in life.chance.sample(steps, len(steps)):
        if step.target == "withdrawn":
            life.propose(life.case.header.owner, "contacted", direction="in", text="never mind")
        if life.propose(_person(life), "advanced", to=step.target, reason="so it is"):
            return


def _reopen(life: Life) -> None:
    life.propose(_person(life), "reopened", to=life.template.workflow.reopens_to, reason="again")


def _hand(life: Life) -> None:
    header = life.case.header
    if header.offer:
        kind = life.chance.choice(["accepted", "returned"])
        to = header.offer.to or "bob"
        sides = {"to": to, "giver": header.offer.by} if kind == "accepted" else {"to": header.offer.by, "giver": to}
        life.propose(to, kind, **sides)
    elif life.chance.random() < 0.5:
        to = _person(life)
        life.propose(header.owner, "offered", to=to, giver=header.owner, reason="please")
    else:
        life.propose(_person(life), "assigned", to=_person(life), reason="yours")


def _escalate(life: Life) -> None:
    life.propose(_person(life), "escalated", level=Plain(life.case.header.level + 1), reason="hot")


def _say(life: Life) -> None:
    if life.chance.random() < 0.3:
        life.propose(_person(life), "noted", text="noted")
    else:
        life.propose(_person(life), "contacted", direction=life.chance.choice(["in", "out"]), text="said")


def _change(life: Life) -> None:
    before, by = life.free, _person(life)
    names = life.change()
    if not life.propose(by, "changed", changed=[*names]):
        life.free = before


def _clock(life: Life) -> None:
    runs = {name: run for name, run in latest_runs(life.journal).items() if run.is_open}
    if not runs:
        return
    name = life.chance.choice(sorted(runs))
    clock = life.template.clock(name)
    assert clock
    reasons = [each.reason for each in clock.pauses] or [""]
    restarts = [each for each, _ in clock.restarts] or [""]
    by, acts = _person(life), ("resumed",) if runs[name].pause else ("paused", "paused", "extended", "restarted")
    kind = life.chance.choice(acts)
    details: dict[str, Tree] = {"clock": [name], "reason": "so"}
    details |= {"code": life.chance.choice(reasons)} if kind == "paused" else {}
    details |= {"code": life.chance.choice(restarts)} if kind == "restarted" else {}
    details |= {"length": life.chance.choice(["1d", "5wd", "15d"])} if kind == "extended" else {}
    life.propose(by, kind, **details)


def _follow_up(life: Life) -> None:
    planned = life.case.header.follow_ups
    if planned and life.chance.random() < 0.6:
        each = life.chance.choice(planned)
        life.propose(_person(life), "followup_done", follow_up=each.id, what=each.what)
        return
    own = FollowUp(follow_up_id(f"event{len(life.journal):04}"), plus(life.now, timedelta(days=2)), "visit", "ada")
    life.propose(_person(life), "followup_added", follow_ups=[follow_up_tree(own, DESK.zone)])


def _undo(life: Life) -> None:
    last = effective_events(life.journal)[-1]
    if "changed" not in last.data and life.chance.random() < 0.5:
        life.propose(last.by, "undone", undoes=last.id, what=last.kind)


ACTS = (_step, _step, _step, _reopen, _hand, _hand, _escalate, _say, _say, _change, _clock, _clock, _follow_up, _undo)
"""What may happen to a case."""


@cache
def honest(seed: int) -> Life:
    """A case that has been worked on."""
    life = Life(Random(seed))
    for _ in range(16):
        life.goes_on()
    return life


def altered(event: Event, **data: Tree) -> Event:
    """An event with other details."""
    return replace(event, data={**event.data, **data})
