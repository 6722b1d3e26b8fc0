"""What the tag of a seal says, held against the commit that it names: the date, the counts, whose signature it has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casectl.core.law.times import TOLERANCE
from casectl.core.proof.seal import Seal, SealTag
from casectl.core.proof.signature import demands, fingerprints
from casectl.core.template.settings import Casebook, Person
from casectl.core.time.instants import elapsed, to_seconds
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class


@value_class
class Sealed:
    """The commit of a seal: when it was made, how many cases and events it has, and its settings (None: none)."""

    made_at: datetime
    cases: int
    events: int
    settings: Casebook | None


def tag_faults(tag: SealTag, sealed: Sealed) -> Iterator[Message]:
    """What is wrong with a tag; nothing of it bears upon the code, which follows from the commit alone."""
    seal = tag.seal
    if seal is None:
        return
    if elapsed(seal.at, sealed.made_at) > TOLERANCE:
        yield msg("the tag says that it was sealed before its commit was made")
    if (seal.cases, seal.events) != (sealed.cases, sealed.events):
        yield msg(
            "the tag says cases: {said_cases}, events: {said_events}; the commit has cases: {cases}, events: {events}",
            said_events=seal.events, said_cases=seal.cases, events=sealed.events, cases=sealed.cases,
        )  # fmt: skip
    if sealed.settings:
        at = max(seal.at, sealed.made_at, key=to_seconds)
        yield from _signature_faults(tag, seal, sealed.settings, at)


def is_evidence(tag: SealTag, settings: Casebook | None, made_at: datetime) -> bool:
    """Whether the time that a tag says is to be believed: somebody of the commit's settings signed it."""
    if not (tag.seal and tag.fault is None and tag.signature.key and settings):
        return False
    at = max(tag.seal.at, made_at, key=to_seconds)
    return _signer(tag, settings) is not None and not any(_signature_faults(tag, tag.seal, settings, at))


def signature_of(tag: SealTag, settings: Casebook | None) -> Message:
    """Whose signature a tag has, if it has `tag_faults` of none: what nobody signed, anybody may have written."""
    signature = tag.signature
    if not signature.is_there:
        return msg("its tag is not signed: nothing proves who sealed it, or when")
    if signature.unchecked:
        return unchecked(signature.unchecked)
    if settings and (signer := _signer(tag, settings)):
        return msg("its tag is signed by {person}", person=signer.name)
    return msg("its tag is signed, but casectl.yaml named no keys at that time, so it is not known by whom")


def unchecked(why: Message) -> Message:
    """That nobody knows what the signature of a tag is worth: neither good nor bad."""
    return msg("the tag's signature could not be checked: {why}", why=why)


def _signer(tag: SealTag, settings: Casebook) -> Person | None:
    key = tag.signature.key
    return next((each for each in settings.people if key and key in fingerprints(each.keys)), None)


def _signature_faults(tag: SealTag, seal: Seal, settings: Casebook, at: datetime) -> Iterator[Message]:
    """Whose signature it is, by the people of the commit; where they have no keys nobody can tell."""
    signature, signer = tag.signature, _signer(tag, settings)
    if not signature.is_there:
        if demands(settings):
            yield msg("the tag is not signed, but casectl.yaml requires signatures")
    elif signature.unchecked:
        if demands(settings):
            yield unchecked(signature.unchecked)
    elif not signature.key:
        yield msg("the tag's signature does not belong to this tag: it was altered, or the signature copied")
    elif signer is None:
        if any(each.keys for each in settings.people):
            yield msg("the tag is signed by a key that was not in casectl.yaml at that time: {key}", key=signature.key)
    elif signer.name != seal.by and not settings.may(signer, "act_as"):
        yield msg("the tag is signed by {signer}, but says that {person} sealed it", signer=signer.name, person=seal.by)
    else:
        day = at.astimezone(settings.zone).date()
        if not any(key.counts_on(day) for key in signer.keys if signature.key in fingerprints([key])):
            yield msg("the tag is signed by a key of {person} that was not valid on {day}",
                      person=signer.name, day=day.isoformat())  # fmt: skip
