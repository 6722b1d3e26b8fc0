"""Search finds what a plain scan of the files finds; like cases are found, and told when a case is opened."""

from __future__ import annotations

import unicodedata

import pytest

from casectl.actions.duplicates import earlier_complaints, warnings
from casectl.actions.new import Opening, open_case
from casectl.actions.proposal import EventStamp
from casectl.actions.search import search
from casectl.actions.similar import similar
from casectl.actions.tell import note
from casectl.core.case.model import Case
from casectl.core.query.conditions import OneOf
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY
from casectl.core.query.search import hit, snippet_around
from casectl.core.query.similarity import similarity, tokens
from casectl.core.values.errors import NotFound, UsageError
from casectl.core.values.tree import Tree
from casectl.render.fitting import fitted
from casectl.render.formats import RenderOptions
from casectl.render.found import hits
from casectl.render.table import table
from casectl.render.terminal import width
from tests.fakes.context import TEMPLATE, FakeContext

WITH_REF = TEMPLATE.replace("      age:", "      ref: {type: text, title: Number}\n      age:").replace(
    "  tags:", "  reference: {type: text, title: Order}\n  tags:"
)
TEXTS = (
    ("Late parcel", "The parcel came two days late and open, with a broken lamp"),
    ("退款延迟", "客户反映购买的商品错发，退款延迟两天"),
    ("Charged twice", "Straße 5: charged twice for one lamp, REFUND wanted"),
    ("差错", "账单出现差错，要求退款。Refund, please"),
    ("ＡＢＣ型号１２３", "came　open"),
)


def opened(context: FakeContext, title: str, problem: str, **fields: str) -> Case:
    """A new case; `fields` with __ for a dot."""
    given: list[tuple[str, Tree]] = [("title", title), ("problem", problem), ("customer.name", "Flora Fiction")]
    given += [(name.replace("__", "."), value) for name, value in fields.items()]
    return open_case(context, Opening("plain", given), EventStamp()).case


def warnings_about(context: FakeContext, case: Case) -> list[str]:
    return [str(each) for each in warnings(case.id, earlier_complaints(context, case))]


@pytest.fixture(name="context")
def context_with_cases() -> FakeContext:
    context = FakeContext(templates={"plain": WITH_REF})
    for title, problem in TEXTS:
        opened(context, title, problem)
        context.later(hours=1)
    return context


@pytest.mark.parametrize(
    "word",
    [
        *("退款", "差错", "refund", "LAMP", "strasse", "late", "flora", "zebra", "款延", '"', "，", "abc"),
        *("ABC型号123", "１２３", "came open", "came  open", "错发，退款", "错发,退款"),
    ],
)
def test_a_word_is_found_wherever_a_plain_scan_finds_it(context: FakeContext, word: str) -> None:
    found = {row.case.text("title") for row in search(context, [word], EVERY).rows}
    plain = {title for title, problem in TEXTS if _plain(word) in _plain(f"{title} {problem} flora fiction")}
    assert found == plain


def test_an_imported_case_is_found_by_the_number_it_came_with() -> None:
    found = hit(Excerpt("", {"id": "C-1", "title": "Lamp", "source": "desk:OLD-77"}), ["old-77", "lamp"])
    assert found
    assert (found.where, found.snippet) == ("source", "desk:OLD-77")


