"""The words that stand for what is to be typed, in usage lines and beside options: in the reader's language."""

from __future__ import annotations

from casectl.core.values.messages import msg
from casectl.core.values.regex import regex
from casectl.render.language import translate

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
_BY_WORD = {each.text: each for each in PLACEHOLDERS}
_WORD = regex("|".join(sorted((rf"\b{each.text}\b" for each in PLACEHOLDERS), key=len, reverse=True)))


def in_words(text: str) -> str:
    """A usage line, or an option with its value, with the placeholders of the language."""
    return _WORD.sub(lambda found: translate(_BY_WORD[found[0]]), text)
