"""Commands that write beside the cases: a seal (a tag), a hook (a file of somebody's), a pack (a file anywhere).

R3 kills them, R4 lets their calls fail. What they write is there whole or not at all, what was there before is kept,
and the same command does its work afterwards.
"""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from tests.scorecard.ground import Book, ended, left_over, said

OWN_HOOK = "#!/bin/sh\necho mine\n"
"""A hook that somebody has already."""


class Write(NamedTuple):
    """A command, and whether what it writes is there: "" for no, "whole", or what is wrong."""

    words: list[str]
    made: Callable[[Book], str]


def _sealed(book: Book) -> str:
    tags = book.git("for-each-ref", "--format=%(refname:short)", "refs/tags/casectl/seal").out.split()
    texts = [book.git("cat-file", "tag", tag) for tag in tags]
    if any(text.code or "\nSealed: " not in text.out for text in texts):
        return f"a tag that is no seal: {texts}"
    return "whole" if tags else ""


def _hooked(book: Book) -> str:
    text = (book.folder / ".git/hooks/pre-commit").read_text("utf-8")
    if text == OWN_HOOK:
        return ""
    whole = "mine" in text and "hook run pre-commit" in text and "# <<< casectl" in text
    return "whole" if whole else f"half a hook: {text}"


def _packed(book: Book) -> str:
    file = book.folder.parent / "pack.zip"
    if not file.exists():
        return ""
    done = book.forked("verify", "--pack", str(file))
    return f"half a pack: {done.err}" if done.code else "whole"


WRITES = {
    "seal": Write(["seal"], _sealed),
    "hook": Write(["hook", "install", "pre-commit"], _hooked),
    "pack": Write(["pack", "{case}", "-o", "../pack.zip", "--force"], _packed),
}


def words_of(name: str, book: Book) -> list[str]:
    """The command, in a casebook in which somebody has a hook."""
    hook = book.folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(OWN_HOOK, "utf-8")
    hook.chmod(0o755)
    return [word.format(case=book.case) for word in WRITES[name].words]


def judge(name: str, book: Book, code: int, tally: Counter[str]) -> None:
    """Look at what a disturbed command left, then run it again; count what is wrong."""
    first, before = WRITES[name].made(book), _bytes(book)
    tally["half applied"] += first not in ("", "whole")
    tally["untruthful"] += code != -signal.SIGKILL and (code == 0) != (first == "whole")
    again = ended(book.fork(*(word.format(case=book.case) for word in WRITES[name].words)))
    then = WRITES[name].made(book)
    tally["repairs"] += again != 0 or then != "whole"
    left = left_over(book)
    wrong = len(left) + (before != _bytes(book)) + (book.git("fsck", "--full", "--strict").code != 0)
    tally["left over"] += wrong
    if wrong or first not in ("", "whole") or again or then != "whole" or (code >= 0 and (code == 0) != bool(first)):
        print(f"{name}: exit {code}, made {first!r}; then {again}, {then!r}; {left}; {said('err')}", file=sys.stderr)


def _bytes(book: Book) -> bytes:
    """The case, which none of them touches."""
    return book.recorded() + book.on_disk()
