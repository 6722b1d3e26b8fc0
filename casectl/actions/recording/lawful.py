"""What the law says of the events that a verb proposes: it refuses them, or has them marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casectl.actions.context import Recording
from casectl.actions.recording.proposal import Proposal
from casectl.core.case.compose import with_tree
from casectl.core.case.model import Case
from casectl.core.clocks.rules import RuleSet
from casectl.core.law.in_force import InForce, Pins
from casectl.core.law.judging import judge, refuse
from casectl.core.law.verdict import Verdict
from casectl.core.law.walking import Evidence
from casectl.core.template.free_fields import free_part
from casectl.core.template.model import Template
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import NotFound
from casectl.core.values.tree import Plain, Tree, list_of
from casectl.core.values.value_class import replace


def lawful(context: Recording, case: Case, proposal: Proposal, rules: tuple[Template, RuleSet]) -> Case:
    """A case with new events and the tree of its file before them: with its new tree, the events marked as is demanded.

    Raises the error that names everything which the law has against the new events.
    """
    before = free_part(case) if proposal.before is None else proposal.before
    whole = with_tree(case, proposal.free, context.zone)
    since = len(list_of(case.tree.get("journal")))
    new = [event.id for event in case.journal[since:]]
    verdicts = _verdicts(context, whole, rules, (new, before))
    if any(each.fault.mark for each in verdicts):
        whole = with_tree(_marked(case, verdicts), proposal.free, context.zone)
        verdicts = _verdicts(context, whole, rules, (new, before))
    refuse(verdicts)
    return whole


def _marked(case: Case, verdicts: Sequence[Verdict]) -> Case:
    """The case with the marks that its events lack."""
    marks = [(each.event, each.fault.mark) for each in verdicts if each.fault.mark]
    return replace(
        case,
        journal=tuple(
            replace(event, data={**event.data, **{mark: Plain("yes") for name, mark in marks if name == event.id}})
            for event in case.journal
        ),
    )


def _verdicts(
    context: Recording, case: Case, rules: tuple[Template, RuleSet], added: tuple[Sequence[str], Mapping[str, Tree]]
) -> tuple[Verdict, ...]:
    present = context.version(SETTINGS)

    def rules_then(name: str, under: Pins, _: Pins) -> InForce | None:
        is_other = name not in ("", rules[0].name)  # the one before it got another
        then = context.settings_then(under[SETTINGS]) if under.get(SETTINGS, present) != present else None
        try:
            found = (context.template(name), context.rule_set(name, {})) if is_other else rules
        except NotFound:
            return None
        return InForce.of(then or context.casebook, *found)

    new, before = added
    recorded_at = dict.fromkeys(new, context.now)
    evidence = Evidence(
        free_part(case), context.now, recorded_at, open_parts=lambda: _open_parts(context, case.id), before=before,
        address=context.ledger.identity().email,
    )  # fmt: skip
    return judge(case, rules_then, evidence, len(case.journal) - len(new)).verdicts


def _open_parts(context: Recording, case_id: str) -> list[str]:
    from casectl.actions.lookup.case_links import open_parts  # few templates ask for it

    return open_parts(context, case_id)
