"""What others make of what we write: pm4py of the event log, frictionless of the data package, Prometheus of gauges."""

from __future__ import annotations

import json
from importlib import import_module

import pytest

from tests.cli.casebook import CliCasebook

pytestmark = [pytest.mark.formats, pytest.mark.filterwarnings("ignore")]


def test_pm4py_opens_the_event_log(three: CliCasebook) -> None:
    """A trace for each case, an event for each step, at the instants of the journal."""
    three.done("export", "--format", "xes", "-o", "log.xes")
    log = import_module("pm4py").read_xes(str(three.folder / "log.xes"))
    assert log["case:concept:name"].nunique() == 3
    rows = three.rows("export", "--fields", "id,journal")
    assert sum(len(each["journal"]) for each in rows) == len(log)
    assert str(log["time:timestamp"].dt.tz) != "None"
    net, start, end = import_module("pm4py").discover_petri_net_inductive(log)
    fitness = import_module("pm4py").fitness_token_based_replay(log, net, start, end)
    assert fitness["log_fitness"] == pytest.approx(1.0)


def test_frictionless_validates_the_data_package(three: CliCasebook) -> None:
    """Every table by its schema, with its keys; as a folder, and as one file."""
    frictionless = import_module("frictionless")
    three.done("export", "--format", "datapackage", "--masked", "-o", "package")
    found = frictionless.Package(str(three.folder / "package" / "datapackage.json")).validate()
    assert found.valid, json.dumps(found.to_descriptor(), default=str)[:3000]
    three.done("export", "--format", "datapackage", "--masked", "-o", "package.zip")
    assert frictionless.Package(str(three.folder / "package.zip")).validate().valid


def test_prometheus_reads_the_gauges(three: CliCasebook) -> None:
    """Each once, with its help and its type."""
    parser = import_module("prometheus_client.parser")
    families = [*parser.text_string_to_metric_families(three.done("metrics"))]
    assert {each.type for each in families} == {"gauge"}
    assert all(each.documentation for each in families)
    names = [each.name for each in families]
    assert len({*names}) == len(names)
    opened = next(each for each in families if each.name == "casectl_cases_open")
    assert sum(each.value for each in opened.samples) == 3
