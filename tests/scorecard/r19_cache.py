"""R19: the index and the parsed settings damaged, the cases changed meanwhile; lists are the same as without them."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import suppress
from datetime import UTC, timedelta
from itertools import zip_longest

from casectl.core.case.ids import case_path, derived
from casectl.core.time.instants import plus
from tests.scorecard.damages import KINDS, derived_folder
from tests.scorecard.figure import Score
from tests.scorecard.ground import MOMENT, Book, Done, Ground

_LISTS = (
    ("list", "--format", "json"),
    ("list", "--fields", "id,state,title,fields.problem"),
    ("list", "state:open level:1..6 owner:none,ada received>=2026-01-01", "--format", "tsv"),
    ("list", "due>now title~a or lamp", "--format", "tsv"),
    ("list", "--group-by", "state,level"),
    ("overdue", "--within", "90d", "--format", "json"),
    ("agenda", "--all", "--format", "json"),
    ("today", "--all", "--format", "json"),
    ("search", "lamp", "--format", "json"),
    ("audit", "--by", "ada", "--format", "tsv"),
    ("audit", "--kind", "opened", "--format", "json"),
    ("check", "--format", "json"),
    ("check", "--format", "table"),
)
"""Lists that read the index in every way: its lines, its pages, a prefilter; the titles of states; `audit`, which
reads the file of events; and `check`, which keeps what it found.
"""
_ROUND = 50
"""The number of times one casebook is damaged: with more, too little of it is left to show anything."""


def measure(ground: Ground) -> Score:
    """A damage or change, a list with the index and one without it; the casebook's own files and refs stay."""
    damages, chance = ground.size(1000, 60), ground.random("R19")
    wrong, touched = Counter[str](), 0
    for number in range(damages):
        if number % _ROUND == 0:
            book = _many(ground)
        kind = chance.choice(KINDS)
        words = chance.choice(_LISTS)
        book.forked(*(words if words[0] in ("audit", "check") else ("list",)))
        end = kind(book, chance)
        before = _picture(book)
        with suppress(FileNotFoundError):
            shutil.copy2(derived_folder(book) / "looked", derived_folder(book) / "looked.before")
        found = book.forked(*words)
        if end:
            end()
        if difference := _difference(found, _without_index(book, words)):
            wrong[f"{kind.__name__}, {' '.join(words)}: {difference}"] += 1
        touched += _picture(book) != before
    where = f" ({'; '.join(wrong)})" if wrong else ""
    numbers = f"{damages} damages and changes of {len(KINDS)} kinds: {wrong.total()} lists differ{where},"
    return Score(f"{numbers} {touched} times the casebook was touched", wrong.total() + touched)


def control(ground: Ground) -> Score:
    """A cache keyed by whole seconds, as many are: edits within the second are missed."""
    book, missed, tries = _many(ground), 0, ground.size(100, 20)
    file = book.folder / book.path
    kept: dict[int, bytes] = {}
    for number in range(tries):
        file.write_bytes(file.read_bytes() + f"# {number}\n".encode())
        seen = kept.setdefault(int(file.stat().st_mtime), file.read_bytes())
        missed += seen != file.read_bytes()
    return Score(f"{missed} of {tries} edits missed", missed)


def _many(ground: Ground) -> Book:
    """A casebook with cases in two folders, and a second branch."""
    book = ground.book()
    data = (book.folder / book.path).read_bytes()
    for number in range(20):
        case = derived("C", plus(MOMENT, -timedelta(days=30 * (number % 2))), UTC, f"cache {number}")
        file = book.folder / case_path(case)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.replace(book.case.encode(), case.encode()))
    book.git("add", "--all")
    book.git("commit", "--quiet", "--message", "many")
    book.git("branch", "other")
    book.git("tag", "many")
    return book


def _without_index(book: Book, words: tuple[str, ...]) -> Done:
    """The list where nothing derived is at hand; how far `check` has looked at commits is no index, and stays."""
    here, kept = derived_folder(book), book.folder.parent / "kept"
    shutil.move(here, kept)
    here.mkdir()
    with suppress(FileNotFoundError):
        shutil.copy2(kept / "looked.before", here / "looked")
    found = book.forked(*words)
    shutil.rmtree(here, ignore_errors=True)
    shutil.move(kept, here)
    return found


def _difference(found: Done, bare: Done) -> str:
    """The first line in which two answers differ, as each has it; that a branch was moved back is said once only."""
    texts = [f"exit {each.code}\n{each.err}\n{each.out}".splitlines() for each in (found, bare)]
    outputs = [[line for line in lines if "was moved back or rewritten" not in line] for lines in texts]
    return next((f"{one!r} and not {other!r}" for one, other in zip_longest(*outputs) if one != other), "")[:300]


def _picture(book: Book) -> tuple[str, dict[str, bytes]]:
    """HEAD and all refs, and every file of the work tree."""
    files = (path for path in book.folder.rglob("*") if ".git" not in path.parts and path.is_file())
    refs = book.git("for-each-ref").out + book.git("rev-parse", "HEAD").out
    return refs, {str(path.relative_to(book.folder)): path.read_bytes() for path in files}
