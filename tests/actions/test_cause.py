"""cause records what a complaint came from; whom it names may dispute that, and somebody else decides."""

from __future__ import annotations

from casectl.actions.cause import FoundCause, cause, dispute
from casectl.actions.today import TodayFilter, today
from casectl.actions.undo import undo
from casectl.core.case.causes import root_cause
from casectl.core.values.messages import NotFound, Refused, UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import FakeContext

BY_BOB = FoundCause("Loose lid", ("Nobody turned it", "The tool is worn"), "Bob Probe")


def test_a_cause_is_one_of_the_settings_by_code_or_title(context: FakeContext) -> None:
    """What names no person and no team is somebody outside, in the words that were typed."""
    case = context.open()
    [event] = cause(context, case, BY_BOB, AT_ONCE).events
    assert (event.text("cause"), event.text("responsible")) == ("lid.loose", "bob")
    assert (
        cause(context, case, FoundCause("盖子", (), "Lids & Co"), AT_ONCE).events[0].text("responsible") == "Lids & Co"
    )
    assert [each.text("cause") for each in context.excerpts().cases] == ["lid"]
    with refused(context, NotFound, "there is no cause box in casectl.yaml"):
        cause(context, case, FoundCause("box"), AT_ONCE)
    with refused(context, UsageError, "blank"):
        cause(context, case, FoundCause("lid", (" ",)), AT_ONCE)
    undo(context, case, "", AT_ONCE)
    assert [each.text("cause") for each in context.excerpts().cases] == ["lid.loose"]


def test_whom_a_cause_names_disputes_it_and_does_not_decide(context: FakeContext) -> None:
    """Nor does who recorded it; a team is disputed for by one of its people, once."""
    case = context.open()
    with refused(context, Refused, "names nobody as responsible"):
        dispute(context, case, "not me", AT_ONCE)
    cause(context, case, BY_BOB, AT_ONCE)
    with refused(context, Refused, "the cause names bob as responsible, and nobody else can dispute it"):
        dispute(context, case, "not him", AT_ONCE)
    with refused(context.by("bob"), Refused, "somebody else has to decide who is responsible"):
        cause(context, case, FoundCause("lid"), AT_ONCE)
    dispute(context, case, "It left my desk closed", AT_ONCE)
    with refused(context, Refused, "is disputed already"):
        dispute(context, case, "again", AT_ONCE)
    for person in ("ada", "bob"):
        with refused(
            context.by(person),
            Refused,
            "somebody who is not named in the cause and did not record it",
        ):
            cause(context, case, FoundCause("lid", (), "cy"), AT_ONCE)
    cause(context.by("cy"), case, FoundCause("lid", (), "front"), AT_ONCE)
    found = root_cause(context.case(case).journal)
    assert found
    assert (found.code, found.responsible, found.dispute) == ("lid", "front", None)
    with refused(context.by("bob"), Refused, "the cause names front as responsible, and nobody else can dispute it"):
        dispute(context, case, "not them", AT_ONCE)
    dispute(context.by("ada"), case, "we only sell them", AT_ONCE)


def test_who_may_decide_on_a_dispute_is_told_in_the_list_of_the_day(context: FakeContext) -> None:
    """Until it is decided; not whom the cause names, nor who recorded it."""

    def told(person: str) -> list[tuple[str, str]]:
        rows = today(context, TodayFilter(person)).rows
        return [(row.case.id, str(row.title)) for row in rows if row.group == "decide"]

    case = context.open()
    cause(context, case, BY_BOB, AT_ONCE)
    assert told("cy") == []
    dispute(context.by("bob"), case, "It left my desk closed", AT_ONCE)
    assert told("cy") == [(case, "decide who is responsible: bob does not agree")]
    assert told("ada") == told("bob") == []
    cause(context.by("cy"), case, FoundCause("lid", (), "front"), AT_ONCE)
    assert told("cy") == []
