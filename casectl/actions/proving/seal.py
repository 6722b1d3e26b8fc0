"""Whether what a seal names is still part of the record."""

from __future__ import annotations

from casectl.actions.context import Sealing
from casectl.actions.lookup.sealed_commit import faults_of, settings_of
from casectl.core.proof.reports import SealVerdict
from casectl.core.proof.seal import SealTag, seal_code, typed_code
from casectl.core.proof.sealed import signature_of
from casectl.core.values.messages import RepositoryError, msg
from casectl.core.values.value_class import replace


def verify_seal(context: Sealing, typed: str) -> SealVerdict:
    """Whether the sealed commit is part of this branch's history, each commit of which is read and compared.

    The code follows from the commit's id, so a tag that was deleted, moved or forged changes nothing. Raises
    UsageError for what is not a code, RepositoryError where the history is cut off before the seal.
    """
    code, (ref, head) = typed_code(typed), context.changes.head()
    tags = [each for each in context.seals.all() if each.commit and seal_code(each.commit) == code]
    tag = next((each for each in tags if each.fault is None), None)
    for since, commit in enumerate(context.seals.chain(head) if head else ()):
        if seal_code(commit) == code:
            held = SealVerdict(code, commit, ref, since)
            return _by_tag(context, held, tag) if tag else held
    if context.ledger.is_shallow():
        raise RepositoryError(
            msg(
                "cannot check the seal: this clone does not have the whole history, and the sealed commit may"
                " be in the missing part"
            ),
            hint=msg("git fetch --unshallow fetches it"),
        )
    commit = next((each.commit for each in tags), "")
    lost = context.seals.lost(commit, head) if commit and head else None
    return SealVerdict(code, commit if lost else "", ref, lost=lost or (), tag=tag)


def _by_tag(context: Sealing, held: SealVerdict, tag: SealTag) -> SealVerdict:
    """What the tag of a seal that holds is worth."""
    signature = signature_of(tag, settings_of(context, held.commit))
    return replace(held, tag=tag, faults=[*faults_of(context, tag)], signature=signature)
