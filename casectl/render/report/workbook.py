"""A report as an Excel workbook: a sheet for each section with a table, its numbers as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from casectl.core.values.value_class import NamedTuple
from casectl.render.report.pictures import Section
from casectl.render.text.terminal import clip, one_line, width
from casectl.render.view import Cell, Value, View, machine_value
from casectl.render.writers.cell_text import display_text

_PLAIN, _BOLD, _SHARE, _LENGTH = range(4)
"""The styles of cells, in the order of `_STYLES`."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_STYLES = f"""\
<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="0.0%"/>\
<numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""

_NAME = 31
"""The longest name of a sheet."""
_WIDEST = 60
_DAY = 24 * 60 * 60


class _Sheet(NamedTuple):
    name: str
    content: str


def workbook(title: str, sections: Iterable[Section]) -> dict[str, bytes]:
    """The parts of the workbook by name, to be put into a zip archive."""
    sheets = [*_sheets(title, sections)]
    numbered = [*enumerate(sheets, 1)]
    types = "".join(_override(f"worksheets/sheet{number}", "worksheet") for number, _ in numbered)
    related = "".join(_relation(f"r{number}", "worksheet", f"worksheets/sheet{number}.xml") for number, _ in numbered)
    named = "".join(
        f'<sheet name={quoteattr(each.name)} sheetId="{number}" r:id="r{number}"/>' for number, each in numbered
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{_override("workbook", "sheet.main")}'
        f"{_override('styles', 'styles')}{types}</Types>",
        "_rels/.rels": _relations(_relation("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(f"{related}{_relation('styles', 'styles', 'styles.xml')}"),
        "xl/styles.xml": _STYLES,
        **{f"xl/worksheets/sheet{number}.xml": each.content for number, each in numbered},
    }
    return {name: f"{_DECLARATION}{text}".encode() for name, text in parts.items()}


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>'


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _relations(each: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _sheets(title: str, sections: Iterable[Section]) -> Iterator[_Sheet]:
    """A sheet for each section; the first says what the report is."""
    names: set[str] = set()
    for each in sections:
        lines = [*([] if names else [title]), *each.lines]
        name = _name_of(each.title, names)
        names.add(name.casefold())
        yield _Sheet(name, _sheet(lines, each))


def _name_of(title: str, taken: set[str]) -> str:
    """A name that Excel allows, and no other sheet has."""
    plain = "".join(" " if each in "[]:*?/\\'" else each for each in one_line(title))
    names = [clip(plain, _NAME), *(f"{clip(plain, _NAME - 3)} {number}" for number in range(2, 99))]
    return next(name for name in names if name.casefold() not in taken)


def _sheet(lines: Sequence[str], section: Section) -> str:
    """The sentences, a blank row, and the table with its heads in bold."""
    rows = [[_text(line, _PLAIN)] for line in lines]
    widths: list[int] = []
    if section.table:
        widths, table = _table(section.table.for_people())
        rows += [*([[]] if lines else []), *table]
    wide = "".join(f'<col min="{n}" max="{n}" width="{each}" customWidth="1"/>' for n, each in enumerate(widths, 1))
    columns_said = f"<cols>{wide}</cols>" if wide else ""
    data = "".join(f"<row>{''.join(row)}</row>" for row in rows)
    return f'<worksheet xmlns="{_MAIN}">{columns_said}<sheetData>{data}</sheetData></worksheet>'


def _table(view: View) -> tuple[list[int], list[list[str]]]:
    """The widths of the columns, and the cells row by row."""
    columns = view.shown()
    cells = [view.column(column.name) for column in columns]
    shown = [[display_text(each) for each in column] for column in cells]
    heads = [column.title for column in columns]
    widths = [min(max(map(width, (head, *texts))) + 2, _WIDEST) for head, texts in zip(heads, shown, strict=True)]
    made = [[*map(_cell, column, texts)] for column, texts in zip(cells, shown, strict=True)]
    return widths, [[_text(head, _BOLD) for head in heads], *map(list, zip(*made, strict=True))]


def _cell(value: Value, text: str) -> str:
    """A number as one: a share in percent, a length of time in hours and minutes; anything else as people read it."""
    found = machine_value(value) if isinstance(value, Cell) else value
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        return _text(text, _PLAIN)
    if text.endswith("%"):
        return _number(found / 100, _SHARE)
    return _number(found / _DAY, _LENGTH) if any(each.isalpha() for each in text) else _number(found, _PLAIN)


def _number(value: float, style: int) -> str:
    return f'<c s="{style}"><v>{round(value, 10)!r}</v></c>'


def _text(text: str, style: int) -> str:
    if not text:
        return "<c/>"
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(one_line(text))}</t></is></c>'
