"""A scenario: a customer who is not there, what they say and when, and what a good answer has."""

from __future__ import annotations

from casectl.core.template.clock_rules import NO_WORDS
from casectl.core.time.durations import parse_duration
from casectl.core.time.units import Duration
from casectl.core.values.messages import Finding, LocalizedText, UsageError, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import FileKind, Key, ReaderCodes, SettingsReader
from casectl.core.values.tree import Source
from casectl.core.values.value_class import value_class

CODE = "D001"
"""The code of whatever is wrong with a scenario."""

ANY = "any"
"""In place of a value: the field has one."""

PARTS: dict[str, tuple[Key, ...]] = {
    "scenario": (
        Key("scenario", msg("the name of the file, without .yaml"), needed=True),
        Key("title", msg("what it is called"), needed=True),
        Key("template", msg("the shipped template of the case"), needed=True),
        Key("brief", msg("what the person who practises is told before the drill"), needed=True),
        Key("open", msg("the fields of the case as it comes in, by dotted name, and its title"), needed=True),
        Key("messages", msg("what the customer says, in order; the first opens the case"), needed=True),
        Key("answer_within", msg("the time within which the customer must be answered"), needed=True),
        Key("says", msg("words of which the answers should have at least one, such as sorry")),
        Key("never", msg("words that no answer may contain")),
        Key("boundary", msg("yes: the customer is abusive in this message, and a boundary has to be stated")),
        Key("expects", msg("what the case should have in the end")),
    ),
    "message": (
        Key(
            "at", msg("how long after the first message this one comes, such as 4h; leave it out for the first message")
        ),
        Key("channel", msg("the channel")),
        Key("text", msg("what the customer says"), needed=True),
        Key("chaser", msg("yes if the customer is chasing progress")),
    ),
    "expects": (
        Key(
            "record",
            msg(
                "the fields that show that the problem was understood, each with the value it should have (the"
                " word any accepts every value)"
            ),
        ),
        Key(
            "solution",
            msg("the fields of the solution, each with the value it should have (the word any accepts every value)"),
        ),
    ),
}
"""The keys of a scenario."""

_KIND = FileKind(PARTS, ReaderCodes(CODE, CODE, CODE, CODE, CODE, empty=CODE))

_AT_ONCE = Duration(0, "m")

Expected = tuple[tuple[str, tuple[str, ...]], ...]
"""Fields by dotted name, each with the values of which it is to have one; ANY: with some value."""


@value_class
class CustomerMessage:
    """What the customer says, how long after the first message, by which channel, and whether it is a chaser."""

    after: Duration
    channel: str
    text: LocalizedText
    chaser: bool


@value_class
class Scenario:
    """A scenario. `opening` are the values of the case as it comes in; `says` and `never` are words in any language."""

    name: str
    title: LocalizedText
    template: str
    brief: LocalizedText
    opening: tuple[tuple[str, LocalizedText], ...]
    messages: tuple[CustomerMessage, ...]
    answer_within: Duration
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    boundary: bool = False
    record: Expected = ()
    solution: Expected = ()


def read_scenario(source: Source, name: str) -> tuple[Scenario, list[Finding]]:
    """A scenario and everything wrong with it; `name` is the file's."""
    reader, top = SettingsReader(_KIND), Node.of(source)
    part = reader.part(top, "scenario")
    if (own := reader.text(part.get("scenario"), name)) != name:
        reader.report(part["scenario"], CODE, msg("the file of the scenario {name} is {name}.yaml", name=own))
    expects = reader.part(part.get("expects"), "expects")
    messages = part["messages"].items if "messages" in part else []
    scenario = Scenario(
        name,
        reader.words(part.get("title"), name),
        reader.text(part.get("template")),
        reader.words(part.get("brief")),
        reader.titles(part.get("open")),
        tuple(_message(reader, each) for each in messages),
        _duration(reader, part.get("answer_within")),
        reader.texts(part.get("says")),
        reader.texts(part.get("never")),
        reader.yes(part.get("boundary")),
        _expected(reader, expects.get("record")),
        _expected(reader, expects.get("solution")),
    )
    return scenario, reader.findings


def _message(reader: SettingsReader, node: Node) -> CustomerMessage:
    part = reader.part(node, "message")
    return CustomerMessage(
        _duration(reader, part.get("at")),
        reader.text(part.get("channel")),
        reader.words(part.get("text")) if "text" in part else NO_WORDS,
        reader.yes(part.get("chaser")),
    )


def _duration(reader: SettingsReader, node: Node | None) -> Duration:
    """The duration at a node; none at all for a first message, or for what was reported."""
    if node is None:
        return _AT_ONCE
    try:
        return parse_duration(reader.text(node))
    except UsageError as error:
        reader.report(node, CODE, error.what)
        return _AT_ONCE


def _expected(reader: SettingsReader, node: Node | None) -> Expected:
    return tuple((name, reader.texts(each)) for name, each in reader.mapping(node).items())
