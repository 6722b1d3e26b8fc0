"""What is wrong with a letter, before it goes out: all of it at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from casectl.core.case.fold import effective_events
from casectl.core.case.model import Case, Event
from casectl.core.letters.case_texts import OWN
from casectl.core.letters.placeholders import gaps_in, placeholders_in
from casectl.core.letters.script import Script, squeezed
from casectl.core.template.fields import is_blank
from casectl.core.values.messages import Message, msg
from casectl.core.values.regex import regex
from casectl.core.values.tree import leaves
from casectl.core.values.value_class import value_class

DEAD_LINKS = regex(r"(?:ec\.europa\.eu/(?:consumers/)?odr|webgate\.ec\.europa\.eu/odr)\b", re.IGNORECASE)
"""The European platform for online dispute resolution, which closed on 20 July 2025 (Regulation (EU) 2024/3228)."""

_INSIDE = ("text", "reason", "tried", "background")
"""The details in which colleagues write to each other."""

_SENTENCE = regex(r"[.!?;。！？；\n]+")
_LEAST = 12
"""So long must a sentence be to count as quoted, a Chinese character as two; shorter ones stand in any letter."""


@value_class
class Draft:
    """A letter as it is written: its text, its language, and the words that the desk never uses with customers."""

    text: str
    language: str
    never: tuple[str, ...] = ()


def faults_of(draft: Draft, script: Script, case: Case, passages: Iterable[str]) -> Iterator[Message]:
    """Everything that keeps a letter from going out; `passages` are those of the script, filled in."""
    text = squeezed(draft.text)
    if is_blank(draft.text):
        yield msg("the letter is blank")
    for name in dict.fromkeys(placeholders_in(draft.text)):
        yield msg("nothing was filled in for {{{{{name}}}}}", name=name)
    prompts = {name.removeprefix("?").strip() for name in placeholders_in(script.text.within(draft.language))}
    for gap in dict.fromkeys(gaps_in(draft.text, {*OWN, *dict(case.fields)}, prompts)):
        yield msg("{gap} is still to be filled in", gap=gap)
    for passage in passages:
        if squeezed(passage) not in text:
            yield msg("a required passage is missing: {passage}", passage=passage)
    for word in dict.fromkeys((*draft.never, *script.forbidden)):
        if _has(text, word):
            yield msg("{word} is a word that is not used with customers", word=word)
    for link in dict.fromkeys(DEAD_LINKS.findall(draft.text)):
        yield msg("the link {link} is dead: the platform closed in July 2025", link=link)
    for sentence in _quoted(text, case):
        yield msg("this sentence is from an internal note: {sentence}", sentence=sentence)


def _has(text: str, word: str) -> bool:
    """Whether a text has a word; a Latin one by itself, not as a part of another."""
    pattern = re.escape(squeezed(word))
    if word.isascii():
        pattern = rf"(?<!\w){pattern}(?!\w)"
    return re.search(pattern, text) is not None


def _quoted(text: str, case: Case) -> Iterator[str]:
    """The sentences of notes, reasons and handoffs that a letter has, and that the customer does not know already."""
    inside = dict.fromkeys(each for event in effective_events(case.journal) for each in _sentences_inside(event))
    told = " ".join(squeezed(each) for each in _told(case))
    for sentence in inside:
        if sentence in text and sentence not in told:
            yield sentence


def _sentences_inside(event: Event) -> Iterator[str]:
    if event.kind in ("contacted", "drafted"):
        return
    for key in _INSIDE:
        for each in map(squeezed, _SENTENCE.split(event.text(key))):
            if sum(1 if character.isascii() else 2 for character in each) >= _LEAST:
                yield each


def _told(case: Case) -> Iterator[str]:
    """What the customer said or was told, and what the complaint itself says."""
    yield from (each.text("text") for each in case.journal if each.kind == "contacted")
    yield from (text for _path, text in leaves(dict(case.fields)))
