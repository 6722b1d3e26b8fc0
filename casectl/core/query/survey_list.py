"""What `survey due` and `survey import` return."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from casectl.core.query.excerpt import Excerpt
from casectl.core.values.messages import Message
from casectl.core.values.value_class import NamedTuple

ASK, REMIND = "ask", "remind"
RECORDED, ALREADY, EMPTY, REFUSED = "recorded", "already", "empty", "refused"


class DueSurvey(NamedTuple):
    """A customer who is to be asked or reminded (`step`) about a case, and `since` when."""

    case: Excerpt
    step: str
    since: datetime


class SurveyList(NamedTuple):
    """Whom to ask and to remind, and what could not be read."""

    rows: Sequence[DueSurvey]
    unreadable: Sequence[tuple[str, Message]]


class ImportedAnswer(NamedTuple):
    """What became of a row of a table of answers, on which `line`; `why` it was refused, None if it was not."""

    line: int
    case: str
    result: str
    why: Message | None = None
