"""backlog: how old the open cases are, from the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from casectl.actions.lookup.casebook_at import casebook_at
from casectl.actions.lookup.grouping import keys_meant, reader_of, title_of_word
from casectl.actions.lookup.lives import AsOf, Counting, lives
from casectl.actions.lookup.matching_cases import matching_cases
from casectl.actions.lookup.private_values import refuse_private_fields
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.figures.ageing import LIMIT, BacklogReport, Limit, OpenCase, ageing, limit_of
from casectl.core.figures.turns import StateRules
from casectl.core.query.complaints import counted_cases
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import Condition
from casectl.core.template.labels import title_in
from casectl.core.time.instants import elapsed, to_seconds
from casectl.core.values.messages import Value, msg

KEYS = ("team", "owner", "template")
"""By what cases are told apart if nobody says it."""


def backlog(
    context: Counting, query: Condition, keys: Sequence[str] = KEYS, known: AsOf | None = None
) -> BacklogReport:
    """The ages of the open cases that meet the query, now or as known then. The key LIMIT groups them by the
    limits of their regime (`casectl.core.figures.ageing.limit_of`).

    Records of improvements count only where the query names their template.
    Raises UsageError for unknown keys and private fields, NotFound for unknown fields.
    """
    titles = TemplateTitles(context)
    keys = keys_meant(context, (LIMIT,), keys)
    refuse_private_fields(context, keys)
    at = known.at if known else context.now
    if known:
        then, _ = casebook_at(context, known.commit)
        cases, unreadable = [each for each in then.cases if query.matches(each, titles.category)], then.unreadable
    else:
        cases, unreadable = matching_cases(context, query, titles)

    counts = counted_cases(query)

    def is_open(case: Excerpt) -> bool:
        over = case.text("closed_at") or titles.category(case.text("template"), case.text("state")) == "closed"
        return not over and counts(case)

    bands = _bands(context, query, known or AsOf("", at), titles) if LIMIT in keys else {}
    readers = {key: reader_of(key, titles, context.zone) for key in keys if key != LIMIT}
    if LIMIT in keys:
        readers[LIMIT] = lambda case: (bands[case.id].word,) if case.id in bands else ()
    rows = [*ageing([_open_case(each, at, readers) for each in cases if is_open(each)], keys)]
    for template in {each.text("template") for each in cases}:
        titles.of(template)
    asked = {(row.key, row.word) for row in rows} | {("", key) for key in keys}
    found: dict[tuple[str, str], Value] = {
        each: title for each in asked if (title := title_of_word(titles.read_so_far(), *each))
    }
    found |= {("team", name): title for name, title in context.casebook.teams}
    found |= {(LIMIT, each.word): _title(each, titles) for each in bands.values()}
    return BacklogReport(at, rows, unreadable, found)


def _bands(context: Counting, query: Condition, known: AsOf, titles: TemplateTitles) -> dict[str, Limit]:
    """The band of its regime that each case is in, by the id of the case."""
    now = to_seconds(known.at)
    found = lives(context, query, known, now, titles=titles, with_fields=False).lives
    rules = StateRules({name: titles.of(name) for name in {each.template for each in found}})
    return {each.id: limit for each in found if (limit := limit_of(each, rules, now))}


def _title(limit: Limit, titles: TemplateTitles) -> Value:
    labels = titles.of(limit.template)
    clock, template = title_in(labels.clocks, limit.clock), title_in(labels.template, limit.template)
    if limit.passed:
        return msg("after the limit: {clock} ({template})", clock=clock, template=template)
    return msg("up to the limit: {clock} ({template})", clock=clock, template=template)


def _open_case(case: Excerpt, at: datetime, readers: dict[str, Callable[[Excerpt], Iterable[str]]]) -> OpenCase:
    received = datetime.fromisoformat(case.text("received_at") or case.text("opened_at"))
    is_overdue = any(to_seconds(each.at) < to_seconds(at) for each in case.owed[:1])
    words = {key: tuple(reader(case)) or ("",) for key, reader in readers.items()}
    return OpenCase(case.id, max(elapsed(received, at).days, 0), is_overdue, words)
