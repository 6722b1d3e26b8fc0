"""instruct gives a colleague an instruction, which is owed until it is answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions import followup
from casectl.actions.agenda import AgendaFilter, agenda
from casectl.actions.answer import answer
from casectl.actions.instruct import instruct
from casectl.actions.recording.new_follow_up import NewFollowUp
from casectl.actions.today import TodayFilter, today
from casectl.core.owed_reports import GIVEN, Today
from casectl.core.time.instants import plus
from casectl.core.values.messages import NotFound, Refused, UsageError
from casectl.core.values.value_class import replace
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import NOW, SETTINGS, FakeContext

RING = NewFollowUp(plus(NOW, timedelta(hours=2)), "ring her", "bob")


@pytest.fixture
def desk() -> FakeContext:
    """A casebook in which Cy alone may give instructions."""
    return FakeContext(settings=SETTINGS.replace("[act_as]", "[act_as, instruct]"))


def test_an_instruction_is_owed_by_whom_it_is_for(desk: FakeContext) -> None:
    case = desk.open()
    instruct(desk.by("cy"), case, RING, AT_ONCE)
    [task] = agenda(desk, AgendaFilter("bob")).tasks
    assert (task.owed.kind, task.owed.name, str(task.title)) == ("instruction", "ring her", "instruction: ring her")


def test_only_those_give_and_take_back_an_instruction_whose_role_may(desk: FakeContext) -> None:
    """Whom it is for does not get rid of it by cancelling it; where no role says so, anybody may."""
    case = desk.open()
    with refused(desk, Refused, "ada has no role that may give or withdraw instructions"):
        instruct(desk, case, RING, AT_ONCE)
    instruct(desk.by("cy"), case, RING, AT_ONCE)
    with refused(desk.by("bob"), Refused, "bob has no role that may give or withdraw instructions"):
        followup.cancel(desk, case, "", "no time", AT_ONCE)
    assert followup.cancel(desk.by("cy"), case, "", "it is done", AT_ONCE).case.header.follow_ups == ()
    anybody = FakeContext()
    instruct(anybody, anybody.open(), RING, AT_ONCE)


def test_an_instruction_is_answered_by_whom_it_is_for_and_in_words(desk: FakeContext) -> None:
    case = desk.open()
    instruct(desk.by("cy"), case, RING, AT_ONCE)
    with refused(desk.by("ada"), Refused, "the instruction is for bob, who has to answer it"):
        answer(desk, case, "", "rang", AT_ONCE)
    with refused(desk.by("bob"), UsageError, "an instruction needs an answer in words"):
        followup.done(desk, case, "", followup.Outcome(), AT_ONCE)
    with refused(desk, UsageError, "reached is not a possible outcome of ring her"):
        followup.done(desk, case, "", followup.Outcome("rang", "reached"), AT_ONCE)
    assert answer(desk, case, "", "rang at two", AT_ONCE).events[0].text("outcome") == "rang at two"
    with refused(desk, NotFound, f"{case} has no instruction to answer"):
        answer(desk, case, "", "again", AT_ONCE)


def test_whoever_gave_an_instruction_has_it_in_the_day_until_it_is_answered(desk: FakeContext) -> None:
    """Also before it is due, when it asks for nothing yet; others, and one's own orders to oneself, are not there."""

    def day(person: str) -> Today:
        return today(desk, TodayFilter(person))

    def given(person: str) -> list[tuple[str, str, bool]]:
        return [(each.case.id, each.who, each.late) for each in day(person).rows if each.group == GIVEN]

    case = desk.open(owner="bob")
    instruct(desk.by("cy"), case, RING, AT_ONCE)
    instruct(desk.by("cy"), case, replace(RING, who="cy"), AT_ONCE)
    assert (given("cy"), given("ada"), given("bob")) == ([(case, "bob", False)], [], [])
    desk.later(hours=3)
    assert given("cy") == [(case, "bob", True)]
    answer(desk.by("bob"), case, "", "rang", AT_ONCE)
    assert given("cy") == []


def test_who_gives_something_to_do_to_somebody_who_is_away_then_is_told(desk: FakeContext) -> None:
    """It is recorded: the deputy has it in the day. Before and after the absence nothing is said."""
    absence = "teams: [back], away: [{from: 2026-11-24, until: 2026-11-25, deputy: cy}]}"
    settings = desk.store.files["casectl.yaml"].decode()
    desk.store.files["casectl.yaml"] = settings.replace("teams: [back]}", absence, 1).encode()
    case = desk.by("cy").open(owner="ada")
    for days, told in ((0, False), (1, True), (3, False)):
        given = instruct(desk, case, NewFollowUp(plus(NOW, timedelta(days=days, hours=1)), "look", "bob"), AT_ONCE)
        assert any("bob is away until 2026-11-25; deputy: cy" in str(note) for note in given.notes) == told
