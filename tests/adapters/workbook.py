"""Small workbooks, made by hand, for the tests of tables."""

from __future__ import annotations

import io
import zipfile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"


def workbook(*sheets: tuple[str, str]) -> bytes:
    """A workbook of named sheets, each given as the XML of its rows; style 1 is a date with time."""
    numbered = list(enumerate(sheets, 1))
    named = "".join(f'<sheet name="{name}" sheetId="{number}" r:id="s{number}"/>' for number, (name, _) in numbered)
    targets = [("styles", "styles"), *((f"s{number}", "worksheet") for number, _ in numbered)]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="xml" ContentType="{_SHEET}"/>'
        f'<Default Extension="rels" ContentType="{_RELATIONS}"/></Types>',
        "_rels/.rels": _relations(_relation("r", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(*(_relation(name, kind, f"{name}.xml") for name, kind in targets)),
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>'
        "</styleSheet>",
    }
    for number, (_, rows) in numbered:
        parts[f"xl/s{number}.xml"] = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def words(number: int, *texts: str) -> str:
    """A row of texts."""
    return f'<row r="{number}">' + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts) + "</row>"


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _relations(*each: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'
