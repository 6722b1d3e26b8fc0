"""Clock rules as a template has them, for the tests of what events do to them."""

from __future__ import annotations

HEAD = "c: {title: C, kind: regulatory, starts: received, stops: [contact:out, state:solved], "


def clock(rest: str) -> str:
    return HEAD + rest + "}"


def within(duration: str, more: str = "") -> str:
    return clock(f"within: [{{duration: {duration}}}]{more}")


KEEP_INFORMED = (
    "c: {title: C, kind: internal, starts: opened, stops: contact:out, within: [{duration: 1h}],"
    " repeat: [{when: {level: 3}, duration: 2h}, {duration: 24h}]}"
)


# Pausing

PAUSES = ", pauses: {appraisal: {title: A}}"


LEVELS = clock("within: [{when: {level: 2}, duration: 2d}, {duration: 4d}]" + PAUSES)
