"""The YAML parsers' error messages, in words that the person who typed the text can act on.

libyaml and the parser in Python phrase the same error differently; each is recognised by the part that they share.
"""

from __future__ import annotations

from casectl.core.values.messages import Message, Value, msg

_TAB = msg("a tab is used for indentation: use spaces")
_CANNOT_BEGIN = "that cannot start any token"

_KNOWN_ERRORS = (
    ("a tab character", _TAB),
    (
        "mapping values are not allowed",
        msg("a key is not allowed here: check the indentation, and quote a text with a colon"),
    ),
    (
        "mapping keys are not allowed",
        msg("a key is not allowed here: check the indentation, and quote a text with a colon"),
    ),
    ("sequence entries are not allowed", msg("a list entry (-) is not allowed here: check the indentation")),
    ("could not find expected ':'", msg("a key without a colon after it")),
    ("found unexpected end of stream", msg("a quote is opened and never closed")),
    ("expected ',' or", msg("a bracket is not closed, or a comma is missing")),
    ("did not find expected key", msg("this does not belong to the line above: check the indentation")),
    ("did not find expected '-' indicator", msg("this does not belong to the line above: check the indentation")),
    ("expected <block end>", msg("this does not belong to the line above: check the indentation")),
    (
        "found unknown escape character",
        msg("an invalid backslash in double quotes: write two, or use single quotes"),
    ),
    ("did not find expected node content", msg("a value is missing here")),
)


def parser_message(problem: str, character: str) -> Value:
    """What is wrong at `character`; the parser's own message for rare errors."""
    if _CANNOT_BEGIN in problem:
        return _TAB if character == "\t" else _cannot_begin(character)
    return next((said for words, said in _KNOWN_ERRORS if words in problem), problem)


def _cannot_begin(character: str) -> Message:
    return msg("the character {character} cannot begin a value: put the text in quotes", character=character)
