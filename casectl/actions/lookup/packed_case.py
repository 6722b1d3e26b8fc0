"""One case as a pack has it: file, page, deadlines, events and attachments, as a commit has them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from casectl.actions.context import Cases, Packing, Rules
from casectl.actions.lookup.explanations import explanations
from casectl.actions.lookup.find import case_in
from casectl.actions.lookup.private_values import PrivateFields, without_private_values
from casectl.actions.lookup.trails import case_trail
from casectl.core.case.attached import attached_files
from casectl.core.case.compose import read_case
from casectl.core.case.fold import templates_of
from casectl.core.case.model import Case
from casectl.core.clocks.reports import Explanations
from casectl.core.clocks.rules import versions_of
from casectl.core.clocks.runs import runs_of
from casectl.core.history.commit import Committers
from casectl.core.history.trail import TrailEntry
from casectl.core.proof.pack import AttachedFile, PackedCase
from casectl.core.reports import CaseView
from casectl.core.template.labels import NO_LABELS, Labels
from casectl.core.template.model import Template, Workflow
from casectl.core.time.instants import to_seconds
from casectl.core.values.masking import without
from casectl.core.values.messages import CasectlError, LocalizedText
from casectl.core.values.tree import Source, Tree, mapping_of
from casectl.core.values.value_class import replace
from casectl.ports.recording import Revision


def packed_case(
    context: Packing, case_id: str, history: Sequence[Revision], private: Collection[str] | None
) -> PackedCase:
    """A case by its whole history, in the casebook as a commit has it.

    `private` are the texts to mask; None for a pack that masks nothing. Raises Unreadable.
    """
    last = history[-1]
    case = case_in(context, last.path, last.after or b"")
    at = max([last.committed_at, *(each.at for each in case.journal)], key=to_seconds)
    shown = case if private is None else masked_case(context, case, private)
    content = (last.after or b"") if private is None else context.documents.write(dict(shown.tree))
    names = {*templates_of(case.journal), case.header.template}
    labels = {name: _labels(context, name) for name in sorted(names)}
    return PackedCase(
        shown,
        last.path,
        content,
        context.ledger.blob_id(last.after or b""),
        tuple(dict.fromkeys(each.commit for each in history)),
        CaseView(shown, _template(context, case), at, [], [], (), labels, dict(context.casebook.teams)),
        _deadlines(context, case, at),
        tuple(_events(context, case_id, private)),
        tuple(_attached(context, shown if private is not None else case, whole=private is None)),
        labels,
    )


def masked_case(context: Rules, case: Case, private: Collection[str]) -> Case:
    """The case with its private values masked, and these texts wherever any part of it mentions them."""
    masked = PrivateFields(context).masked(case)
    kept = ("id", "schema", "template")
    tree: dict[str, Tree] = {
        key: value if key in kept else without(value, private) for key, value in masked.tree.items()
    }
    return read_case(Source(case.source.file, mapping_of(tree)))


def _template(context: Rules, case: Case) -> Template:
    try:
        return context.template(case.header.template)
    except CasectlError:
        name = case.header.template
        return Template(name, "", LocalizedText.of(name), Workflow("", (), ()))


def _labels(context: Rules, name: str) -> Labels:
    try:
        return Labels.of(context.template(name))
    except CasectlError:
        return NO_LABELS


def _deadlines(context: Packing, case: Case, at: datetime) -> Explanations:
    """The explanation of every run of every clock; none where the rules cannot be used."""
    runs = [
        (run, number, len(found)) for found in runs_of(case.journal).values() for number, run in enumerate(found, 1)
    ]
    try:
        rule_set = context.rule_set(case.header.template, versions_of(case.journal))
        return explanations(context, case, rule_set, runs, at)
    except CasectlError as error:
        return Explanations(case, at, [], (error.what,))


def _events(context: Packing, case_id: str, private: Collection[str] | None) -> Iterator[TrailEntry]:
    recorded = [each for each in case_trail(context, case_id, Committers.of(context.casebook)) if each.commit]
    entries = recorded if private is None else without_private_values(context, recorded)
    for each in entries:
        if private is not None and each.event:
            data = mapping_of(without(dict(each.event.data), private))
            yield replace(each, event=replace(each.event, data=data))
        else:
            yield each


def _attached(context: Cases, case: Case, *, whole: bool) -> Iterator[AttachedFile]:
    for _, event, path in attached_files(case.journal):
        content = context.ledger.blob(path) if whole else None
        yield AttachedFile(path, event.text("size"), event.text("sha256"), content)
