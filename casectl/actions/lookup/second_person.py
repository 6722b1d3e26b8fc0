"""What waits for a second person: offers of redress above a limit, appeals, a disputed responsibility, and root causes
that need a record; and what somebody is told of their own work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from casectl.actions.context import Reading
from casectl.actions.lookup.problems import problems_in, received
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.kinds.redress import REDRESS_KINDS
from casectl.core.case.redress import currency_of, total
from casectl.core.law.redress import authority
from casectl.core.law.rule_change import says_who_may
from casectl.core.owed_reports import DECIDE, INSPECTED, TodayRow
from casectl.core.query.excerpt import Disputed, Excerpt, Inspected
from casectl.core.template.person import Person
from casectl.core.template.settings import INSPECT, INSTRUCT, Casebook
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import counted, msg


def waits_for(case: Excerpt, person: str, book: Casebook, now: datetime) -> Iterator[TodayRow]:
    """What in a case somebody ("": anybody) is to approve or to decide, and the marks of that person's work."""
    who = next((each for each in book.people if each.name == person), None)
    for event, kind, amount, by, stage in case.redress:
        if stage == "waits" and (not person or (who is not None and _may_approve(who, book, case, amount, by))):
            what = msg("approve redress offered by {by}: {kind} {amount}", by=by, kind=REDRESS_KINDS.get(kind, kind),
                       amount=amount)  # fmt: skip
            yield TodayRow(DECIDE, case, what, None, "", ("redress", "approve", case.id, event))
    if (dispute := case.disputed) and (not person or (who is not None and _may_settle(who, book, dispute))):
        what = msg("decide who is responsible: {who} does not agree", who=dispute.responsible)
        yield TodayRow(DECIDE, case, what, None, "", ("cause", case.id, dispute.cause, "--responsible", "WHO"))
    for each in case.inspections:
        if each.stage == "appealed" and (not person or (who is not None and _may_decide(who, book, case, each))):
            what = msg("decide on an appeal against an inspection")
            step = ("inspect", "decide", case.id, each.id, "--reason", "TEXT")
            yield TodayRow(DECIDE, case, what, None, "", step)
        if person == each.person and each.stage == "open" and _is_told(each, book, now):
            at = datetime.fromtimestamp(each.at, UTC)
            yield TodayRow(
                INSPECTED, case, msg("average mark {mean} out of 5", mean=each.mean), at, each.by, ("inspect", "list")
            )


def _may_approve(who: Person, book: Casebook, case: Excerpt, amount: str, by: str) -> bool:
    """Whether somebody may approve an offer: it is a colleague's, and all of the case's redress is within a limit."""
    currency = currency_of(amount)
    every = [sum_ for _, _, sum_, _, stage in case.redress if stage != "refused" and currency_of(sum_) == currency]
    return who.name != by and not authority(book.redress, who, f"{total(every)} {currency}")[1]


def _may_decide(who: Person, book: Casebook, case: Excerpt, each: Inspected) -> bool:
    allowed = not says_who_may(book, INSPECT) or book.may(who, INSPECT)
    return allowed and who.name not in (each.person, each.by, case.text("owner"))


def _may_settle(who: Person, book: Casebook, dispute: Disputed) -> bool:
    """Whether somebody may decide who is responsible (`casectl.core.law.causes`), and it is theirs to see to that."""
    named = dispute.responsible in (who.name, *who.teams)
    allowed = not says_who_may(book, INSTRUCT) or book.may(who, INSTRUCT)
    return allowed and not named and who.name not in (dispute.by, dispute.via)


def _is_told(each: Inspected, book: Casebook, now: datetime) -> bool:
    """Whether one may still appeal."""
    return to_seconds(now) - each.at <= book.inspections.days * 24 * 60 * 60


def causes_without_record(
    context: Reading, cases: Sequence[Excerpt], person: str, titles: TemplateTitles
) -> Iterator[TodayRow]:
    """A row for each root cause of these cases that needs a record, for those who may give instructions ("": for
    everybody).
    """
    book = context.casebook
    who = next((each for each in book.people if each.name == person), None)
    if person and says_who_may(book, INSTRUCT) and not (who and book.may(who, INSTRUCT)):
        return
    by_id = {each.id: each for each in cases}
    for each in problems_in(context, cases, titles):
        if not each.record:
            last = max((by_id[case] for case in each.cases), key=received)
            what = counted("{cause}: {count} complaint, no problem record yet", "{cause}: {count} complaints, no"
                                                                        " problem record yet",
                           len(each.cases), cause=each.title)  # fmt: skip
            yield TodayRow(DECIDE, last, what, None, "", ("problem",))
