"""Tables with the dirt of real exports, and what an import makes of them. All of it is fictional."""

from __future__ import annotations

import csv
import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from casectl.cli.main import run
from tests.conftest import run_git

KIND = """\
template: request
version: 1
title: Request
team: front-line
fields:
  problem: {type: text, title: Problem}
  company: {type: text, title: Company}
  paid: {type: money, title: Paid, currencies: [GBP]}
  channel: {type: choice, title: Channel, choices: {phone: Phone, web: Web}, default: web}
workflow:
  initial: new
  states:
    new: {title: New, category: open}
    done: {title: Done, category: resolved}
    closed: {title: Closed, category: closed}
  transitions:
    finish: {title: Finish, from: new, to: done}
    close: {title: Close, from: [new, done], to: closed}
clocks:
  answer:
    title: Answer
    kind: internal
    starts: opened
    stops: "state:closed"
    counts_from: received
    within: [{duration: 2d}]
"""
MAPPING = """\
source: city
template: request
format: "%d/%m/%Y %H:%M"
table: {header row: 3, delimiter: ";"}
id: "{id}"
received: "{opened}"
title: "{title}"
fields:
  problem: "{text}"
  company: "{firm}"
  paid: {from: "{#8}", currency: GBP}
links: [{shared: {from: "{text}", cut: "order (\\\\d+)"}}]
steps: [{event: advanced, at: "{closed}", to: closed}]
"""
TABLE = """\
Requests of March;;
;;
;id;opened;closed;title;text;firm;n;n;
0;A1;01/03/2026 24:00;05/03/2026 10:00;-sum;My order 4711 has not come for three weeks now;Acme;£12.50;8;
1;A2;02/03/2026 09:00;;two;My order 4711 has not come for three  weeks now;Bolt;1,234.50;8;
2;A3;31/12/1900 00:00;;=cmd;x;Acme;;8;
3;A4;01/03/2026 10:00;27/02/2026 10:00;four;x;Acme;;8;
4;1e10;01/03/2026 10:00;;six;x;Acme;;8;
;;;;;;;;;
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A casebook with the template above, the table and its mapping beside it."""
    folder = tmp_path / "book"
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        assert run(["init", str(folder), "--zone", "Asia/Shanghai", "--template", "complaint", "--yes"]) == 0
    (folder / "templates/request.yaml").write_text(KIND, "utf-8")
    run_git(folder, "add", "templates")
    run_git(folder, "commit", "--quiet", "-m", "A template")
    (tmp_path / "map.yaml").write_text(MAPPING, "utf-8")
    (tmp_path / "table.csv").write_text(TABLE, "utf-8")
    monkeypatch.chdir(folder)
    return folder


def cases(folder: Path) -> list[str]:
    return sorted(path.read_text("utf-8") for path in (folder / "cases").rglob("*.yaml"))


