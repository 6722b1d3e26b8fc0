"""The scorecard: `python -m tests.scorecard [--quick] [--seed N] [R3 ...]`.

A line a figure, those that fail once more at the end; the exit code is 1 if any fails, or if there are fewer than
there should be. What this machine cannot measure is a failure in the full profile, and named in the quick one.
"""

from __future__ import annotations

import argparse
import faulthandler
import sys
import tempfile
import time
from pathlib import Path

from tests.scorecard.figure import line
from tests.scorecard.ground import lay_ground
from tests.scorecard.machine import pace
from tests.scorecard.table import EXPECTED, FIGURES

STUCK_SECONDS = 1200
"""A figure of the quick profile that takes so long is stuck: where is printed, and the run has failed."""


def main(words: list[str]) -> int:
    """Measure the figures asked for, all by default; the exit code."""
    parser = argparse.ArgumentParser(prog="scorecard", description="Prove what casectl promises, from outside.")
    parser.add_argument("figures", nargs="*", metavar="R", help="only these figures, such as R3")
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes, in about four minutes")
    parser.add_argument("--seed", type=int, default=20261122, help="what everything random follows from")
    asked = parser.parse_args(words)
    chosen = [figure for figure in FIGURES if not asked.figures or figure.id in asked.figures]
    print(f"scorecard: {'quick' if asked.quick else 'full'} profile, seed {asked.seed}", flush=True)
    passed, failed, unmeasured = 0, [], []
    with tempfile.TemporaryDirectory(prefix="casectl-scorecard-", ignore_cleanup_errors=True) as name:
        ground = lay_ground(Path(name).resolve(), quick=asked.quick, seed=asked.seed)
        for figure in chosen:
            began = time.monotonic()
            if asked.quick:
                faulthandler.dump_traceback_later(STUCK_SECONDS, exit=True, file=2)
            said, good = line(figure, ground)
            print(f"{said} [{time.monotonic() - began:.0f} s]", flush=True)
            passed += bool(good)
            failed += [said] if good is False else []
            unmeasured += [figure.id] if good is None else []
    faulthandler.cancel_dump_traceback_later()
    wanted = len(asked.figures) or EXPECTED
    beside = f"; not measurable here: {', '.join(unmeasured)}" if unmeasured else ""
    print(f"scorecard: {passed} of {wanted} figures pass{beside} ({pace()})", *failed, sep="\n")
    return int(passed + len(unmeasured) < wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
