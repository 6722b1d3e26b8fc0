"""Earlier complaints of the customer who opens a case: possible duplicates, how many there were lately, a boundary."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from casectl.actions.context import Cases, Reading
from casectl.actions.lookup.archived import archived
from casectl.actions.lookup.boundaries import HAS_BOUNDARY, boundary_of_customer
from casectl.core.case.model import Case
from casectl.core.query.case_facts import excerpt_of
from casectl.core.query.clause import Clause, either
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.prefilter import AnyOf, HasMost, Prefilter, any_of
from casectl.core.query.references import (
    CUSTOMER,
    REFERENCE,
    customer_marks,
    customers_of,
    reference_mark,
    respondent,
    same,
)
from casectl.core.query.selection import Selection
from casectl.core.query.similarity import ENOUGH_WORDS, similarity, story_tokens
from casectl.core.query.waiting import IMPROVEMENT
from casectl.core.reports import EarlierComplaints
from casectl.core.time.instants import plus
from casectl.core.values.messages import CasectlError, Message, counted, msg
from casectl.core.values.widths import folded

_SAME_TEXT = 0.7
"""Of 495 real petitions no two are between 0.5 and 0.95 alike: they are other complaints, or sent twice."""
_PERIOD = timedelta(days=90)
_REPEATED = 3
_COMPARED = 300
"""So many with nearly the same words are one story; of more, those with the same title and the latest are compared."""
_NAMED = 5


def earlier_complaints(context: Reading, case: Case, archive: Cases | None = None) -> EarlierComplaints:
    """The cases that may be the same complaint, the likeliest first, and how often the customer complained of late.

    The same customer with the same order, whenever that was, or nearly the same text in the last 90 days; also of those
    that went to the `archive`, if it is there. With them the boundary that the customer was told, as long as it holds.
    """
    own = Excerpt(case.source.file, excerpt_of(case))
    since = plus(context.now, -_PERIOD).timestamp()
    ours = own.fields
    mark = reference_mark(ours)
    about = [] if mark is None else [Clause("order_mark = ?", (mark,))]
    wanted = Selection(either([Clause("received >= ?", (int(since),)), HAS_BOUNDARY, *about]), _either(own))
    others = [each for each in context.excerpts(wanted, trust_folder_times=True).cases if each.id != own.id]
    boundary = boundary_of_customer(context, own, others)
    others += _archived(context, archive, wanted) if archive else []
    customers = customers_of({each.id: customer_marks(each.fields) for each in (own, *others)})
    theirs = [each for each in others if own.id in customers and customers.get(each.id) == customers[own.id]]
    certain = [each for each in theirs if same(ours, each.fields, REFERENCE)]
    mine = story_tokens(own)
    alike = _alike(own, [each for each in (others if len(mine) >= ENOUGH_WORDS else theirs) if opened(each) >= since])
    complaints = 1 + sum(_received(each) >= since and each.text("template") != IMPROVEMENT for each in theirs)
    latest = sorted(certain, key=lambda each: (-similarity(mine, story_tokens(each), {}), -opened(each), each.id))
    found = {each.id: each for each in (*alike, *latest)}
    named = tuple(dict.fromkeys(each.id for each in (*latest, *alike)))[:_NAMED]
    first = found[named[0]] if named else None
    firm = respondent(first.fields) if first else ""
    link = "related" if firm and respondent(ours) not in ("", firm) else "duplicate-of"
    is_open = first is not None and not first.text("closed_at")
    return EarlierComplaints(named, complaints if complaints >= _REPEATED else 0, link, is_open, boundary)


def _archived(context: Reading, archive: Cases, wanted: Selection) -> list[Excerpt]:
    """Those of the archive that did not come back; none if it cannot be read, which keeps no case from being opened."""
    with suppress(CasectlError):
        found = archive.excerpts(wanted, trust_folder_times=True).cases
        return [each for each in found if archived(context, each.id)]
    return []


def opened(case: Excerpt) -> float:
    """When a case was opened, in seconds since 1970 (UTC); 0 if unknown."""
    text = case.text("opened_at")
    return datetime.fromisoformat(text).timestamp() if text else 0.0


def _received(case: Excerpt) -> float:
    """When the customer complained, in seconds since 1970; 0 if unknown."""
    text = case.text("received_at")
    return datetime.fromisoformat(text).timestamp() if text else 0.0


def _alike(own: Excerpt, others: list[Excerpt]) -> list[Excerpt]:
    """Those with nearly the same text, the likest first, among equals those of the same title, then the latest."""
    mine, title = story_tokens(own), folded(own.text("title"))

    def rank(case: Excerpt) -> tuple[bool, float, str]:
        return folded(case.text("title")) != title, -opened(case), case.id

    found = [
        (-similarity(mine, story_tokens(each), {}), rank(each), each) for each in sorted(others, key=rank)[:_COMPARED]
    ]
    return [each for like, _, each in sorted(found) if -like >= _SAME_TEXT]


def _either(own: Excerpt) -> Prefilter:
    """That a case has the customer's reference in it, or most of the words, if these are enough to decide it."""
    customer, words = any_of(own.fields.get(name, "") for name in CUSTOMER), story_tokens(own)
    if len(words) < ENOUGH_WORDS:  # the customer must be the same too
        return customer
    return AnyOf((customer, HasMost(dict.fromkeys(words, 1.0), (1 - _SAME_TEXT) * len(words))))


def warnings(case: str, found: EarlierComplaints) -> list[Message]:
    """The same in words, with what to do about it."""
    said = []
    if found.duplicates:
        first = found.duplicates[0]
        joined = msg("casectl merge {case} {first} --reason TEXT", case=case, first=first)
        linked = f"casectl link {case} {found.link} {first}"
        said.append(
            msg(
                "{ids} may be the same complaint; if so: {command}",
                ids=found.duplicates, command=joined if found.is_open and found.link != "related" else linked,
            )
        )  # fmt: skip
    if found.complaints:
        said.append(
            counted(
                "this customer has complained {count} time in 90 days",
                "this customer has complained {count} times in 90 days",
                found.complaints,
            )
        )
    return said
