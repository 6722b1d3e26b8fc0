"""Root causes that so many complaints have that they need a record of their own."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.actions.context import Reading
from casectl.actions.lookup.problems import problems_in
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.waiting import CAUSED
from casectl.core.template.settings import SETTINGS
from casectl.core.values.errors import CasectlError
from casectl.core.values.findings import Finding
from casectl.core.values.messages import counted
from casectl.core.values.tree import Position

_CODE = "B022"


def causes_without_record(context: Reading) -> Iterator[Finding]:
    """A note for each root cause that needs a record; none where the settings have no causes, or cannot be read."""
    try:
        if not context.casebook.causes:
            return
    except CasectlError:
        return  # which is a finding
    cases = context.excerpts(CAUSED).cases
    for each in problems_in(context, cases, TemplateTitles(context)):
        if not each.record:
            what = counted("{cause}: {count} complaint, and no record", "{cause}: {count} complaints, and no record",
                           len(each.cases), cause=each.title)  # fmt: skip
            yield Finding(Position(SETTINGS), _CODE, what, is_note=True)
