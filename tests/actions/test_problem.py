"""problem names the root causes that need a record, and how far each record is with the complaints it gathers."""

from __future__ import annotations

from casectl.actions.cause import FoundCause, cause
from casectl.actions.link import link
from casectl.actions.new import new
from casectl.actions.problem import problem
from casectl.actions.recording.opening import Opening
from casectl.actions.redress import Offer, offer, pay, refuse
from tests.actions.cases import AT_ONCE, case_in
from tests.fakes.context import GIVEN, TEMPLATE, FakeContext


def test_a_cause_needs_a_record_until_one_gathers_its_complaints() -> None:
    """Two in four weeks are enough here; a third that comes later, when these are old, is not."""
    improvement = TEMPLATE.replace("template: plain", "template: improvement")
    context = FakeContext(templates={"plain": TEMPLATE, "improvement": improvement})
    solved, other = case_in(context, "closed"), context.by("ada").open()
    cause(context, solved, FoundCause("lid.loose"), AT_ONCE)
    assert problem(context).rows == []
    cause(context, other, FoundCause("lid.loose"), AT_ONCE)
    [due] = problem(context).rows
    assert (due.record, str(due.title), due.settled) == ("", "Loose lid", (solved,))
    assert {*due.cases} == {solved, other}
    record = new(context, Opening("improvement", GIVEN), AT_ONCE).case.id
    link(context, record, "related", solved, AT_ONCE)
    link(context, other, "related", record, AT_ONCE)
    [gathered] = problem(context).rows
    assert (gathered.record, gathered.cause, len(gathered.cases), gathered.settled) == (
        record,
        "lid.loose",
        2,
        (solved,),
    )
    third = context.later(days=40).open()
    cause(context, third, FoundCause("lid.loose"), AT_ONCE)
    assert [each.record for each in problem(context).rows] == [record]


def test_a_programme_says_how_many_of_its_customers_got_their_redress() -> None:
    """One error, many customers, one line: offered and not refused, and all of it paid."""
    improvement = TEMPLATE.replace("template: plain", "template: improvement")
    context = FakeContext(templates={"plain": TEMPLATE, "improvement": improvement}).by("ada")
    record = new(context, Opening("improvement", GIVEN), AT_ONCE).case.id
    refused, owed, paid = (context.open() for _ in range(3))
    for case in (refused, owed, paid):
        link(context, record, "related", case, AT_ONCE)
        offer(context, case, Offer("refund", "20 CNY"), AT_ONCE)
    refuse(context, refused, "", "wants nothing", AT_ONCE)
    pay(context, paid, "", "", AT_ONCE)
    pay(context, owed, "", "5 CNY", AT_ONCE)
    [line] = problem(context).rows
    assert ({*line.cases}, {*line.offered}, line.paid) == ({refused, owed, paid}, {owed, paid}, (paid,))
    assert (line.state, str(line.stage)) == ("new", "New")
