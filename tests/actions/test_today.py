"""today has what somebody is to do by tomorrow, what nobody has taken, and what others did since the last look."""

from __future__ import annotations

from datetime import timedelta

from casectl.actions import followup
from casectl.actions.accept import accept
from casectl.actions.cause import FoundCause, cause
from casectl.actions.handoff import handoff
from casectl.actions.note import note
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.redress import Offer, approve, offer
from casectl.actions.today import TodayFilter, today
from casectl.core.query.ahead import AheadRule
from casectl.core.query.conditions import Like
from casectl.core.time.durations import Duration
from casectl.core.time.instants import plus
from tests.actions.cases import AT_ONCE
from tests.actions.unowned import unowned
from tests.fakes.context import NOW, FakeContext

ADA = TodayFilter("ada", since="")


def rows(context: FakeContext, wanted: TodayFilter = ADA) -> list[tuple[str, str, str]]:
    """Group, title of the case, and the next step without the case's id."""
    return [
        (row.group, row.case.text("title"), " ".join(word for word in row.next if word != row.case.id))
        for row in today(context, wanted).rows
    ]


def look(context: FakeContext) -> TodayFilter:
    """What ada asks for when she looks again."""
    return ADA._replace(since=today(context, ADA).seen)


def test_a_day_has_what_is_late_first_then_what_is_due_within_a_working_day(context: FakeContext) -> None:
    case = context.open([("title", "Lid")])
    followup.add(context, case, followup.NewFollowUp(plus(NOW, timedelta(hours=5)), "ring"), AT_ONCE)
    followup.add(context, case, followup.NewFollowUp(plus(NOW, timedelta(days=9)), "survey"), AT_ONCE)
    call = context.case(case).header.follow_ups[0].id
    assert rows(context.later(hours=4, minutes=1)) == [
        ("overdue", "Lid", "contact out TEXT"),
        ("due-soon", "Lid", "contact out TEXT"),
        ("follow-ups", "Lid", f"followup done {call}"),
    ]
    assert rows(context, TodayFilter("bob")) == []


def test_a_day_has_what_is_due_in_exactly_one_working_day(context: FakeContext) -> None:
    """As a deadline of one working day is, right after the case was opened."""
    case, wd = context.open([("title", "Lid")]), context.calendar.after(context.now, Duration(1, "wd"))
    for at, what in ((wd, "ring"), (plus(wd, timedelta(seconds=1)), "later")):
        followup.add(context, case, followup.NewFollowUp(at, what), AT_ONCE)
    assert [row.title for row in today(context, ADA).rows if row.group == "follow-ups"] == ["ring"]


def test_an_offer_is_answered_by_whom_it_is_made_to(context: FakeContext) -> None:
    """By name or as one of the team; the giver still has the case."""
    for title, form in (("Lid", HandoffForm("bob", reason="x")), ("Box", HandoffForm(team="back", reason="x"))):
        handoff(context, context.open([("title", title)]), form, AT_ONCE)
    offers = [("offered", "Lid", "accept"), ("offered", "Box", "take")]
    assert sorted(rows(context, TodayFilter("bob"))) == sorted(offers)
    assert [row for row in rows(context, TodayFilter("ada")) if row[0] == "offered"] == []
    assert ("offered", "Box", "take") in rows(context, TodayFilter(team="back"))


def test_what_nobody_has_is_the_teams_to_take(context: FakeContext) -> None:
    """Once for a case, however much is due in it; an own case is not among it."""
    unowned(context, "Nobody's")
    context.open([("title", "Ada's")], owner="bob")
    assert rows(context.by("ada")) == [("unassigned", "Nobody's", "take")]
    assert rows(context, TodayFilter("bob")) != []
    assert ("unassigned", "Nobody's", "take") not in rows(context, TodayFilter("bob"))
    assert ("unassigned", "Nobody's", "take") in rows(context, TodayFilter())
    [late] = today(context.later(days=3), TodayFilter("ada")).rows
    assert (late.group, late.late) == ("unassigned", True)


def test_customers_in_distress_come_first_in_a_group(context: FakeContext) -> None:
    """A casebook may have other rules, and the row says which one it was."""
    for title in ("Lid", "Box", "Urn"):
        context.open([("title", title)])
    rules = (AheadRule("urns", Like("title", "Urn")), AheadRule("boxes", Like("title", "Box")))
    found = [row for row in today(context, TodayFilter("ada"), rules).rows if row.owed and row.owed.name == "answer"]
    assert [(row.case.text("title"), row.ahead) for row in found] == [("Urn", "urns"), ("Box", "boxes"), ("Lid", "")]


def test_what_others_did_is_new_until_it_was_looked_at(context: FakeContext) -> None:
    """In cases that one has or has had; one's own acts are no news, nor is what was there at the first look."""
    kept, gone, others = (context.open([("title", title)]) for title in ("Kept", "Gone", "Others"))
    handoff(context, others, HandoffForm("bob", reason="x"), AT_ONCE)
    accept(context.by("bob"), others, AT_ONCE)
    handoff(context.by("ada"), gone, HandoffForm("bob", reason="x"), AT_ONCE)
    assert [row for row in rows(context) if row[0] == "news"] == []
    ada = look(context)
    note(context, kept, "my own", AT_ONCE)
    accept(context.by("bob"), gone, AT_ONCE)
    for text in ("a", "b"):
        note(context, kept, text, AT_ONCE)
    note(context, others, "his own", AT_ONCE)
    news = [row for row in today(context.by("ada"), ada).rows if row.group == "news"]
    assert {(row.case.text("title"), str(row.title), row.who) for row in news} == {
        ("Kept", "noted, noted", "bob"),
        ("Gone", "accepted: ada → bob", "bob"),
    }
    assert [row for row in rows(context, look(context)) if row[0] == "news"] == []


def test_a_day_without_tasks_asks_for_nothing(context: FakeContext) -> None:
    """News are nothing to be done."""
    found = today(context, ADA)
    assert not found.asks
    assert found.notes
    context.open()
    assert today(context, ADA).asks


def test_what_waits_for_a_second_person_is_for_those_who_may_decide(context: FakeContext) -> None:
    """Offers of redress above a limit and causes that need a record; not for whoever made the offer."""
    first, second = context.open([("title", "Lid")], owner="bob"), context.open([("title", "Box")], owner="bob")
    offer(context.by("bob"), first, Offer("refund", "900 CNY"), AT_ONCE)
    steps = [(row[1], row[2].partition(" event")[0]) for row in rows(context, TodayFilter("cy")) if row[0] == "decide"]
    assert steps == [("Lid", "redress approve")]
    for wanted in (TodayFilter("ada"), TodayFilter("bob"), TodayFilter(team="back")):
        assert [row for row in rows(context, wanted) if row[0] == "decide" and wanted.person] == []
    for case in (first, second):
        cause(context, case, FoundCause("lid.loose"), AT_ONCE)
    assert [row[2] for row in rows(context, TodayFilter()) if row[0] == "decide"][-1] == "problem"
    approve(context.by("cy"), first, "", AT_ONCE)
    assert [row[2] for row in rows(context, TodayFilter("cy")) if row[0] == "decide"] == ["problem"]
