"""The lives of cases: as they are now, from the file of events, or as a commit has them."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from casectl.actions.context import Auditing
from casectl.actions.lookup.matching_cases import matching_cases
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.compose import read_case
from casectl.core.figures.customers import PERIOD
from casectl.core.figures.sample import Complaint
from casectl.core.history.life import Life, life_of
from casectl.core.query.case_facts import excerpt_of
from casectl.core.query.complaints import counted_cases, is_no_complaint
from casectl.core.query.conditions import OneOf
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY, Condition
from casectl.core.query.waiting import IMPROVEMENT
from casectl.core.reports import Unread
from casectl.core.values.messages import CasectlError, NotFound, msg
from casectl.core.values.value_class import NamedTuple

if TYPE_CHECKING:
    from casectl.ports.checking import Changes


class Counting(Auditing, Protocol):
    """What a verb needs that counts."""

    @property
    def changes(self) -> Changes:
        """The branch that is checked out."""
        ...


class AsOf(NamedTuple):
    """What is known: what the work tree has, or ("" is none) what a commit has; and when that was committed."""

    commit: str
    at: datetime


def head(context: Counting) -> AsOf:
    """What the work tree has, as of the last commit; of a casebook without one, as of now."""
    last = context.ledger.commit_named("HEAD")
    return AsOf("", last.at if last else context.now)


def as_of_commit(context: Counting, name: str) -> AsOf | None:
    """What the commit of that name has; None if there is none."""
    found = context.ledger.commit_named(name)
    return AsOf(found.commit, found.at) if found else None


def as_of_time(context: Counting, at: datetime) -> AsOf:
    """What was committed by then. Raises NotFound if nothing was."""
    commit = context.changes.commit_before(at)
    if not commit:
        raise NotFound(msg("nothing had been committed by that time"), hint=msg("git log shows the commits"))
    return AsOf(commit, at)


class Lives(NamedTuple):
    """The lives of cases by id, all complaints of late, the fields of each case if they were asked for, and what could
    not be read.
    """

    lives: list[Life]
    lately: list[Complaint]
    fields: Mapping[str, Mapping[str, str]]
    unreadable: list[Unread]


def lives(
    context: Counting, query: Condition, known: AsOf, since: int, *, titles: TemplateTitles, with_fields: bool
) -> Lives:
    """The lives of the cases that meet the query and were open, or had anything happen, since that time in seconds.

    Records of improvements are among them only where the query names their template.
    """
    counts = counted_cases(query)
    if known.commit:
        return _lives_at(context, query, known.commit, titles)
    cases: list[Excerpt] = []
    unreadable: list[Unread] = []
    paths: set[str] | None = None
    if query != EVERY or with_fields:
        cases, unreadable = matching_cases(context, query, titles)
        cases = [each for each in cases if counts(each)]
        paths = {each.path for each in cases}
    others = set() if paths is not None else _improvements(context, titles)
    journals = context.journals()
    texts = (text for path, text in journals.lives(since) if (path not in others if paths is None else path in paths))
    found = _made(texts)
    received = journals.received(since - PERIOD)
    lately = [Complaint(*about) for path, about in received
              if (path not in others if paths is None else path in paths)]  # fmt: skip
    fields = {each.id: each.fields for each in cases} if with_fields else {}
    return Lives(found, lately, fields, unreadable or journals.unreadable)


def _improvements(context: Counting, titles: TemplateTitles) -> set[str]:
    """The paths of the records of improvements that were never anything else."""
    if IMPROVEMENT not in context.template_names():
        return set()
    found, _ = matching_cases(context, OneOf("template", (IMPROVEMENT,)), titles)
    return {each.path for each in found if is_no_complaint(each)}


def _made(texts: Iterable[str]) -> list[Life]:
    """The lives, by id. Garbage collection is off meanwhile: every object made here is kept."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        found = sorted(map(Life.from_text, texts))
        gc.freeze()
    finally:
        if collecting:
            gc.enable()
    return found


def _lives_at(context: Counting, query: Condition, commit: str, titles: TemplateTitles) -> Lives:
    """The same as a commit has them; the categories of states are the present ones."""
    counts = counted_cases(query)
    found: list[Life] = []
    fields: dict[str, Mapping[str, str]] = {}
    unreadable: list[Unread] = []
    paths = sorted(path for path in context.ledger.listed("cases", commit) if path.endswith(".yaml"))
    for path, data in context.ledger.blobs(paths, commit):
        try:
            case = read_case(context.documents.read(path, data or b""))
            excerpt = Excerpt(path, excerpt_of(case))
            if counts(excerpt) and query.matches(excerpt, titles.category):
                found.append(life_of(case))
                fields[case.id] = excerpt.fields
        except CasectlError as error:
            unreadable.append((path, error.what))
    lately = [Complaint(each.id, each.received, each.customer, each.template) for each in found]
    return Lives(sorted(found), lately, fields, unreadable)
