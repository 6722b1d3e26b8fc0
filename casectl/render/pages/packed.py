"""The files of a pack: pages for people, tables for programs, and how to check it all without casectl.

Nothing of it depends on who makes it, where or when: pages are in the casebook's language and time zone.
"""

from __future__ import annotations

import html
import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from casectl import __version__
from casectl.core.history.reports import AuditReport
from casectl.core.proof.pack import BUNDLE, MANIFEST, README, RECORD, RULES, SHALLOW, SUMS, Pack, PackedCase, sums_text
from casectl.core.time.instants import format_instant
from casectl.core.values.masking import masked, without
from casectl.core.values.messages import LANGUAGES
from casectl.core.values.tree import Tree
from casectl.render.formats import render
from casectl.render.language import current_language, set_language, translate
from casectl.render.pages.pack import html_page, readme
from casectl.render.view import Value, View
from casectl.render.views.case_page import case_view
from casectl.render.views.explained import explain
from casectl.render.views.trails import audit
from casectl.render.writers.json_ import dumps

EVENT_COLUMNS = (
    *("recorded_at", "at", "by", "event", "event_id", "what", "from", "to", "reason", "changed", "marks"),
    *("commit", "author", "committer"),
)
_SCHEMA = 1


def packed_files(pack: Pack) -> dict[str, bytes]:
    """Every file of the pack, by name; the last one lists the sums of the others."""
    texts = dict(_texts(pack))
    if pack.masked:
        texts = {name: _swept(name, text, pack.private) for name, text in texts.items()}
    files = {name: text.encode(errors="replace") for name, text in texts.items()} | dict(_records(pack))
    return {**files, SUMS: sums_text(files).encode()}


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """What is rendered inside is in `language`, whatever the user's own is."""
    before = current_language()
    set_language(language)
    try:
        yield
    finally:
        set_language(before)


def _texts(pack: Pack) -> Iterator[tuple[str, str]]:
    yield README, "\n".join(_in(language, pack) for language in LANGUAGES)
    yield MANIFEST, dumps(_manifest(pack), indent=2) + "\n"
    with in_language(pack.language):
        for each in pack.cases:
            yield from _case(each, pack)
    for then in pack.rules:
        for path, data in then.files.items():
            yield f"{RULES}/{then.name}/{path}", data.decode(errors="replace")


def _in(language: str, pack: Pack) -> str:
    with in_language(language):
        return readme(pack)


def _case(packed: PackedCase, pack: Pack) -> Iterator[tuple[str, str]]:
    folder, zone = packed.case.id, pack.zone
    events = audit(AuditReport(folder, list(packed.events), shallow=False), zone, packed.labels)
    deadlines, page = explain(packed.deadlines, zone), render(case_view(packed.view, zone), "table")
    explained = (
        render(deadlines, "table") if deadlines.page else "".join(f"{translate(each)}\n" for each in deadlines.notes)
    )
    yield f"{folder}/case.txt", _ended(page)
    yield f"{folder}/deadlines.txt", _ended(explained)
    yield f"{folder}/deadlines.json", render(deadlines, "json")
    yield f"{folder}/events.csv", render(events.arranged(EVENT_COLUMNS), "csv")
    yield f"{folder}/events.json", render(events, "json")
    yield f"{folder}/case.html", html_page(packed, (_ended(page), _ended(explained)), _table(events))
    if pack.masked:
        yield f"{RECORD}/{packed.path}", packed.content.decode(errors="replace")


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _table(events: View) -> str:
    shown = ("recorded_at", "at", "by", "what", "reason", "marks", "commit", "committer")
    return render(events.arranged(shown), "html")


def _records(pack: Pack) -> Iterator[tuple[str, bytes]]:
    """What is in a pack byte for byte; a masked one has none of it."""
    if pack.bundle is None:
        return
    yield BUNDLE, pack.bundle
    yield SHALLOW, "".join(f"{each}\n" for each in pack.cut).encode()
    for each in pack.cases:
        yield f"{RECORD}/{each.path}", each.content
        yield from ((f"{RECORD}/{file.path}", file.content) for file in each.attachments if file.content is not None)
    for then in pack.rules:
        yield from ((f"{RULES}/{then.name}/{path}", data) for path, data in then.files.items())


def _manifest(pack: Pack) -> dict[str, Value]:
    return {
        "schema": _SCHEMA,
        "kind": "pack",
        "casectl": __version__,
        "commit": pack.commit,
        "ref": pack.ref,
        "at": format_instant(pack.at, pack.zone),
        "masked": pack.masked,
        "cases": [_case_row(each) for each in pack.cases],
        "rules": [
            {"folder": f"{RULES}/{each.name}", "commits": list(each.commits), "versions": dict(each.versions)}
            for each in pack.rules
        ],
        "left_out": [{"path": path, "why": str(why)} for path, why in pack.left_out],
    }


def _case_row(packed: PackedCase) -> Value:
    return {
        "id": packed.case.id,
        "path": packed.path,
        "blob": packed.blob,
        "commits": list(packed.commits),
        "attachments": [
            {"path": file.path, "size": file.size, "sha256": file.sha256} for file in packed.attachments
        ],
    }  # fmt: skip


def _swept(name: str, text: str, private: Collection[str]) -> str:
    """The text of a masked pack without any private text that a page or a table might still mention."""
    if name.endswith(".json"):
        tree: Tree = json.loads(text)
        return dumps(_without(tree, private), indent=2) + "\n"
    for each in sorted(private, key=len, reverse=True):
        for written in {each, html.escape(each), each.replace('"', '""')}:
            text = text.replace(written, html.escape(masked(each)))
    return text


def _without(tree: object, private: Collection[str]) -> Value:
    """As `without`, in a tree that has numbers too."""
    if isinstance(tree, dict):
        return {key: _without(value, private) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_without(each, private) for each in tree]
    if isinstance(tree, str):
        swept = without(tree, private)
        return swept if isinstance(swept, str) else ""
    return tree if isinstance(tree, (bool, int)) else None
