"""Tables are read row by row, unchanged; damage is reported with its line and never skipped silently."""

from __future__ import annotations

import csv
import gzip
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.adapters.tables import tables
from casectl.adapters.tables.tables import Table, TableOptions, open_table
from casectl.core.importing.rows import BadRow, RawRow, Row
from casectl.core.values.messages import CasectlError, NotFound, Unreadable, UsageError
from tests.adapters.workbook import words, workbook


def table(data: bytes, form: str = "csv", **options: str) -> Table:
    return open_table(data, TableOptions(form, **options))


def rows(data: bytes, form: str = "csv", **options: str) -> list[Row]:
    return list(table(data, form, **options).rows())


def cells(data: bytes, form: str = "csv", **options: str) -> list[dict[str, str]]:
    return [dict(row.cells) for row in rows(data, form, **options) if isinstance(row, RawRow)]


def bad(data: bytes, form: str = "csv") -> list[tuple[int, str]]:
    return [(row.line, str(row.reason)) for row in rows(data, form) if isinstance(row, BadRow)]


def test_a_record_is_named_by_the_physical_line_on_which_it_starts() -> None:
    """Quoted line ends, CRLF and blank lines do not put the count out."""
    data = b'id,text\r\n1,"a\r\nb"\r\n\r\n2,c\r\n'
    assert [(row.line, dict(row.cells)) for row in rows(data)] == [
        (2, {"id": "1", "text": "a\r\nb"}),
        (5, {"id": "2", "text": "c"}),
    ]


def test_text_is_unchanged() -> None:
    """Leading zeros, N/A, blanks around a value and wide characters are left alone."""
    data = 'zip,x,y\n02131, N/A ,"　中文 "\n'.encode()
    assert cells(data) == [{"zip": "02131", "x": " N/A ", "y": "　中文 "}]


def test_a_file_that_breaks_off_loses_only_its_last_record() -> None:
    """Inside quotes, after too few columns, or in the middle of a character."""
    assert bad(b'a,b\n1,2\n3,"br') == [(3, "the file ends inside quotes")]
    assert bad(b"a,b\n1,2\n3") == [(3, "1 column in the row, but 2 in the header")]
    assert bad(b"a\n1,2") == [(2, "2 columns in the row, but 1 in the header")]
    cut = rows('a,b\n1,2\n3,"中'.encode()[:-1])
    assert isinstance(cut[0], RawRow)
    assert isinstance(cut[1], BadRow)
    assert cut[1].raw == '3,"\ufffd'


def test_damage_in_the_middle_does_not_stop_the_reading() -> None:
    """Stray quotes, too many columns, a NUL, a field without end: each is a rejected row of its own."""
    data = b'a,b\n"x"y,2\n1,2\n1,2,3\n1,\0\n"' + b"z" * (csv.field_size_limit() + 1) + b'",1\n5,6\n'
    assert [line for line, _ in bad(data)] == [2, 4, 5, 6]
    assert cells(data) == [{"a": "1", "b": "2"}, {"a": "5", "b": "6"}]


def test_a_header_is_read_without_its_mark_and_blanks() -> None:
    """Its byte order mark and blanks are not part of a name."""
    assert cells(b"\xef\xbb\xbfid ,b\n1,2\n") == [{"id": "1", "b": "2"}]
    with pytest.raises(Unreadable, match="is empty"):
        rows(b"")


def test_another_delimiter_is_accepted_and_suggested() -> None:
    """It is never guessed, but the error suggests candidates."""
    assert cells(b"a;b\n1;2\n", delimiter=";") == [{"a": "1", "b": "2"}]
    assert cells(b"a\tb\n1\t2\n", "tsv") == [{"a": "1", "b": "2"}]
    with pytest.raises(UsageError, match="--delimiter ';'"):
        rows(b"a;b\n1;2\n")


