"""A date that the template calls a promise is owed as a follow-up, from the event that sets it on.

The office of these tests is in Shanghai; 2026-11-23 is a Monday.
"""

from __future__ import annotations

import pytest

from casectl.core.values.tree import list_of, mapping_of, text_of
from tests.core.clockwork import Life

CLOCKS = "c: {title: C, kind: internal, starts: opened, stops: [state:closed], within: [{duration: 30d}]}"


def promises(life: Life) -> list[tuple[str, str, str]]:
    """What is promised, until when, and by whom."""
    return [(each.what, f"{each.at:%m-%d %H:%M:%S}", each.who) for each in life.header.follow_ups]


def next_due(life: Life) -> str:
    """When the soonest of what is owed is due."""
    assert life.header.next_due
    return f"{life.header.next_due:%m-%d %H:%M:%S}"


def test_a_promise_lasts_to_the_end_of_its_day_or_to_its_instant() -> None:
    """They are the owner's, and are told from call-backs by their kind."""
    life = Life(CLOCKS).opens("2026-11-23 10:00", refund_on="2026-11-25", call_at="2026-11-24T15:00:00+08:00")
    assert promises(life) == [("refund_on", "11-25 23:59:59", "ada"), ("call_at", "11-24 15:00:00", "ada")]
    assert {each.kind for each in life.header.follow_ups} == {"promise"}
    assert next_due(life) == "11-24 15:00:00"


def test_another_date_moves_a_promise_and_none_drops_it() -> None:
    """There is never more than one for a field; the other promise is not touched."""
    life = Life(CLOCKS).opens("2026-11-23 10:00").sets("2026-11-23 11:00", refund_on="2026-11-25")
    life.sets("2026-11-23 12:00", call_at="2026-11-24T15:00:00+08:00")
    first = life.header.follow_ups[0]
    life.sets("2026-11-24 09:00", refund_on="2026-11-27")
    assert promises(life) == [("call_at", "11-24 15:00:00", "ada"), ("refund_on", "11-27 23:59:59", "ada")]
    assert life.journal[-1].data["cancels"] == [first.id]
    life.sets("2026-11-24 10:00", refund_on="")
    assert promises(life) == [("call_at", "11-24 15:00:00", "ada")]


def test_a_date_that_is_set_with_a_step_is_promised_by_that_step() -> None:
    """As with `advance C working -f refund_on=…`."""
    life = Life(CLOCKS).opens("2026-11-23 10:00")
    life.fields["refund_on"] = "2026-11-25"
    event = life.happens("2026-11-23 11:00", "advanced", to="working", changed=["fields.refund_on"])
    assert [text_of(mapping_of(each).get("kind")) for each in list_of(event.data["follow_ups"])] == ["promise"]


def test_an_undone_change_leaves_the_promise_as_it_was() -> None:
    life = (
        Life(CLOCKS).opens("2026-11-23 10:00", refund_on="2026-11-25").sets("2026-11-23 11:00", refund_on="2026-11-28")
    )
    life.happens("2026-11-23 11:05", "undone", undoes=life.journal[-1].id, what="changed")
    assert promises(life) == [("refund_on", "11-25 23:59:59", "ada")]


def test_a_promise_is_settled_in_the_states_that_the_template_names() -> None:
    """The other one is owed after the case is closed, too, as the day of a review is."""
    life = Life(CLOCKS).opens("2026-11-23 10:00", refund_on="2026-11-25", call_at="2026-11-24T15:00:00+08:00")
    life.goes("2026-11-23 11:00", "solved")
    assert len(promises(life)) == 2
    life.goes("2026-11-23 12:00", "closed")
    assert promises(life) == [("call_at", "11-24 15:00:00", "ada")]
    life.sets("2026-11-23 13:00", refund_on="2026-11-30")
    assert promises(life) == [("call_at", "11-24 15:00:00", "ada")]


STEPS = [*((state, "advanced") for state in ("solved", "closed", "dropped", "waiting")), ("working", "reopened")]


@pytest.mark.parametrize(("state", "kind"), STEPS)
def test_no_step_ends_a_promise_or_what_a_person_has_added(state: str, kind: str) -> None:
    """Resolving, closing, withdrawing, waiting and reopening, and taking such a step back: the template says none."""
    life = Life(CLOCKS).opens("2026-11-23 10:00", call_at="2026-11-25T15:00:00+08:00")
    life.happens("2026-11-23 10:30", "followup_added", follow_ups=[{"id": "f0", "at": "2026-11-24T09:00:00+08:00",
                                                                  "what": "ring", "who": "ada"}])  # fmt: skip
    if kind == "reopened":
        life.goes("2026-11-23 10:45", "closed")
    owed = promises(life)
    assert [what for what, _, _ in owed] == ["call_at", "ring"]
    step = life.happens("2026-11-23 11:00", kind, to=state)
    assert promises(life) == owed
    assert next_due(life) == "11-24 09:00:00"
    life.happens("2026-11-23 11:05", "undone", undoes=step.id, what=kind)
    assert promises(life) == owed


REFUND = [("refund_on", "11-25 23:59:59", "ada")]


def closed() -> Life:
    """A case whose closing has settled what was promised by 25 November."""
    life = Life(CLOCKS).opens("2026-11-23 10:00", refund_on="2026-11-25").goes("2026-11-23 11:00", "solved")
    assert promises(life) == REFUND
    life.goes("2026-11-23 12:00", "closed")
    assert promises(life) == []
    return life


