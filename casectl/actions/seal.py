"""seal: name the commit up to which something is recorded, with a code for paper."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.actions.context import Cases, Sealing
from casectl.actions.lookup.find import case_in
from casectl.core.proof.reports import ListedSeal, SealReceipt
from casectl.core.proof.seal import Seal
from casectl.core.time.instants import to_seconds
from casectl.core.values.errors import CasectlError, Refused
from casectl.core.values.messages import msg

CASES = "cases"


def seal(context: Sealing) -> SealReceipt:
    """Seal the branch as it is. Sealing the same commit twice is sealing it once.

    Raises Refused on a branch without a commit, and where a tag of that name is no seal.
    """
    by = context.actor.name
    with context.ledger.lock():
        head = context.ledger.head()
        if not head.commit:
            raise Refused(msg("nothing is recorded on this branch"))
        new = Seal(head.commit, head.ref, *_counts(context, head.commit), context.now, by)
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
    found = [ListedSeal(each, each.commit in here) for each in context.seals.all()]
    return sorted(found, key=_age)


def _age(listed: ListedSeal) -> tuple[int, str]:
    return to_seconds(listed.tag.seal.at) if listed.tag.seal else 0, listed.tag.name


def _counts(context: Sealing, commit: str) -> tuple[int, int]:
    """How many cases and events a commit has."""
    listed = {path: blob for path, blob in context.ledger.listed(CASES, commit).items() if path.endswith(".yaml")}
    journals = context.journals()
    same = [path for path, blob in journals.blobs().items() if listed.get(path) == blob]
    events = sum(len(each.events) for each in journals.of(same))
    return len(listed), events + sum(_events(context, commit, {*listed} - {*same}))


def _events(context: Cases, commit: str, paths: set[str]) -> Iterator[int]:
    """How many events each of these cases has in a commit; a file that cannot be read has none."""
    for path, data in context.ledger.blobs(sorted(paths), commit):
        try:
            yield len(case_in(context, path, data).journal) if data else 0
        except CasectlError:
            yield 0
