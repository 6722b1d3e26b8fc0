"""Names as people type them: the code of a thing, or its title in any language."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.core.values.errors import NotFound
from casectl.core.values.messages import LocalizedText, Message, msg
from casectl.core.values.nearest import a_few, suggestion
from casectl.core.values.widths import folded

Known = Iterable[tuple[str, Iterable[str]]]
"""The things that a word may name: the code and the titles of each."""


def comparable(word: str) -> str:
    """`word` as names are compared: letter case, width, blanks and hyphens do not matter."""
    return folded(word).translate(_JOINTS)


_JOINTS = dict.fromkeys(map(ord, " -_"))


def names_meant(word: str, known: Known) -> tuple[str, ...]:
    """The codes that `word` means: itself if it is one, or else every one that is called so or has such a title."""
    things = [(name, tuple(titles)) for name, titles in known]
    if any(word == name for name, _ in things):
        return (word,)
    wanted = comparable(word)
    called = (name for name, titles in things if wanted and wanted in map(comparable, (name, *titles)))
    return tuple(dict.fromkeys(called))


def one_meant(word: str, known: Known, unknown: Message, otherwise: Message) -> str:
    """The one code that `word` means.

    Raises NotFound: `unknown`, with the nearest name or title, or else `otherwise`, as the hint; or, if several things
    are called so, each with its code and title.
    """
    things = [(name, tuple(titles)) for name, titles in known]
    found = names_meant(word, things)
    if len(found) == 1:
        return found[0]
    if found:
        listed = [_listed(name, titles) for name, titles in things if name in found]
        raise NotFound(msg("{name} may mean {names}", name=word, names=a_few(listed)), hint=msg("type the code"))
    every = [text for name, titles in things for text in (name, *titles)]
    raise NotFound(unknown, hint=suggestion(word, every) or otherwise)


def texts_of(title: LocalizedText) -> tuple[str, ...]:
    """A title in all its languages."""
    return tuple(text for _, text in title.by_language)


def with_code(name: str, title: LocalizedText) -> Message:
    """A thing by its title, with the code behind it that verbs take too; the code alone if that is its title."""
    if set(texts_of(title)) <= {name}:
        return msg("{name}", name=name)
    return msg("{title} ({name})", title=title, name=name)


def _listed(name: str, titles: tuple[str, ...]) -> Message:
    title = next((each for each in titles if each != name), "")
    return msg("{name} ({title})", name=name, title=title or name)
