"""check says what waits for somebody's decision, as advice."""

from __future__ import annotations

from casectl.actions.cause import FoundCause, cause
from casectl.actions.check import check
from casectl.actions.redress import Offer, approve, offer
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


def test_what_waits_for_a_second_person_is_advice() -> None:
    """Offers of redress to be approved, each by itself, two alike too, and causes that need a record; what is decided
    is not.
    """
    context = FakeContext()
    first, second = context.by("ada").open(), context.open()
    for _ in range(2):
        offer(context, first, Offer("refund", "900 CNY"), AT_ONCE)
    for case in (first, second):
        cause(context, case, FoundCause("lid.loose"), AT_ONCE)
    advice = [(each.code, str(each.what)) for each in check(context).advice if each.code in ("C190", "B022")]
    offers = sorted(each.id for each in context.case(first).journal if each.kind == "redress_offered")
    assert advice == [
        ("B022", "Loose lid: 2 complaints, no problem record yet"),
        *(("C190", f"redress offered by ada ({each}) waits to be approved: refund 900 CNY") for each in offers),
    ]
    for each in offers:
        approve(context.by("cy"), first, each, AT_ONCE)
    assert [each.code for each in check(context).advice if each.code in ("C190", "B022")] == ["B022"]
