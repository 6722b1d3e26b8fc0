"""States and fields that a template renames: the cases that have them get the present names, by an event of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from casectl.actions.context import Reading, Recording
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import Transaction, change_of, entry_of
from casectl.actions.recording.record_many import record_batch
from casectl.actions.recording.recorded import recorded_case
from casectl.core.case.renamed_fields import FIELDS, with_present_names
from casectl.core.clocks.rules import versions_of
from casectl.core.query.excerpt import Excerpt
from casectl.core.template.free_fields import free_part
from casectl.core.template.model import Template
from casectl.core.values.messages import CasectlError, Message, Refused, counted, msg
from casectl.core.values.tree import Tree
from casectl.ports.recording import NewCommit


def to_be_renamed(context: Reading) -> list[tuple[str, dict[str, Tree]]]:
    """The cases with a state or fields that their template has renamed, each with the details of the event that says
    so.
    """
    templates: dict[str, Template] = {}
    for name in context.template_names():
        with suppress(CasectlError):  # of a template that cannot be used check speaks
            templates[name] = context.template(name)
    renaming = {name: each for name, each in templates.items() if each.workflow.renamed or each.renamed.fields}
    found = []
    for case in context.excerpts().cases if renaming else ():
        template = renaming.get(case.text("template"))
        if template and (names := _names(case, template)):
            found.append((case.id, names))
    return found


def _names(case: Excerpt, template: Template) -> dict[str, Tree]:
    """The present names of what a case has under former ones; a field with another value under each keeps both."""
    state = template.workflow.renamed.get(case.text("state"))
    here = case.fields
    fields: dict[str, Tree] = {
        old: new for old, new in template.renamed.fields.items()
        if _is_among(here, old) and (not _is_among(here, new) or here.get(old, old) == here.get(new))
    }  # fmt: skip
    return {**({"state": state} if state else {}), **({FIELDS: fields} if fields else {})}


def _is_among(names: Iterable[str], field: str) -> bool:
    return any(f"{each}.".startswith(f"{field}.") for each in names)


def rename(context: Recording) -> Sequence[Message]:
    """Record the present names of states and fields, in a commit for each case, all or none; what is to be said of it.

    A case with hand edits is left out, and keeps the former names, which mean the same, until this is done again.
    """
    wanted = to_be_renamed(context)
    left: list[str] = []

    def entries(transaction: Transaction) -> Iterator[NewCommit]:
        left.clear()
        for case_id, names in wanted:
            try:
                case = recorded_case(context, case_id, transaction.head)
            except Refused:
                left.append(case_id)
                continue
            template = context.template(case.header.template)
            rules = template, context.rule_set(template.name, versions_of(case.journal))
            free = with_present_names(free_part(case), template.renamed.fields) if FIELDS in names else None
            proposal = Proposal([EventDraft("renamed", names)], free)
            yield entry_of(context, change_of(context, case, proposal, rules, EventStamp()))

    notes = [*record_batch(context, entries).notes] if wanted else []
    if done := len(wanted) - len(left):
        notes.append(
            counted(
                "{count} case now uses the new names of its state and fields",
                "{count} cases now use the new names of their states and fields",
                done,
            )
        )
    if left:
        notes.append(
            msg(
                "{cases} have hand edits and keep the old names until casectl adopt is run again",
                cases=left,
            )
        )
    return notes
