"""split: take a second complaint out of a case, as a part with a product, clocks and an outcome of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.lookup.named import known_here, template_named
from casectl.actions.recording.opening import Opening, open_case
from casectl.actions.recording.proposal import EventDraft, EventStamp, recorded_text, require_reason
from casectl.actions.recording.recorded import recorded_case
from casectl.core.case.links import PART_OF
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.template.free_fields import tried_values
from casectl.core.template.model import Template
from casectl.core.values.messages import msg
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import replace, value_class


@value_class
class Part:
    """What the second complaint is: the values that differ from the case's, its template ("": the same), and why."""

    values: Sequence[tuple[str, Tree]]
    template: str = ""
    reason: str = ""


def split(context: Recording, case_ref: str, part: Part, when: EventStamp) -> Receipt:
    """Open a case for a part of the case `case_ref`, which stays as it is; the receipt of the new one.

    The part has the case's receipt and level, its owner if that is a person of this casebook, and those of its fields
    that its template knows. Raises NotFound for an unknown case or template, UsageError without a reason and for values
    that cannot be; Refused if something required is missing, or the case has hand edits that are not recorded.
    """
    require_reason(part.reason)
    case = recorded_case(context, find(context, case_ref), context.ledger.head())
    template = context.template(template_named(context, part.template) if part.template else case.header.template)
    values = [*_kept(case, template), *part.values]
    owner = known_here(context, case.header.owner)
    opening = Opening(template.name, values, case.header.received_at, owner, "", _level(case, template))
    along = [
        EventDraft("linked", {"type": PART_OF, "case": case.id}),
        EventDraft("noted", {"text": recorded_text(part.reason)}),
    ]
    receipt = open_case(context, opening, when, along)
    if receipt.already:
        return receipt
    part_id = receipt.case.id
    back = msg("{id} is part of {whole}; casectl merge {id} {whole} merges it back", id=part_id, whole=case.id)
    return replace(receipt, notes=(*receipt.notes, back))


def _kept(case: Case, template: Template) -> Iterator[tuple[str, Tree]]:
    """The values of a case that are right for a template; a list is kept whole."""
    for path, value in _values(dict(case.fields)):
        name = ".".join(path)
        if not tried_values({}, template, [(name, value)])[1]:
            yield name, value


def _values(fields: dict[str, Tree], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Tree]]:
    for key, value in fields.items():
        if isinstance(value, dict):
            yield from _values(value, (*above, key))
        else:
            yield (*above, key), value


def _level(case: Case, template: Template) -> int:
    """The level of the case, if there is such a one in the template; else that of any new case."""
    known = not template.levels or str(case.header.level) in dict(template.levels)
    return case.header.level if known else 0
