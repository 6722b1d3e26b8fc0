"""R16: every way of tampering with a history is found, and its commit named; honest histories have no finding."""

from __future__ import annotations

import random
import shutil

from tests.scorecard.figure import Score
from tests.scorecard.ground import Book, Ground
from tests.scorecard.honest import some_history
from tests.scorecard.signed_tampering import SIGNED_KINDS
from tests.scorecard.tampering import KINDS, MISSED, Tamper, prepared

SHORT = 10
"""Characters of a commit's id that people see."""


def measure(ground: Ground) -> Score:
    """Every kind in each of its forms; then honest histories."""
    kinds = {**SIGNED_KINDS, **KINDS}
    missed = [f"{kind}/{form}: {fault}" for kind, forms in kinds.items() for form, tamper in forms.items()
              if (fault := _not_found(prepared(ground.book()), tamper))]  # fmt: skip
    found = len(kinds) - len({each.partition("/")[0] for each in missed})
    histories = ground.size(200, 8)
    alarms = [fault for number in range(histories) if (fault := _alarm(ground, number))]
    listed = f" ({'; '.join([*missed, *alarms][:6])})" if missed or alarms else ""
    return Score(
        f"{found} of {len(kinds)} kinds found with their commit, {len(alarms)} false alarms in {histories} honest"
        f" histories{listed}",
        len(missed) + len(alarms),
    )


def control(ground: Ground) -> Score:
    """What `git log` shows of the kinds that are made to hide from it."""
    missed = 0
    for kind, is_missed in MISSED.items():
        book = prepared(ground.book())
        next(iter(KINDS[kind].values()))(book)
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


def _alarm(ground: Ground, number: int) -> str:
    """What is found in an honest history; "" if nothing is."""
    book = some_history(ground.book(), random.Random(f"{ground.seed} R16 {number}"))
    done = book.forked("verify")
    shutil.rmtree(book.folder.parent)
    return f"history {number}: exit {done.code} {done.out[:200]} {done.err[-200:]}" if done.code else ""
