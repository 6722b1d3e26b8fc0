"""The smallest breaches of the rules of surveys."""

from __future__ import annotations

from tests.core.law.broken_row import Broken

SURVEYS: dict[str, Broken] = {
    "survey_sent": Broken("is neither resolved nor closed, so it is too early to ask", "ada", "survey_sent", {}),
    "survey_answer": Broken(
        "score must be a number from 1 to 5, not 9",
        "ada",
        "survey_answered",
        {"score": "9"},
        not_by={"undone": "who had the case cannot undo an answer"},
    ),
}
