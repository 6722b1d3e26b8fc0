"""customer: the file of one customer, found by number, contact or name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.actions.context import Reading
from casectl.actions.lookup.find import read
from casectl.actions.lookup.private_values import PrivateFields
from casectl.core.history.customer_file import CustomerCase, CustomerFile
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.references import CUSTOMER, customer_marks, customers_of
from casectl.core.template.fields import is_blank
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import NotFound, UsageError, msg
from casectl.core.values.naming import comparable

_NAME = "customer.name"


def customer(context: Reading, typed: str, archive: Reading | None, *, reveal: bool = False) -> CustomerFile:
    """The cases of the customer whose number, contact or name was typed, also those in the `archive`; a part of a name
    will do where nobody is called so.

    Private values are masked unless `reveal`. Raises UsageError for a blank; NotFound for nobody, or for a name that
    several customers have; Unreadable if a case of the customer cannot be read.
    """
    if is_blank(typed):
        raise UsageError(
            msg("say which customer: a number, a contact or a name"),
            hint=msg("casectl list --fields id,customer.name shows the customers"),
        )
    here, there = _excerpts(context), _excerpts(archive) if archive else []
    named = [each for each in (*here, *there) if _is_called(each, typed)] or [
        each for each in (*here, *there) if _has_in_name(each, typed)
    ]
    if not named:
        raise NotFound(
            msg("no case has a customer with the number, contact or name {word}", word=typed),
            hint=msg("casectl search {word} searches all text in the cases", word=typed),
        )
    theirs = _all_of(named, (*here, *there))
    if others := [each for each in named if each.id not in theirs]:
        raise NotFound(
            msg("several customers are called {word}, or have it in their name", word=typed),
            hint=msg("give a number or contact; their cases: {cases}",
                     cases=[named[0].id, *(each.id for each in others)]),
        )  # fmt: skip
    cases = [*_cases(context, here, theirs, reveal=reveal)]
    if archive:
        cases += _cases(archive, there, theirs, reveal=reveal, is_archived=True)
    cases.sort(key=lambda each: -to_seconds(at) if (at := each.case.header.received_at) else 0)
    return CustomerFile(tuple(cases), context.now)


def _excerpts(context: Reading) -> list[Excerpt]:
    return context.excerpts().cases


def _is_called(case: Excerpt, typed: str) -> bool:
    wanted = comparable(typed)
    return bool(wanted) and any(comparable(case.fields.get(name, "")) == wanted for name in (*CUSTOMER, _NAME))


def _has_in_name(case: Excerpt, typed: str) -> bool:
    """Whether the customer's name has these words in it; one Latin letter is in too many."""
    wanted = comparable(typed)
    return (len(wanted) > 1 or not wanted.isascii()) and wanted in comparable(case.fields.get(_NAME, ""))


def _all_of(named: Sequence[Excerpt], every: Sequence[Excerpt]) -> set[str]:
    """The ids of the cases of the first one's customer."""
    customers = customers_of({each.id: customer_marks(each.fields) for each in every})
    first = named[0].id
    return {each for each, who in customers.items() if who == customers.get(first)} | {first}


def _cases(
    context: Reading, listed: Sequence[Excerpt], wanted: set[str], *, reveal: bool, is_archived: bool = False
) -> Iterator[CustomerCase]:
    private = PrivateFields(context)
    for each in listed:
        if each.id in wanted:
            case = read(context, each.id)
            shown = case if reveal else private.masked(case)
            yield CustomerCase(shown, context.template(case.header.template), is_archived)
