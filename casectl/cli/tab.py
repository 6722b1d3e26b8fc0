"""What a shell asks at the commonest tab: ``casectl VERB C-26…``. It is answered before click is loaded.

Everything else that a shell asks, click answers, in the same words.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from casectl.adapters.files.case_names import case_names

CASE_FIRST = frozenset(
    (
        *(
            "accept",
            "adopt",
            "advance",
            "assign",
            "attach",
            "audit",
            "confirm",
            "contact",
            "due",
            "edit",
            "escalate",
            "explain",
        ),
        *(
            "extend",
            "handoff",
            "link",
            "merge",
            "note",
            "override",
            "pause",
            "reconcile",
            "reopen",
            "restart",
            "resume",
            "return",
        ),
        *("retype", "set", "show", "similar", "split", "undo"),
    )
)
"""The verbs whose first word is a case."""

_LINES = {"bash_complete": "plain,{}", "fish_complete": "plain,{}", "zsh_complete": "plain\n{}\n_"}
"""How click's scripts for the shells want each word."""


def answered(env: Mapping[str, str]) -> bool:
    """Whether a shell asked for the ids of cases, which are then on stdout."""
    shell, place = env.get("_CASECTL_COMPLETE", ""), env.get("COMP_CWORD", "")
    words = env.get("COMP_WORDS", "").split()
    typed = words[2] if len(words) == 3 else ""
    if shell not in _LINES or not 2 <= len(words) <= 3 or words[1] not in CASE_FIRST or not _is_plain(typed):
        return False
    if place != (typed if shell == "fish_complete" else "2"):  # fish says the word instead
        return False
    ids = case_names(env.get("CASECTL_REPO") or ".", typed)
    if ids is None:
        return False
    sys.stdout.write("\n".join(map(_LINES[shell].format, ids)) + "\n")
    return True


def _is_plain(typed: str) -> bool:
    """Whether it is the beginning of an id, with no quotes to be understood."""
    return typed.isascii() and typed[:1] != "-" and f"x{typed}".replace("-", "").isalnum()
