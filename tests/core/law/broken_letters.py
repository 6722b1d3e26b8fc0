"""The smallest breaches of the rules of letters."""

from __future__ import annotations

from casectl.core.clocks.effects import follow_up_id
from tests.core.law.broken_row import Broken
from tests.core.law.deeds import drafted

NOT_UNDONE = "no such event is ever undone"

LETTERS: dict[str, Broken] = {
    "approval": Broken(
        "ada wrote the letter: somebody else has to approve it",
        "ada",
        "approved",
        {"follow_up": follow_up_id("draft001"), "draft": "draft001"},
        (drafted,),
        not_by={"undone": NOT_UNDONE},
    ),
    "approved_first": Broken(
        "a letter that needs approval must go out exactly as it was approved",
        "ada",
        "contacted",
        {"direction": "out", "text": "Dear Flora", "script": "holding", "letter": "holding"},
    ),
    "no_letter_waits": Broken(
        "has not been sent yet",
        "cy",
        "advanced",
        {"to": "dropped", "reason": "x"},
        (drafted,),
        edit=("state: new", "state: dropped"),
    ),
}
