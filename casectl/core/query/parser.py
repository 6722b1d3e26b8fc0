"""Parsing a query as people write it: ``state:open owner:me due<2wd level>=3 -team:billing "退款"``.

Adjacent conditions must all match; ``or``, ``not`` or a leading ``-``, and brackets have their usual meaning. A word
that is not a condition is searched for in the text; but not if it names something that has a condition of its own: it
is refused then, since a list of cases with ``overdue`` in their texts would not show what is late. ``@name`` is a saved
view of the casebook.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from casectl.core.query.conditions import BareWord, Mentions
from casectl.core.query.fields import ALSO_CALLED, CALLED, FIELDS, FIELDS_CALLED
from casectl.core.query.model import And, Condition, Not, Or
from casectl.core.query.scope import Operand, QueryScope, WrongOperator
from casectl.core.query.tokens import (
    AND,
    BRACKETED,
    EXPRESSION,
    GAP,
    NO_FIELD,
    OR,
    PIECE,
    PLAIN,
    QUOTES,
    TOKEN,
    WRITTEN_OUT,
    phrase_from,
    unquoted,
)
from casectl.core.query.usual_words import conditions_called
from casectl.core.query.values import field_condition
from casectl.core.values.messages import Message, NotFound, QuerySyntaxError, UnknownName, UsageError, msg
from casectl.core.values.nearest import a_few, suggestion

_LONGEST = 6_000
"""No query has more characters; each of its words may be looked up among all names."""
_DEEP = 20
"""How deep brackets and views may be nested."""


def read_query(text: str, scope: QueryScope) -> Condition:
    """Parse `text`; a blank one matches every case.

    Raises QuerySyntaxError if it cannot be parsed, or names a field or a view that does not exist; UnknownName if any
    other name in it is unknown. Either gives the position and the nearest known name. UsageError if it is far too long.
    """
    if len(text) > _LONGEST:
        raise UsageError(
            msg("the query is too long: {count} (at most {most} characters)", count=len(text), most=_LONGEST)
        )
    return _Parser(text, scope, ()).whole()


class _Parser:
    """One query being parsed, from left to right; `within` are the views that it is nested in."""

    def __init__(self, text: str, scope: QueryScope, within: tuple[str, ...]) -> None:
        self._text = text
        self._scope = scope
        self._within = within
        self._at = 0
        self._depth = 0
        self._phrase_end = 0
        self._strange: list[tuple[int, Message]] = []

    def whole(self) -> Condition:
        found = self._either()
        if self._peek():
            raise self._error(msg("a bracket is closed that was never opened"))
        if self._strange:
            (at, first), *others = self._strange
            raise UnknownName(self._text, at, self._in_view(first), _HOW, [why for _, why in others])
        return found

    def _either(self, *, needed: bool = False) -> Condition:
        found = [self._together(needed=needed)]
        while self._keyword(*OR):
            found.append(self._together(needed=True))
        return found[0] if len(found) == 1 else Or(tuple(found))

    def _together(self, *, needed: bool = False) -> Condition:
        found: list[Condition] = []
        while (token := self._peek()) and token.lastgroup != "close" and not self._sees(*OR):
            if found and not needed and self._keyword(*AND):
                needed = True
                continue
            found.append(self._one())
            needed = False
        if needed or (not found and self._sees(*OR)):
            raise self._error(msg("a condition is missing"))
        return found[0] if len(found) == 1 else And(tuple(found))

    def _one(self) -> Condition:
        if self._keyword("not", "非"):
            return Not(self._inner())
        token = self._peek()
        if token is None or token.lastgroup == "close" or self._sees(*AND, *OR):
            raise self._error(msg("a condition is missing"))
        self._at = token.end()
        if token.lastgroup == "not":
            return Not(self._inner())
        if token.lastgroup == "open":
            return self._bracket()
        if token.lastgroup == "view":
            return self._view(token.group()[1:], token.start())
        if token["field"]:
            return self._condition(token["field"], token["operator"], token.start())
        if NO_FIELD.match(token.group()):
            raise self._error(msg("the field name is missing"), token.start(), _AS_TEXT)
        if not unquoted(token).strip():
            raise self._error(msg("a value is missing"), token.start())
        return Mentions(unquoted(token)) if token["quoted"] else self._bare_word(token)

    def _bare_word(self, token: re.Match[str]) -> Condition:
        """The text to search for. Raises QuerySyntaxError if it names something, alone or with the words after it."""
        if token.start() >= self._phrase_end:
            phrase, self._phrase_end = phrase_from(self._text, token)
            if filters := self._scope.filters(phrase):
                what = msg("say whether {word} is a filter or text to search for", word=phrase)
                text = f'text:"{phrase}"' if " " in phrase else f"text:{phrase}"
                hint = msg("as a filter: {filters}; as text: {text}", filters=a_few([*filters]), text=text)
                raise self._error(what, token.start(), hint)
        return BareWord(token.group())

    def _inner(self) -> Condition:
        self._depth += 1
        if self._depth > _DEEP:
            raise self._error(msg("brackets are nested too deeply"))
        found = self._one()
        self._depth -= 1
        return found

    def _bracket(self) -> Condition:
        self._depth += 1
        if self._depth > _DEEP:
            raise self._error(msg("brackets are nested too deeply"))
        found = self._either(needed=True)
        token = self._peek()
        if token is None:
            raise self._error(msg("a bracket is not closed"))
        self._at = token.end()
        self._depth -= 1
        return found

    def _view(self, name: str, at: int) -> Condition:
        views = self._scope.views
        if name not in views:
            raise self._error(
                _unknown(msg("there is no view {name} in casectl.yaml", name=name), name, list(views)), at
            )
        if name in self._within or len(self._within) > _DEEP:
            raise self._error(msg("the view {name} refers to itself", name=name), at)
        if not views[name].strip():
            raise self._error(msg("the view {name} has no conditions, so it would list every case", name=name), at)
        return _Parser(views[name], self._scope, (*self._within, name)).whole()

    def _condition(self, field: str, operator: str, at: int) -> Condition:
        negated, operator = operator == "!=", PLAIN.get(operator, operator)
        value_at = self._at
        bracketed = BRACKETED.match(self._text, self._at) if operator == "~" else None
        if operator == "~" and not bracketed and (written := WRITTEN_OUT.match(self._text, self._at)):
            raise self._expression(written.group(), value_at)
        value = self._taken(bracketed) if bracketed else self._value()
        self._fits(operator, value, at + len(field))
        raw = self._text[value_at : self._at]
        if operator == "~" and EXPRESSION.search(raw):
            raise self._expression(raw, value_at)
        try:
            found = self._asked(field, operator, value, at)
        except WrongOperator:
            raise self._error(
                msg("{field} cannot be used with {operator}", field=field, operator=operator), at
            ) from None
        except QuerySyntaxError:
            raise
        except UsageError as error:
            raise self._error(error.what, value_at, error.hint) from None
        except NotFound as error:
            raise UnknownName(self._text, value_at, self._in_view(error.what), error.hint, error.problems) from None
        for name, why in self._scope.unknown(found, bool(self._within)):
            if field.endswith(f".{name}") and name not in self._scope.fields():
                raise self._error(why, at)
            self._strange.append((value_at + raw.find(name) if name in raw else at, why))
        return Not(found) if negated else found

    def _taken(self, found: re.Match[str]) -> Operand:
        """What was found at the present place, as a value."""
        self._at = found.end()
        return Operand((found.group(),))

    def _fits(self, operator: str, value: Operand, at: int) -> None:
        """Raises QuerySyntaxError for a range or several values where one is expected."""
        if value.is_range and operator != ":":
            hint = _AS_TEXT if operator == "~" else None
            raise self._error(msg("a range needs : instead of {operator}", operator=operator), at, hint)
        if value.is_range and not any(value.pieces):
            raise self._error(msg("a range needs a start or an end"), at)
        if operator in ("<", "<=", ">", ">=") and len(value.pieces) > 1:
            raise self._error(msg("{operator} takes one value", operator=operator), at)

    def _asked(self, field: str, operator: str, value: Operand, at: int) -> Condition:
        name = CALLED.get(field, field.lower())
        if name in FIELDS:
            return FIELDS[name](self._scope, operator, value)
        prefix, _, inner = field.partition(".")
        if prefix.lower() in ("field", "fields") and inner:
            return field_condition(self._scope, inner, operator, value)
        known = self._scope.fields()
        titled = (field,) if field in known else self._scope.names_for("field", field)
        if len(titled) > 1:
            raise self._error(msg("{name} may mean {names}", name=field, names=a_few(titled)), at)
        if titled[0] in known:
            return field_condition(self._scope, titled[0], operator, value)
        if name in ("is", "是"):
            return Or(tuple(self._is(piece, at) for piece in value.pieces))
        if meant := ALSO_CALLED.get(name):
            return FIELDS[meant](self._scope, operator, value)
        if (usual := FIELDS_CALLED.get(field)) in known and usual:
            return field_condition(self._scope, usual, operator, value)
        what = msg("there is no field {name}", name=field)
        if len(conditions_called(field)) == 1:  # 超时:是
            raise self._error(msg("{what}; did you mean {near}?", what=what, near=f"is:{field}"), at)
        near = suggestion(name, [*FIELDS, *known, *CALLED])
        hint = near or msg("casectl help queries lists what can be asked")
        raise self._error(msg("{what}; {hint}", what=what, hint=hint), at, _AS_TEXT)

    def _is(self, word: str, at: int) -> Condition:
        """What a word means as a filter: ``is:late``, ``is:mine``."""
        filters = [each for each in self._scope.filters(word) if not each.startswith("--")]
        if len(filters) == 1:
            return _Parser(filters[0], self._scope, self._within).whole()
        what = msg("{name} may mean {names}", name=word, names=a_few(filters)) if filters else None
        raise self._error(what or msg("{word} is not known as a filter", word=word), at)

    def _expression(self, text: str, at: int) -> UsageError:
        return self._error(msg("regular expressions are not supported: {text}", text=text), at, _LIKE)

    def _value(self) -> Operand:
        pieces, ranged = [self._piece()], False
        while gap := GAP.match(self._text, self._at):
            self._at = gap.end()
            ranged = ranged or gap.group() == ".."
            pieces.append(self._piece(open_end=ranged))
        if ranged and len(pieces) > 2:
            raise self._error(msg("a range needs a start and an end"))
        return Operand(tuple(pieces), ranged)

    def _piece(self, *, open_end: bool = False) -> str:
        match = PIECE.match(self._text, self._at)
        if match:
            self._at = match.end()
            return unquoted(match)
        if self._text[self._at : self._at + 1] in QUOTES:
            raise self._error(_UNCLOSED)
        if open_end or self._text.startswith("..", self._at):
            return ""
        raise self._error(msg("a value is missing"))

    def _peek(self) -> re.Match[str] | None:
        while (match := TOKEN.match(self._text, self._at)) and match.lastgroup == "blank":
            self._at = match.end()
        if match is None and self._at < len(self._text):
            raise self._error(_UNCLOSED)
        return match

    def _sees(self, *words: str) -> bool:
        token = self._peek()
        return bool(token and token.lastgroup == "word" and token.group().lower() in words)

    def _keyword(self, *words: str) -> bool:
        if not self._sees(*words):
            return False
        token = self._peek()
        self._at = token.end() if token else self._at
        return True

    def _error(self, why: Message, at: int | None = None, hint: Message | None = None) -> QuerySyntaxError:
        return QuerySyntaxError(self._text, self._at if at is None else at, self._in_view(why), hint or _HOW)

    def _in_view(self, why: Message) -> Message:
        return msg("in the view {name}: {why}", name=self._within[-1], why=why) if self._within else why


_UNCLOSED = msg("a quotation mark is not closed")
_HOW = msg("casectl help queries shows how a query is written")
_AS_TEXT = msg("put text that contains this character in quotation marks; see casectl help queries")
_LIKE = msg("~ takes a part of the text, in which * stands for any letters and ? for one")


def _unknown(what: Message, name: str, known: Sequence[str]) -> Message:
    if hint := suggestion(name, known):
        return msg("{what}; {hint}", what=what, hint=hint)
    if not known:
        return what
    return msg("{what}; available: {known}", what=what, known=a_few(known))
