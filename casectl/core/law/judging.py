"""The judgment of a case's events, and what a verb makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from casectl.core.case.event_kinds import kind_of
from casectl.core.case.model import Case
from casectl.core.law.clauses import clause
from casectl.core.law.gains import given_for_it
from casectl.core.law.in_force import RulesThen
from casectl.core.law.moment import Moment
from casectl.core.law.rule import Rule
from casectl.core.law.table import EVERY_KIND, RULES
from casectl.core.law.verdict import BEFORE_THE_LAW, Fault, Judgment, Remark, Unclear, Unjudged, Verdict
from casectl.core.law.walking import Evidence, moments
from casectl.core.values.messages import CasectlError, Message, Refused, UsageError, msg, without_holes
from casectl.core.values.value_class import replace


def judge(case: Case, rules_then: RulesThen, evidence: Evidence, since: int = 0) -> Judgment:
    """What the law says of the events of a case from number `since` on."""
    verdicts: list[Verdict] = []
    unjudged: list[Unjudged] = []
    remarks: list[Remark] = []
    imported = 0
    for moment in moments(case, rules_then, evidence, since):
        if isinstance(moment, Unjudged):
            unjudged.append(moment)
            continue
        is_imported = moment.is_imported
        imported += is_imported
        for rule in _rules_for(moment.event.kind, tuple(moment.event.data), is_imported):
            try:
                for found in rule.judge(moment):
                    _take(moment, rule, found, verdicts, unjudged)
            except UsageError as error:  # a detail that cannot be read, such as a time without its offset
                found = Fault(error.what, error.problems, error.hint, refusal=UsageError)
                verdicts.append(_verdict(moment, rule, found))
        if moment.runs_after is not moment.runs and not is_imported:
            remarks += given_for_it(moment)
    return Judgment(tuple(verdicts), tuple(unjudged), imported, tuple(remarks))


_FORMS = 2048
"""Few kinds of event come with many sets of details; what a hostile file has takes no more memory than this many."""


@lru_cache(_FORMS)
def _rules_for(kind: str, told: tuple[str, ...], is_imported: bool) -> tuple[Rule, ...]:
    """The rules that judge events of a kind with these details."""
    row = kind_of(kind)
    rules = [RULES[name] for name in (*row.rules, *(() if row.is_derived else EVERY_KIND))]
    of_these = [rule for rule in rules if rule.of_imports or not is_imported]
    return tuple(rule for rule in of_these if not rule.about or rule.about(kind, told))


def _take(
    moment: Moment, rule: Rule, found: Fault | Unclear, verdicts: list[Verdict], unjudged: list[Unjudged]
) -> None:
    """Add what a rule says of a moment."""
    if isinstance(found, Fault):
        verdicts.append(_verdict(moment, rule, found))
    else:
        unjudged.append(Unjudged(moment.number, moment.event.id, rule.code, without_holes(found.why)))


def _verdict(moment: Moment, rule: Rule, fault: Fault) -> Verdict:
    event, force = moment.event, moment.in_force
    problems = tuple(map(without_holes, fault.problems))
    fault = replace(fault, what=without_holes(fault.what), problems=problems)
    where = clause(force, key) if rule.where and (key := rule.where(moment)) else None
    held = force.is_law or (not force.has_law_now and rule.code in BEFORE_THE_LAW)
    return Verdict(moment.number, event.id, event.by, rule.code, fault, held, where, moment.people)


def refuse(verdicts: Sequence[Verdict]) -> None:
    """Raise the error with which a verb refuses to record such events, naming all that is wrong with them."""
    if not verdicts:
        return
    first, *others = verdicts
    also = [_in_a_line(other.fault) for other in others]
    problems = [each for each in _once((*first.fault.problems, *also)) if str(each) != str(first.fault.what)]
    raise _class_of(verdicts)(first.fault.what, problems=problems, hint=first.fault.hint)


def _in_a_line(fault: Fault) -> Message:
    return msg("{what}: {problems}", what=fault.what, problems=fault.problems) if fault.problems else fault.what


def _class_of(verdicts: Sequence[Verdict]) -> type[CasectlError]:
    kinds = {each.fault.refusal for each in verdicts}
    return Refused if Refused in kinds else verdicts[0].fault.refusal


def _once(problems: Sequence[Message]) -> list[Message]:
    return list({str(each): each for each in problems}.values())
