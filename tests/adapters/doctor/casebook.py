"""A casebook that doctor examines."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from casectl.actions.doctor import doctor
from casectl.adapters.doctor import checks
from casectl.adapters.files.work_tree import WorkTree
from casectl.core.checks.health import HealthReport

AT = datetime(2026, 11, 21, 9, 12, 33, tzinfo=UTC)


CASE = "cases/C-1.yaml"


INDEX = ".git/casectl/index.sqlite3"


def examined(book: Path, *, fix: bool = False) -> HealthReport:
    return doctor(checks.health_checks(book, WorkTree(book), book / INDEX), fix=fix)


def codes(report: HealthReport) -> list[str]:
    return [trouble.code for trouble in report.problems]


def _old(path: Path) -> None:
    os.utime(path, (time.time() - 7200, time.time() - 7200), follow_symlinks=False)
