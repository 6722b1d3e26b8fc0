"""What the law says of an event: what is wrong with it, or what could not be judged."""

from __future__ import annotations

from casectl.core.values.messages import CasectlError, Message, Refused, msg
from casectl.core.values.tree import Path
from casectl.core.values.value_class import value_class

BEFORE_THE_LAW = ("C041", "C090", "C091", "C092", "C093")
"""The codes of rules that are older than the law: in a casebook without a law they are findings too."""


@value_class
class Fault:
    """What a rule has against an event: the thing, all reasons, the next step; `path`: where in the event's block.

    `refusal` is the class of the error with which a verb refuses to record such an event. `mark` is a detail that the
    event lacks, ``yes``, which verbs add. `lasts`: what is done later does not mend it.
    """

    what: Message
    problems: tuple[Message, ...] = ()
    hint: Message | None = None
    path: Path = ()
    refusal: type[CasectlError] = Refused
    mark: str = ""
    lasts: bool = False


@value_class
class Unclear:
    """Why a rule cannot be applied to an event, such as a field of which the value then is not known."""

    why: Message


@value_class
class Verdict:
    """A fault of an event: the event's `number` in the journal and its id, who did it, and the rule that it breaks;
    `clause` is where that is written, if a template says it, and `people` are who acted and who typed.

    `under_law`: the rule held when the event was recorded; what is older is only a note.
    """

    number: int
    event: str
    person: str
    code: str
    fault: Fault
    under_law: bool = True
    clause: Message | None = None
    people: tuple[str, ...] = ()


@value_class
class Unjudged:
    """A rule that could not be applied to an event, and why."""

    number: int
    event: str
    code: str
    why: Message


@value_class
class Remark:
    """What breaks no rule, and whoever looks at the record should know: that the `person` who did event `number` of a
    journal had this `permission` only later than the clock began which the event put off.
    """

    number: int
    person: str
    permission: str


@value_class
class Judgment:
    """What the law says of some events of a case, in their order; `imported` of them by their times alone."""

    verdicts: tuple[Verdict, ...]
    unjudged: tuple[Unjudged, ...] = ()
    imported: int = 0
    remarks: tuple[Remark, ...] = ()


def is_note(verdict: Verdict) -> bool:
    """Whether a verdict is only a note: the event is older than the law by which it is judged."""
    return not verdict.under_law


def said(verdict: Verdict) -> Message:
    """What is wrong with an event, with all that was missing and where that is asked for."""
    problems, what = verdict.fault.problems, verdict.fault.what
    found = msg("{person}: {what}", person=verdict.person, what=what)
    if problems:
        found = msg("{person}: {what}: {problems}", person=verdict.person, what=what, problems=problems)
    return msg("{what} ({clause})", what=found, clause=verdict.clause) if verdict.clause else found
