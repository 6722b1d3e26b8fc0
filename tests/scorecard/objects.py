"""S2: git's objects, packs, branch, index, commit-graph damaged at random; every command is right, or names the damage.

What is recorded and cannot be read must never be taken for what was never recorded: a case would be recorded as new, a
trail would begin in the middle, and nobody would notice.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from casectl.core.time.instants import plus
from tests.clock import set_clock
from tests.scorecard.figure import Score
from tests.scorecard.ground import Book, Done, Ground, events, opening

RIGHT, REFUSED = "right", "refused"
NOW = plus(datetime.now(UTC).replace(microsecond=0), timedelta(hours=-1))
"""An hour before what is recorded, so that ``check`` has findings of the law to lose."""
TROUBLE = 6
READERS: tuple[tuple[str, ...], ...] = (
    ("list", "--format", "json"), ("overdue", "--rev", "HEAD~2", "--format", "json"), ("show", "{case}"),
    ("explain", "{case}"), ("audit", "{case}", "--format", "json"), ("check",), ("export",),
    ("audit", "{edited}"),
)  # fmt: skip
WRITERS: tuple[tuple[str, ...], ...] = (
    ("note", "{case}", "The customer rang again."), ("adopt", "{edited}"), ("set", "{case}", "request=An exchange"),
    ("escalate", "{case}", "--reason", "She rang twice."), tuple(opening("Third lamp", reference="R-3")),
)  # fmt: skip
EVENT = "damage-1"
_NAMED = re.compile(r"[0-9a-f]{38,64}|index|pack-|git fsck names|refs/heads/")
"""An object, the file that holds it, the branch that leads to it; where git names none, what does."""


Judge = Callable[["Intact", Book, Callable[[], None], random.Random], Counter[str]]
"""Counts the commands that were answered ``right`` and those ``refused``, and each error by its description."""


class Intact(NamedTuple):
    """An intact casebook, the file of one of its cases that was edited by hand, and the output of each reader."""

    book: Book
    edited: str
    targets: Mapping[str, list[str]]
    answers: Mapping[tuple[str, ...], Done]


def measure(ground: Ground) -> Score:
    """A fresh copy each time, one damage, every reader, and one writer, which is judged when the damage is undone."""
    return _damaged(ground, "S2", ground.size(608, 24), _judged)


def control(ground: Ground) -> Score:
    """A tool that asks git for a case, and takes no answer for a case that was never recorded."""
    return _damaged(ground, "S2 control", ground.size(104, 24), _misled)


def _damaged(ground: Ground, name: str, times: int, judge: Judge) -> Score:
    chance, intact = ground.random(name), _intact(ground)
    ends, wrong, seen = Counter[str](), Counter[str](), Counter[str]()
    for number in range(times):
        book = _copy(intact.book, ground)
        kind = list(intact.targets)[number % len(intact.targets)]
        target, way = chance.choice(intact.targets[kind]), chance.choice(list(WAYS))
        file = book.folder / ".git" / target
        whole = file.read_bytes()
        file.chmod(0o600)
        WAYS[way](file, chance)
        put_back = partial(_put_back, file, whole, _content(file))
        for end, count in judge(intact, book, put_back, chance).items():
            if end in (RIGHT, REFUSED):
                ends[end] += count
            else:
                wrong[f"{kind} {way} ({target}): {end}"] += count
        seen[kind] += 1
        shutil.rmtree(book.folder)
    listed = f" ({'; '.join(list(wrong)[:2])})" if wrong else ""
    kinds = ", ".join(f"{count} {kind}" for kind, count in seen.items())
    answers = f"{ends[RIGHT]} answered right, {ends[REFUSED]} refused by name, {wrong.total()} wrong{listed}"
    return Score(f"{times} damages ({kinds}): {answers}", wrong.total())


def _empty(file: Path, _: random.Random) -> None:
    file.write_bytes(b"")


def _cut(file: Path, chance: random.Random) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: chance.randrange(len(data))])


def _flip(file: Path, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)


def _overwrite(file: Path, chance: random.Random) -> None:
    file.write_bytes(chance.randbytes(file.stat().st_size))


def _remove(file: Path, _: random.Random) -> None:
    file.unlink()


WAYS: dict[str, Callable[[Path, random.Random], None]] = {
    "empty": _empty, "cut": _cut, "flipped": _flip, "overwritten": _overwrite, "gone": _remove,
}  # fmt: skip


def _put_back(file: Path, whole: bytes, damaged: bytes | None) -> None:
    """Undo the damage, where no command has; git carries that of its index on into each new one."""
    if _content(file) == damaged or file.name == "index":
        file.unlink(missing_ok=True)
        file.write_bytes(whole)


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def _intact(ground: Ground) -> Intact:
    """Two cases, the older events in a pack, the later ones loose; one of them has a change that is not recorded."""
    book = ground.book()
    steps = [opening("Second lamp", reference="R-2", **{"customer.name": "Al Sample"}), ["note", book.case, "first"]]
    for words in (*steps, ["note", book.case, "second"]):
        _demand(book, *words)
    book.git("-c", "gc.packRefs=false", "gc", "--quiet", "--prune=now")
    [edited] = [file for file in book.folder.glob("cases/*/*/*.yaml") if file.stem != book.case]
    for words in (["note", edited.stem, "third"], ["contact", book.case, "out", "rang her", "--channel", "phone"]):
        _demand(book, *words)
    edited.write_text(edited.read_text("utf-8").replace("Second lamp", "Another lamp"), "utf-8")
    _demand(book, "list")
    intact = Intact(book, edited.stem, _targets(book), {})
    answers = {words: _run(intact, book, words) for words in READERS}
    if failed := [words for words, answer in answers.items() if answer.code not in (0, 1)]:
        raise RuntimeError(f"these read nothing where nothing is damaged: {failed}")
    return intact._replace(answers=answers)


def _demand(book: Book, *words: str) -> None:
    done = book.forked(*words)
    if done.code:
        raise RuntimeError(f"{words} failed: {done.err}")


def _targets(book: Book) -> dict[str, list[str]]:
    """What can be damaged: the loose objects by kind, the packs, the branch, git's index, and its commit-graph."""
    listed = book.git("cat-file", "--batch-all-objects", "--batch-check").out.splitlines()
    kinds = {oid: kind for oid, kind, _ in (line.split() for line in listed)}
    inside = book.folder / ".git"
    found: dict[str, list[str]] = {"commits": [], "trees": [], "blobs": []}
    for file in sorted(inside.glob("objects/??/*")):
        found[f"{kinds[file.parent.name + file.name]}s"].append(str(file.relative_to(inside)))
    for name, pattern in (("packs", "*.pack"), ("pack indexes", "*.idx")):
        found[name] = [str(file.relative_to(inside)) for file in inside.glob(f"objects/pack/{pattern}")]
    graph = "objects/info/commit-graph"
    book.git("commit-graph", "write", "--reachable", "--changed-paths")
    return found | {"branches": ["refs/heads/main"], "indexes": ["index"], "commit-graphs": [graph]}


