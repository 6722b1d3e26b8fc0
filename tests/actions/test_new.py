"""new opens a case with what the template requires, or says everything that is missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casectl.actions.new import new
from casectl.actions.recording.opening import Opening
from casectl.actions.recording.proposal import EventStamp
from casectl.core.case.ids import case_path
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.messages import CasectlError, NotFound, Refused, UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import GIVEN, NOW, FakeContext


def test_a_new_case_has_what_was_said_the_defaults_and_an_owner(context: FakeContext) -> None:
    received = plus(NOW, -timedelta(days=1))
    opening = Opening("plain", [*GIVEN, ("customer.age", "040")], received, "bob", "back", 2)
    case = new(context, opening, AT_ONCE).case
    assert (case.title, case.header.owner, case.header.team, case.header.level) == (
        "The parcel came open",
        "bob",
        "back",
        2,
    )
    assert case.header.received_at
    assert case.header.opened_at
    assert to_seconds(case.header.received_at) == to_seconds(received)
    assert to_seconds(case.header.opened_at) == to_seconds(NOW)
    assert case.fields["customer"] == {"name": "Flora Fiction", "age": "40"}
    assert case.fields["channel"] == "phone"
    assert case.source.file == case_path(case.id)
    assert context.subjects() == [f"{case.id} opened: plain (new)"]


def test_who_opens_a_case_owns_it_in_the_templates_team(context: FakeContext) -> None:
    header = context.opened().case.header
    assert (header.owner, header.team, header.level) == ("ada", "front", 1)


def test_a_template_with_an_unknown_team_gives_the_owners_own(context: FakeContext) -> None:
    text = context.store.files["templates/plain.yaml"]
    context.store.files["templates/plain.yaml"] = text.replace(b"team: front", b"team: nowhere")
    assert context.opened(owner="bob").case.header.team == "back"


def test_a_case_cannot_be_opened_without_all_that_is_required(context: FakeContext) -> None:
    with refused(
        context, Refused, "a title is needed", "Problem (problem) must be filled", "Name (customer.name) must be filled"
    ):
        new(context, Opening("plain", [("problem", "tbd")]), AT_ONCE)


@pytest.mark.parametrize(
    ("opening", "kind", "said"),
    [
        (Opening("plane"), NotFound, "there is no template plane"),
        (Opening("plain", GIVEN, owner="adda"), NotFound, "there is no person adda"),
        (Opening("plain", GIVEN, team="fron"), NotFound, "there is no team fron"),
        (Opening("plain", GIVEN, level=9), UsageError, "there is no level 9; levels are 1, 2, 3"),
        (Opening("plain", GIVEN, plus(NOW, timedelta(seconds=1))), UsageError, "is in the future"),
        (Opening("plain", [*GIVEN, ("colour", "red"), ("channel", "drum")]), UsageError, "there is no field colour"),
    ],
)
def test_a_case_is_not_opened_from_what_is_not_known(
    context: FakeContext, opening: Opening, kind: type[CasectlError], said: str
) -> None:
    with refused(context, kind, said):
        new(context, opening, AT_ONCE)


TWICE = datetime(2025, 10, 26, 1, 50, tzinfo=ZoneInfo("Europe/London"))
"""01:50 for the first time; the clocks go back at 02:00."""
TWENTY_MINUTES_ON = datetime(2025, 10, 26, 1, 10, fold=1, tzinfo=ZoneInfo("Europe/London"))


def test_a_complaint_is_received_before_it_is_opened_whatever_the_wall_clock_shows() -> None:
    """Twenty minutes later the wall clock shows an earlier time."""
    context = FakeContext(now=datetime(2025, 10, 26, 9, tzinfo=UTC))
    header = new(context, Opening("plain", GIVEN, TWICE), EventStamp(TWENTY_MINUTES_ON)).case.header
    assert header.received_at
    assert to_seconds(header.received_at) == to_seconds(TWICE)
    with refused(context, UsageError, "is later than the opening of the case"):
        new(context, Opening("plain", GIVEN, TWENTY_MINUTES_ON), EventStamp(TWICE))
