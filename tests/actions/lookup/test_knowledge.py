"""Articles in knowledge/ are found, offered, cited and reported when nobody has verified them in time."""

from __future__ import annotations

import pytest

from casectl.actions.check import check
from casectl.actions.lookup.knowledge import cited
from casectl.actions.search import search
from casectl.actions.similar import similar
from casectl.actions.today import TodayFilter, today
from casectl.core.query.articles import divided
from casectl.core.query.model import EVERY
from casectl.core.values.messages import NotFound
from tests.contracts.notes import ARTICLE, noted
from tests.fakes.context import FakeContext

FILE = "knowledge/refund-to-card.md"
OTHER = ARTICLE.replace("Refund to a card", "Lamps").replace("2026-11-22", "2027-11-22")


@pytest.fixture
def book(context: FakeContext) -> FakeContext:
    """A casebook with an article on refunds, which is for plain cases, and one on lamps that no case is named by."""
    context.store.files[FILE] = ARTICLE.encode()
    context.store.files["knowledge/goods/lamps.md"] = OTHER.replace("for: {templates: plain}\n", "").encode()
    return context


def test_search_finds_the_articles_that_have_every_word(book: FakeContext) -> None:
    """In title, text or name, whatever the letter case; beside cases, and where there are none."""
    for words, expected in (
        (["NUMBER"], ["goods/lamps", "refund-to-card"]), (["card", "ten days"], ["refund-to-card"]),
        (["goods"], ["goods/lamps"]), (["lamps", "card"], []),
    ):  # fmt: skip
        assert [article.name for article, _ in search(book, words, EVERY).articles] == expected
    assert search(book, ["ten days"], EVERY).articles[0][1] == "…k takes ten days. Never ask for the whole number."


def test_similar_offers_what_is_for_the_case_then_what_shares_words_with_it(book: FakeContext) -> None:
    """What neither names the case's template nor is like it in words is not offered."""
    plain, lamps = book.open(), book.open([("problem", "The lamps: the bank takes the whole number, never days")])
    assert [each.name for each in similar(book, plain).articles] == ["refund-to-card"]
    assert [each.name for each in similar(book, lamps).articles] == ["refund-to-card", "goods/lamps"]


def test_a_note_cites_an_article_by_name_title_or_file_and_is_found_by_it(context: FakeContext) -> None:
    receipt = noted(context)
    assert receipt.case.journal[-1].data["cites"] == ["refund-to-card"]
    assert [hit.case.id for hit in search(context, ["refund-to-card"], EVERY).rows] == [receipt.case.id]
    assert cited(context, [FILE, "refund-to-card"]) == ["refund-to-card"]
    with pytest.raises(NotFound) as error:
        cited(context, ["refund-to-crad"])
    assert "refund-to-card" in str(error.value.hint)


def test_what_was_not_verified_in_time_is_advice_and_on_the_owners_day(book: FakeContext) -> None:
    """It fails no check; others' days do not have it, and on the last verified day itself it is not late."""
    report = check(book)
    assert [(each.place.file, each.code) for each in report.advice if each.code == "B018"] == [(FILE, "B018")]
    assert not [each for each in report.findings if each.code in ("B017", "B018")]
    days = {name: len(today(book, TodayFilter(name)).to_read) for name in ("ada", "bob", "")}
    assert days == {"ada": 1, "bob": 0, "": 1}
    book.store.files[FILE] = ARTICLE.replace("2026-11-22", "2026-11-23").encode()
    assert not today(book, TodayFilter("ada")).to_read


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        ("---\ntitle", "title", 1), ("owner: ada", "owner: nobody", 1), ("owner: ada", "ownr: ada", 3),
        ("2026-11-22", "soon", 4), ("title: Refund to a card\n", "", 1), ("owner: ada", "owner: [", 5),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_article_fails_the_check_with_its_line(
    book: FakeContext, was: str, now: str, line: int
) -> None:
    """Line ends of Windows make no difference."""
    for end in ("\n", "\r\n"):
        book.store.files[FILE] = ARTICLE.replace(was, now).replace("\n", end).encode()
        found = [each for each in check(book).findings if each.place.file == FILE]
        assert found
        assert max(each.place.line or 1 for each in found) == line, found


def test_an_article_without_a_top_has_none(book: FakeContext) -> None:
    assert divided(b"Refunds\n---\n") is None
    assert divided(b"---\ntitle: x\n") is None
    assert divided("\ufeff---\ntitle: x\n---\nText".encode()) == (b"\ntitle: x\n", "Text")
