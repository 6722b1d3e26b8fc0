"""Rules of how follow-ups end: with the outcome that their template asks for, and a promise kept or broken in truth."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.kinds.follow_ups import BROKEN, KEPT, NOT_REACHED, OUTCOMES, REACHED, SCORES
from casectl.core.case.model import FollowUp
from casectl.core.case.owed import INSTRUCTION, PROMISE
from casectl.core.clocks.recurring import rule_of
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.template.clock_rules import ASKS_SCORE
from casectl.core.template.fields import is_blank
from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.values.messages import Message, Typed, UsageError, msg


def outcome(moment: Moment) -> Iterator[Fault]:
    """A follow-up ends in a way that it can, with what its template asks for; a promise is kept by its time alone."""
    ended = moment.ended
    if ended is None:
        return
    if not (problems := (*_impossible(moment, ended), *_missing(moment, ended), *_untrue(moment, ended))):
        return
    hint = msg("casectl followup done {id} {which} {words}", id=moment.case.id, which=ended.rule or ended.id,
               words=Typed(_words(ended, moment)))  # fmt: skip
    if (
        ended.kind == PROMISE
        and moment.event.text("result") == KEPT
        and to_seconds(moment.event.at) > to_seconds(ended.at)
    ):
        hint = msg("{hint}; if it was kept in time: --outcome kept --at TIME --late TEXT", hint=hint)
    for what in problems:
        yield Fault(what, hint=hint, refusal=UsageError)


def _words(ended: FollowUp, moment: Moment) -> str:
    """What can be said of how it ended, as it is typed."""
    if ended.kind == PROMISE:
        is_late = to_seconds(moment.event.at) > to_seconds(ended.at)
        is_broken = is_late or moment.event.text("result") == BROKEN
        return "--outcome broken --note TEXT" if is_broken else "--outcome kept"
    rule = rule_of(ended, moment.in_force.template)
    return "--outcome reached --score 1-5" if rule and rule.asks == ASKS_SCORE else "--outcome reached"


def _impossible(moment: Moment, ended: FollowUp) -> Iterator[Message]:
    event = moment.event
    result, score = event.text("result"), event.text("score")
    if result and result not in _POSSIBLE.get(ended.kind, (REACHED, NOT_REACHED)):
        yield msg("{result} is not a possible outcome of {what}", what=ended.what, result=OUTCOMES.get(result, result))
    if score and score not in map(str, SCORES):
        yield msg("a score is a number from 1 to 5, not {score}", score=score)
    if score and result == NOT_REACHED:
        yield msg("there is no score if nobody was reached")
    if (again := event.text("again")) and result != NOT_REACHED:
        yield msg("--again is only for an outcome where nobody was reached")
    elif again and to_seconds(parse_instant(again)) <= to_seconds(event.at):
        yield msg("the next attempt cannot be earlier than this one")


_POSSIBLE: dict[str, tuple[str, ...]] = {PROMISE: (KEPT, BROKEN), INSTRUCTION: ()}
"""How follow-ups of some kinds may end; all others with the customer reached, or not."""


def _missing(moment: Moment, ended: FollowUp) -> Iterator[Message]:
    """What the template asks for and was not said."""
    rule, event = rule_of(ended, moment.in_force.template), moment.event
    if rule is None or not rule.asks:
        return
    if not event.text("result"):
        yield msg("say whether the customer was reached")
    if rule.asks == ASKS_SCORE and event.text("result") != NOT_REACHED and not event.text("score"):
        yield msg("say how satisfied the customer is, from 1 to 5")


def _untrue(moment: Moment, ended: FollowUp) -> Iterator[Message]:
    """What is said of a promise and is not so."""
    result = moment.event.text("result")
    if result == KEPT and ended.kind == PROMISE and to_seconds(moment.event.at) > to_seconds(ended.at):
        at = format_instant(ended.at, moment.in_force.zone)
        yield msg("{what} was promised for {at}, but was not kept by then", what=ended.what, at=at)
    if result == BROKEN and is_blank(moment.event.text("outcome")):
        yield msg("say why {what} was not kept", what=ended.what)
