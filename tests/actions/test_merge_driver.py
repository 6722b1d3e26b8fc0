"""What two clones did to one case is merged by rules; what no rule decides is on record, and blocks nothing."""

from __future__ import annotations

import pytest

from casectl.actions import followup
from casectl.actions.accept import accept
from casectl.actions.handoff import handoff
from casectl.actions.note import note
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.return_ import return_case
from casectl.core.time.instants import to_seconds
from casectl.core.values.tree import mapping_of
from tests.actions.cases import AT_ONCE
from tests.contracts.merges import Act, due_in, given, merged, moved, planned, raised, titled
from tests.contracts.test_event_details import WITH_PAUSES
from tests.core.merge.pairs import faults
from tests.fakes.context import FakeContext

CONFLICTS = [
    (titled("One"), titled("Another"), "title", "Another", "One"),
    (moved("working", "dropped"), moved("working", "solved"), "state", "solved", "dropped"),
    (given("ada"), given("bob"), "owner", "bob", "ada"),
    (due_in(9), due_in(12), "due.resolve", "2026-11-25T19:00:00+08:00", "2026-11-25T22:00:00+08:00"),
    (due_in(12), due_in(9), "due.resolve", "2026-11-25T19:00:00+08:00", "2026-11-25T22:00:00+08:00"),
]


@pytest.fixture
def context() -> FakeContext:
    """A casebook whose clocks can be moved by hand, in which Cy may do anything."""
    return FakeContext(templates={"plain": WITH_PAUSES}).by("cy")


@pytest.mark.parametrize(("mine", "theirs", "about", "kept", "other"), CONFLICTS)
def test_what_no_rule_decides_is_on_record(
    context: FakeContext, mine: Act, theirs: Act, about: str, kept: str, other: str
) -> None:
    """The later change counts for now, of two deadlines the earlier; the law has nothing against it."""
    case = context.case(merged(context, context.open(), mine, theirs))
    [conflict] = case.header.conflicts
    event = case.event(conflict.event)
    assert event
    [entry] = map(mapping_of, event.data["conflicts"])
    assert (conflict.about, entry["about"]) == (about, about)
    assert (mapping_of(entry["kept"])["is"], mapping_of(entry["other"])["is"]) == (kept, other)
    assert faults(context, case) == ()
    note(context.later(hours=1), case.id, "work goes on", AT_ONCE)


def test_the_higher_level_counts(context: FakeContext) -> None:
    case = context.case(merged(context, context.open(), raised(3), raised(2)))
    assert (case.header.level, case.header.conflicts) == (3, ())
    assert faults(context, case) == ()


def test_the_side_that_went_further_counts(context: FakeContext) -> None:
    """Both began the work, and one of them ended it: the case is over, since then."""
    case = context.case(merged(context, context.open(), moved("working", "dropped"), moved("working")))
    [step] = [event for event in case.journal if event.text("to") == "dropped"]
    assert case.header.closed_at
    assert to_seconds(case.header.closed_at) == to_seconds(step.at)
    assert (case.header.state, case.header.conflicts) == ("dropped", ())
    assert faults(context, case) == ()


def test_an_acceptance_stands_against_a_return(context: FakeContext) -> None:
    """Whoever accepted owns the case; that it was taken back as well is to be decided."""
    case_id = context.by("ada").open(owner="ada")
    handoff(context, case_id, HandoffForm("bob", reason="please"), AT_ONCE)
    case = context.case(
        merged(
            context, case_id, lambda each, case: accept(each.by("bob"), case, AT_ONCE),
            lambda each, case: return_case(each.by("ada"), case, "kept after all", AT_ONCE),
        )
    )  # fmt: skip
    assert case.header.owner == "bob"
    assert [each.about for each in case.header.conflicts] == ["owner"]
    assert faults(context, case) == ()


def test_what_one_side_has_done_is_done(context: FakeContext) -> None:
    """The other side passed the follow-up on to the new owner."""
    case = context.case(
        merged(context, planned(context),
               lambda each, case: followup.done(each, case, "visit", followup.Outcome("fine"), AT_ONCE), given("bob"))
    )  # fmt: skip
    assert [each.what for each in case.header.follow_ups] == []
    assert faults(context, case) == ()


def test_two_notes_need_no_event_of_the_merge(context: FakeContext) -> None:
    case = context.case(merged(context, context.open(), said("one"), said("two")))
    assert [event.kind for event in case.journal] == ["opened", "noted", "noted"]


def test_comments_of_both_sides_stay(context: FakeContext) -> None:
    case_id = context.open()

    def written(line: str, before: str) -> Act:
        return lambda each, case: each.rewrite(case, before, f"{line}\n{before}")

    merged(context, case_id, written("# mine", "title: "), written("# theirs", "journal:"))
    text = context.case(case_id).source.data.decode()
    assert "# mine\ntitle: " in text
    assert "# theirs\njournal:" in text


def test_long_texts_merge_by_line(context: FakeContext) -> None:
    case_id = context.open([("problem", "one\ntwo\nthree\nfour\n")])

    def edited(old: str, new: str) -> Act:
        return lambda each, case: each.rewrite(case, old, new)

    case = context.case(merged(context, case_id, edited("    one\n", "    1\n"), edited("    four\n", "    4\n")))
    assert case.fields["problem"] == "1\ntwo\nthree\n4\n"
    assert case.header.conflicts == ()


def said(text: str) -> Act:
    """A note."""
    return lambda context, case: note(context, case, text, AT_ONCE)
