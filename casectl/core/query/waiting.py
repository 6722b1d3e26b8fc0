"""Which cases may have what waits for a decision, a record or an answer, as the index is asked for them."""

from __future__ import annotations

from casectl.core.case.owed import INSTRUCTION
from casectl.core.query.clause import Clause, both, one_of, owes
from casectl.core.query.selection import Selection

IMPROVEMENT = "improvement"
"""The template of the records that gather complaints of one root cause."""
WAITS = Clause("waits > 0 OR inspected > 0")
"""Something may wait for a second person, or somebody is told of their own work."""
CAUSED = Selection(Clause("cause <> '' OR template = ?", (IMPROVEMENT,)))
"""They have a root cause, or gather those that have it."""
INSTRUCTED = owes(both([one_of("kind", (INSTRUCTION,))]))
"""An instruction is open."""