def _plain(text: str) -> str:
    """For these texts, what `unicodedata` makes of wide letters."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def test_every_word_must_be_there_and_the_title_counts_most(context: FakeContext) -> None:
    assert [row.case.text("title") for row in search(context, ["退款"], EVERY).rows] == ["退款延迟", "差错"]
    assert [row.case.text("title") for row in search(context, ["lamp", "twice"], EVERY).rows] == ["Charged twice"]
    assert search(context, ["lamp", "差错"], EVERY).rows == []


def test_the_hit_is_shown_with_what_stands_around_it(context: FakeContext) -> None:
    [row] = search(context, ["broken lamp"], EVERY).rows
    assert (row.where, row.snippet) == ("fields.problem", "…with a broken lamp")
    assert snippet_around("a" * 50 + " needle\n" + "b" * 50, "needle") == "…" + "a" * 7 + " needle " + "b" * 39 + "…"
    assert snippet_around("ﬁﬁﬁ Straße and a lamp", "lamp").endswith("e and a lamp")


@pytest.mark.parametrize("title", ["客户反映购买的商品错发，退款延迟两天", "The customer of the parcel wants 退款"])
def test_on_a_narrow_screen_the_word_that_was_found_is_seen(context: FakeContext, title: str) -> None:
    """Other columns give way to it."""
    case = opened(context, title, "Late")
    report = search(context, ["退款"], OneOf("id", (case.id,)))
    lines = table(fitted(hits(report, context.zone), 50), RenderOptions(50, color=False)).splitlines()
    assert [line for line in lines if "退款" in line]
    assert max(map(width, lines)) <= 50


def test_notes_are_searched_and_a_query_narrows(context: FakeContext) -> None:
    first = context.case_ids()[0]
    note(context, first, "The courier rang: 物流确认", EventStamp())
    [row] = search(context, ["物流"], EVERY).rows
    assert (row.case.id, row.where) == (first, "text")
    assert search(context, ["物流"], OneOf("owner", ("bob",))).rows == []
    with pytest.raises(UsageError, match="say what to look for"):
        search(context, [" "], EVERY)


def test_the_likest_earlier_case_comes_first(context: FakeContext) -> None:
    case = opened(context, "Parcel late", "My parcel came three days late, and the lamp in it was broken")
    report = similar(context, case.id)
    assert report.rows[0].case.text("title") == "Late parcel"
    assert case.id not in [row.case.id for row in report.rows]
    earliest = next(each.id for each in context.facts().cases if each.text("title") == "Late parcel")
    assert similar(context, earliest).rows == []
    with pytest.raises(NotFound):
        similar(context, "C-9999-AAAAA")


def test_of_cases_that_are_equally_like_the_latest_comes_first(context: FakeContext) -> None:
    """It is the likelier duplicate."""
    ids = []
    for _ in range(3):
        ids.append(opened(context, "Dark street", "The lamp at the corner is out").id)
        context.later(hours=1)
    assert [row.case.id for row in similar(context, ids[2]).rows] == [ids[1], ids[0]]


def test_whoever_opens_a_case_again_is_told(context: FakeContext) -> None:
    first = opened(context, "Wrong lamp", "A blue one, not a red one", customer__ref="CU 1", reference="O-1")
    again = opened(context, "Colour", "It should have been red", customer__ref="cu1", reference="O-1")
    [told] = warnings_about(context, again)
    assert told.startswith(f"{first.id} may be the same complaint; if so: casectl link {again.id} duplicate-of")


def test_whoever_opens_a_case_with_nearly_the_same_text_is_told(context: FakeContext) -> None:
    again = opened(context, "Late parcel", "The parcel came two days late and open, with a broken lamp.")
    assert "may be the same complaint" in warnings_about(context, again)[0]
    other = opened(context, "Rude clerk", "He did not greet me")
    assert warnings_about(context, other) == []


@pytest.mark.parametrize("nothing", ["none", "N/A", "无", "匿名", "-", "？"])
def test_that_there_is_no_number_makes_nobody_the_same_customer(context: FakeContext, nothing: str) -> None:
    """Nor do two short texts make one complaint."""
    for title in ("Late", "Wet", "Torn"):
        case = opened(context, title, "Refund me", customer__ref=nothing, reference=nothing)
    assert warnings_about(context, case) == []
    again = opened(context, "Torn", "Refund me", customer__ref="CU-7", reference=nothing)
    assert warnings_about(context, again) == []


def test_a_number_is_the_same_however_it_is_grouped(context: FakeContext) -> None:
    first = opened(context, "Wrong lamp", "A blue one", customer__ref="02079460018", reference="A1001")
    again = opened(context, "Colour", "It should be red", customer__ref="020 7946-0018", reference="A-1001")
    assert warnings_about(context, again)[0].startswith(f"{first.id} may be the same complaint")


def test_a_customer_who_complains_a_third_time_in_ninety_days_is_told_of(context: FakeContext) -> None:
    for number, subject in enumerate(("A late train", "An empty box")):
        opened(context, subject, f"{subject} at number {number}", customer__ref="CU-1")
        context.later(days=1)
    third = opened(context, "No answer", "Nobody rang back", customer__ref="CU-1")
    assert warnings_about(context, third) == ["this customer has complained 3 times in 90 days"]
    context.later(days=100)
    fourth = opened(context, "Rain", "Through the roof", customer__ref="CU-1")
    assert warnings_about(context, fourth) == []


def test_the_same_order_of_the_same_customer_is_told_whenever_that_was(context: FakeContext) -> None:
    """The other way round neither alone is enough."""
    first = opened(context, "Wrong lamp", "A blue one", customer__ref="CU-1", reference="A-1001")
    context.later(days=400)
    opened(context, "Rain", "Through the roof", customer__ref="CU-2", reference="A-1001")
    opened(context, "Wind", "Through the door", customer__ref="CU-1", reference="A-1002")
    again = opened(context, "Colour", "It should be red", customer__ref="CU-1", reference="a1001")
    assert earlier_complaints(context, again).duplicates == (first.id,)
    assert earlier_complaints(context, again).complaints == 0
    [likest] = [row for row in similar(context, again.id).rows if row.same_customer][:1]
    assert likest.case.id == first.id
    assert similar(context, again.id).rows[0].case.id == first.id


ALIKE = (
    ("The lamp came broken, the carton was bent and its base is missing as well.", "Lamp broken on arrival"),
    ("The lamp came broken, the carton was bent and its base is missing too.", "Lamp broken"),
    ("客户反映购买的台灯收到时灯罩破损，要求退款并补偿邮费", "台灯破损"),
    ("客户反映购买的台灯收到时灯罩破损，要求退款并补偿邮", "台灯坏了"),
)


@pytest.mark.parametrize(("one", "other"), [ALIKE[:2], ALIKE[2:]])
def test_nearly_the_same_text_is_told_whatever_the_title(
    context: FakeContext, one: tuple[str, str], other: tuple[str, str]
) -> None:
    first = opened(context, one[1], one[0])
    assert earlier_complaints(context, opened(context, other[1], other[0])).duplicates == (first.id,)


def test_the_same_text_with_the_same_title_comes_first_and_the_latest_of_these(context: FakeContext) -> None:
    """However many others say the same: a form letter is told of by its own copies."""
    text = ALIKE[0][0]
    first = opened(context, "My lamp", text)
    for number in range(320):
        opened(context, f"Lamp {number}", text)
        context.later(minutes=1)
    second = opened(context, "MY LAMP", text)
    assert earlier_complaints(context, opened(context, "My lamp", text)).duplicates[:3] == (
        second.id,
        first.id,
        max(context.facts().cases, key=lambda case: case.text("title") == "Lamp 319").id,
    )


def test_likeness_is_between_none_and_all() -> None:
    one, other = tokens("退款延迟两天 late parcel"), tokens("退款延迟三天 late lamp")
    assert similarity(one, one, {}) == 1
    assert 0 < similarity(one, other, {}) < 1
    assert similarity(one, tokens(""), {}) == 0
    assert {"退款", "延迟", "late"} <= one