@given(
    st.lists(
        st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\0")), st.text("ab,\"'\n\r 中\t")),
        min_size=1,
    )
)
def test_what_a_csv_writer_wrote_is_read_back(values: list[tuple[str, str]]) -> None:
    """Any text but NUL survives, line ends and quotes included; a row without any is left out."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([("k", "v"), *values])
    assert [tuple(each.values()) for each in cells(buffer.getvalue().encode())] == [
        value for value in values if any(map(str.strip, value))
    ]


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        ("k,v\n1,中文\n".encode(), "utf-8"),
        ("k,v\n1,中文\n".encode("utf-8-sig"), "utf-8-sig"),
        ("k,v\n1,中文\n".encode("utf-16"), "utf-16"),
        ("k,v\n1,投诉人反映订单错发，退款延迟\n".encode("gb18030"), "gb18030"),
    ],
)
def test_an_encoding_is_found_by_strict_decoding(data: bytes, codec: str) -> None:
    """And marked as found, not given."""
    found = table(data).encoding
    assert found is not None
    assert (found.codec, found.given) == (codec, False)


@pytest.mark.parametrize(
    "data",
    [
        "name,city\nJosé Ménard,Málaga\nÅsa Öberg,Gävle\n".encode("latin-1"),
        "name,text\n王小明,退款延遲,請儘快處理這個問題\n".encode("big5"),
        "name,text\na,b\n".encode("utf-16-le"),
    ],
)
def test_an_unknown_encoding_is_not_guessed(data: bytes) -> None:
    """The error names the option that sets it."""
    with pytest.raises(UsageError, match="--encoding"):
        table(data)


def test_an_encoding_that_is_given_must_be_right() -> None:
    """The line of the first byte that does not fit is named."""
    assert cells("k\né\n".encode("cp1252"), encoding="cp1252") == [{"k": "é"}]
    with pytest.raises(Unreadable, match=":2: this is not valid utf-8"):
        table("k\né\n".encode("cp1252"), encoding="utf-8")
    with pytest.raises(UsageError, match="there is no encoding"):
        table(b"k\n", encoding="klingon")


def test_gzip_is_seen_from_the_bytes(tmp_path: Path) -> None:
    """A stream that is cut off gives the rows before the cut."""
    lines = b"k,v\n" + b"".join(b"%d,%x\n" % (number, hash(number * 7919)) for number in range(20000))
    packed = gzip.compress(lines)
    file = tmp_path / "t.csv.gz"
    file.write_bytes(packed)
    assert sum(isinstance(row, RawRow) for row in open_table(file).rows()) == 20000
    whole = rows(packed[: len(packed) // 2])
    assert 1000 < len(whole) < 20000
    assert all(isinstance(row, RawRow) for row in whole[:-1])
    damaged = packed[:200] + b"\xff" * 200 + packed[400:]
    with pytest.raises(CasectlError):
        list(table(damaged).rows())


def test_json_is_text_as_it_is_written() -> None:
    """Numbers keep their digits, null is "", nested objects have dotted names, an array may be inside an object."""
    array = b'[{"id": 1.10, "a": null, "b": true, "c": {"d": 12345678901234567890}, "e": [1, "x"]},\n {"id": 1e3}]'
    wanted = [
        {"id": "1.10", "a": "", "b": "true", "c.d": "12345678901234567890", "e": '["1", "x"]'},
        {"id": "1e3"},
    ]
    assert cells(array, "json") == wanted
    assert cells(b'{"total": 2, "rows": ' + array + b', "next": null}', "json") == wanted
    assert [row.line for row in rows(array, "json")] == [1, 2]
    assert cells(b'{"id": "a"}\n\n{"id": "b"}\n', "jsonl") == [{"id": "a"}, {"id": "b"}]


def test_broken_json_is_named_with_its_line() -> None:
    """What comes before it is read; in JSON lines what comes after it too."""
    assert bad(b'[{"a": 1},\n{"a": 2},\n{"a": ', "json") == [
        (3, "the file ends too early, or is not JSON from here on")
    ]
    assert len(cells(b'[{"a": 1},\n{"a": 2},\n{"a": ', "json")) == 2
    found = bad(b'{"a": 1}\n{"a": }\n[1]\n{"a": 1, "a": 2}\n{"a": 3}\n' + b"[" * 100000 + b"\n", "jsonl")
    assert [line for line, _ in found] == [2, 3, 4, 6]
    assert [line for line, _ in bad(b"[1, 2]", "json")] == [1, 1]


@pytest.mark.parametrize("data", [b"", b"12", b'{"a": 1}', b'{"a": [{}], "b": [{}]}'])
def test_json_without_one_array_of_objects_is_refused(data: bytes) -> None:
    """The array is never guessed."""
    with pytest.raises(Unreadable, match="arrays of objects"):
        rows(data, "json")


def test_a_line_that_never_ends_fills_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """But in JSON, which may well be one line."""
    monkeypatch.setattr(tables, "_MAX_LINE", 1000)
    packed = gzip.compress(b"a,b\n" + b"x" * 5000)
    with pytest.raises(Unreadable, match="longer than 1000 characters"):
        list(open_table(packed, TableOptions("csv")).rows())
    assert len(list(open_table(b'[{"a": "' + b"x" * 5000 + b'"}]', TableOptions("json")).rows())) == 1


@pytest.mark.parametrize(("opening", "closing"), [(b'{"a":', b"}"), (b"[", b"]"), (b'{"a":[', b"]}")])
def test_json_of_any_depth_is_a_row_or_a_bad_one(opening: bytes, closing: bytes) -> None:
    """Python's own reader and writer of JSON give up at different depths."""
    for depth in (*range(470, 500), *range(970, 1000), 5000):
        data = b'[{"x":' + opening * depth + b"1" + closing * depth + b"}]"
        [row] = open_table(data, TableOptions("json")).rows()
        assert isinstance(row, RawRow | BadRow)


