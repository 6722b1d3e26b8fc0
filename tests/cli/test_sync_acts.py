"""What two clones did to one complaint at the same time, by verbs that other tests use alone, goes together."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import NamedTuple

import pytest

from casectl.core.time.instants import plus
from tests.cli.casebook import CliCasebook
from tests.cli.shared import head
from tests.conftest import run_git
from tests.scorecard.ground import events

pytestmark = pytest.mark.slow

_START = datetime.fromisoformat("2026-11-21T09:05:00+00:00")
_TEMPLATE = """\
template: {name}
version: 1
title: {name}
fields:
  ref: {{type: text, title: Reference}}
workflow:
  initial: fresh
  reopens_to: fresh
  states:
    fresh: {{title: Fresh, category: open}}
    busy: {{title: Busy, category: open}}
    answered: {{title: Answered, category: resolved}}
    done: {{title: Done, category: closed}}
  transitions:
    work: {{title: Work, from: fresh, to: busy}}
    answer: {{title: Answer, from: [fresh, busy], to: answered}}
    close: {{title: Close, from: answered, to: done}}
clocks:
  reply:
    title: Reply
    kind: internal
    starts: received
    stops: state:answered
    within: [{{duration: {within}}}]
    pauses: {{customer: {{title: Waits for the customer}}}}
"""

_Acts = tuple[str, ...]


class _Pair(NamedTuple):
    """What both had done before, and what each did then, a command each; CASE is the case, OTHER another one."""

    before: _Acts
    ann: _Acts
    ben: _Acts


_PAUSE = "pause CASE --reason-code customer --reason asks"
_PAIRS = {
    "both pause": _Pair((), (_PAUSE,), (_PAUSE, "resume CASE")),
    "another kind each": _Pair((), ("retype CASE small --reason a",), ("retype CASE tiny2 --reason b", "note CASE x")),
    "one kind twice": _Pair((), ("retype CASE small --reason a", _PAUSE), ("retype CASE small --reason b",)),
    "another kind and a step": _Pair((), ("retype CASE small --reason a",), ("advance CASE busy",)),
    "two parts": _Pair((), ("split CASE --title one --reason a",), ("split CASE --title two --reason b",)),
    "a part and a link": _Pair((), ("split CASE --title one --reason a",),
                               ("link CASE related OTHER", "set CASE ref=b")),
    "a join and work": _Pair((), ("merge CASE OTHER --reason same",), ("note CASE x", "set CASE ref=b")),
    "a step taken back": _Pair(("advance CASE busy",), ("undo CASE --reason no",), ("advance CASE answered",)),
    "a call taken back": _Pair(("followup add CASE +2h callback",), ("undo CASE --reason no",),
                               ("followup done CASE callback --outcome reached",)),
    "an offer taken back": _Pair(("handoff CASE ben --reason yours",), ("undo CASE --reason no",), ("accept CASE",)),
    "taken up again twice": _Pair(("advance CASE answered", "advance CASE done"),
                                  ("reopen CASE --reason a", "advance CASE busy"), ("reopen CASE --reason b",)),
}  # fmt: skip


class _Desk:
    """Somebody at a clone, whose clock goes on by two minutes with each command."""

    def __init__(self, book: CliCasebook, minutes: int) -> None:
        self.book, self.minutes = book, minutes
        self.acknowledged: dict[str, str] = {}

    def does(self, acts: _Acts, **ids: str) -> None:
        for act in acts:
            self.minutes += 2
            words = [ids.get(word, word) for word in act.split()]
            for row in self.book.rows(*words, CASECTL_NOW=_at(self.minutes)):
                self.acknowledged[row["event_id"]] = row["path"]

    def syncs(self, minutes: int) -> None:
        self.book.done("sync", CASECTL_NOW=_at(minutes))


def _at(minutes: int) -> str:
    return plus(_START, timedelta(minutes=minutes)).isoformat()


@pytest.mark.parametrize("is_ann_first", [True, False])
@pytest.mark.parametrize("name", _PAIRS)
def test_all_is_kept_and_lawful(shared: CliCasebook, other: CliCasebook, name: str, is_ann_first: bool) -> None:
    """Both end equal, whoever shares first, and nothing that was acknowledged is missing."""
    ann, ben, pair = _Desk(shared, 0), _Desk(other, 1), _PAIRS[name]
    for kind, within in (("tiny", "30d"), ("tiny2", "20d"), ("small", "10d")):
        (shared.folder / f"templates/{kind}.yaml").write_text(_TEMPLATE.format(name=kind, within=within), "utf-8")
        shared.done("adopt", f"templates/{kind}.yaml")
    ids = {}
    for called in ("CASE", "OTHER"):
        [row] = shared.rows("new", "tiny", "--title", called, CASECTL_NOW=_at(ann.minutes))
        ids[called] = str(row["id"])
    ann.does(pair.before, **ids)
    for desk in (ann, ben):
        desk.syncs(ann.minutes)
    ben.minutes = ann.minutes + 1
    ann.does(pair.ann, **ids)
    ben.does(pair.ben, **ids)
    later = max(ann.minutes, ben.minutes) + 5
    order = (ann, ben) if is_ann_first else (ben, ann)
    for desk in (*order, *order):
        desk.syncs(later)
    assert head(shared.folder) == head(other.folder)
    for desk in (ann, ben):
        assert run_git(desk.book.folder, "status", "--porcelain") == ""
        for event, path in {**ann.acknowledged, **ben.acknowledged}.items():
            assert event in events((desk.book.folder / path).read_bytes(), path)
    for verb in ("check", "verify"):
        said = shared.run(verb, "--format", "json", CASECTL_NOW=_at(later)).out
        assert [row for row in json.loads(said)["rows"] if row["code"] != "H004"] == []  # October's commit is of then