@pytest.mark.parametrize("kind", ["reopened", "undone"])
def test_a_promise_that_a_state_has_settled_is_owed_again_out_of_there(kind: str) -> None:
    """Until the same time, also if that has passed: nobody has kept it. It is settled, and owed, as often as that."""
    life = closed()
    if kind == "undone":
        life.happens("2026-11-27 10:00", "undone", undoes=life.journal[-1].id, what="advanced")
    else:
        life.goes("2026-11-27 10:00", "working", "reopened")
    assert promises(life) == REFUND
    life.goes("2026-11-27 11:00", "closed")
    assert promises(life) == []
    life.goes("2026-11-27 12:00", "working", "reopened")
    assert promises(life) == REFUND


def test_a_date_that_was_changed_where_it_was_settled_is_the_one_that_is_owed_again() -> None:
    """And one that was cleared there is not."""
    life = closed().sets("2026-11-24 09:00", refund_on="2026-11-30")
    assert promises(life) == []
    life.goes("2026-11-24 10:00", "working", "reopened")
    assert promises(life) == [("refund_on", "11-30 23:59:59", "ada")]
    life.goes("2026-11-24 11:00", "closed").sets("2026-11-24 12:00", refund_on="")
    assert promises(life.goes("2026-11-24 13:00", "working", "reopened")) == []


@pytest.mark.parametrize("ending", ["followup_done", "followup_cancelled"])
def test_what_somebody_has_kept_or_cancelled_is_not_owed_again(ending: str) -> None:
    """Unless that is taken back: then nobody has kept it."""
    life = Life(CLOCKS).opens("2026-11-23 10:00", refund_on="2026-11-25")
    kept = life.happens("2026-11-23 10:30", ending, follow_up=life.header.follow_ups[0].id, what="refund_on")
    life.goes("2026-11-23 11:00", "closed").goes("2026-11-23 12:00", "working", "reopened")
    assert promises(life) == []
    life.goes("2026-11-23 13:00", "closed")
    life.happens("2026-11-23 13:05", "undone", undoes=kept.id, what=ending)
    life.goes("2026-11-23 14:00", "working", "reopened")
    assert promises(life) == REFUND


RING = "follow_ups:\n  ring: {title: Ring, on: state:solved, after: 1d, what: callback%s}\n"
RUNG = [("callback", "11-24 11:00:00", "ada")]


@pytest.mark.parametrize(
    ("settled", "closed", "dropped"),
    [("", RUNG, RUNG), (", settled: dropped", RUNG, []), (", settled: [closed, dropped]", [], [])],
)
def test_a_call_back_is_cancelled_by_a_state_only_where_the_template_says_so(
    settled: str, closed: list[tuple[str, str, str]], dropped: list[tuple[str, str, str]]
) -> None:
    for state, left in (("closed", closed), ("dropped", dropped)):
        life = Life(CLOCKS, more=RING % settled).opens("2026-11-23 10:00").goes("2026-11-23 11:00", "solved")
        assert promises(life) == RUNG
        life.goes("2026-11-23 12:00", state)
        assert promises(life) == left
        life.happens("2026-11-23 12:05", "undone", undoes=life.journal[-1].id, what="advanced")
        assert promises(life) == RUNG


def test_a_promise_outlives_reopening_and_what_is_done_is_done() -> None:
    """Call-backs that belong to a solution are cancelled by a reopening; what was promised is still owed."""
    life = Life(CLOCKS).opens("2026-11-23 10:00", refund_on="2026-11-25").goes("2026-11-23 11:00", "solved")
    life.goes("2026-11-23 12:00", "working", "reopened")
    assert promises(life) == [("refund_on", "11-25 23:59:59", "ada")]
    life.happens("2026-11-24 12:00", "followup_done", follow_up=life.header.follow_ups[0].id, what="refund_on")
    life.goes("2026-11-24 13:00", "solved")
    assert promises(life) == []


def test_a_case_that_changes_hands_takes_the_owners_follow_ups_along() -> None:
    """What somebody else was to do stays with that person; the ids remain."""
    life = Life(CLOCKS).opens("2026-11-23 10:00", refund_on="2026-11-25")
    at = "2026-11-24T09:00:00+08:00"
    for number, who in enumerate(("ada", "cy")):
        life.happens(
            "2026-11-23 10:30",
            "followup_added",
            follow_ups=[{"id": f"f{number}", "at": at, "what": "ring", "who": who}],
        )
    before = {each.id for each in life.header.follow_ups}
    life.happens("2026-11-23 11:00", "assigned", to="bob")
    assert {(each.what, each.who) for each in life.header.follow_ups} == {
        ("refund_on", "bob"),
        ("ring", "bob"),
        ("ring", "cy"),
    }
    assert {each.id for each in life.header.follow_ups} == before


def test_the_soonest_of_what_is_owed_is_due_next() -> None:
    """A deadline or a follow-up, whichever comes first."""
    life = Life(CLOCKS).opens("2026-11-23 10:00")
    assert next_due(life) == "12-23 10:00:00"
    life.sets("2026-11-23 10:00", refund_on="2026-11-25")
    assert next_due(life) == "11-25 23:59:59"
