"""search finds what a plain scan of the files finds."""

from __future__ import annotations

import unicodedata

import pytest

from casectl.actions.note import note
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.search import search
from casectl.core.query.conditions import OneOf
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY
from casectl.core.query.search import hit, snippet_around
from casectl.core.values.messages import UsageError
from casectl.render.formats import RenderOptions
from casectl.render.text.terminal import width
from casectl.render.views.found import hits
from casectl.render.writers.fitting import fitted
from casectl.render.writers.table import table
from tests.actions.complaints import TEXTS, opened
from tests.fakes.context import FakeContext


@pytest.mark.parametrize(
    "word",
    [
        *("退款", "差错", "refund", "LAMP", "strasse", "late", "flora", "zebra", "款延", '"', "，", "abc"),
        *("ABC型号123", "１２３", "came open", "came  open", "错发，退款", "错发,退款"),
    ],
)
def test_a_word_is_found_wherever_a_plain_scan_finds_it(complaints: FakeContext, word: str) -> None:
    found = {row.case.text("title") for row in search(complaints, [word], EVERY).rows}
    plain = {title for title, problem in TEXTS if _plain(word) in _plain(f"{title} {problem} flora fiction")}
    assert found == plain


def test_an_imported_case_is_found_by_the_number_it_came_with() -> None:
    found = hit(Excerpt("", {"id": "C-1", "title": "Lamp", "source": "desk:OLD-77"}), ["old-77", "lamp"])
    assert found
    assert (found.where, found.snippet) == ("source", "desk:OLD-77")


def _plain(text: str) -> str:
    """For these texts, what `unicodedata` makes of wide letters."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def test_every_word_must_be_there_and_the_title_counts_most(complaints: FakeContext) -> None:
    assert [row.case.text("title") for row in search(complaints, ["退款"], EVERY).rows] == ["退款延迟", "差错"]
    assert [row.case.text("title") for row in search(complaints, ["lamp", "twice"], EVERY).rows] == ["Charged twice"]
    assert search(complaints, ["lamp", "差错"], EVERY).rows == []


def test_the_hit_is_shown_with_the_text_around_it(complaints: FakeContext) -> None:
    [row] = search(complaints, ["broken lamp"], EVERY).rows
    assert (row.where, row.snippet) == ("fields.problem", "…with a broken lamp")
    assert snippet_around("a" * 50 + " needle\n" + "b" * 50, "needle") == "…" + "a" * 7 + " needle " + "b" * 39 + "…"
    assert snippet_around("ﬁﬁﬁ Straße and a lamp", "lamp").endswith("e and a lamp")


@pytest.mark.parametrize("title", ["客户反映购买的商品错发，退款延迟两天", "The customer of the parcel wants 退款"])
def test_on_a_narrow_screen_the_word_that_was_found_is_seen(complaints: FakeContext, title: str) -> None:
    """Other columns give way to it."""
    case = opened(complaints, title, "Late")
    report = search(complaints, ["退款"], OneOf("id", (case.id,)))
    lines = table(fitted(hits(report, complaints.zone), 50), RenderOptions(50, color=False)).splitlines()
    assert [line for line in lines if "退款" in line]
    assert max(map(width, lines)) <= 50


def test_notes_are_searched_and_a_query_narrows(complaints: FakeContext) -> None:
    first = complaints.case_ids()[0]
    note(complaints, first, "The courier rang: 物流确认", EventStamp())
    [row] = search(complaints, ["物流"], EVERY).rows
    assert (row.case.id, row.where) == (first, "text")
    assert search(complaints, ["物流"], OneOf("owner", ("bob",))).rows == []
    with pytest.raises(UsageError, match="say what to look for"):
        search(complaints, [" "], EVERY)
