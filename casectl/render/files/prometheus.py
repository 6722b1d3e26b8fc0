"""The text format of Prometheus, as node_exporter's textfile collector reads it: no timestamps, which it refuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casectl.core.figures.gauges import Gauge, Labels
from casectl.render.text.terminal import one_line


def prometheus(gauges: Iterable[Gauge]) -> str:
    """The gauges, each with its help; one without any value is there by its name alone."""
    return "".join(f"{line}\n" for each in gauges for line in _lines(each))


def _lines(gauge: Gauge) -> Iterator[str]:
    yield f"# HELP {gauge.name} {gauge.meaning}"
    yield f"# TYPE {gauge.name} gauge"
    for labels, value in gauge.values:
        yield f"{gauge.name}{_labels(labels)} {value}"


def _labels(labels: Labels) -> str:
    texts = (f'{name}="{_escaped(text)}"' for name, text in labels)
    return f"{{{','.join(texts)}}}" if labels else ""


def _escaped(text: str) -> str:
    return one_line(text).replace("\\", "\\\\").replace('"', '\\"')
