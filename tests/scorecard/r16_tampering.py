"""R16: every way of tampering with a history is found, and its commit named; honest histories have no finding, neither
by `check` nor by `check --base` nor by `verify`.
"""

from __future__ import annotations

import shutil

from tests.scorecard.figure import Score
from tests.scorecard.ground import Book, Ground
from tests.scorecard.honest import Honest, Job, alarms, jobs
from tests.scorecard.merge_tampering import MERGE_KINDS
from tests.scorecard.signed_tampering import SIGNED_KINDS
from tests.scorecard.tampering import KINDS, MISSED, Tamper, prepared
from tests.scorecard.two_at_a_time import two_at_a_time

EVERY_KIND = {**SIGNED_KINDS, **MERGE_KINDS, **KINDS}
SHORT = 10
"""Characters of a commit's id that people see."""


def measure(ground: Ground) -> Score:
    """Every kind in each of its forms; then honest histories."""
    missed = [f"{kind}/{form}: {fault}" for kind, forms in EVERY_KIND.items() for form, tamper in forms.items()
              if (fault := _not_found(prepared(ground.book()), tamper))]  # fmt: skip
    found = len(EVERY_KIND) - len({each.partition("/")[0] for each in missed})
    histories = jobs(ground, ground.size(500, 12))
    raised = [fault for faults in two_at_a_time(_alarms, histories) for fault in faults]
    listed = f" ({'; '.join([*missed, *raised][:6])})" if missed or raised else ""
    return Score(
        f"{found} of {len(EVERY_KIND)} kinds found with their commit, {len(raised)} false alarms in {len(histories)}"
        f" honest histories{listed}",
        len(missed) + len(raised),
    )


def control(ground: Ground) -> Score:
    """What `git log` shows of the kinds that are made to hide from it."""
    missed = 0
    for kind, is_missed in MISSED.items():
        book = prepared(ground.book())
        next(iter(EVERY_KIND[kind].values()))(book)
        missed += is_missed(book)
    return Score(f"git log misses {missed} of {len(MISSED)}", missed)


def _not_found(book: Book, tamper: Tamper) -> str:
    """Why a fault does not count as found; "" if it does."""
    commit = tamper(book)
    done = book.forked("verify")
    lines = [line for line in done.out.splitlines() if commit[:SHORT] in line]
    shutil.rmtree(book.folder.parent)
    if done.code != 1:
        return f"exit {done.code} {done.err.strip()[-100:]}"
    return "" if lines else f"commit {commit[:SHORT]} is not named: {done.out[:200]}"


def _alarms(job: Job) -> list[str]:
    """What is found in an honest history."""
    ground, number = job
    found = [f"history {number}: {fault}" for fault in alarms(Honest(ground, number).live())]
    shutil.rmtree(ground.folder)
    return found
