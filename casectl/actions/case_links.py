"""Links between cases, as a query asks for them."""

from __future__ import annotations

from casectl.actions.context import CommandContext
from casectl.actions.find import find, read
from casectl.core.query.conditions import LinkedTo


def case_linked(context: CommandContext, case_ref: str) -> tuple[str, frozenset[str]]:
    """The case that a part of its id means, and those it is linked to; of "" no case, and what any is linked to.

    Raises NotFound, as every verb does.
    """
    if not case_ref:
        some = LinkedTo((), anywhere=True)
        cases = context.facts(lambda table: some.bounds(table, lambda _template, _state: "").possible).cases
        return "", frozenset(target for case in cases for _, target in case.links)
    case_id = find(context, case_ref)
    return case_id, frozenset(link.case for link in read(context, case_id).header.links)
