"""Rules of boundaries: what is said of an abusive customer can be held against us, so it is all there."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.kinds.boundary import holds
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.template.fields import is_blank
from casectl.core.values.messages import UsageError, msg

_SAID = ("abuse", "text", "next")


def boundary(moment: Moment) -> Iterator[Fault]:
    """A boundary says what happened, what the customer was told, what comes next, and until when it holds."""
    event = moment.event
    for name in _SAID:
        if is_blank(event.text(name)):
            yield Fault(msg("a boundary needs {detail}", detail=name), path=(name,), refusal=UsageError)
    if not holds(event, event.at):
        yield Fault(msg("a boundary must end after it was stated"),
                    hint=msg("--until DAY says when it will be reviewed"),
                    path=("until",), refusal=UsageError)  # fmt: skip
