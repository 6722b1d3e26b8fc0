"""CH01 and CH02 of the Regulator of Social Housing: complaints per 1,000 homes, and how many were answered in time."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.figures.estimates import percent
from casectl.core.figures.filing import Filed, FilingFault, FilingPack, FilingRow
from casectl.core.history.life import ClockRun, Life
from casectl.core.values.messages import msg

_STAGES = (("stage_1", "acknowledge"), ("stage_2", "acknowledge_2"))
"""The clocks of the template uk-housing: by when a stage is answered, and by when it is acknowledged."""


def _rows(filed: Filed) -> Iterator[FilingRow]:
    homes = _homes(filed)
    for stage, acknowledge in _STAGES:
        received = _received(filed, stage, acknowledge)
        answered = [case for case in filed.sample.seen if _run(filed, case.life, stage)]
        in_time = [case.id for case in answered if _in_time(filed, case.life, stage, acknowledge)]
        ids = tuple(sorted(case.id for case in answered))
        yield FilingRow(stage, "received", len(received), tuple(received))
        yield FilingRow(stage, "ch01", round(len(received) / homes * 1000, 1) if homes else None, tuple(received))
        yield FilingRow(stage, "answered", len(ids), ids)
        yield FilingRow(stage, "answered_in_time", len(in_time), tuple(sorted(in_time)))
        yield FilingRow(stage, "ch02", percent(len(in_time), len(ids)), ids)


def _received(filed: Filed, stage: str, acknowledge: str) -> list[str]:
    """The cases that came to a stage in the period: received, or its first clock begun."""
    if stage == "stage_1":
        return sorted(case.id for case in filed.sample.received)
    sample = filed.sample
    return sorted(
        case.id for case in sample.seen for run in case.life.runs
        if run.clock == acknowledge and sample.since <= run.moves[0][0] < sample.until
    )  # fmt: skip


def _run(filed: Filed, life: Life, clock: str) -> ClockRun | None:
    """The run of a clock that was answered in the period."""
    sample = filed.sample
    ended = (each for each in life.runs if each.clock == clock and each.stopped is not None and each.verdict in _ENDED)
    return next((each for each in ended if sample.since <= (each.stopped or 0) < sample.until), None)


_ENDED = ("met", "late")


def _in_time(filed: Filed, life: Life, stage: str, acknowledge: str) -> bool:
    """Whether a stage was acknowledged in time, too."""
    run = _run(filed, life, stage)
    acknowledged = [each.verdict for each in life.runs if each.clock == acknowledge and each.stopped is not None]
    return run is not None and run.verdict == "met" and "late" not in acknowledged


def _homes(filed: Filed) -> float:
    text = filed.settings.get("homes", "")
    return float(text) if text.isdecimal() else 0.0


def _faults(filed: Filed) -> Iterator[FilingFault]:
    if not _homes(filed):
        why = msg("the number of homes is missing: filings: {{tsm: {{homes: 1200}}}} in casectl.yaml")
        yield FilingFault("", why)
    for case in filed.sample.received:
        if not any(run.clock == "stage_1" or run.clock == "acknowledge" for run in case.life.runs):
            yield FilingFault(case.id, msg("it has no clock of stage 1: its template is not uk-housing"))


TSM = FilingPack(
    "tsm",
    msg("Tenant satisfaction measures CH01 and CH02 (Regulator of Social Housing)"),
    msg("the formula from published data files; the Direction of 2026 was not seen in its final text"),
    msg("from a secondary source"),
    msg("whether the final Direction counts otherwise; which homes count"),
    (),
    ("homes",),
    _rows,
    _faults,
)
