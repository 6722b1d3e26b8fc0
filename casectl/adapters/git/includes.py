"""The files that git's configuration includes, read as text: git itself would wait for one that is a pipe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from casectl.adapters.files import plain_file

_PATH = re.compile(r'\bpath[ \t]*=[ \t]*((?:"(?:\\.|[^"\\\n])*+"?|\\.|[^"\\;#\n])*+)', re.IGNORECASE)
"""Any key that ends in ``path``, whatever section it stands in: one that includes nothing is looked at in vain."""
_QUOTING = re.compile(r'\\(.)|"')
_MEANT = {"t": "\t", "n": "\n", "b": "\b"}
_MOST = 100
"""About so many files are looked at; git itself goes ten deep."""


def included(config: Path) -> Iterator[Path]:
    """The files that a configuration names, and that those name; whether git would follow them now is not asked."""
    waiting, seen = [config], set[Path]()
    while waiting and len(seen) < _MOST:
        found = [named for named in _named(waiting.pop()) if named not in seen]
        seen.update(found)
        waiting += found
        yield from found


def _named(config: Path) -> Iterator[Path]:
    with suppress(OSError, RuntimeError):  # links in a circle
        text = plain_file.content(config.resolve()).decode(errors="surrogateescape")
        values = dict.fromkeys(found[1] for found in _PATH.finditer(text.replace("\r\n", "\n").replace("\\\n", "")))
        for quoted in islice(values, _MOST):
            value = _QUOTING.sub(lambda found: _MEANT.get(found[1], found[1] or ""), quoted).strip()
            with suppress(RuntimeError):  # of somebody whom this machine does not know
                yield config.parent / Path(value.partition("\0")[0]).expanduser()
