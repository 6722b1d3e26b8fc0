"""The views of `filing`: what is in a return, what keeps it from being right, and which returns there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo

from casectl.core.filings.boxes import FilingRow
from casectl.core.filings.faults import FilingFault
from casectl.core.filings.pack import SPANS, Pack
from casectl.core.filings.report import FilingReport
from casectl.core.time.instants import format_instant, to_the_minute
from casectl.core.values.masking import masked as masked_text
from casectl.core.values.messages import Message, counted, msg
from casectl.core.values.messages import Value as Text
from casectl.core.values.nearest import a_few
from casectl.render.language import _, translate
from casectl.render.view import Cell, Cells, Column, Row, Value, View, table
from casectl.render.views.values import as_of_note, text_or_none, translated

_EXTRAS = {"share": msg("{box}, % of all"), "change": msg("{box}, change in %")}


def contents(report: FilingReport, zone: tzinfo, *, reveal: bool = False) -> View:
    """What is in the return: a row for each case, each provision or each box, as the return has them.

    Values of private columns are masked unless `reveal`.
    """
    if report.pack.columns:
        return _lines(report, zone, frozenset() if reveal else report.private)
    return _answers(report, zone) if report.pack.provisions else _boxes(report, zone)


def _boxes(report: FilingReport, zone: tzinfo) -> View:
    """A row for each box, beside what it had when it was filed."""
    before = None if report.before is None else {(row.section, row.item): row.value for row in report.before.boxes}
    columns = (
        Column("section", _("Section")),
        Column("item", _("Box"), keep=True),
        Column("value", _("Value"), "right", keep=True),
        Column("cases", _("Which cases"), detail=True),
        *((Column("filed", _("As filed"), "right"), Column("restated", _("Changed"))) if before is not None else ()),
    )
    titles = _titles(report)
    rows: list[Row] = [
        {
            "section": Cell(row.section, translate(titles.get((row.section, ""), row.section))),
            "item": Cell(row.item, _item(row.item, titles, row.section)), "value": row.value,
            "cases": ", ".join(row.cases),
            **(_restated(before, (row.section, row.item), row.value) if before is not None else {}),
        }
        for row in report.now.boxes
    ]  # fmt: skip
    notes = (*_notes(report, zone), *_wrong(report))
    return View("filing", columns, rows, notes, report.unreadable, more=_about(report, zone))


def _titles(report: FilingReport) -> dict[tuple[str, str], Text]:
    """What sections ("" for the whole) and boxes are called."""
    own = {(section.name, box.name): box.title for section in report.pack.sections for box in section.boxes}
    return {**report.titles, **own, **{(each.name, ""): each.title for each in report.pack.sections}}


def _item(item: str, titles: Mapping[tuple[str, str], Text], section: str) -> str:
    """A box by its title; what is said of another box, after the name of that one."""
    name, _colon, part = item.partition(":")
    title = translate(titles.get((section, name), titles.get((section, item), name)))
    if part in _EXTRAS:
        return _(_EXTRAS[part].text).format(box=title)
    return f"{title} ({part})" if part else title


def _restated(before: Mapping[tuple[str, str], Value], box: tuple[str, str], now: Value) -> Row:
    then = before.get(box, 0)
    return {"filed": then, "restated": then != now}


def _lines(report: FilingReport, zone: tzinfo, masked: frozenset[str]) -> View:
    """A row for each case; beside what was filed, those that were added, changed or are gone."""
    now, then = report.now.lines, report.before.lines if report.before else None
    columns = (
        *(Column(each.name, translate(each.title), keep=not number) for number, each in enumerate(report.pack.columns)),
        *((Column("restated", _("Changed"), keep=True),) if then is not None else ()),
    )
    rows: list[Row] = [
        {**_line(now.get(case) or (then or {})[case], masked),
         **({"restated": _difference(now.get(case), then.get(case))} if then is not None else {})}
        for case in sorted({*now, *(then or {})})
    ]  # fmt: skip
    hidden = (msg("private values are masked: {names}; --reveal shows them", names=sorted(masked)),)
    notes = (*(hidden if masked else ()), *(*_notes(report, zone), *_wrong(report)))
    return View("filing-cases", columns, rows, notes, report.unreadable, more=_about(report, zone))


def _line(line: Mapping[str, str], masked: frozenset[str]) -> Row:
    return {name: text_or_none(masked_text(text) if name in masked else text) for name, text in line.items()}


_DIFFERENCES = {"": msg("no"), "added": msg("added"), "removed": msg("removed"), "changed": msg("changed")}


def _difference(now: Mapping[str, str] | None, then: Mapping[str, str] | None) -> Cell:
    word = "" if now == then else "added" if then is None else "removed" if now is None else "changed"
    return Cell(word, translate(_DIFFERENCES[word]))


def _answers(report: FilingReport, zone: tzinfo) -> View:
    """A row for each provision, with the answer that casectl.yaml gives and the boxes that are evidence for it."""
    columns = (
        Column("provision", _("Provision"), keep=True),
        Column("requires", _("Requirement")),
        Column("complies", _("Complies"), keep=True),
        Column("evidence", _("Evidence")),
        Column("commentary", _("Commentary"), detail=True),
    )
    boxes = {f"{row.section}.{row.item}": row for row in report.now.boxes}
    rows: list[Row] = [
        {
            "provision": each.number, "requires": translated(each.requires), **_answer(report, each.number),
            "evidence": _evidence(report, each.number, [boxes[name] for name in each.evidence if name in boxes]),
        }
        for each in report.pack.provisions
    ]  # fmt: skip
    return View("filing-provisions", columns, rows, (*_notes(report, zone), *_wrong(report)), report.unreadable,
                more=_about(report, zone))  # fmt: skip


_YES = {"yes": msg("yes"), "no": msg("no")}


def _answer(report: FilingReport, number: str) -> Row:
    complies = report.settings.get(f"{number}.complies", "")
    said = Cell(complies == "yes", translate(_YES[complies])) if complies in _YES else None
    return {"complies": said, "commentary": text_or_none(report.settings.get(f"{number}.commentary", ""))}


def _evidence(report: FilingReport, number: str, boxes: Iterable[FilingRow]) -> Value:
    """What casectl.yaml says, and the figures."""
    typed, titles = report.settings.get(f"{number}.evidence", ""), _titles(report)
    figures = [(row, "–" if row.value is None else row.value) for row in boxes]
    plain = "; ".join([*filter(None, [typed]), *(f"{row.section}.{row.item}: {value}" for row, value in figures)])
    shown = _("; ").join([*filter(None, [typed]), *(
        f"{_item(row.item, titles, row.section)} {value}" for row, value in figures)])  # fmt: skip
    return Cell(plain, shown) if plain else None


def problems(report: FilingReport, zone: tzinfo) -> View:
    """A row for each thing that keeps the return from being right; of a case, or of the whole."""
    cells: Cells[FilingFault] = {
        Column("id", _("Case"), keep=True): lambda each: text_or_none(each.case),
        Column("problem", _("Problem"), keep=True): lambda each: Cell(str(each.what), translate(each.what)),
    }
    columns, rows = table(report.faults, cells)
    found = (msg("no problems found in the return"),) if not rows else ()
    return View("filing-check", columns, rows, (*found, *_notes(report, zone)), report.unreadable,
                more=_about(report, zone))  # fmt: skip


def packs(known: Iterable[Pack]) -> View:
    """A row for each return that is known, with where its rules are from."""
    columns = (
        Column("name", _("Name"), keep=True), Column("title", _("Title")),
        Column("period", _("Period"), spare=True), Column("source", _("Source"), spare=True),
        Column("verified", _("Verified"), detail=True), Column("unknown", _("Not known"), detail=True),
    )  # fmt: skip
    names = [each.name for each in columns if each.name != "name"]
    rows: list[Row] = [{"name": each.name, **{key: translated(getattr(each, key)) for key in names}} for each in known]
    return View("filings", columns, rows)


def _notes(report: FilingReport, zone: tzinfo) -> tuple[Message, ...]:
    return tuple(_notes_on(report, zone))


def _notes_on(report: FilingReport, zone: tzinfo) -> Iterator[Message]:
    pack, left_out = report.pack, report.now.left_out
    if pack.spans in SPANS and not SPANS[pack.spans].fits(report.period):
        yield msg("this return is for {periods}; {period} is a different kind of period", periods=pack.period,
                  period=report.period.name)  # fmt: skip
    if report.is_nil:
        yield msg("nil return: there is nothing to report in {period}", period=report.period.name)
    if restated := [*report.restated()]:
        yield msg("changed since it was filed: {cases}", cases=a_few(restated))
    if left_out:
        yield counted("{count} case is not reported: {cases}", "{count} cases are not reported: {cases}", len(left_out),
                      cases=a_few([*left_out]))  # fmt: skip
    if dict(pack.folds).get("partly") == "upheld":
        yield msg("partly upheld counts as upheld in this return")
    yield as_of_note(report.period.name, to_the_minute(report.at, zone), is_running=report.provisional)
    if str(pack.period):
        yield msg("made for: {period}", period=pack.period)
    yield msg("source: {source}; {verified}", source=pack.source, verified=pack.verified)
    yield msg("not known: {unknown}", unknown=pack.unknown)


def _wrong(report: FilingReport) -> Iterator[Message]:
    """That the return is wrong: whoever files it need not have asked."""
    if report.faults:
        yield counted(
            "{count} problem in this return: --check lists it",
            "{count} problems in this return: --check lists them",
            len(report.faults),
        )


def _about(report: FilingReport, zone: tzinfo) -> dict[str, Value]:
    pack = report.pack
    return {
        "name": pack.name, "period": report.period.name, "as_of": format_instant(report.at, zone),
        "provisional": report.provisional,
        "source": str(pack.source), "verified": str(pack.verified), "unknown": str(pack.unknown),
        "nil": report.is_nil, "not_reported": [*report.now.left_out],
        **({"restated": [*report.restated()]} if report.before else {}),
    }  # fmt: skip
