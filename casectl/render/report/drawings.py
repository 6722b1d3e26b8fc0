"""The pictures of a report: lines over periods, control charts, bars, and cases dot by dot. Axes begin at nought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.figures.control_charts import ControlChart
from casectl.core.figures.period_report import Lane
from casectl.core.values.value_class import NamedTuple
from casectl.render.language import _
from casectl.render.report.svg import WIDTH, Scale, Spot, bar, diamond, dot, drawing, line, number, path, text, ticks
from casectl.render.text.terminal import clip

_LEFT, _RIGHT, _TOP, _BOTTOM, _HEIGHT = 56, 16, 34, 30, 250
_NAMES = 8
"""At most so many periods are named below a picture."""
_LETTER = 8
"""A letter of a period's name is at most so wide."""
_ROW, _LABEL = 26, 190
_LABEL_COLUMNS = 26


class Curve(NamedTuple):
    """A line of a picture: what it is, and its values, None where there is none."""

    title: str
    values: Sequence[float | None]


class Amount(NamedTuple):
    """A bar: what it is, how long, and what is written at its end."""

    title: str
    value: float
    shown: str


class _Frame:
    """The frame of a picture over periods: where each period and each value is."""

    def __init__(self, names: Sequence[str], highest: float, unit: str) -> None:
        self.names, self.unit = names, unit
        self.ticks = ticks(highest)
        self.y = Scale(self.ticks[-1], _HEIGHT - _BOTTOM, _TOP)
        self._step = (WIDTH - _LEFT - _RIGHT) / len(names)

    def x(self, place: int) -> float:
        return _LEFT + self._step * (place + 0.5)

    def spots(self, values: Sequence[float | None]) -> list[Spot | None]:
        return [None if each is None else Spot(self.x(place), self.y.at(each)) for place, each in enumerate(values)]

    def parts(self) -> Iterator[str]:
        """The grid with its values, and the names of periods."""
        for each in self.ticks:
            height = self.y.at(each)
            yield line(Spot(_LEFT, height), Spot(WIDTH - _RIGHT, height), "grid" if each else "axis")
            yield text(Spot(_LEFT - 6, height + 4), f"{number(each)}{self.unit}", "tick", "end")
        step = -(-len(self.names) // _NAMES)
        for place in range(len(self.names) - 1, -1, -step):
            middle, name = self.x(place), self.names[place]
            fits = middle + len(name) * _LETTER / 2 <= WIDTH
            yield text(Spot(middle if fits else WIDTH, _HEIGHT - 10), name, "tick", "middle" if fits else "end")

    def steps(self, values: Sequence[float | None]) -> list[Spot | None]:
        """A line that is level within each period."""
        found: list[Spot | None] = []
        for place, each in enumerate(values):
            ends = (self.x(place) - self._step / 2, self.x(place) + self._step / 2)
            found += [None] if each is None else [Spot(x, self.y.at(each)) for x in ends]
        return found


def curves(title: str, names: Sequence[str], lines: Sequence[Curve], unit: str = "") -> str:
    """Up to three lines over periods, which differ in colour, dashes and marks."""
    highest = max((value for each in lines for value in each.values if value is not None), default=0)
    frame = _Frame(names, highest, unit)
    parts = [*frame.parts()]
    left = _LEFT
    for place, each in enumerate(lines, 1):
        spots = frame.spots(each.values)
        parts.append(path(spots, f"curve c{place}"))
        parts += [dot(spot, f"c{place}", 2.5) for spot in spots if spot]
        parts += [line(Spot(left, 14), Spot(left + 24, 14), f"curve c{place}"), text(Spot(left + 30, 18), each.title)]
        left += 220
    return drawing(_HEIGHT, title, parts)


def control(title: str, names: Sequence[str], chart: ControlChart, unit: str = "", times: float = 1) -> str:
    """A control chart: the values (so many times what they are), the centre, the limits, and what is a signal."""
    values, lows, highs = (
        [None if each is None else each * times for each in column]
        for column in zip(*((point.value, point.low, point.high) for point in chart.points), strict=True)
    )
    frame = _Frame(names, max((each for each in (*values, *highs) if each is not None), default=0), unit)
    centre = None if chart.centre is None else chart.centre * times
    parts = [*frame.parts(), path(frame.steps(lows), "limit"), path(frame.steps(highs), "limit")]
    parts += [path(frame.steps([centre] * len(names)), "centre"), path(frame.spots(values), "curve c1")]
    for spot, point, name in zip(frame.spots(values), chart.points, names, strict=True):
        if spot:
            parts.append(diamond(spot, "signal", name) if point.signals else dot(spot, "c1", 2.5, name))
    return drawing(_HEIGHT, title, [*parts, *_legend(chart)])


def _legend(chart: ControlChart) -> Iterator[str]:
    yield line(Spot(_LEFT, 14), Spot(_LEFT + 24, 14), "centre")
    yield text(Spot(_LEFT + 30, 18), _("mean of the periods before") if _has_limits(chart) else _("median"))
    if _has_limits(chart):
        yield line(Spot(300, 14), Spot(324, 14), "limit")
        yield text(Spot(330, 18), _("limits"))
    yield diamond(Spot(460, 14), "signal", _("signal"))
    yield text(Spot(472, 18), _("signal"))


def _has_limits(chart: ControlChart) -> bool:
    return any(point.high is not None for point in chart.points)


def bars(title: str, rows: Sequence[Amount]) -> str:
    """A bar for each row, one below the other."""
    scale = Scale(max((each.value for each in rows), default=0) or 1, _LABEL, WIDTH - 110)
    parts = []
    for place, each in enumerate(rows):
        top = place * _ROW + 4
        parts += [
            _label(top, each.title),
            bar(Spot(_LABEL, top), scale.at(each.value) - _LABEL, _ROW - 8, "bar"),
            text(Spot(scale.at(each.value) + 6, top + 14), each.shown),
        ]
    return drawing(len(rows) * _ROW + 6, title, parts)


def pareto(title: str, rows: Sequence[tuple[str, int]], total: int) -> str:
    """A bar for each row, the longest first, as its share of the total, and the share of all so far as a line."""
    scale = Scale(100, _LABEL, WIDTH - 60)
    below = len(rows) * _ROW
    parts = []
    for percent in range(0, 101, 20):
        x = scale.at(percent)
        parts += [line(Spot(x, 0), Spot(x, below), "grid"), text(Spot(x, below + 16), f"{percent}%", "tick", "middle")]
    so_far: list[Spot | None] = []
    counted = 0
    for place, (name, count) in enumerate(rows):
        top, counted = place * _ROW + 4, counted + count
        width = scale.at(100 * count / total) - _LABEL
        so_far.append(Spot(scale.at(100 * counted / total), top + 9))
        parts += [
            _label(top, f"{clip(name, _LABEL_COLUMNS - 7)} ({count})"),
            bar(Spot(_LABEL, top), width, _ROW - 8, "bar"),
        ]
    parts += [path(so_far, "curve c2"), *(dot(spot, "c2", 2.5) for spot in so_far if spot)]
    return drawing(below + 22, title, parts)


def _label(top: float, words: str) -> str:
    return text(Spot(_LABEL - 8, top + 14), clip(words, _LABEL_COLUMNS), anchor="end")


def dotted(title: str, lanes: Sequence[Lane], span: tuple[int, int], kinds: dict[str, str]) -> str:
    """A row for each case, by receipt: from when it was received until it was closed, and a dot for what happened."""
    since, until = span
    scale = Scale(max(until - since, 1), 8, WIDTH - 8)
    height = 9.0
    parts = [*_dot_legend(kinds)]
    for place, each in enumerate(lanes):
        y = 44 + place * height
        end = until if each.closed is None else each.closed
        ends = Spot(scale.at(each.received - since), y), Spot(scale.at(end - since), y)
        parts.append(line(*ends, "lane" if each.closed is None else "lane over"))
        for at, kind in each.dots:
            if since <= at <= until and kind in kinds:
                parts.append(dot(Spot(scale.at(at - since), y), f"d-{kind}", 3, f"{each.case}: {kinds[kind]}"))
    return drawing(44 + len(lanes) * height + 4, title, parts)


def _dot_legend(kinds: dict[str, str]) -> Iterator[str]:
    for place, (kind, name) in enumerate(kinds.items()):
        x, y = 14 + place % 3 * 236, 10 + place // 3 * 18
        yield dot(Spot(x, y), f"d-{kind}", 4)
        yield text(Spot(x + 10, y + 4), name)
