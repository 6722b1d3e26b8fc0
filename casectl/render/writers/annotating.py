"""A view as annotations: in which order, from the top of which checkout, and what each is known by from run to run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from casectl.core.values.messages import Message, msg
from casectl.render.annotation import SEVERITIES, Annotation
from casectl.render.text.terminal import one_line
from casectl.render.view import View

UNREADABLE = "unreadable"
"""The code of a file that is missing from the rows."""


def annotations_of(view: View) -> list[Annotation]:
    """Those of a view, the worst first, among these the changed files first; a file that was not read is an error."""
    if not (annotated := view.annotated):
        return []
    found = [*annotated.of(view.rows), *(_unread(path, why) for path, why in view.unreadable)]
    if annotated.place:
        found = [annotated.place(each) if each.within else each for each in found]

    def order(each: Annotation) -> tuple[int, bool, str, int, int, str]:
        worst = SEVERITIES.index(each.severity)
        return worst, each.path not in annotated.changed, each.path, each.line, each.column, each.code

    return sorted(found, key=order)


def _unread(path: str, why: Message) -> Annotation:
    return Annotation(path, UNREADABLE, "error", msg("cannot read {path}: {why}", path=path, why=why), (path,))


def in_checkout(path: str, view: View) -> str:
    """The path from the top of the checkout, on one line."""
    folder = view.annotated.folder if view.annotated else ""
    return one_line(f"{folder}/{path}" if folder else path)


def fingerprints(found: Iterable[Annotation]) -> Iterator[tuple[Annotation, str]]:
    """Each annotation with what it is known by from run to run: its code and subject count, its line does not.

    No two of them have the same.
    """
    seen: Counter[str] = Counter()
    for each in found:
        known = hashlib.sha256("\0".join((each.code, *each.subject)).encode(errors="surrogatepass")).hexdigest()[:32]
        seen[known] += 1
        yield each, known if seen[known] == 1 else f"{known[:24]}{seen[known]:08x}"


def meanings(view: View) -> Mapping[str, Message]:
    """What the codes of a view mean."""
    return {**(view.annotated.meanings if view.annotated else {}), UNREADABLE: msg("a file that cannot be read")}
