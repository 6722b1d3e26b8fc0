"""The ways in which a history of signed commits is tampered with; there are none to try where ssh-keygen is missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.scorecard.ground import Book
from tests.scorecard.tampering import Tamper, committed, did, replaced
from tests.signing import new_key, signing_settings


def _signing(tamper: Callable[[Book, Path], str]) -> Tamper:
    """Where signatures are required of Ada and of Bo; one more key, of Eve, nobody knows."""

    def on_signed(book: Book) -> str:
        keys = book.folder.parent / "keys"
        keys.mkdir()
        public = {name: new_key(keys, name) for name in ("ada", "bo", "old", "eve")}
        replaced(book, "people:\n", "signatures: required\npeople:\n", "casectl.yaml")
        old = f'{{key: "{public["old"]}", until: 2026-01-01}}'
        for name, line in (("ada", f'"{public["ada"]}", {old}'), ("bo", f'"{public["bo"]}"')):
            replaced(book, f"\n  {name}:\n", f"\n  {name}:\n    keys: [{line}]\n", "casectl.yaml")
        committed(book)
        _signed(book, keys, "ada")
        did(book, "verify")
        return tamper(book, keys)

    return on_signed


def _signed(book: Book, keys: Path, key: str, **environment: str) -> str:
    """Ada commits, signed by a key."""
    settings = signing_settings(keys, key, "ada@example.org")
    return committed(book, GIT_CONFIG_GLOBAL=str(settings), **environment)


def _key_added(book: Book, keys: Path) -> str:
    public = (keys / "eve.pub").read_text("utf-8").strip()
    replaced(book, "    keys: [", f'    keys: ["{public}", ', "casectl.yaml")
    found = _signed(book, keys, "eve")
    _signed(book, keys, "eve")
    return found


_KINDS: Mapping[str, Mapping[str, Tamper]] = {
    "1 author spoofed, unsigned": {"unsigned": _signing(lambda book, _: committed(book))},
    "2 signed by another member": {"another": _signing(lambda book, keys: _signed(book, keys, "bo"))},
    "3 signed by an expired key": {
        "expired": _signing(lambda book, keys: _signed(book, keys, "old")),
        "date set back": _signing(lambda book, keys: _signed(book, keys, "old", GIT_COMMITTER_DATE="@1500000000")),
    },
    "4 key added and used in one push": {"added": _signing(_key_added)},
}

SIGNED_KINDS = _KINDS if shutil.which("ssh-keygen") else {}
