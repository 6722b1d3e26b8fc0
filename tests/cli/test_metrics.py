"""metrics writes what node_exporter reads, as a whole, and nothing else in its place."""

from __future__ import annotations

import re

from casectl.core.figures.gauges import Gauge
from casectl.render.files.prometheus import prometheus
from tests.cli.casebook import CliCasebook
from tests.render.hostile import TEXTS

_SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\]|\\[\\"n])*",?)*)\})? (-?\d+)')


def samples(text: str) -> dict[str, int]:
    """The values by name and labels. Every line is help, a type, or a sample of the type before, without a time."""
    found: dict[str, int] = {}
    name = ""
    for line in text.removesuffix("\n").split("\n"):
        if line.startswith("# HELP "):
            name = line.split(" ")[2]
        elif line.startswith("# TYPE "):
            assert line == f"# TYPE {name} gauge"
        else:
            sample = _SAMPLE.fullmatch(line)
            assert sample, line
            assert sample[1] == name
            found[f"{name}{{{sample[2]}}}" if sample[2] else name] = int(sample[3])
    return found


def test_the_desk_is_measured_as_it_stands(three: CliCasebook) -> None:
    found = samples(three.done("metrics"))
    assert sum(count for name, count in found.items() if name.startswith("casectl_cases_open")) == 3
    assert found["casectl_last_success_timestamp_seconds"] > 1_700_000_000
    assert not [name for name in found if "C-2" in name or "ann" in name]


def test_the_file_is_replaced_as_a_whole(three: CliCasebook) -> None:
    """Of another name nothing is written: it might be a file of yours, and node_exporter would not read it."""
    assert three.done("metrics", "--textfile", "desk.prom") == ""
    first = (three.folder / "desk.prom").read_text("utf-8")
    three.done("metrics", "--textfile", "desk.prom")
    assert samples((three.folder / "desk.prom").read_text("utf-8")).keys() == samples(first).keys()
    assert [each.name for each in three.folder.glob(".*.tmp")] == []
    settings = (three.folder / "casectl.yaml").read_bytes()
    assert "does not end in .prom" in three.refused(2, "metrics", "--textfile", "casectl.yaml")
    assert (three.folder / "casectl.yaml").read_bytes() == settings


def test_no_label_breaks_a_line() -> None:
    values = [((("clock", text), ("kind", 'a"b\\')), 1) for text in TEXTS]
    assert len(samples(prometheus([Gauge("casectl_overdue", "x", values)]))) > 1
