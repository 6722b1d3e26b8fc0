"""inspect marks how a colleague handled a case; whom it is about appeals, and a third person decides."""

from __future__ import annotations

from casectl.actions.inspect import Marked, appeal, decide, inspect, inspections
from casectl.actions.today import TodayFilter, today
from casectl.core.case.inspections import inspections_in
from casectl.core.values.messages import NotFound, Refused, UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import SETTINGS, FakeContext

SHEET = "inspections: {marks: {tone: {en: Tone, zh: 语气}, facts: Facts}, appeal: 1w}\npeople:\n"
PEOPLE = SHEET + "  dee: {name: Dee Trial, emails: [dee@example.org], roles: [boss], teams: [front]}\n"
DESK = SETTINGS.replace("people:\n", PEOPLE).replace("boss: {may: [act_as]}", "boss: {may: [act_as, inspect]}")
GOOD, POOR = Marked(("tone=5", "Facts=4"), "ada"), Marked(("语气＝2", "facts=1"), "ada", text="Listen first")


def desk() -> tuple[FakeContext, str]:
    """A desk in which Cy and Dee may inspect, and a case of Ada's."""
    context = FakeContext(settings=DESK)
    return context, context.by("ada").open(owner="ada")


def groups(context: FakeContext, person: str) -> list[tuple[str, str]]:
    """What somebody's day has of inspections."""
    rows = today(context, TodayFilter(person)).rows
    return [(row.group, " ".join(row.next[:2])) for row in rows if row.group in ("decide", "inspected")]


def test_every_line_of_the_sheet_gets_a_mark_by_name_or_title() -> None:
    """A line that is missing, unknown or marked twice, or a mark beyond 1 to 5, records nothing."""
    context, case = desk()
    for marks, why in (
        (("tone=5",), "without a mark: facts"), (("tone=6", "facts=1"),
                                                 "not on this score sheet, or not a mark from 1 to 5: tone=6"),
        (("tone=4.5", "facts=1"), "tone=4.5"), (("tone=\u0665", "facts=1"), "not a mark"),
        (("tone", "facts=1"), "tone is not a mark"), (("tone=1", "语气=2", "facts=1"), "two marks are given for tone"),
    ):  # fmt: skip
        with refused(context.by("cy"), UsageError, why):
            inspect(context, case, Marked(marks, "ada"), AT_ONCE)
    with refused(context, NotFound, "the score sheet has no line looks"):
        inspect(context, case, Marked(("looks=5", "tone=1", "facts=1"), "ada"), AT_ONCE)
    inspect(context, case, POOR, AT_ONCE)
    [found] = inspections_in(context.case(case).journal)
    assert (found.person, found.marks, found.stage) == ("ada", {"tone": 2, "facts": 1}, "open")


def test_nobody_marks_a_case_that_they_had() -> None:
    """Nor one whose role may not, nor the work of somebody who never had the case, nor the same work twice."""
    context, case = desk()
    with refused(context.by("ada"), Refused, "ada has owned", "ada has no role that may inspect"):
        inspect(context, case, GOOD, AT_ONCE)
    with refused(context.by("bob"), Refused, "bob has no role that may inspect"):
        inspect(context, case, GOOD, AT_ONCE)
    context.recorder = "ada"
    with refused(context.by("cy"), Refused, "ada has owned"):
        inspect(context, case, GOOD, AT_ONCE)
    context.recorder = ""
    with refused(context, Refused, "bob has never owned"):
        inspect(context, case, Marked(GOOD.marks, "bob"), AT_ONCE)
    inspect(context, case, Marked(GOOD.marks), AT_ONCE)
    with refused(context.by("dee"), Refused, "has been inspected"):
        inspect(context, case, POOR, AT_ONCE)


def test_whom_it_is_about_appeals_once_and_in_time() -> None:
    """It is in that person's day until then, and in nobody else's."""
    context, case = desk()
    inspect(context.by("cy"), case, POOR, AT_ONCE)
    assert groups(context, "ada") == [("inspected", "inspect list")]
    assert groups(context, "bob") == groups(context, "dee") == []
    with refused(context.by("bob"), Refused, "only ada, whose work was inspected, can appeal"):
        appeal(context, case, "", "not fair", AT_ONCE)
    with refused(context.by("ada"), UsageError, "say why"):
        appeal(context, case, "", " ", AT_ONCE)
    appeal(context, case, "", "The customer had asked for it", AT_ONCE)
    with refused(context, Refused, "there is an appeal against this inspection already"):
        appeal(context, case, "", "again", AT_ONCE)
    other = context.open(owner="ada")
    inspect(context.by("cy"), other, POOR, AT_ONCE)
    with refused(context.later(days=8).by("ada"), Refused, "an appeal is possible for 7 days"):
        appeal(context, other, "", "too late", AT_ONCE)
    assert groups(context, "ada") == []
    never = context.open(owner="ada")
    with refused(context, NotFound, "has no such inspection"):
        appeal(context, never, "", "of nothing", AT_ONCE)


def test_a_third_person_decides_whether_the_marks_stay() -> None:
    """Not who inspected, nor whom it is about; the new marks count from then on."""
    context, case = desk()
    inspect(context.by("cy"), case, POOR, AT_ONCE)
    with refused(context.by("dee"), Refused, "nobody has appealed"):
        decide(context, case, "", (), "just so", AT_ONCE)
    appeal(context.by("ada"), case, "", "The customer had asked for it", AT_ONCE)
    assert groups(context, "cy") == groups(context, "ada") == []
    assert groups(context, "dee") == [("decide", "inspect decide")]
    with refused(context.by("cy"), Refused, "cy inspected it: somebody else has to decide"):
        decide(context, case, "", (), "I was right", AT_ONCE)
    with refused(context.by("ada"), Refused, "ada has owned"):
        decide(context, case, "", ("tone=5", "facts=5"), "I was right", AT_ONCE)
    with refused(context.by("dee"), UsageError, "without a mark: facts"):
        decide(context, case, "", ("tone=4",), "Heard it", AT_ONCE)
    decide(context, case, "ada", ("tone=4", "facts=3"), "Heard the recording", AT_ONCE)
    [found] = inspections_in(context.case(case).journal)
    assert (found.marks, found.stage) == ({"tone": 4, "facts": 3}, "changed")
    with refused(context, Refused, "the appeal has been decided"):
        decide(context, case, "", (), "again", AT_ONCE)
    assert groups(context, "dee") == []


def test_only_inspectors_see_whose_work_it_was() -> None:
    """And whose it was, of course; the marks themselves are everybody's."""
    context, case = desk()
    inspect(context.by("cy"), case, POOR, AT_ONCE)

    def seen(person: str, *, everybody: bool) -> list[str]:
        return [each.person for each in inspections(context.by(person), everybody=everybody).rows]

    assert [seen(person, everybody=False) for person in ("ada", "bob", "dee")] == [["ada"], [], []]
    assert [seen(person, everybody=True) for person in ("ada", "bob", "cy", "dee")] == [["ada"], [""], ["ada"], ["ada"]]
