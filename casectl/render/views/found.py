"""Views of search results: cases found by words, or by similarity to another case."""

from __future__ import annotations

from datetime import tzinfo

from casectl.core.query.articles import Article
from casectl.core.query.search import Hit
from casectl.core.reports import Hits, SimilarCase, SimilarCases
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.view import Cell, Cells, Column, Value, View, table
from casectl.render.views.values import instant_text, state, text_or_none

_MIN_READABLE = 24
"""The least width of the excerpt in which the word is still seen; other columns become narrower first."""


def hits(report: Hits, zone: tzinfo) -> View:
    """`search`: a row for each case, with the excerpt that was found. Times are shown in `zone`."""
    cells: Cells[Hit] = {
        Column("id", _("Case"), keep=True): lambda row: row.case.id,
        Column("where", _("Where")): lambda row: Cell(row.where, _part(row, report)),
        Column("said", _("What it says"), least=_MIN_READABLE): lambda row: row.snippet,
        Column("state", _("State"), spare=True): lambda row: state(row.case, report.states),
        Column("owner", _("Owner"), spare=True): lambda row: text_or_none(row.case.text("owner")),
        Column("title", _("Title"), spare=True): lambda row: row.case.text("title"),
        Column("opened_at", _("Opened"), detail=True): lambda row: instant_text(row.case.text("opened_at"), zone),
        Column("score_tenths", _("Score"), "right", detail=True): lambda row: round(row.score * 10),
    }
    columns, rows = table(report.rows, cells)
    notes = (*(() if rows else (msg("no case contains these words"),)), *(_article(*each) for each in report.articles))
    more: dict[str, Value] = {"articles": [{**_known(each), "said": said} for each, said in report.articles]}
    return View("search", columns, rows, notes, report.unreadable, more=more)


def _article(article: Article, said: str = "") -> Message:
    """An article to read, with what it says where the words are."""
    about = msg("{title} ({file}, verified until {day})", title=article.title, file=article.path,
                day=str(article.verified_until or "?"))  # fmt: skip
    return msg("article: {about}: {said}", about=about, said=said) if said else msg("article: {about}", about=about)


def _known(article: Article) -> dict[str, Value]:
    until = article.verified_until
    return {"file": article.path, "name": article.name, "title": article.title, "owner": article.owner,
            "verified_until": str(until) if until else None}  # fmt: skip


def _part(row: Hit, report: Hits) -> str:
    own = {"id": _("Case"), "source": _("Source"), "title": _("Title"), "text": _("Journal")}
    title = report.fields.get((row.case.text("template"), row.where))
    return own.get(row.where) or (translate(title) if title else "") or row.where.removeprefix("fields.")


def similar_cases(report: SimilarCases, zone: tzinfo) -> View:
    """`similar`: a row for each case, the most similar first. Times are shown in `zone`."""
    cells: Cells[SimilarCase] = {
        Column("id", _("Case"), keep=True): lambda row: row.case.id,
        Column("likeness_percent", _("Similarity"), "right", keep=True): lambda row: Cell(
            round(row.similarity * 100), f"{row.similarity:.0%}"
        ),
        Column("same_customer", _("Same customer")): lambda row: Cell(
            row.same_customer, _("yes") if row.same_customer else ""
        ),
        Column("state", _("State"), spare=True): lambda row: state(row.case, report.states),
        Column("solution", _("How it was solved")): lambda row: text_or_none(row.solution),
        Column("title", _("Title")): lambda row: row.case.text("title"),
        Column("closed_at", _("Closed"), detail=True): lambda row: instant_text(row.case.text("closed_at"), zone),
    }
    columns, rows = table(report.rows, cells)
    notes = (*(() if rows else (msg("no similar earlier case"),)), *map(_article, report.articles))
    more: dict[str, Value] = {"articles": [*map(_known, report.articles)]}
    return View("similar", columns, rows, notes, report.unreadable, more=more)
