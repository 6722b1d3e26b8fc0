"""report writes one file that is the same for ever, and says what is not in it."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser

from python_calamine import CalamineWorkbook

from casectl.core.figures.table import FIGURES
from tests.cli.casebook import CHINESE, CliCasebook

NOVEMBER = ("report", "monthly", "--period", "2026-11")


class Outline(HTMLParser):
    """The tags of a page that are still open, its headings, and whether it asks for anything from elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.titles: list[str] = []
        self.asked: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Every tag but those that have no end."""
        self.open += [tag] if tag not in ("meta", "line", "path", "rect") else []
        self.asked += [text for name, text in attrs if name in ("src", "href") and text and not text.startswith("#")]

    def handle_endtag(self, tag: str) -> None:
        """What was opened last is closed first."""
        if tag not in ("line", "path", "rect"):
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """The texts of headings."""
        self.titles += [data] if self.open and self.open[-1] == "h2" else []


def test_the_same_commit_gives_the_same_bytes(three: CliCasebook) -> None:
    """Whenever, in any zone and locale: the language is the casebook's unless --language or --lang says another."""
    elsewhere = {"TZ": "Pacific/Chatham", "LC_ALL": "de_DE.UTF-8", "CASECTL_NOW": "2031-01-01T00:00:00Z", **CHINESE}
    for form in ("--html", "--md"):
        first = three.done(*NOVEMBER, form)
        assert three.done(*NOVEMBER, form, **elsewhere) == three.done(*NOVEMBER, form, "--as-of", "HEAD") == first
        chinese = three.done("--lang", "zh", *NOVEMBER, form)
        assert first != chinese == three.done("--lang", "en", *NOVEMBER, form, "--language", "zh")
        assert three.done(*NOVEMBER, form, "--language", "en", **CHINESE) == first
    three.done(*NOVEMBER, "-o", "one.xlsx")
    three.done(*NOVEMBER, "-o", "two.xlsx", "--as-of", "HEAD", **elsewhere)
    assert (three.folder / "one.xlsx").read_bytes() == (three.folder / "two.xlsx").read_bytes()


def test_a_page_stands_by_itself_with_a_table_under_every_picture(three: CliCasebook) -> None:
    """Both languages have the same sections; nothing is loaded, and every tag is closed."""
    english, chinese = (Outline(three.done("--lang", each, *NOVEMBER, "--html")) for each in ("en", "zh"))
    assert (english.open, english.asked, len(english.titles)) == ([], [], len(chinese.titles))
    assert {"Figures", "Early warning", "Received, closed and open", "Definitions"} <= {*english.titles}
    assert {"指标", "预警", "收到、结案与未结", "指标定义"} <= {*chinese.titles}
    page = three.done(*NOVEMBER, "--html")
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert page.count("<svg") == len(re.findall(r"</svg>\n</div>\n<div class=\"wide\"><table>", page)) > 5


def test_a_workbook_has_the_tables_with_numbers_as_numbers(three: CliCasebook) -> None:
    """A sheet for each section, in both languages; shares are shares, and lengths of time are lengths of time."""
    for language, first in (("en", "Figures"), ("zh", "指标")):
        three.done("--lang", language, *NOVEMBER, "-o", f"{language}.xlsx")
        book = CalamineWorkbook.from_path(three.folder / f"{language}.xlsx")
        assert (book.sheet_names[0], len({*book.sheet_names})) == (first, len(book.sheet_names))
    rows = CalamineWorkbook.from_path(three.folder / "en.xlsx").get_sheet_by_index(0).to_python()
    found = {(str(row[0]), str(row[1])): row[2] for row in rows}
    assert (found["Cases received", ""], found["Open at the end", ""]) == (2.0, 3.0)
    assert found["Escalated", ""] == 0
    assert isinstance(found["Age of open cases", "oldest"], timedelta)


def test_a_period_of_no_case_or_of_one_says_so(three: CliCasebook) -> None:
    assert "No case was received in this period" in three.done("report", "--period", "2019-01")
    assert "Only one case was received in this period" in three.done("report", "--period", "2026-10")
    text = three.done(*NOVEMBER)
    assert "so the rest of the period is not counted: the figures are provisional" in text
    assert "| Cases received |  | 2 | 2 |" in text


def test_a_file_is_written_as_a_whole_and_replaced_only_when_asked(three: CliCasebook) -> None:
    """Its ending says what it is."""
    page = three.folder / "report.html"
    assert three.done(*NOVEMBER, "-o", "report.html") == "report.html\n"
    first = page.read_text("utf-8")
    assert first.startswith("<!DOCTYPE html>")
    assert "report.html already exists" in three.refused(2, *NOVEMBER, "--md", "-o", "report.html")
    assert page.read_text("utf-8") == first
    three.done(*NOVEMBER, "--md", "-o", "report.html", "--force")
    assert page.read_text("utf-8").startswith("# ")


def test_what_cannot_be_read_or_must_not_be_shown_is_named(three: CliCasebook) -> None:
    """Private fields are refused; a file that cannot be read is missing from the figures, and exit code 5 says so."""
    assert "customer.name is private" in three.refused(2, *NOVEMBER, "--by", "fields.customer.name")
    for query in ("customer.contact:1", "customer.contact~1", "-customer.contact~1", "title~x or customer.contact~1"):
        assert "customer.contact is private" in three.refused(2, *NOVEMBER, "--where", query), query
    assert "cannot be written as .docx" in three.refused(2, *NOVEMBER, "-o", "report.docx")
    assert "in one of these formats: --html, --md, --xlsx" in three.refused(2, *NOVEMBER, "--html", "--md")
    three.cases[0].write_bytes(b"schema: 1\nid: [\n")
    answer = three.run(*NOVEMBER)
    assert (answer.status, "1 file could not be read; the figures are incomplete." in answer.out) == (5, True)
    assert three.cases[0].name in answer.err


def test_a_file_says_what_is_in_a_report(three: CliCasebook) -> None:
    """Its title, cases, ranks, figures and sections; everything wrong with it is named at once, each at its place."""
    plan = three.folder / "board.yaml"
    plan.write_text(
        "kind: monthly\ntitle: {en: For the board, zh: 董事会月报}\nwhere: owner:ann\nby: [fields.channel]\n"
        "figures: [received, carried]\nsections: [figures, ranks, definitions]\n",
        "utf-8",
    )
    text = three.done("report", "board.yaml", "--period", "2026-11")
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Parcels: For the board, 2026-11", "## Figures", "## Cases received by Channel", "## Definitions"
    ]  # fmt: skip
    assert "| Cases received |  | 1 | 1 |" in text
    assert "Only the cases that match: owner:ann" in text
    assert f"2 of {len(FIGURES)} figures were chosen for this report." in text
    assert "Cases closed" not in text
    assert "董事会月报" in three.done("--lang", "zh", "report", "board.yaml", "--period", "2026-11")
    plan.write_text("kind: yearly\nfigures: [recieved]\nsection: [figures]\n", "utf-8")
    said = three.refused(5, "report", "board.yaml")
    assert all(each in said for each in ("board.yaml:1", "board.yaml:2", "received", "board.yaml:3", "sections"))
    assert three.refused(2, "report", "mothly").count("monthly")
    three.refused(4, "report", "none.yaml")
