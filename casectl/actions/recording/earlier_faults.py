"""What is said of a case in which `check` found faults before: they are named, and bar nothing."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.actions.context import Recording
from casectl.core.values.messages import Message, counted


def earlier_faults(context: Recording, path: str) -> Iterator[Message]:
    """How many findings a case file has, by the last `check`; nothing if it is not as `check` saw it.

    Those that a waiver lets stand are not counted. The case is not judged anew.
    """
    if not (codes := context.verdicts.codes(path)):
        return
    today = context.now.astimezone(context.zone).date()
    waivers = [each for each in context.casebook.waivers if each.until >= today]
    if count := sum(not any(each.covers(code, path) for each in waivers) for code in codes):
        yield counted(
            "{count} earlier finding in this case; casectl check {path} shows it",
            "{count} earlier findings in this case; casectl check {path} shows them",
            count, path=path,
        )  # fmt: skip
