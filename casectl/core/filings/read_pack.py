"""A pack is read from its file, with everything wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from casectl.core.filings.measures import (
    BEGUN,
    ENDED,
    POPULATIONS,
    Cases,
    Change,
    Measure,
    MedianDays,
    MedianOf,
    Paid,
    Rate,
    Share,
    Sum,
)
from casectl.core.filings.pack import CHECKS, PARTS, SPANS, VALUES, Box, FilingColumn, Pack, Provision, Section
from casectl.core.values.messages import Finding, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import FileKind, ReaderCodes, SettingsReader
from casectl.core.values.tree import Source

CODE = "F001"
"""The code of whatever is wrong with a pack."""

PACK_FILE = FileKind(PARTS, ReaderCodes(CODE, CODE, CODE, CODE, CODE, empty=CODE))
DECISIONS = ("upheld", "partly", "rejected")
EXTRAS = ("share", "change")
NEEDED = ("yes", "closed", "no")
MEASURES = ("count", "add", "share", "rate", "change", "median_of", "median_days", "redress")


def read_pack(source: Source, name: str) -> tuple[Pack, list[Finding]]:
    """A pack and everything wrong with it; `name` is the file's."""
    reader, top = SettingsReader(PACK_FILE), Node.of(source)
    part = reader.part(top, "filing")
    if (own := reader.text(part.get("filing"), name)) != name:
        reader.report(part["filing"], CODE, msg("the file of the return {name} is {name}.yaml", name=own))
    sections = {key: reader.part(each, "section") for key, each in reader.named(part.get("sections")).items()}
    pack = Pack(
        name,
        reader.words(part.get("title"), name),
        reader.words(part.get("source")),
        reader.words(part.get("verified")),
        reader.words(part.get("unknown")),
        reader.words(part.get("period")),
        spans=_word(reader, part["spans"], SPANS) if "spans" in part else "",
        needs=reader.texts(part.get("needs")),
        clocks=reader.texts(part.get("clocks")),
        folds=tuple((key, _word(reader, each, DECISIONS)) for key, each in reader.mapping(part.get("folds")).items()),
        sections=tuple(_section(reader, key, each, [*sections]) for key, each in sections.items()),
        columns=tuple(_column(reader, key, each) for key, each in reader.named(part.get("columns")).items()),
        cases=_words(reader, part.get("cases"), POPULATIONS),
        provisions=tuple(_provision(reader, key, each) for key, each in reader.mapping(part.get("provisions")).items()),
        checks=_words(reader, part.get("checks"), CHECKS),
    )
    boxes = [f"{section.name}.{box.name}" for section in pack.sections for box in section.boxes]
    for key, each in reader.mapping(part.get("provisions")).items():
        _words(reader, each.mapping.get("evidence"), boxes)
        if not key.replace(".", "").isdecimal():
            reader.report(each, CODE, msg("{name} is not the number of a provision, such as 6.2", name=key))
    return pack, reader.findings


def _section(reader: SettingsReader, name: str, part: dict[str, Node], sections: list[str]) -> Section:
    boxes: dict[str, Box] = {}
    for key, each in reader.named(part.get("boxes")).items():
        box = reader.part(each, "box")
        boxes[key] = Box(key, reader.words(box.get("title"), key), _measure(reader, each, box, boxes, sections))
    return Section(name, reader.words(part.get("title"), name), tuple(boxes.values()), reader.text(part.get("by")),
                   reader.yes(part.get("once")), _words(reader, part.get("with"), EXTRAS))  # fmt: skip


def _measure(
    reader: SettingsReader, node: Node, part: dict[str, Node], above: Mapping[str, Box], sections: list[str]
) -> Measure:
    """The measure of a box; `above` are the boxes before it, which alone it may name."""
    given = [each for each in MEASURES if each in part]
    if len(given) != 1:
        reader.report(node, CODE, msg("a box needs exactly one of {names}", names=list(MEASURES)))
        return Sum((), ())
    match given[0]:
        case "count":
            return _cases(reader, node, part)
        case "add":
            return Sum(_words(reader, part["add"], above), _words(reader, part.get("less"), above))
        case "share":
            return Share(_words(reader, part["share"], above))
        case "rate":
            times = reader.text(part.get("times"), "1000").replace("_", "")
            if not times.isdecimal():
                reader.report(part["times"], CODE, msg("{text} is not a whole number", text=times))
                times = "0"
            return Rate(_word(reader, part["rate"], above), reader.text(part.get("per")), int(times))
        case "change":
            box = _word(reader, part["change"], above)
            return Change(box, above[box].measure if box in above else Sum((), ()))
        case "median_of":
            return MedianOf(_word(reader, part["median_of"], sections))
        case "median_days":
            return MedianDays(_word(reader, part["median_days"], POPULATIONS, "closed"))
    _word(reader, part["redress"], ("paid",))
    return Paid()


def _cases(reader: SettingsReader, node: Node, part: dict[str, Node]) -> Cases:
    population = _word(reader, part["count"], (*POPULATIONS, ENDED, BEGUN), "received")
    clock = reader.text(part.get("clock"))
    if (population in (ENDED, BEGUN)) != bool(clock):
        reader.report(
            node,
            CODE,
            msg("give a clock only together with {ended} or {begun}, which both need one", ended=ENDED, begun=BEGUN),
        )
        return Cases("received")
    in_time, late = reader.texts(part.get("in_time")), reader.texts(part.get("late"))
    decisions = _words(reader, part.get("decision"), DECISIONS)
    return Cases(population, clock, decisions, in_time, late, reader.text(part.get("has")))


def _column(reader: SettingsReader, name: str, node: Node) -> FilingColumn:
    part = reader.part(node, "column")
    codes = tuple((word, reader.text(each)) for word, each in reader.mapping(part.get("codes")).items())
    return FilingColumn(
        name,
        reader.words(part.get("title"), name),
        reader.text(part.get("number")),
        _word(reader, part["value"], VALUES) if "value" in part else "",
        reader.text(part.get("field")),
        _word(reader, part["needed"], NEEDED) if "needed" in part else "",
        codes,
    )


def _provision(reader: SettingsReader, number: str, node: Node) -> Provision:
    part = reader.part(node, "provision")
    return Provision(number, reader.words(part.get("requires"), number), reader.texts(part.get("evidence")))


def _word(reader: SettingsReader, node: Node, allowed: Collection[str], default: str = "") -> str:
    return reader.word(node, allowed, default)


def _words(reader: SettingsReader, node: Node | None, allowed: Collection[str]) -> tuple[str, ...]:
    """A list of allowed words, or a single one."""
    return tuple(_known(reader, node, allowed))


def _known(reader: SettingsReader, node: Node | None, allowed: Collection[str]) -> Iterator[str]:
    for each in reader.items(node):
        if found := _word(reader, each, allowed):
            yield found