def _copy(book: Book, ground: Ground) -> Book:
    folder = ground.new_folder() / "book"
    shutil.copytree(book.folder, folder, symlinks=True)
    return Book(folder, book.case)


def _run(intact: Intact, book: Book, words: Sequence[str], *more: str) -> Done:
    filled = (word.format(case=intact.book.case, edited=intact.edited) for word in words)
    return book.forked(*filled, *more, prepare=lambda: set_clock(lambda: NOW))


def _judged(intact: Intact, book: Book, put_back: Callable[[], None], chance: random.Random) -> Counter[str]:
    ends = Counter[str]()
    for words, answer in intact.answers.items():
        found = _run(intact, book, words)
        same = (found.code, found.out) == (answer.code, answer.out)
        ends[RIGHT if same else _refusal(words, found)] += 1
    ends.update(_written(intact, book, put_back, chance.choice(WRITERS)))
    return ends


def _refusal(words: Sequence[str], done: Done) -> str:
    """REFUSED, if it is with the right exit code and what is damaged is named."""
    if done.code == TROUBLE and _NAMED.search(done.err):
        return REFUSED
    return f"{words[0]}: exit {done.code} {done.err.strip()[-150:]}"


def _written(intact: Intact, book: Book, put_back: Callable[[], None], words: Sequence[str]) -> list[str]:
    """How a write ended: refused, it has changed nothing; done, it has added its own event and no more."""
    before, old = _files(book), intact.book.git("rev-parse", "HEAD").out.strip()
    done = _run(intact, book, words, "--event-id", EVENT)
    put_back()
    if not done.code:
        return [f"{words[0]}: {fault}" for fault in _added(intact, book, before, old)] or [RIGHT]
    if book.git("rev-parse", "HEAD").out.strip() != old or _files(book) != before:
        return [f"{words[0]}: refused, and something changed"]
    return [_refusal(words, done)]


def _added(intact: Intact, book: Book, before: Mapping[str, bytes], old: str) -> list[str]:
    """What is wrong with what was recorded on top of the commit `old`."""
    changed = book.git("diff-tree", "-r", "--name-only", old, "HEAD").out.split()
    wrong = [f"{path} is lost" for path in before.keys() - _files(book).keys()]
    for path in changed:
        was, now = (events(each.git("cat-file", "blob", f"HEAD:{path}").out.encode()) for each in (intact.book, book))
        wrong += [f"{path} had the events {was}, and has {now}"] * (not now or [*was, EVENT] != now)
    if len(changed) != 1 or book.git("rev-parse", "HEAD^").out.strip() != old:
        wrong.append(f"not one event on top: {changed}")
    return wrong + ["git fsck complains"] * (book.git("fsck", "--full").code != 0)


def _files(book: Book) -> dict[str, bytes]:
    files = (path for path in book.folder.rglob("*") if ".git" not in path.parts and path.is_file())
    return {str(path.relative_to(book.folder)): path.read_bytes() for path in files}


def _misled(_: Intact, book: Book, __: Callable[[], None], ___: random.Random) -> Counter[str]:
    return Counter([RIGHT if book.recorded() else "the case is taken for a new one"])
