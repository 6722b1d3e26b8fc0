"""publish: what the customers of cases may see, a page each under a name that nobody guesses."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

from casectl.actions.context import Reading
from casectl.actions.lookup.customer_view import view_for_customer
from casectl.actions.lookup.matching_cases import matching_cases
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.ids import has_id_form, id_of_path
from casectl.core.history.for_customer import CustomerView
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import Condition
from casectl.core.query.references import CUSTOMER
from casectl.core.reports import Unread
from casectl.core.values.messages import CasectlError
from casectl.core.values.value_class import value_class

_PURPOSE = b"page:"


@value_class
class Published:
    """The cases to be shown, each with the name of its page; the files that could not be read, and the names of their
    pages, which stay as they are.
    """

    pages: Sequence[tuple[str, CustomerView]]
    unreadable: Sequence[Unread]
    unread_pages: Sequence[str]


def publish(context: Reading, query: Condition, key: bytes) -> Published:
    """The cases that meet the query, have a customer and were not withdrawn, by id.

    The name of a page depends on the case's id and the secret `key` alone, so that it stays.
    """
    titles = TemplateTitles(context)
    found, unreadable = matching_cases(context, query, titles)
    pages, left = list[tuple[str, CustomerView]](), [*unreadable]
    for each in found:
        if not _has_customer(each):
            continue
        try:
            view = view_for_customer(context, each.id)
        except CasectlError as error:
            left.append((each.path, error.what))
            continue
        if not view.is_withdrawn:
            pages.append((page_name(each.id, key), view))
    had_page = filter(has_id_form, (id_of_path(path) for path, _ in left))
    return Published(pages, left, [page_name(each, key) for each in had_page])


def page_name(case_id: str, key: bytes) -> str:
    """The name of a case's page: 128 bits that nobody knows without the key."""
    return f"{hmac.digest(key, _PURPOSE + case_id.encode(), hashlib.sha256)[:16].hex()}.html"


def _has_customer(case: Excerpt) -> bool:
    """Whether there is anybody to see it: an improvement, say, has no customer."""
    return any(case.fields.get(name) for name in (*CUSTOMER, "customer.name"))
