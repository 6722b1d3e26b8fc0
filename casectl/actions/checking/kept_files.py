"""Files that stay as they were recorded: what was attached to a case, and the records of imports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import chain

from casectl.actions.checking.not_here import not_here
from casectl.actions.context import Checking
from casectl.core.case.attached import attached_files
from casectl.core.case.event_subject import word
from casectl.core.case.folders import ATTACHMENTS, CASES, attached_to
from casectl.core.case.ids import case_path, is_case_id
from casectl.core.case.imported import FOLDER, cases_in, record_path
from casectl.core.case.model import Event
from casectl.core.checks.attachments import STRAY, stray
from casectl.core.history.commit import Committers
from casectl.core.history.step import Breach, Side, Step
from casectl.core.history.step_faults import folded
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import CasectlError, Message, msg
from casectl.core.values.tree import text_of
from casectl.core.values.value_class import replace

NAMES_CLASH = "H006"
_KEPT = (f"{ATTACHMENTS}/", f"{FOLDER}/")


def kept_files(context: Checking, steps: Sequence[Step]) -> Iterator[Breach]:
    """What these steps themselves did to files that no commit changes."""
    for step in steps:
        for path, sides in step.files() if any(side.path.startswith(_KEPT) for side in step.sides) else ():
            if path.startswith(_KEPT) and step.is_own(sides):
                if note := not_here(context, step, path, sides):
                    yield note
                    continue
                for code, what in _faults(context, step, sides):
                    yield Breach(step.commit, path, code, what, is_note=code == STRAY and not _has_law(context, step))


def attached(context: Checking, step: Step, event: Event) -> Iterator[tuple[str, Message]]:
    """What is wrong with the file that a new event says was attached: the commit brings it, as it was."""
    path = event.text("file")
    if not path.startswith(f"{ATTACHMENTS}/"):
        return
    content = context.ledger.blob(path, step.commit.id)
    if content is None:
        yield "C066", msg("{file} was attached but is missing", file=path)
    elif not _is_same(event, content):
        yield "C067", msg("{file} is not what was attached: its content has changed", file=path)


def _faults(context: Checking, step: Step, sides: Sequence[Side]) -> Iterator[tuple[str, Message]]:
    if side := next((each for each in sides if each.before), None):
        return _record(context, side) if side.path.startswith(FOLDER) else _attached(context, step, side)
    new, faults = sides[0], _new_record if sides[0].path.startswith(FOLDER) else _brought
    return chain(_twin(context, step, new.path), faults(context, step, new))


def _twin(context: Checking, step: Step, path: str) -> Iterator[tuple[str, Message]]:
    """A new file with a name that some systems take for another one's, so that one of the two is lost there."""
    folder, _, name = path.rpartition("/")
    for other in context.ledger.files_in(folder, step.commit.id):
        if other != name and folded(other) == folded(name):
            yield (
                NAMES_CLASH,
                msg("on some systems this file name is the same as {name}", name=f"{folder}/{other}"),
            )


def _new_record(context: Checking, step: Step, side: Side) -> Iterator[tuple[str, Message]]:
    """An import opens cases, and is by who commits it; of cases that are there already it says nothing."""
    content = _content(context, side.after) if step.parents else None
    if content is None or record_path(content) != side.path:
        return
    with suppress(CasectlError):
        before, tree = context.ledger.listed(CASES, step.parents[0]), context.documents.read(side.path, content).tree
        for case in cases_in([tree]):
            if case_path(case) in before:
                yield (
                    "B008",
                    msg("the record of an import lists {case}, which already existed before the import", case=case),
                )
        settings = context.settings_then(context.rule_versions(step.parents[0]).get(SETTINGS, ""))
        person, commit = text_of(tree.get("person")), replace(step.commit, events=(FOLDER,))
        act = Event(FOLDER, commit.made_at, person, FOLDER, {"via": commit.via})
        if settings and (remark := Committers.of(settings).stranger(commit, act)):
            yield "H003", msg("the record of an import: {what}", what=remark)
        elif commit.actor not in ("", word(person)):
            yield (
                "H003",
                msg(
                    "the commit gives {actor} as the person who acted, but the event gives {by}",
                    actor=commit.actor,
                    by=person,
                ),
            )


def _record(context: Checking, side: Side) -> Iterator[tuple[str, Message]]:
    """The name of a record is the digest of its content: one that is changed or gone says nothing any more."""
    old, new = _content(context, side.before), _content(context, side.after)
    if old is not None and record_path(old) == side.path and (new is None or record_path(new) != side.path):
        yield "B008", msg("the record of an import was changed")


def _attached(context: Checking, step: Step, side: Side) -> Iterator[tuple[str, Message]]:
    """A file that events of its case name is what was attached."""
    named = _named(context, step, side.path)
    if not named:
        return
    new = _content(context, side.after)
    if new is None:
        yield "C066", msg("{file} was attached but is missing", file=side.path)
    elif not any(_is_same(event, new) for event in named):
        yield "C067", msg("{file} is not what was attached: its content has changed", file=side.path)


def _brought(context: Checking, step: Step, side: Side) -> Iterator[tuple[str, Message]]:
    """A new file is what an event attached; `attached` looks at one that came with its event, and not at one that a
    case took along when it got another id.
    """
    named = _named(context, step, side.path)
    if named == []:
        yield STRAY, stray(side.path)
    elif named and any(event.text("file") != side.path for event in named):
        yield from _attached(context, step, side)


def _named(context: Checking, step: Step, path: str) -> list[Event] | None:
    """The events of a file's case that attached it; None where the case is there and cannot be read."""
    case = attached_to(path)
    if not is_case_id(case):
        return []
    folder, _, name = case_path(case).rpartition("/")
    blob = context.ledger.files_in(folder, step.commit.id).get(name, "")
    found = context.recorded_cases.case(case_path(case), blob)
    if blob and not found:
        return None
    return [event for _, event, file in attached_files(found.journal if found else ()) if file == path]


def _has_law(context: Checking, step: Step) -> bool:
    versions = context.rule_versions(step.parents[0]) if step.parents else {}
    settings = context.settings_then(versions.get(SETTINGS, ""))
    return bool(settings and settings.law)


def _is_same(event: Event, data: bytes) -> bool:
    size, digest = event.text("size"), event.text("sha256")
    return size in ("", str(len(data))) and digest in ("", sha256(data).hexdigest())


def _content(context: Checking, blob: str) -> bytes | None:
    return context.ledger.by_id(blob) if blob else None
