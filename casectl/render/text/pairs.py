"""Names with their values, one to a line, the values one below another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.render.text.terminal import visible, width


def pairs(named: Sequence[tuple[str, str | None]]) -> Iterator[str]:
    """The lines of those that have a value (None: a heading); a value of several lines is indented below its first."""
    widest = max((width(name) for name, text in named if text), default=0)
    for name, text in named:
        if text is None:
            yield name
        if not text:
            continue
        first, *rest = visible(text, multiline=True).split("\n")
        yield f"{name}{' ' * (widest - width(name))}  {first}"
        yield from (" " * (widest + 2) + line for line in rest)
