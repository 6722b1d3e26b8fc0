"""search: the cases that have words in them."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.actions.context import Reading
from casectl.actions.lookup.knowledge import articles
from casectl.actions.lookup.owed_rows import Holders
from casectl.actions.lookup.private_values import PrivateFields
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.model import Condition
from casectl.core.query.search import Hit, hit
from casectl.core.query.selection import selection_of
from casectl.core.reports import Hits
from casectl.core.time.instants import sortable
from casectl.core.values.masking import masked
from casectl.core.values.messages import UsageError, msg


def search(context: Reading, words: Sequence[str], query: Condition) -> Hits:
    """The cases that meet the query and have every word in them, the best first, among equals the latest; and articles.

    Raises UsageError without a word.
    """
    words = [word for each in words if (word := each.strip())]
    if not words:
        raise UsageError(msg("say what to look for"))
    titles, query = TemplateTitles(context), Holders(context).cases_of(query)
    listing = context.excerpts(selection_of(query, titles.category, words))
    found = [
        each
        for case in listing.cases
        if query.matches(case, titles.category) and (each := hit(case, words)) is not None
    ]
    latest = sorted(found, key=lambda each: (sortable(each.case.text("opened_at")), each.case.id), reverse=True)
    private = PrivateFields(context)
    rows = [_masked(private, each) for each in sorted(latest, key=lambda each: -each.score)]
    fields = {
        (template, row.where): entry.title
        for row in rows
        if (entry := titles.of(template := row.case.text("template")).fields.get(row.where.removeprefix("fields.")))
    }
    said = ((each, each.says(words)) for each in articles(context))
    return Hits(rows, listing.unreadable, titles.states(), fields, tuple(each for each in said if each[1]))


def _masked(private: PrivateFields, row: Hit) -> Hit:
    """A hit in a private field shows that it is there, and the value with a mask."""
    name = row.where.removeprefix("fields.")
    if name == row.where or not private.has(row.case.text("template"), name):
        return row
    return row._replace(snippet=masked(row.case.fields[name]))