def test_the_format_comes_from_the_name_or_the_user(tmp_path: Path) -> None:
    """A name without a known extension, or a missing file, is an error."""
    (tmp_path / "x.dat").write_bytes(b"a\n1\n")
    with pytest.raises(UsageError, match="--input-format"):
        open_table(tmp_path / "x.dat")
    assert len(list(open_table(tmp_path / "x.dat", TableOptions("csv")).rows())) == 1
    with pytest.raises(NotFound):
        open_table(tmp_path / "y.csv")
    with pytest.raises(UsageError, match="did you mean csv"):
        open_table(tmp_path / "x.dat", TableOptions("cvs"))


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is not a traceback."""
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(UsageError) as raised:
        rows(b"PK", "xlsx")
    assert str(raised.value.hint) == "pip install 'casectl[xlsx]'"


def test_a_workbook_that_is_none_is_refused() -> None:
    """Its reason is calamine's."""
    with pytest.raises(Unreadable, match="not a workbook"):
        rows(b"not a zip file", "xlsx")


VALUES = '<row r="4"><c><v>101000295613</v></c><c s="1"><v>42894.5</v></c><c><v>1.5</v></c></row>'


def test_a_workbook_reads_as_it_looks_on_the_screen() -> None:
    """Ids without .0, dates as ISO text, empty rows left out, the row's number in the sheet as its line."""
    data = workbook(("Data", words(2, "id", "at", "n") + VALUES), ("Empty", ""))
    assert [(row.line, dict(row.cells)) for row in rows(data, "xlsx")] == [
        (4, {"id": "101000295613", "at": "2017-06-08T12:00:00", "n": "1.5"})
    ]
    assert rows(gzip.compress(data), "xlsx") == rows(data, "xlsx")


def test_of_several_sheets_one_must_be_named() -> None:
    """None is guessed, and a wrong name is answered with the right ones."""
    data = workbook(("A", words(1, "x") + words(2, "1")), ("B", words(1, "y") + words(2, "2")))
    assert cells(data, "xlsx", sheet="B") == [{"y": "2"}]
    with pytest.raises(UsageError, match="--sheet NAME"):
        rows(data, "xlsx")
    with pytest.raises(NotFound, match="its sheets are A, B"):
        rows(data, "xlsx", sheet="C")
