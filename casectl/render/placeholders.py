"""The words that stand for what is to be typed, in usage lines, beside options and in hints."""

from __future__ import annotations

from casectl.core.values.messages import msg
from casectl.core.values.regex import regex

PLACEHOLDERS = (
    *(msg("OPTIONS"), msg("COMMAND"), msg("ARGS"), msg("CASE"), msg("INTO"), msg("OTHER"), msg("CLOCK"), msg("STATE")),
    *(msg("TEMPLATE"), msg("PERSON"), msg("TEAM"), msg("NAME"), msg("EMAIL"), msg("VALUE"), msg("TEXT"), msg("WHAT")),
    *(msg("KIND"), msg("TYPE"), msg("WORD"), msg("WORDS"), msg("QUERY"), msg("TOPIC"), msg("FILE"), msg("DIR")),
    *(msg("TIME"), msg("MOMENT"), msg("DURATION"), msg("YEAR"), msg("ZONE"), msg("HOURS"), msg("FROM-TO")),
    *(msg("EVENT"), msg("FOLLOWUP"), msg("FORMAT"), msg("CODE"), msg("CODES"), msg("REV"), msg("HOOK"), msg("SHELL")),
    *(msg("LETTERS"), msg("CALENDAR"), msg("CATEGORY"), msg("ITEM"), msg("CHANNEL")),
    *(msg("COMMIT"), msg("LINE"), msg("MAP"), msg("CHARACTER"), msg("OUTCOME")),
    *(msg("INSTRUCTION"), msg("DAY"), msg("DATE"), msg("REASON"), msg("ADDRESS"), msg("FOLDER"), msg("SOURCE")),
    *(msg("MAIL"), msg("MESSAGE"), msg("CUSTOMER"), msg("FIGURE"), msg("CAUSE"), msg("WHO"), msg("AMOUNT")),
    *(msg("OFFER"), msg("STAGE"), msg("SCENARIO"), msg("INSPECTION"), msg("MARK")),
)
WORDS = {each.text: each for each in PLACEHOLDERS}
IN_TEXT = regex("|".join(sorted((rf"\b{each.text}\b" for each in PLACEHOLDERS), key=len, reverse=True)))
"""Any of them, as a whole word."""
