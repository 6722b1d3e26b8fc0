"""seal: name the commit up to which something is recorded, with a code for paper."""

from __future__ import annotations

from casectl.actions.context import Sealing
from casectl.actions.lookup.sealed_commit import counts_of, faults_of
from casectl.core.proof.reports import ListedSeal, SealReceipt
from casectl.core.proof.seal import Seal
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Refused, msg


def seal(context: Sealing) -> SealReceipt:
    """Seal the branch as it is. Sealing the same commit twice is sealing it once.

    Raises Refused on a branch without a commit, and where a tag of that name is no seal.
    """
    by = context.actor.name
    with context.ledger.lock():
        head = context.ledger.head()
        if not head.commit:
            raise Refused(msg("nothing is recorded on this branch"))
        new = Seal(head.commit, head.ref, *counts_of(context, head.commit), context.now, by)
        known = next((each for each in context.seals.all() if each.name == new.tag), None)
        if known and (known.fault or known.seal is None):
            raise Refused(
                msg("there is a tag {tag} that is not a seal", tag=new.tag),
                hint=msg("look at it with git show {tag}; git tag -d {tag} deletes it", tag=new.tag),
            )
        if known and known.seal:
            return SealReceipt(known.seal, already=True, signed=known.signed)
        return SealReceipt(new, signed=context.seals.add(new, context.ledger.identity()))


def seals(context: Sealing) -> list[ListedSeal]:
    """Every tag that is called as a seal, the oldest first."""
    head = context.ledger.commit_named("HEAD")
    here = {*context.seals.chain(head.commit)} if head else set()
    found = [ListedSeal(each, each.commit in here, [*faults_of(context, each)]) for each in context.seals.all()]
    return sorted(found, key=_age)


def _age(listed: ListedSeal) -> tuple[int, str]:
    return to_seconds(listed.tag.seal.at) if listed.tag.seal else 0, listed.tag.name
