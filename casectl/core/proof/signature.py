"""Who may sign a commit, and what its signature is worth, by the settings of the commit before it.

Keys, people and roles come from there, so that no commit gives itself, or what is pushed with it, a key.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from hashlib import sha256

from casectl.core.case.folders import CASES
from casectl.core.history.step import Step
from casectl.core.template.settings import REQUIRED, Casebook, Person
from casectl.core.template.signing_keys import SigningKey
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import replace, value_class


@value_class
class Signature:
    """The signature of a commit: whether there is one, the fingerprint of the key that made it (``SHA256:…``, "" if it
    is not of this commit), and why nobody could tell (None if somebody could).
    """

    is_there: bool
    key: str = ""
    unchecked: Message | None = None


@value_class
class Demand:
    """Who has to sign a commit: `actors`, who did what it records, by `settings` of a parent.

    `vouching`: it brings in what was recorded where no signature was demanded, so that who signs answers for others.
    `branch` are the commits, each with its signature, that a server squashed into it, as far as they are known.
    `after` is when something was there already that it came on top of, such as a seal, whatever dates commits give
    themselves; None if nothing is known of that.
    """

    settings: Casebook
    actors: frozenset[str] = frozenset()
    vouching: bool = False
    branch: tuple[tuple[Step, Signature], ...] = ()
    after: datetime | None = None


def demands(settings: Casebook | None) -> bool:
    """Whether commits made on top of these settings have to be signed."""
    return settings is not None and settings.signatures == REQUIRED


def signature_faults(step: Step, demand: Demand, signature: Signature) -> Iterator[tuple[str, Message]]:
    """Why a commit does not count as signed by who had to sign it: codes and texts."""
    if not signature.is_there:
        yield "H014", msg("the commit is not signed")
    elif signature.unchecked:
        yield "H017", msg("the commit's signature could not be checked: {why}", why=signature.unchecked)
    elif not signature.key:
        yield (
            "H015",
            msg("the commit's signature does not belong to this commit: it was altered, or the signature copied"),
        )
    elif not _keys(demand.settings):
        yield "H017", msg("the commit's signature could not be checked: {why}", why=msg("casectl.yaml names no keys"))
    elif is_by_forge(step, demand, signature):
        yield from _by_forge(step, demand)
    else:
        yield from _by_person(step, demand, signature.key)


def is_by_forge(step: Step, demand: Demand, signature: Signature) -> bool:
    """Whether a server signed a commit, with a key that counts."""
    keys = (key for key in _of_forges(demand.settings) if _counts(step, demand, key))
    return bool(signature.key) and signature.key in fingerprints(keys)


def _keys(settings: Casebook) -> list[SigningKey]:
    return [*(key for person in settings.people for key in person.keys), *_of_forges(settings)]


def _of_forges(settings: Casebook) -> list[SigningKey]:
    return [key for forge in settings.forges for key in forge.keys]


def _by_forge(step: Step, demand: Demand) -> Iterator[tuple[str, Message]]:
    """A forge only merges and squashes: it makes no file what nobody made it, and vouches for nothing."""
    if len(step.parents) < 2:
        yield from _squashed(step, demand)
    elif demand.vouching:
        yield "H016", _not_vouched()
    else:
        # what a merge makes of a case is judged whoever signed it
        own = [path for path, sides in step.files() if step.is_own(sides) and not path.startswith(f"{CASES}/")]
        if own:
            what = msg(
                "the merge is signed by a server, but gives {path} content that none of its parents has", path=own[0]
            )
            yield "H016", what


def _squashed(step: Step, demand: Demand) -> Iterator[tuple[str, Message]]:
    """Each commit of the branch is signed by who made it, and everybody who acted signed one."""
    if not demand.branch:
        yield "H016", msg(
            "the commit is signed by a server, and no branch in this clone ends in the same files: if it squashed"
            " one, fetch that (git fetch origin refs/pull/7/head:refs/remotes/origin/pull/7); otherwise the person"
            " who acted has to sign it"
        )  # fmt: skip
        return
    alone = replace(demand, actors=frozenset(), branch=())
    for each, signature in demand.branch:
        for code, what in signature_faults(each, alone, signature):
            yield code, msg("in the squashed branch, commit {commit}: {what}", commit=each.commit.id[:10], what=what)
    keys = {signature.key for _, signature in demand.branch}
    signers = [each for each in demand.settings.people if keys & fingerprints(each.keys)]
    if not any(demand.settings.may(each, "act_as") for each in signers):
        for other in sorted(demand.actors - {each.name for each in signers}):
            what = msg("{other} did what the commit records, but signed none of the squashed branch", other=other)
            yield "H016", what


def _by_person(step: Step, demand: Demand, key: str) -> Iterator[tuple[str, Message]]:
    people = [each for each in demand.settings.people if key in fingerprints(each.keys)]
    if not people:
        yield (
            "H015",
            msg("the commit is signed by a key that was not in casectl.yaml before this commit: {key}", key=key),
        )
        return
    signer = people[0]
    if not any(_counts(step, demand, each) for each in signer.keys if key in fingerprints([each])):
        yield "H015", msg("the commit is signed by a key of {person} that was not valid on {day}",
                          person=signer.name, day=_day(step, demand).isoformat())  # fmt: skip
    elif not demand.settings.may(signer, "act_as"):
        yield from _may_not(step, demand, signer)


def _may_not(step: Step, demand: Demand, signer: Person) -> Iterator[tuple[str, Message]]:
    """Who may not act for others signs only what he did himself."""
    if demand.vouching:
        yield "H016", _not_vouched()
        return
    committer = step.commit.committer or step.commit.author
    person = demand.settings.by_email(committer.rpartition("<")[2].rstrip(">"))
    others = demand.actors or {person.name if person else committer}
    for other in sorted(others - {signer.name}):
        yield (
            "H016",
            msg("{other} did what the commit records, but {signer} signed it", other=other, signer=signer.name),
        )


def _not_vouched() -> Message:
    return msg(
        "the merge brings in commits that did not have to be signed: somebody who may act for others (act_as)"
        " has to sign it"
    )


def _counts(step: Step, demand: Demand, key: SigningKey) -> bool:
    made_at = step.commit.made_at.astimezone(demand.settings.zone).date()
    return key.counts_on(made_at) and key.counts_on(_day(step, demand))


def _day(step: Step, demand: Demand) -> date:
    """The last day that a key has to count on. A commit is no older than its parents, nor than what is known to have
    been there before it, whatever date it gives itself.
    """
    moments = [step.commit.made_at, *([demand.after] if demand.after else [])]
    return max(moments, key=to_seconds).astimezone(demand.settings.zone).date()


def fingerprints(keys: Iterable[SigningKey]) -> frozenset[str]:
    """The fingerprints of keys, as ssh-keygen prints them."""
    return frozenset(filter(None, (_fingerprint(each.key) for each in keys)))


def _fingerprint(key: str) -> str:
    try:
        data = b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        return ""
    return f"SHA256:{b64encode(sha256(data).digest()).decode().rstrip('=')}"
