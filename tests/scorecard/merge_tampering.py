"""The ways in which a history is tampered with by a merge, each a script that returns the commit to be named."""

from __future__ import annotations

from collections.abc import Mapping

from tests.scorecard.ground import Book
from tests.scorecard.tampering import Tamper, committed, did, head, leave_rules_to_bo, replaced, typed


def _side(book: Book, *words: str) -> None:
    """A branch on which something is recorded, and something else on main meanwhile."""
    book.git("checkout", "--quiet", "-b", "side")
    did(book, *words)
    book.git("checkout", "--quiet", "main")


def _evil_merge(book: Book) -> str:
    _side(book, "note", book.case, "on the side")
    book.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    typed(book, "evil0001")
    return committed(book, "Merge")


def _evil_value(book: Book) -> str:
    """A field that both sides changed gets a third value."""
    _side(book, "set", book.case, "request=Two lamps", "--reason", "said so")
    did(book, "set", book.case, "request=Three lamps", "--reason", "said so")
    book.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    file = book.folder / book.path
    text = book.recorded().decode()
    file.write_text(text.replace("Three lamps", "Nothing"), "utf-8")
    return committed(book, "Merge")


def _dropped_value(book: Book) -> str:
    """A field that one side alone changed is as before; the event that changed it is there."""
    _side(book, "set", book.case, "request=Two lamps", "--reason", "said so")
    old = book.recorded().decode()
    did(book, "note", book.case, "on main")
    book.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    line = next(each for each in old.splitlines() if each.startswith("  request: "))
    replaced(book, "  request: Two lamps", line)
    return committed(book, "Merge")


def _ours_rules(book: Book) -> str:
    """A rule that was tightened is as before, after a merge by somebody who may not change rules."""
    leave_rules_to_bo(book)
    book.git("checkout", "--quiet", "-b", "side")
    replaced(book, "specialist: {may: [rules]}", "specialist: {may: [rules]}\n  auditor: {}", "casectl.yaml")
    committed(book)
    book.git("checkout", "--quiet", "main")
    did(book, "note", book.case, "on main")
    book.git("merge", "--quiet", "-s", "ours", "-m", "Merge", "side")
    return head(book)


def _ours(book: Book) -> str:
    _side(book, "handoff", book.case, "bo", "--reason", "r", "--tried", "t", "--expects", "e")
    did(book, "note", book.case, "on main")
    book.git("merge", "--quiet", "-s", "ours", "-m", "Merge", "side")
    return head(book)


MERGE_KINDS: Mapping[str, Mapping[str, Tamper]] = {
    "9 evil merge": {"merge": _evil_merge, "value": _evil_value, "dropped": _dropped_value},
    "10 -s ours hides a handoff": {"ours": _ours, "rules": _ours_rules},
}
