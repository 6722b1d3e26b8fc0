"""Views of search results: cases found by words, or by similarity to another case."""

from __future__ import annotations

from datetime import tzinfo

from casectl.core.query.articles import Article
from casectl.core.query.search import Hit
from casectl.core.reports import Hits, SimilarCases
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.view import Cell, Column, Row, Value, View
from casectl.render.views.values import instant_text, state, text_or_none

_MIN_READABLE = 24
"""The least width of the excerpt in which the word is still seen; other columns become narrower first."""


def hits(report: Hits, zone: tzinfo) -> View:
    """`search`: a row for each case, with the excerpt that was found. Times are shown in `zone`."""
    columns = (
        Column("id", _("Case"), keep=True),
        Column("where", _("Where")),
        Column("said", _("What it says"), least=_MIN_READABLE),
        Column("state", _("State"), spare=True),
        Column("owner", _("Owner"), spare=True),
        Column("title", _("Title"), spare=True),
        Column("opened_at", _("Opened"), detail=True),
        Column("score_tenths", _("Score"), "right", detail=True),
    )
    rows: list[Row] = [
        {
            "id": row.case.id,
            "where": Cell(row.where, _part(row, report)),
            "said": row.snippet,
            "state": state(row.case, report.states),
            "owner": text_or_none(row.case.text("owner")),
            "title": row.case.text("title"),
            "opened_at": instant_text(row.case.text("opened_at"), zone),
            "score_tenths": round(row.score * 10),
        }
        for row in report.rows
    ]
    notes = (*(() if rows else (msg("no case contains that"),)), *(_article(*each) for each in report.articles))
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
    columns = (
        Column("id", _("Case"), keep=True),
        Column("likeness_percent", _("Similarity"), "right", keep=True),
        Column("same_customer", _("Same customer")),
        Column("state", _("State"), spare=True),
        Column("solution", _("How it was solved")),
        Column("title", _("Title")),
        Column("closed_at", _("Closed"), detail=True),
    )
    rows: list[Row] = [
        {
            "id": row.case.id,
            "likeness_percent": Cell(round(row.similarity * 100), f"{row.similarity:.0%}"),
            "same_customer": Cell(row.same_customer, _("yes") if row.same_customer else ""),
            "state": state(row.case, report.states),
            "solution": text_or_none(row.solution),
            "title": row.case.text("title"),
            "closed_at": instant_text(row.case.text("closed_at"), zone),
        }
        for row in report.rows
    ]
    notes = (*(() if rows else (msg("no similar earlier case"),)), *map(_article, report.articles))
    more: dict[str, Value] = {"articles": [*map(_known, report.articles)]}
    return View("similar", columns, rows, notes, report.unreadable, more=more)
