"""A script (话术): a letter as the desk words it, for some states, channels and customers (``scripts/<name>.yaml``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from casectl.core.case.kinds.letters import LETTER_KINDS
from casectl.core.letters.placeholders import placeholders_in
from casectl.core.template.clock_rules import NO_WORDS, Conditions, conditions_hold
from casectl.core.values.messages import LANGUAGES, Finding, LocalizedText, Message, msg
from casectl.core.values.nodes import Node
from casectl.core.values.regex import regex
from casectl.core.values.settings_reader import FileKind, Key, NameRule, ReaderCodes, SettingsReader
from casectl.core.values.tree import Source
from casectl.core.values.value_class import value_class

FOLDER = "scripts"

GAP = "?"
"""With it begins what whoever writes the letter has to say: ``{{?the reason}}``."""

CODE = "B014"
"""The code of whatever is wrong with a script."""

PARTS: dict[str, tuple[Key, ...]] = {
    "script": (
        Key("script", msg("the name of the file, without .yaml"), needed=True),
        Key("title", msg("its title, for the desk")),
        Key("kind", msg("what the letter is: acknowledgement, holding, delay or final"), needed=True),
        Key("for", msg("the cases that it is for; by default all")),
        Key("subject", msg("the subject of an e-mail")),
        Key("text", msg("the letter: {{{{customer.name}}}} is filled in, {{{{?why}}}} left to the writer"), True),
        Key("requires", msg("passages that the letter must have, such as an ombudsman's address")),
        Key("forbidden", msg("words that the letter must not contain")),
        Key("source", msg("the source of the passages, and the day on which it was checked")),
    ),
    "for": (
        Key("templates", msg("the templates of the cases; one or a list")),
        Key("states", msg("the states, or their categories: open, waiting, resolved, closed")),
        Key("channels", msg("the channels by which it may be sent")),
        Key("when", msg("fields with the values that the case must have, such as {example}",
                        example="{customer.tier: vip}")),
    ),
}  # fmt: skip
"""The keys of a script."""

SCRIPT_FILE = FileKind(
    PARTS,
    ReaderCodes(CODE, CODE, CODE, CODE, CODE, empty=CODE),
    NameRule(regex(r"[^\W\d_][\w-]{0,63}"), msg("use letters, digits, - and _")),
)


@value_class
class Script:
    """A script. Empty `templates`, `states` and `channels` are all; a state may be the category of states.

    `requires` are passages, of which those in the letter's language count; `forbidden` are words in any language.
    """

    name: str
    title: LocalizedText
    kind: str
    text: LocalizedText
    subject: LocalizedText = NO_WORDS
    templates: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    when: Conditions = ()
    requires: tuple[LocalizedText, ...] = ()
    forbidden: tuple[str, ...] = ()

    def passages(self, language: str) -> list[str]:
        """The passages that a letter in this language must have."""
        found = (dict(each.by_language) for each in self.requires)
        return [text for each in found if (text := each.get(language) or each.get(""))]


@value_class
class Addressed:
    """Of a case, what decides which script is for it; `value` gives a field's value by dotted name, "" for none."""

    template: str
    state: str
    category: str
    channel: str
    value: Callable[[str], str]


def narrowness(script: Script, case: Addressed) -> int:
    """How much of what a script is for such a case has; 0 if the script is not for it.

    Of the scripts that fit, the narrowest is meant. A state counts more than the category that it is one of.
    """
    fits = (
        (not script.templates or case.template in script.templates)
        and (not script.states or bool({case.state, case.category} & {*script.states}))
        and (not script.channels or case.channel in script.channels)
        and conditions_hold(script.when, case.value)
    )
    conditions = (script.templates, script.states, script.channels, case.state in script.states, *script.when)
    return 1 + sum(map(bool, conditions)) if fits else 0


def read_script(source: Source, name: str) -> tuple[Script, list[Finding]]:
    """A script and everything wrong with it; `name` is the file's."""
    reader, top = SettingsReader(SCRIPT_FILE), Node.of(source)
    part = reader.part(top, "script")
    own, meant = reader.text(part.get("script"), name), reader.part(part.get("for"), "for")
    if own != name:
        reader.report(part["script"], CODE, msg("the file of the script {name} is {name}.yaml", name=own))
    script = Script(
        name,
        reader.words(part.get("title"), name),
        reader.word(part.get("kind"), LETTER_KINDS, "holding"),
        reader.words(part.get("text")),
        reader.words(part.get("subject")),
        reader.texts(meant.get("templates")),
        reader.texts(meant.get("states")),
        reader.texts(meant.get("channels")),
        tuple((field, reader.texts(each)) for field, each in reader.mapping(meant.get("when")).items()),
        tuple(reader.words(each) for each in _each(part.get("requires"))),
        reader.texts(part.get("forbidden")),
    )
    _check_passages(reader, script, part.get("requires"))
    return script, reader.findings


def _each(node: Node | None) -> list[Node]:
    """The items of a list of texts in languages, of which a single one is one too."""
    return [node] if node and isinstance(node.content, dict) else node.items if node else []


def _check_passages(reader: SettingsReader, script: Script, node: Node | None) -> None:
    """Report passages that the script's own text does not have: no letter made from it would pass."""
    for language in LANGUAGES:
        text = squeezed(dict(script.text.by_language).get(language, ""))
        for passage in script.passages(language) if text and node else ():
            if node and not placeholders_in(passage) and squeezed(passage) not in text:
                reader.report(node, CODE, msg("the text lacks a passage that it requires: {passage}", passage=passage))


def squeezed(text: str) -> str:
    """A text as it is compared: without differences of line ends, blanks and letter case."""
    return " ".join(text.split()).casefold()


def unknown_placeholders(script: Script, known: Callable[[str], bool]) -> Iterator[Message]:
    """The placeholders of a script that no case can fill, but for the gaps that its writer fills (``{{?why}}``)."""
    texts = (text for each in (script.text, script.subject, *script.requires) for _, text in each.by_language)
    for name in dict.fromkeys(name for text in texts for name in placeholders_in(text)):
        if not name.startswith(GAP) and not known(name):
            yield msg("there is no placeholder {{{{{name}}}}}", name=name)
