"""export writes whole cases for other programs."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from xml.etree import ElementTree

import pytest

from tests.cli.casebook import CliCasebook

_XES = "{http://www.xes-standard.org/}"
_READERS: dict[str, Callable[[str], object]] = {"string": str, "integer": int, "datetime": datetime.fromisoformat}


def test_an_export_has_each_field_once(book: CliCasebook, case: str) -> None:
    """Nested in json, a column each in csv, unless it is asked for by its flat name."""
    [row] = [each for each in book.rows("export") if each["id"] == case]
    assert row["fields"]["customer"]["contact"] == "0100"
    assert [key for key in row if key.startswith("fields.")] == []
    head = book.done("export", "--format", "tsv").splitlines()[0].split("\t")
    assert "fields.customer.contact" in head
    assert "fields" not in head
    found = book.rows("export", "--fields", "id,fields.customer.contact")
    assert {"id": case, "fields.customer.contact": "0100"} in found


def test_an_export_may_be_cut(three: CliCasebook) -> None:
    assert len(json.loads(three.done("export", "--limit", "2", "--format", "json"))["rows"]) == 2


def test_an_event_log_has_a_trace_for_each_case_in_the_order_of_time(three: CliCasebook) -> None:
    """IEEE 1849: names, lifecycle, resource and times with their zone; nothing that anybody wrote, private or not."""
    three.done("note", three.cases[0].stem, "rang on Monday", "--at", "2026-11-19 10:00", "--late", "no signal")
    text = three.done("export", "--format", "xes")
    log = ElementTree.fromstring(text.encode())
    assert len(log.findall(f"{_XES}trace")) == 3
    for trace in log.findall(f"{_XES}trace"):
        events = [{part.get("key"): part.get("value") for part in event} for event in trace.findall(f"{_XES}event")]
        assert all(
            {"concept:name", "lifecycle:transition", "org:resource", "time:timestamp"} <= {*each} for each in events
        )
        times = [datetime.fromisoformat(each["time:timestamp"] or "").timestamp() for each in events]
        assert times == sorted(times)
    assert '"opened: received"' in text
    assert not [word for word in ("rang on Monday", "no signal", "Torn sleeve", "0100", "Kim") if word in text]
    assert three.done("export", "--format", "xes", "-o", "log.xes") == "log.xes\n"
    assert (three.folder / "log.xes").read_bytes() == text.encode()
    assert "already exists" in three.refused(2, "export", "--format", "xes", "-o", "log.xes")


def test_a_data_package_describes_what_is_in_it(three: CliCasebook) -> None:
    """By the rules of datapackage.org: paths, sizes, columns, unique keys, and events that belong to a case."""
    assert three.done("export", "--format", "datapackage", "--masked", "-o", "package") == "package\n"
    folder = three.folder / "package"
    about = json.loads((folder / "datapackage.json").read_text("utf-8"))
    rows: dict[str, list[dict[str, str]]] = {}
    for each in about["resources"]:
        content = (folder / each["path"]).read_bytes()
        assert (each["bytes"], each["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        reader = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
        assert [field["name"] for field in each["schema"]["fields"]] == reader.fieldnames
        rows[each["name"]] = [*reader]
        keys = [tuple(row[name] for name in each["schema"]["primaryKey"]) for row in rows[each["name"]]]
        assert len(keys) == len({*keys}) > 2
        kinds = {field["name"]: field["type"] for field in each["schema"]["fields"]}
        for row in rows[each["name"]]:
            for name, text in row.items():
                assert not text or _READERS[kinds[name]](text) is not None
    assert {row["case"] for row in rows["events"]} == {row["id"] for row in rows["cases"]}
    assert "0100" not in (folder / "cases.csv").read_text("utf-8")
    three.done("export", "--format", "datapackage", "--masked", "-o", "package.zip")
    with zipfile.ZipFile(three.folder / "package.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            each.name: each.read_bytes() for each in folder.iterdir()
        }
    answer = three.run("export", "--format", "datapackage", "-o", "open.zip")
    assert "private fields: customer.contact" in answer.err


@pytest.mark.parametrize(
    ("said", "words"),
    [("-o is only for", ("-o", "x.csv", "--format", "csv")),
     ("writes every matching case in full", ("--format", "xes", "--limit", "1")),
     ("writes every matching case in full", ("--format", "datapackage", "-o", "x.zip", "--group-by", "team"))],
)  # fmt: skip
def test_what_a_file_cannot_have_is_refused(three: CliCasebook, said: str, words: tuple[str, ...]) -> None:
    assert said in three.refused(2, "export", *words)
