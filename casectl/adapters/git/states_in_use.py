"""Which states of which templates the cases of a commit are in: git looks through their headers."""

from __future__ import annotations

from collections import Counter, defaultdict

from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.grep import lines
from casectl.core.values.regex import regex

_HEADER = regex(r"""(template|state): +["']?([^\s"'#]+)""")


def states_in_use(git: GitCommand, folder: str, commit: str) -> dict[str, Counter[str]]:
    """How many files below `folder` in a commit are cases in each state, by template and state."""
    headers: dict[str, dict[str, str]] = defaultdict(dict)
    said = lines(git, "--null", "--full-name", "-E", r"^(template|state): ", commit, "--", folder)
    for line in said.decode(errors="surrogateescape").split("\n"):
        place, _, text = line.partition("\0")
        if found := _HEADER.match(text):
            headers[place].setdefault(*found.groups())
    cases: dict[str, Counter[str]] = defaultdict(Counter)
    for header in headers.values():
        if len(header) == 2:
            cases[header["template"]][header["state"]] += 1
    return cases
