"""What a commit may not do, whatever case it is about: its date, the names and kinds of files, what hides changes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Protocol

from casectl.core.case.archived import ARCHIVE
from casectl.core.case.folders import ATTACHMENTS, CASES
from casectl.core.case.ids import is_case_file
from casectl.core.history.attributes import hiding_lines
from casectl.core.history.commit import Committers
from casectl.core.history.step import PLAIN_MODES, REPOSITORY, Breach, Side, Step
from casectl.core.law.times import TOLERANCE
from casectl.core.template.settings import SETTINGS, Casebook
from casectl.core.time.instants import elapsed
from casectl.core.values.messages import Message, msg
from casectl.core.values.regex import regex
from casectl.core.values.value_class import value_class

FOLDERS = (CASES, "templates", "calendars", "imports", ATTACHMENTS, ARCHIVE)
"""The folders of a casebook; what else is in the repository is the team's own."""


class Contents(Protocol):
    """What is recorded."""

    def by_id(self, blob_id: str) -> bytes | None:
        """Recorded content by its id; None if this clone does not have it."""
        ...


_MOST_LINES = 50
"""So many lines of a .gitattributes or .mailmap are told; a hostile one may have any number."""


@value_class
class Around:
    """What a commit is held against: contents; the settings and the versions of rule files before it, and the settings
    after it; the present; the dates of the commits so far, to which it is added; and whether it is a rehearsal.
    """

    contents: Contents
    settings: Callable[[Step], Casebook | None]
    settings_after: Callable[[Step], Casebook | None]
    versions: Callable[[Step], Mapping[str, str]]
    now: datetime
    dates: dict[str, datetime]
    is_rehearsal: bool = False


def step_faults(step: Step, around: Around) -> Iterator[Breach]:
    """What is wrong with a commit, apart from what it did to cases and rules."""
    for what in _dates(step, around):
        yield Breach(step.commit, min((each.path for each in step.sides), default=SETTINGS), "H004", what)
    around.dates[step.commit.id] = step.commit.committed_at
    yield from _merged_by_stranger(step, around)
    for side in {side.path: side for side in step.sides if side.after or side.mode == REPOSITORY}.values():
        for code, what in (*_names(side, around.versions(step)), *_kinds(side), *_hiding(step, side, around)):
            yield Breach(step.commit, side.path, code, what)


def _merged_by_stranger(step: Step, around: Around) -> Iterator[Breach]:
    """Who merges answers for nothing by it, yet it is told if it was nobody of the casebook, as it is afterwards."""
    settings = around.settings_after(step) if len(step.parents) > 1 else None
    who = {step.commit.author, step.commit.committer or step.commit.author}
    if settings and settings.people and not any(map(Committers.of(settings).knows, who)):
        what = msg("the merge is by {person}, who is not in casectl.yaml,", person=step.commit.author)
        yield Breach(step.commit, min((each.path for each in step.sides), default=SETTINGS), "H018", what, is_note=True)


def _dates(step: Step, around: Around) -> Iterator[Message]:
    """A commit is no older than its parents, and not of the future; in a rehearsal, times may be made up."""
    at = step.commit.committed_at
    if around.is_rehearsal:
        return
    if elapsed(around.now, at) > TOLERANCE:
        yield msg("the commit is dated in the future")
    parents = [around.dates.get(each, step.commit.made_at) for each in step.parents]
    if any(elapsed(at, each) > TOLERANCE for each in parents):
        yield msg("the commit is dated before the one it follows")


def _names(side: Side, rules: Mapping[str, str]) -> Iterator[tuple[str, Message]]:
    """No name is taken for that of a file of the casebook, here or on a system that knows no capital letters."""
    path, alike = side.path, folded(side.path)
    top = alike.partition("/")[0]
    if top not in (*FOLDERS, SETTINGS) or side.before:
        return
    if path.partition("/")[0] != top or path != unicodedata.normalize("NFC", path):
        yield "H006", msg("on some systems this file name is the same as {name}", name=alike)
    elif top == CASES and alike.endswith(".yaml") and not is_case_file(path):
        yield "H006", msg("this is not the name of a case file, but looks like one")
    elif other := next((each for each in rules if each != path and folded(each) == alike), ""):
        yield "H006", msg("on some systems this file name is the same as {name}", name=other)


def folded(path: str) -> str:
    """What a system makes of a path that knows neither capital letters nor more than one form of a character, nor a
    full stop at the end of a name.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold()).rstrip(". ")


def _kinds(side: Side) -> Iterator[tuple[str, Message]]:
    """What is in the folders of a casebook is a plain file."""
    if side.mode not in PLAIN_MODES and folded(side.path).partition("/")[0] in (*FOLDERS, SETTINGS):
        kind = {"120000": msg("a symbolic link"), REPOSITORY: msg("another repository")}.get(side.mode, msg("no file"))
        yield "H007", msg("there is {kind} where a file belongs", kind=kind)


def _hiding(step: Step, side: Side, around: Around) -> Iterator[tuple[str, Message]]:
    """Nothing makes git show another history than was recorded."""
    name = side.path.rpartition("/")[2]
    if name == ".gitattributes":
        folder = side.path.rpartition("/")[0]
        known = {*hiding_lines(_text(around, side.before), folder)}
        new = (line for line in hiding_lines(_text(around, side.after), folder) if line not in known)
        for line in islice(new, _MOST_LINES):
            yield "H008", msg("this line changes how git shows cases, rules or attachments: {line}", line=line)
    elif side.path == ".mailmap":
        settings = around.settings(step)
        people = Committers.of(settings)
        known = {*_text(around, side.before).splitlines()}
        every = (line for line in _text(around, side.after).splitlines() if line not in known)
        for line in islice((line for line in every if _is_about(line, people)), _MOST_LINES):
            yield "H009", msg("this line makes git show different people from those recorded: {line}", line=line)


def _text(around: Around, blob: str) -> str:
    return (around.contents.by_id(blob) or b"").decode(errors="replace") if blob else ""


_ADDRESS = regex("<([^>]*)>")


def _is_about(line: str, people: Committers) -> bool:
    """Whether a line of .mailmap is about somebody of the casebook."""
    mapping = line.partition("#")[0]
    return any(each.strip().casefold() in people.addresses for each in _ADDRESS.findall(mapping))
