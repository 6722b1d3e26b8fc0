"""The table of returns, a row for each."""

from __future__ import annotations

from casectl.core.figures.filing import FilingPack
from casectl.core.figures.housing import TSM
from casectl.core.figures.ko41a import KO41A

PACKS: dict[str, FilingPack] = {row.name: row for row in (KO41A, TSM)}
"""Every return by its name."""
