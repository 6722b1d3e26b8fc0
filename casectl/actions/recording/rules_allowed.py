"""Verbs that bring rule files along (init, calendar new, import) are for those who may change the rules, as `adopt`."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from casectl.actions.context import Recording
from casectl.actions.recording.record import Transaction
from casectl.core.law.rule_change import permission_fault
from casectl.core.template.rule_paths import is_rules
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import CasectlError, Refused


def refuse_rules(context: Recording, transaction: Transaction, paths: Iterable[str]) -> None:
    """Raise Refused if rule files are among these paths, and the committed settings do not let this person change them.

    The first settings of a casebook are anybody's.
    """
    commit = transaction.head.commit
    if not (any(map(is_rules, paths)) and commit and SETTINGS in context.ledger.files_in("", commit)):
        return
    before, person = context.as_if(commit), None
    with suppress(CasectlError):  # somebody whom they do not name
        person = before.actor
    if fault := permission_fault(before.casebook, person):
        raise Refused(fault.what, hint=fault.hint)
