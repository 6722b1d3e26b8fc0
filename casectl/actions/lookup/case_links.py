"""Links between cases, as a query asks for them; apart from `known_names`, since few queries do."""

from __future__ import annotations

from collections.abc import Collection

from casectl.actions.context import Cases, Reading
from casectl.actions.lookup.find import find, read
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.links import PART_OF
from casectl.core.query.clause import among_lines, one_of
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.relations import LinkedTo
from casectl.core.query.selection import Selection
from casectl.core.template.model import FINISHED
from casectl.core.values.messages import CasectlError


def case_linked(context: Cases, case_ref: str) -> tuple[str, frozenset[str]]:
    """The id of the case that `case_ref` means, and the ids of those it is linked to; "": all that any case links to.

    Raises NotFound for an unknown case.
    """
    if not case_ref:
        cases = context.excerpts(Selection(LinkedTo((), anywhere=True).clause())).cases
        return "", frozenset(target for case in cases for _, target in case.links)
    case_id = find(context, case_ref)
    return case_id, frozenset(link.case for link in read(context, case_id).header.links)


def wholes(context: Cases) -> dict[str, list[str]]:
    """The cases that each case is directly a part of; one that is a part of nothing is not in it."""
    found: dict[str, list[str]] = {}
    for case in context.excerpts(Selection(LinkedTo((), anywhere=True).clause())).cases:
        for link_type, target in case.links:
            if link_type == PART_OF:
                found.setdefault(case.id, []).append(target)
    return found


def open_parts(context: Reading, whole: str) -> list[str]:
    """The cases that are parts of another one and are not over; also those of which the template cannot be used."""
    found = context.excerpts(Selection(among_lines("linked", whole))).cases
    return [each.id for each in found if (PART_OF, whole) in each.links and not _is_over(context, each)]


def _is_over(context: Reading, case: Excerpt) -> bool:
    try:
        return context.template(case.text("template")).workflow.category(case.text("state")) in FINISHED
    except CasectlError:
        return False


def open_neighbours(context: Cases, ids: Collection[str], titles: TemplateTitles) -> dict[str, list[str]]:
    """Of these cases each that is linked, from either side, to cases that are not closed, with those."""
    linked = context.excerpts(Selection(LinkedTo((), anywhere=True).clause())).cases
    pairs = [(each.id, target) for each in linked for _, target in each.links]
    wanted = {one for pair in pairs for one in pair if not {*pair}.isdisjoint(ids)}
    known = context.excerpts(Selection(one_of("id", wanted))).cases if wanted else []
    open_ = {each.id for each in known if titles.category(each.text("template"), each.text("state")) != "closed"}
    found: dict[str, list[str]] = {}
    for one, other in (*pairs, *(pair[::-1] for pair in pairs)):
        if one in ids and other in open_:
            found.setdefault(one, []).append(other)
    return {each: sorted({*others}) for each, others in found.items()}
