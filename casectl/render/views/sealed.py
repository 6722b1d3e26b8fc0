"""Views of seals: what was sealed, all seals, and whether one still holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from casectl.core.proof.reports import ListedSeal, SealReceipt, SealVerdict
from casectl.core.proof.seal import Seal
from casectl.core.proof.sealed import unchecked
from casectl.core.values.messages import Message, counted, msg, plain_text
from casectl.render.language import _, translate
from casectl.render.text.terminal import visible
from casectl.render.view import Cell, Column, Row, Value, View
from casectl.render.views.values import instant, text_or_none, translated

_SHOWN = 20
"""So many lost commits are named to people; the formats for programs have all."""


def sealed(receipt: SealReceipt, zone: tzinfo) -> View:
    """`seal`: for people the code alone, so that it can be written down, and what to do with it."""
    note = (
        msg("this commit was already sealed")
        if receipt.already
        else msg("write the code down where nobody can change it")
    )
    return View(
        "seal",
        _columns(),
        [_row(receipt.seal, zone, signed=receipt.signed)],
        (*_about(receipt.seal), note, *_sharing(receipt)),
        page=receipt.seal.code,
    )


def _sharing(receipt: SealReceipt) -> Iterator[Message]:
    if not receipt.signed:
        yield msg("the tag is not signed: git's setting user.signingkey names no key")
    yield msg("to share the tag too: git push origin {tag}", tag=receipt.seal.tag)


def _about(seal: Seal) -> Iterator[Message]:
    events = counted("{count} event", "{count} events", seal.events)
    yield counted(
        "sealed: commit {commit} of {ref}, with {events} in {count} case",
        "sealed: commit {commit} of {ref}, with {events} in {count} cases",
        seal.cases, commit=seal.commit, ref=seal.ref, events=events,
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("code", _("Code"), keep=True), Column("sealed_at", _("Sealed"), keep=True), Column("by", _("By")),
        Column("cases", _("Cases"), "right"), Column("events", _("Events"), "right"),
        Column("problem", _("Problem")), Column("signed", _("Signed"), detail=True),
        Column("commit", _("Commit"), detail=True), Column("ref", _("Branch"), detail=True),
        Column("tag", _("Tag"), detail=True),
    )  # fmt: skip


def _row(seal: Seal, zone: tzinfo, *, signed: bool) -> Row:
    return {
        "code": seal.code,
        "sealed_at": instant(seal.at, zone),
        "by": seal.by,
        "cases": seal.cases,
        "events": seal.events,
        "problem": None,
        "signed": signed,
        "commit": seal.commit,
        "ref": seal.ref,
        "tag": seal.tag,
    }


def seals(found: Sequence[ListedSeal], zone: tzinfo) -> View:
    """`seal list`: every seal, the oldest first; one that is forged, or not of this history, says so."""
    return View("seals", _columns(), [_listed(each, zone) for each in found])


def _listed(listed: ListedSeal, zone: tzinfo) -> Row:
    tag, problem = listed.tag, listed.tag.fault
    if tag.seal is None or problem:
        known: Row = {"tag": tag.name, "commit": text_or_none(tag.commit), "signed": tag.signed, "code": tag.name}
        return {**known, "problem": translated(problem or "")}
    missing = () if listed.is_here else (msg("not in this branch's history: the history was rewritten"),)
    why = tag.signature.unchecked
    untold = () if why is None or listed.faults else (unchecked(why),)
    return {**_row(tag.seal, zone, signed=tag.signed), "problem": _problems((*missing, *listed.faults, *untold))}


def _problems(found: Sequence[Message]) -> Value:
    """All of them in one text; None if there are none."""
    return Cell("; ".join(map(plain_text, found)), "; ".join(map(translate, found))) if found else None


def seal_verdict(verdict: SealVerdict, zone: tzinfo) -> View:
    """`verify --seal`: whether it holds, and if not, what is missing."""
    columns = (
        Column("code", _("Code"), keep=True), Column("holds", _("Intact")), Column("commit", _("Commit"), keep=True),
        Column("ref", _("Branch")), Column("since", _("Commits since"), "right"), Column("lost", _("Missing")),
        Column("problem", _("Problem")),
    )  # fmt: skip
    row: Row = {
        "code": verdict.code,
        "holds": verdict.holds,
        "commit": text_or_none(verdict.commit),
        "ref": verdict.ref,
        "since": verdict.since if verdict.holds else None,
        "lost": list(verdict.lost),
        "problem": _problems(verdict.faults),
    }
    return View("verify-seal", columns, [row], page="\n".join(_verdict(verdict, zone)))


def _verdict(verdict: SealVerdict, zone: tzinfo) -> Iterator[str]:
    for line in _lines(verdict):
        yield visible(translate(line))
    if verdict.tag and (seal := verdict.tag.seal):
        at = seal.at.astimezone(zone).isoformat(timespec="seconds")
        by = (
            msg("the tag says that {person} sealed it at {at}, but the tag cannot be trusted:", person=seal.by, at=at)
            if verdict.faults
            else msg("sealed by {person} at {at}", person=seal.by, at=at)
        )
        yield visible(translate(by))
    yield from (visible(f"  {translate(each)}") for each in verdict.faults)
    if verdict.signature and not verdict.faults:
        yield visible(translate(verdict.signature))
    yield from (f"  {each}" for each in verdict.lost[:_SHOWN])


def _lines(verdict: SealVerdict) -> Iterator[Message]:
    known: dict[str, str] = {"code": verdict.code, "ref": verdict.ref, "commit": verdict.commit}
    if verdict.holds:
        yield msg("the seal is intact: {commit} is part of {ref}, and nothing up to it was rewritten", **known)
        yield counted("{count} commit was recorded since", "{count} commits were recorded since", verdict.since)
    elif verdict.commit:
        yield msg("the seal is broken: {commit} is not part of {ref} any more", **known)
        yield counted("{count} sealed commit is missing", "{count} sealed commits are missing", len(verdict.lost))
    else:
        yield msg("the seal is broken, or belongs to another casebook: no commit of {ref} has the code {code}", **known)
