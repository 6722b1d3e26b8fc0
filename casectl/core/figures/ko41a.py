"""KO41a, the yearly return of written complaints to NHS England: totals that cross-foot, and sections of new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from casectl.core.figures.customers import decision
from casectl.core.figures.filing import CAUSE, Filed, FilingFault, FilingPack, FilingRow
from casectl.core.figures.sample import Seen
from casectl.core.values.messages import msg

_ONE = ("age", "status")
"""Sections in which each new complaint is once; in the others at least once."""
_SECTIONS = (("age", "age"), ("status", "status"), ("service", "service"), ("subject", CAUSE),
             ("profession", "profession"))  # fmt: skip
_RESOLVED = {"upheld": "upheld", "partly": "partly_upheld", "rejected": "not_upheld"}


def _rows(filed: Filed) -> Iterator[FilingRow]:
    sample = filed.sample
    brought, new = [each.id for each in sample.seen if each.was_open], [each.id for each in sample.received]
    resolved = {item: [each.id for each in sample.closed if decision(each) == word] for word, item in _RESOLVED.items()}
    yield _row("totals", "brought_forward", brought)
    yield _row("totals", "new", new)
    for item, cases in resolved.items():
        yield _row("totals", item, cases)
    yield FilingRow("totals", "carried_forward", len(brought) + len(new) - sum(map(len, resolved.values())))
    for section, _field in _SECTIONS:
        yield from _section(filed, section)


def _section(filed: Filed, section: str) -> Iterator[FilingRow]:
    """The boxes of a section, with 0 in those that no new complaint is in."""
    found: dict[str, list[str]] = {word: [] for word in filed.choices.get(section, ())}
    for each in filed.sample.received:
        for word in filed.words(each.id, each.life.cause, section):
            found.setdefault(word, []).append(each.id)
    for word, cases in found.items():
        yield _row(section, word, cases)


def _row(section: str, item: str, cases: list[str]) -> FilingRow:
    return FilingRow(section, item, len(cases), tuple(sorted(cases)))


def _faults(filed: Filed) -> Iterator[FilingFault]:
    for each in filed.sample.received:
        yield from _unplaced(filed, each)
    for each in filed.sample.closed:
        if not decision(each):
            yield FilingFault(each.id, msg("it was closed without a decision: upheld, partly upheld or not upheld"))
    for each in filed.sample.seen:
        if each.reopenings:
            yield FilingFault(each.id, msg("it was reopened in the period, for which the return has no box"))
    totals = {row.item: int(row.value or 0) for row in _rows(filed) if row.section == "totals"}
    open_ones = len(filed.sample.open)
    if totals["carried_forward"] != open_ones:
        carried = totals["carried_forward"]
        yield FilingFault("", msg("{carried} are carried forward by the return, and {open} are open",
                                  carried=carried, open=open_ones))  # fmt: skip


def _unplaced(filed: Filed, each: Seen) -> Iterator[FilingFault]:
    counts = Counter({section: len(filed.words(each.id, each.life.cause, section)) for section, _ in _SECTIONS})
    for section, _field in _SECTIONS:
        field = filed.settings.get(section, section)
        if not counts[section]:
            yield FilingFault(each.id, msg("it has nothing for the section {section} ({field})",
                                           section=section, field=field))  # fmt: skip
        elif counts[section] > 1 and section in _ONE:
            yield FilingFault(each.id, msg("it is in several boxes of the section {section}", section=section))


KO41A = FilingPack(
    "ko41a",
    msg("KO41a: written complaints about hospital and community health services (NHS England)"),
    msg("NHS England Digital, guidance on KO41a"),
    msg("the rules by which it cross-foots were read there; its list of codes was not"),
    msg(
        "the codes of the boxes: each has the value of your field, or the name that maps: {{ko41a: …}} gives a root"
        " cause; compare them with the form"
    ),
    _SECTIONS,
    (),
    _rows,
    _faults,
)