def test_what_can_be_imported_is_and_the_rest_is_named(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Title rows, columns without names or with one name, 24:00, placeholder dates, spoilt ids, empty rows."""
    assert run(["import", "../table.csv", "--map", "../map.yaml", "--format", "json"]) == 1
    said = capsys.readouterr()
    row = json.loads(said.out)["rows"][0]
    assert [row[key] for key in ("read", "rows", "known", "rejected", "links", "repeated")] == [5, 2, 0, 3, 1, 1]
    assert "columns ignored: #1, #9, #10" in said.err
    for line, why in ((6, "placeholder"), (7, "before the case was received"), (8, "scientific notation")):
        assert any(f"line {line}:" in each and why in each for each in said.err.splitlines())
    assert " related C-2603-" in said.err
    first, second = sorted(cases(desk), key=lambda text: "title: two" in text)
    for part in ("received_at: 2026-03-02T00:00:00+08:00", "team: front-line", "level: 1", "channel: web", "12.50 GBP",
                 "stopped: 2026-03-05T10:00:00+08:00", "late: yes"):  # fmt: skip
        assert part in first
    assert "paid: 1234.50 GBP" in second
    assert run(["check"]) == 0


def test_what_was_rejected_comes_back_in_with_the_same_mapping(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the table's own form, safe for a spreadsheet, its reasons in the book's language."""
    assert run(["import", "../table.csv", "--map", "../map.yaml", "--bom"]) == 1
    rejects = desk.parent / "table.csv.rejects.csv"
    text = rejects.read_bytes().decode("utf-8-sig")
    assert rejects.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = text.splitlines()
    assert lines[:3] == [*TABLE.splitlines()[:2], f"{TABLE.splitlines()[2]};_line;_reason;_raw"]
    assert next(csv.reader([lines[3]], delimiter=";"))[4] == "'=cmd"
    text = text.replace("31/12/1900 00:00", "01/03/2026 09:00").replace("27/02", "28/03").replace("1e10", "A5")
    rejects.write_text(text, "utf-8")
    capsys.readouterr()
    assert run(["import", str(rejects), "--map", "../map.yaml"]) == 0
    assert "rows read: 3, imported: 3, already known: 0, rejected: 0" in capsys.readouterr().out
    assert any('title: "=cmd"' in each for each in cases(desk))
    assert run(["import", "../table.csv", "--map", "../map.yaml", "--format", "json"]) == 1


NYC = """\
,Unique Key,Created Date,Closed Date,Complaint Type,Descriptor,Status,
0,59000001,03/01/2026 02:15:00 AM,03/13/2026 12:00:00 AM,HEAT/HOT WATER,No heat,Closed,
1,59000002,03/02/2026 11:20:00 AM,,Street Light,Lamp out,Open,
"""
INCIDENTS = """\
sep=;
number;state;opened;changed
INC1;New;29-02-2016 01:16;29-02-2016 01:23
"""


@pytest.mark.parametrize(("name", "text"), [("nyc.csv", NYC), ("incidents.csv", INCIDENTS)])
def test_a_sketched_mapping_works_at_once(desk: Path, capsys: pytest.CaptureFixture[str], name: str, text: str) -> None:
    """The id, the times with their format, the states and the title are guessed from names and values."""
    (desk.parent / name).write_text(text, "utf-8")
    assert run(["import", f"../{name}", "--sketch"]) == 0
    sketch = capsys.readouterr().out
    (desk.parent / "sketch.yaml").write_text(sketch, "utf-8")
    assert "  # " in sketch
    assert run(["import", f"../{name}", "--map", "../sketch.yaml"]) == 0, sketch
    assert run(["check"]) == 0


SPOILT = """\
id,opened,title
A1,2026-10-01 10:00,a
A2,2026-10-02 10:00,b
1e10,2026-10-03 10:00,c
A4,2026-10-04 10:00,d
A5,0000-00-00,e
A6,2026-10-06 10:00,f
"""


def test_a_sketch_is_not_put_off_by_some_dirt(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A spoilt id and a time that is none are for the import to reject; the columns are what they are."""
    (desk.parent / "spoilt.csv").write_text(SPOILT, "utf-8")
    assert run(["import", "../spoilt.csv", "--sketch"]) == 0
    sketch = capsys.readouterr().out
    assert 'id: "{id}"' in sketch
    assert 'received: "{opened}"' in sketch


INDEXED = """\
,id,opened,title
0,A1,2026年3月1日,a
1,#REF!,2026/3/2 10:00,b
2,A3,3 Mar 2026,c
"""
HEADLESS = """\
B1,2026-03-04 09:00,Broken lamp,open
B2,2026-03-05 10:00,Late parcel,closed
"""
TITLED = """\
Requests of March

id,opened,title
A4,2026-03-01,a
A5,2026-03-02,b
"""


def test_a_sketch_takes_the_number_that_is_called_so_and_finds_the_header_below_a_title(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not the nameless index of the rows; days in any form that may be typed are times; there may be no header."""
    for name, text, more in (
        ("indexed.csv", INDEXED, ['id: "{id}"', 'received: "{opened}"\n']),
        ("headless.csv", HEADLESS, ['id: "{#1}"', 'received: "{#2}"\n', 'title: ["{#3}", "{#1}"]', 'header row: "0"']),
        ("titled.csv", TITLED, ['table: {header row: "3"}  # how to read the file', 'id: "{id}"']),
    ):
        (desk.parent / name).write_text(text, "utf-8")
        assert run(["import", f"../{name}", "--sketch"]) == 0
        sketch = capsys.readouterr().out
        assert [each for each in more if each not in sketch] == []
        (desk.parent / "sketch.yaml").write_text(sketch, "utf-8")
        run(["import", f"../{name}", "--map", "../sketch.yaml"])
        assert "imported: 2, already known: 0" in capsys.readouterr().out
    assert sorted(each.partition("received_at: ")[2][:10] for each in cases(desk)) == [
        "2026-03-01", "2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05",
    ]  # fmt: skip


def test_rejects_come_back_in_with_the_mapping_alone_whatever_the_options_said(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The delimiter stands in their first line, where Excel looks for it too."""
    (desk.parent / "semi.csv").write_text("id;opened;title\nA1;2026-03-01;a\nA2;soon;b\n", "utf-8")
    (desk.parent / "map.yaml").write_text(WABO.split("state:")[0].replace("case}", "id}").replace("time}", "opened}"))
    assert run(["import", "../semi.csv", "--map", "../map.yaml", "--delimiter", ";"]) == 1
    rejects = desk.parent / "semi.csv.rejects.csv"
    assert rejects.read_text("utf-8").splitlines()[0] == "sep=;"
    rejects.write_text(rejects.read_text("utf-8").replace("soon", "2026-03-02"), "utf-8")
    assert run(["import", str(rejects), "--map", "../map.yaml"]) == 0
    assert len(cases(desk)) == 2


LOG = """\
number,status,opened,closed
1,New,10/31/2013 02:08,05/03/2013 12:00
1,Open,10/31/2013 02:08,05/03/2013 12:00
1,Closed,10/30/2013 01:16,05/03/2013 12:00
"""


def test_a_column_that_shows_the_order_of_days_decides_it_for_all(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Months come first in `opened`, so they do in `closed`; and what is different in each row is not yet a number."""
    (desk.parent / "log.csv").write_text(LOG, "utf-8")
    assert run(["import", "../log.csv", "--sketch"]) == 0
    sketch = capsys.readouterr().out
    assert 'format: ["%m/%d/%Y %H:%M"]  # the format of days and times' in sketch
    assert "same: row" in sketch


WABO = """\
mapping: permits
source: permits
template: request
id: "{case}"
received: "{time}"
title: "{case}"
state: {from: "{activity}", values: {start: new, end: closed}}
events: {at: "{time}", activity: "{activity}"}
"""


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ("steps: [{event: noted, text: x}]\n", "map.yaml:9:1: M009"),
        ("optional: [Nope]\n", "map.yaml:9:12: M010"),
        ('due: {anser: "{time}"}\n', "map.yaml:9:7: M005"),
        ('format: "%Q"\n', "map.yaml:9:1: M008"),
        ("table: {encoding: utf-9}\n", "map.yaml:9:9: M011"),
    ],
)
def test_a_typo_in_a_mapping_is_a_fault_with_its_place(
    desk: Path, capsys: pytest.CaptureFixture[str], more: str, fault: str
) -> None:
    """And nothing is imported."""
    (desk.parent / "map.yaml").write_text(WABO + more, "utf-8")
    (desk.parent / "table.csv").write_text("case,time,activity\nP1,2026-03-01,start\n", "utf-8")
    assert run(["import", "../table.csv", "--map", "../map.yaml"]) == 5
    assert fault in capsys.readouterr().err


def test_a_column_that_is_left_must_be_there(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So must one that is read; the place in the mapping is named, once for the table, also for JSON lines."""
    (desk.parent / "map.yaml").write_text(WABO + "leave: [Nope]\n", "utf-8")
    (desk.parent / "log.jsonl").write_text('{"case": "P1", "tme": "2026-03-01", "activity": "start"}\n' * 9, "utf-8")
    assert run(["import", "../log.jsonl", "--map", "../map.yaml"]) == 2
    said = capsys.readouterr().err
    assert "map.yaml:5:1: no column time; did you mean tme?" in said
    assert "map.yaml:9:9: no column Nope" in said


def test_an_export_for_excel_in_china(desk: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A byte order mark, or GB18030."""
    (desk.parent / "table.csv").write_text("case,time,activity\n退款-1,2026-03-01,start\n", "utf-8")
    (desk.parent / "map.yaml").write_text(WABO, "utf-8")
    assert run(["import", "../table.csv", "--map", "../map.yaml"]) == 0
    capfdbinary.readouterr()
    assert run(["export", "--format", "csv", "--bom"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"\xef\xbb\xbf")
    assert run(["export", "--format", "csv", "--encoding", "gb18030"]) == 0
    assert "退款-1".encode("gb18030") in capfdbinary.readouterr().out
