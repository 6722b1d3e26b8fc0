"""Commits that have to be signed, each held against the settings of the commit before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from casectl.actions.checking.rules_along import RulesAlong
from casectl.actions.context import Checking
from casectl.actions.lookup.sealed_commit import settings_of
from casectl.core.history.base import Base
from casectl.core.history.step import Breach, Step
from casectl.core.proof.sealed import is_evidence
from casectl.core.proof.signature import Demand, Signature, demands, is_by_forge, signature_faults
from casectl.core.template.settings import SETTINGS, Casebook
from casectl.core.time.instants import to_seconds
from casectl.core.values.value_class import replace

Actors = Mapping[str, frozenset[str]]
"""Who did the events that a commit records, by the commit's id."""


def signed_commits(
    context: Checking, steps: Sequence[Step], along: RulesAlong, actors: Actors, base: Base | None
) -> list[Breach]:
    """What is wrong with the signatures of these commits. Where the settings of a `base` demand signatures, all are,
    and by its keys where the settings before a commit are older.
    """
    asked = [(step, each) for step in steps for each in _demands(context, step, along, actors, base)]
    after = _sealed_before(context, steps) if asked else {}
    if base:
        after = {step.commit.id: max(base.at, after.get(step.commit.id, base.at), key=to_seconds) for step in steps}
    asked = [(step, replace(each, after=after.get(step.commit.id))) for step, each in asked]
    found = context.share(_breaches, asked)
    return [*{(each.commit.id, each.code, str(each.what)): each for each in found}.values()]


def _breaches(context: Checking, asked: Sequence[tuple[Step, Demand]]) -> list[Breach]:
    found = [*context.changes.signatures([step.commit.id for step, _ in asked])]
    return [
        Breach(step.commit, min((side.path for side in step.sides), default=SETTINGS), code, what)
        for (step, demand), signature in zip(asked, found, strict=True)
        for code, what in signature_faults(step, _with_branch(context, step, demand, signature), signature)
    ]


def _with_branch(context: Checking, step: Step, demand: Demand, signature: Signature) -> Demand:
    """The demand, with the branch that a server squashed into a commit, as far as it is here."""
    if len(step.parents) != 1 or not is_by_forge(step, demand, signature):
        return demand
    tip = context.changes.same_content(step.commit.id)
    steps = [*context.changes.steps(tip, step.parents)] if tip else []
    signatures = context.changes.signatures([each.commit.id for each in steps])
    return replace(demand, branch=tuple(zip(steps, signatures, strict=True)))


def _demands(context: Checking, step: Step, along: RulesAlong, actors: Actors, base: Base | None) -> Iterator[Demand]:
    """Who has to sign a commit: by the settings before it, by those of the base where they are newer, or by nobody."""
    before = [*_before(context, step, along)]
    demanding = [each for each in before if each and demands(each)]
    who = actors.get(step.commit.id, frozenset())
    if demanding:
        yield Demand(demanding[0], who, vouching=len(demanding) < len(before))
    if base and demands(base.casebook) and (not demanding or base.has_left(along.versions(step))):
        yield Demand(base.casebook, who)


def _before(context: Checking, step: Step, along: RulesAlong) -> Iterator[Casebook | None]:
    """The settings of the parents, those that are alike once."""
    sides = [side for side in step.sides if side.path == SETTINGS] if len(step.parents) > 1 else []
    if not sides:
        yield along.settings(step)
        return
    unlike = {side.before for side in sides}
    yield from map(context.settings_then, sorted(unlike if step.is_own(sides) else {*unlike, sides[0].after}))


def _sealed_before(context: Checking, steps: Sequence[Step]) -> dict[str, datetime]:
    """For each of these commits, oldest first, that follows a seal: when the latest such seal was made."""
    seals = dict(_seals(context))
    found: dict[str, datetime] = {}
    own = {step.commit.id for step in steps}
    for step in steps if seals else ():
        times = [at for parent in step.parents for at in _up_to(context, parent, seals, found, inside=parent in own)]
        if times:
            found[step.commit.id] = max(times, key=to_seconds)
    return found


def _seals(context: Checking) -> Iterator[tuple[str, datetime]]:
    """The commits that were sealed by somebody of their settings, who signed that, and when."""
    for tag in context.seals.all():
        commit = context.ledger.commit_named(tag.commit) if tag.commit and tag.signature.key else None
        if commit and tag.seal and is_evidence(tag, settings_of(context, commit.commit), commit.at):
            yield commit.commit, tag.seal.at


def _up_to(
    context: Checking, commit: str, seals: dict[str, datetime], found: dict[str, datetime], *, inside: bool
) -> Iterator[datetime]:
    """The times of the seals up to a commit: of one that was judged before, as is known of it."""
    if inside:
        yield from (each for each in (seals.get(commit), found.get(commit)) if each)
    else:
        yield from (at for sealed, at in seals.items() if sealed == commit or context.changes.has(commit, sealed))
