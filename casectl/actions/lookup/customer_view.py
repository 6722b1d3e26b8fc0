"""A case as its customer may see it, which show and publish share."""

from __future__ import annotations

from casectl.actions.context import Reading
from casectl.actions.lookup.find import find, read
from casectl.core.case.fold import templates_of
from casectl.core.history.for_customer import CustomerView, customer_view
from casectl.core.template.labels import Labels


def view_for_customer(context: Reading, case_ref: str) -> CustomerView:
    """What the customer of a case may know of it.

    Raises NotFound for an unknown case or a template that is not there, Unreadable for one that cannot be used: a
    customer is shown nothing rather than a name out of the file.
    """
    case = read(context, find(context, case_ref))
    labels = {name: Labels.of(context.template(name)) for name in {*templates_of(case.journal), case.header.template}}
    return customer_view(case, context.template(case.header.template), labels)
