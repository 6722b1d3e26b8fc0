"""The folders of cases: of case files one per year and month, so that folders stay small; of what is attached one per
case. Imports nothing, to load fast.
"""

from __future__ import annotations

CASES = "cases"
ATTACHMENTS = "attachments"


def attached_to(path: str) -> str:
    """The id of the case to whose folder a path below attachments/ belongs; "" for any other path."""
    top, _, rest = path.partition("/")
    return rest.partition("/")[0] if top == ATTACHMENTS else ""


def year_of(digits: str) -> str:
    """The full year for the two digits in an id."""
    return ("19" if digits >= "70" else "20") + digits
