"""Drawings in SVG: a few shapes, and a scale. A style sheet gives them their colours, by class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from casectl.core.values.value_class import NamedTuple
from casectl.render.text.terminal import one_line

WIDTH = 720
"""Of every drawing, in its own units."""

_MOST_TICKS = 5


class Spot(NamedTuple):
    """A place in a drawing."""

    x: float
    y: float


class Scale(NamedTuple):
    """Values from 0 to `high`, drawn from `start` to `end`."""

    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value is."""
        return self.start + (self.end - self.start) * value / self.high


def ticks(highest: float) -> list[float]:
    """Round values from 0 to the highest one or beyond, in steps of 1, 2 or 5 with noughts."""
    steps = (each * 10**power for power in range(12) for each in (1, 2, 5))
    step = next(each for each in steps if each * _MOST_TICKS >= highest)
    return [float(step * each) for each in range(max(-int(-highest // step), 1) + 1)]


def number(value: float) -> str:
    """A number as SVG has it: two decimals at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def drawing(height: float, title: str, parts: Iterable[str]) -> str:
    """The whole of a drawing, with a title for those who do not see it."""
    head = f'<svg viewBox="0 0 {WIDTH} {number(height)}" role="img"><title>{_escaped(title)}</title>\n'
    return "".join([head, *(f"{part}\n" for part in parts), "</svg>\n"])


def line(start: Spot, end: Spot, kind: str) -> str:
    """A straight line."""
    place = " ".join(
        f'{name}="{number(value)}"' for name, value in zip(("x1", "y1", "x2", "y2"), (*start, *end), strict=True)
    )
    return f'<line class="{kind}" {place}/>'


def path(spots: Sequence[Spot | None], kind: str) -> str:
    """A line from spot to spot, broken where there is none."""
    steps: list[str] = []
    pen = "M"
    for spot in spots:
        if spot is not None:
            steps.append(f"{pen}{number(spot.x)} {number(spot.y)}")
        pen = "M" if spot is None else "L"
    return f'<path class="{kind}" d="{" ".join(steps)}"/>'


def bar(start: Spot, width: float, height: float, kind: str) -> str:
    """A filled rectangle from its upper left corner."""
    return (
        f'<rect class="{kind}" x="{number(start.x)}" y="{number(start.y)}" width="{number(width)}"'
        f' height="{number(height)}"/>'
    )


def dot(spot: Spot, kind: str, radius: float = 3, title: str = "") -> str:
    """A dot; the title is shown when somebody points at it."""
    shown = f"<title>{_escaped(title)}</title>" if title else ""
    return f'<circle class="{kind}" cx="{number(spot.x)}" cy="{number(spot.y)}" r="{number(radius)}">{shown}</circle>'


def diamond(spot: Spot, kind: str, title: str) -> str:
    """A mark that is told from a dot by its form."""
    x, y, reach = spot.x, spot.y, 6
    corners = " ".join(
        f"{number(x + right)},{number(y + down)}" for right, down in ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
    )
    return f'<polygon class="{kind}" points="{corners}"><title>{_escaped(title)}</title></polygon>'


def text(spot: Spot, words: str, kind: str = "", anchor: str = "start") -> str:
    """Words on one line."""
    place = f'x="{number(spot.x)}" y="{number(spot.y)}" text-anchor="{anchor}"'
    return f'<text class="{kind}" {place}>{_escaped(words)}</text>'


def _escaped(words: str) -> str:
    return escape(one_line(words))
