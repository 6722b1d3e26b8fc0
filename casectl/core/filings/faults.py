"""What keeps a return from being right: in a case, or in the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from casectl.core.filings.boxes import boxes_of
from casectl.core.filings.filed import CAUSE, Filed
from casectl.core.filings.pack import ANSWER, REPORTABLE, Pack, cases_of, value_in
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import NamedTuple


class FilingFault(NamedTuple):
    """What keeps a return from being right: in a case, or "" in the whole."""

    case: str
    what: Message


def faults_of(pack: Pack, filed: Filed, left_out: Mapping[str, str]) -> Iterator[FilingFault]:
    """Everything that keeps a return from being right; `left_out` are cases that are not reported, with the reason."""
    yield from _settings(pack, filed)
    field = filed.settings.get(REPORTABLE, REPORTABLE)
    for case, why in left_out.items():
        if not why.strip():
            yield FilingFault(case, msg("it is not reported, and {field} does not say why", field=f"{field}_reason"))
    yield from _clocks(pack, filed)
    yield from _causes(pack, filed)
    yield from _sections(pack, filed)
    yield from _columns(pack, filed)
    for name in pack.checks:
        yield from _CHECKS[name](pack, filed)


def _settings(pack: Pack, filed: Filed) -> Iterator[FilingFault]:
    """What the settings lack, or name without the return having it."""
    for name in filed.settings:
        if name not in (*pack.settable, REPORTABLE):
            what = msg("{name} in filings: is not a section of {filing}; known: {known}", name=name, filing=pack.name,
                       known=[*pack.settable, REPORTABLE])  # fmt: skip
            yield FilingFault("", what)
    for name in pack.needs:
        if not filed.number(name):
            what = msg("the number {name} is missing: add filings: {example} to casectl.yaml", name=name,
                       example=f"{{{pack.name}: {{{name}: 1200}}}}")  # fmt: skip
            yield FilingFault("", what)
    for name, _ in pack.fields():
        if not filed.settings.get(name):
            what = msg("no field is named for {name}: add filings: {example} to casectl.yaml", name=name,
                       example=f"{{{pack.name}: {{{name}: FIELD}}}}")  # fmt: skip
            yield FilingFault("", what)


def _clocks(pack: Pack, filed: Filed) -> Iterator[FilingFault]:
    for case in filed.sample.received:
        if pack.clocks and not any(run.clock in pack.clocks for run in case.life.runs):
            what = msg(
                "it has none of the clocks {clocks}; its template is not one for this return", clocks=list(pack.clocks)
            )
            yield FilingFault(case.id, what)


def _causes(pack: Pack, filed: Filed) -> Iterator[FilingFault]:
    """Root causes of the period that the return has no name for, where others have one."""
    if CAUSE in filed.settings.values():
        for case in {case.id: case for case in (*filed.sample.received, *cases_of(pack, filed))}.values():
            if case.life.cause in filed.unnamed:
                what = msg("its root cause {cause} has no name in the return: add maps: {example} to casectl.yaml",
                           cause=case.life.cause, example=f"{{{pack.name}: NAME}}")  # fmt: skip
                yield FilingFault(case.id, what)


def _sections(pack: Pack, filed: Filed) -> Iterator[FilingFault]:
    """New cases that are in no box of a section, or in several where one is allowed."""
    sections = [each for each in pack.sections if each.by and filed.settings.get(each.name)]
    for case in filed.sample.received:
        for each in sections:
            words = filed.words(case, each.name)
            if not words:
                yield FilingFault(case.id, msg("it has nothing for the section {section} ({field})",
                                               section=each.name, field=filed.settings[each.name]))  # fmt: skip
            elif len(words) > 1 and each.once:
                yield FilingFault(case.id, msg("it is in several boxes of the section {section}", section=each.name))


def _columns(pack: Pack, filed: Filed) -> Iterator[FilingFault]:
    """Cases without what a column needs."""
    for case in cases_of(pack, filed):
        for each in pack.columns:
            named = each.value or filed.settings.get(each.name)
            needed = each.needed == "yes" or (each.needed == "closed" and case.last.is_over)
            if needed and named and not value_in(each, filed, case):
                yield FilingFault(case.id, msg("it has nothing for the column {column} ({field})",
                                               column=each.name, field=named))  # fmt: skip


def _decided(_: Pack, filed: Filed) -> Iterator[FilingFault]:
    for each in filed.sample.closed:
        if not filed.decided(each):
            yield FilingFault(each.id, msg("it was closed without a decision: upheld, partly upheld or not upheld"))


def _not_reopened(_: Pack, filed: Filed) -> Iterator[FilingFault]:
    for each in filed.sample.seen:
        if each.reopenings:
            yield FilingFault(each.id, msg("it was reopened in the period, for which the return has no box"))


def _carried(pack: Pack, filed: Filed) -> Iterator[FilingFault]:
    carried = next((row.value for row in boxes_of(pack, filed) if row.item == "carried_forward"), None)
    if carried != len(filed.sample.open):
        yield FilingFault("", msg("the return carries {carried} forward, but {open} are open",
                                  carried=str(carried), open=len(filed.sample.open)))  # fmt: skip


def _answered(pack: Pack, filed: Filed) -> Iterator[FilingFault]:
    complies = ANSWER[0]
    for each in pack.provisions:
        answer = filed.settings.get(f"{each.number}.{complies}", "")
        if answer not in ("yes", "no"):
            example = f'{{{pack.name}: {{"{each.number}": {{{complies}: yes, evidence: …}}}}}}'
            yield FilingFault("", msg("provision {provision} has no answer: add filings: {example} to casectl.yaml",
                                      provision=each.number, example=example))  # fmt: skip
        elif answer == "no" and not filed.settings.get(f"{each.number}.commentary"):
            yield FilingFault("", msg("provision {provision} is not complied with, and no commentary says why",
                                      provision=each.number))  # fmt: skip


_CHECKS: dict[str, Callable[[Pack, Filed], Iterator[FilingFault]]] = {
    "decided": _decided, "not_reopened": _not_reopened, "carried": _carried, "answered": _answered,
}  # fmt: skip
