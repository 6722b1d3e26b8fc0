"""The signs and words of which a query is made: how each looks, and what it is in plain form."""

from __future__ import annotations

import re

from casectl.core.values.regex import regex

TOKEN = regex(
    r"""(?P<blank>\s+)|(?P<open>[(（])|(?P<close>[)）])|(?P<view>@[\w.-]+)
    |(?P<not>[-!](?=\S))
    |(?P<field>[^\W\d][\w.-]*?)(?P<operator>!=|<=|>=|[:：=<>~＝＜＞≤≥～])
    |(?P<quoted>"(?:[^"\\]|\\.)*"|“[^”]*”|「[^」]*」|'[^']*'(?![^\s()（）]))
    |(?P<word>[^\s()（）"“「]+)""",
    re.VERBOSE,
)
PIECE = regex(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*"|“[^”]*”|「[^」]*」|'[^']*'(?![^\s()（）,，、.]))|(?:(?!\.\.)[^\s()（）",，、“「])+"""
)
OR = ("or", "||", "或")
AND = ("and", "&&", "且")
QUOTES = ('"', "“", "「")
PLAIN = {"：": ":", "=": ":", "＝": ":", "!=": ":", "＜": "<", "＞": ">", "≤": "<=", "≥": ">=", "～": "~"}
"""Other spellings of the operators."""
NO_FIELD = regex(r"[:：=<>~＝＜＞≤≥～]")
GAP = regex(r"[,，、]|\.\.")
ESCAPE = regex(r"\\(.)")
EXPRESSION = regex(r"""^["“']?(?:\^|\((?!\w+\)))|^["“']?/.*/["”']?$|\.[*+]|\\[A-Za-z]|[\])][*+?{]|\(\?|\$["”']?$""")
"""What a text looks like that is meant as a regular expression."""
WRITTEN_OUT = regex(r"\(\S*|/\S*[()]\S*/(?!\S)")
"""A regular expression that contains operators of the query language."""
BRACKETED = regex(r"[(（]\w+[)）]\w*(?=[\s)）]|$)")
"""A text that begins with a word in brackets: ``(株)山田``."""


def phrase_from(text: str, first: re.Match[str]) -> tuple[str, int]:
    """The bare words that follow one another from `first` on, and where they end."""
    words, end = [first.group()], first.end()
    while (blank := TOKEN.match(text, end)) and blank.lastgroup == "blank":
        word = TOKEN.match(text, blank.end())
        if word is None or word.lastgroup != "word" or word.group().lower() in (*OR, *AND):
            break
        words.append(word.group())
        end = word.end()
    return " ".join(words), end


def unquoted(match: re.Match[str]) -> str:
    """The text of a token, without its quotation marks."""
    return ESCAPE.sub(r"\1", match.group()[1:-1]) if match["quoted"] else match.group()
