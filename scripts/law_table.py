"""docs/law.md: the rules of the law and the ways in which each was tried, from the rows that the tests run over."""

from __future__ import annotations

from casectl.core.law.table import RULES
from tests.core.law.broken import BROKEN, Broken
from tests.core.law.ways import COLUMNS

SAME, JOURNAL = "=", "j"
HEAD = """\
# The law by every way

`make docs` writes this page from the rows of `tests/core/law/broken.py`; `tests/core/law/test_ways.py` runs every cell.

Each rule of the law has its smallest case: an event that breaks that rule and as little else as can be. It is tried by
every way in which an event can come into the record, and the verdict must be the same: the rule's own sentence, in the
refusal of a verb or in what `casectl check` finds.

| Way | What is done |
| --- | --- |
"""
LEGEND = """
In the table `=` is the same sentence; `j` is a refusal whatever the event is: `adopt` records edits of fields and of
the header, and no event that somebody typed into a journal. A number is a way in which that rule is not broken, with
the reason below.

History that came with an import is another system's: of these rules those marked `import` judge it too, and the others
count it as "imported, not judged". What is done here with an imported case is judged like everything else, which is the
column *imported*.
"""


def law_page() -> str:
    """The whole page."""
    reasons = list(dict.fromkeys(why for row in BROKEN.values() for why in row.not_by.values()))
    ways = [f"| *{way}* | {what} |" for way, what in COLUMNS.items()]
    titles = ["Code", "What is required", "What is said of the smallest case", *COLUMNS]
    rows = [_line(titles), _line(["---"] * len(titles)), *(_rule(name, reasons) for name in _by_code())]
    notes = [f"{number}. {why}" for number, why in enumerate(reasons, 1)]
    return HEAD + "\n".join(ways) + "\n" + LEGEND + "\n" + "\n".join(rows) + "\n\n" + "\n".join(notes) + "\n"


def _by_code() -> list[str]:
    return sorted(RULES, key=lambda name: RULES[name].code)


def _rule(name: str, reasons: list[str]) -> str:
    rule, row = RULES[name], BROKEN[name]
    code = f"`{rule.code}`" + (" import" if rule.of_imports else "")
    return _line([code, str(rule.demands), f"… {row.says} …", *(_cell(row, way, reasons) for way in COLUMNS)])


def _cell(row: Broken, way: str, reasons: list[str]) -> str:
    if way in row.not_by:
        return str(reasons.index(row.not_by[way]) + 1)
    return SAME if row.says_so_by(way) else JOURNAL


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
