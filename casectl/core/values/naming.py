"""Names as people type them: the code of a thing, or its title in any language."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.core.values.messages import LocalizedText, Message, NotFound, msg
from casectl.core.values.nearest import a_few, suggestion
from casectl.core.values.widths import folded

Known = Iterable[tuple[str, Iterable[str]]]
"""The things that a word may name: the code and the titles of each."""


def comparable(word: str) -> str:
    """`word` as names are compared: letter case, width, blanks and hyphens do not matter."""
    return folded(word).translate(_JOINTS)


_JOINTS = dict.fromkeys(map(ord, " -_"))

_EARLIER = {
    "已确认": "acknowledged", "确认受理": "acknowledged", "已撤诉": "withdrawn", "撤诉": "withdrawn",
    "进度通报": "update", "移交答复": "handoff", "等待他方": "waiting",
    "高净值客户": "vip", "专席客户": "special", "需特别关照": "vulnerable", "专席客户投诉": "vip",
    "一般咨询": "1", "略有特殊": "2", "复杂投诉（跨部门）": "3", "危及声誉的危机": "4",
}  # fmt: skip
"""What the shipped templates called things up to 0.1, for those who go on typing it."""

MOVED = {"已受理": ("received", "acknowledged")}
"""A title that means another state than up to 0.1: what it was, and what it is."""


def names_meant(word: str, known: Known) -> tuple[str, ...]:
    """The codes that `word` means: itself if it is one, or else every one that is called so or has such a title.

    What nothing is called any more means what had that title in the shipped templates before.
    """
    known = [*known]
    if any(word == name for name, _ in known):
        return (word,)
    wanted, things = comparable(word), [(name, tuple(titles)) for name, titles in known]
    called = (name for name, titles in things if wanted and wanted in map(comparable, (name, *titles)))
    found = tuple(dict.fromkeys(called))
    earlier = "" if found else _EARLIER.get(word.strip(), "")
    return (earlier,) if earlier in (name for name, _ in things) else found


def has_moved(word: str, means: Iterable[str]) -> bool:
    """Whether `word`, of which `means` are the states that it means here, meant another one up to 0.1."""
    return word in MOVED and MOVED[word][1] in (meant := [*means]) and MOVED[word][0] not in meant


def names_with_part(word: str, known: Known) -> tuple[str, ...]:
    """The codes of the things of which a title begins with `word`, or else of those of which one contains it."""
    wanted, things = comparable(word), [(name, [*map(comparable, titles)]) for name, titles in known]
    begun = [name for name, titles in things if any(each.startswith(wanted) for each in titles)]
    return tuple(begun or [name for name, titles in things if any(wanted in each for each in titles)]) if wanted else ()


def one_meant(word: str, known: Known, unknown: Message, otherwise: Message) -> str:
    """The one code that `word` means.

    Raises NotFound: `unknown`, with what has the word in its title, the nearest name or title, or else `otherwise`, as
    the hint; or, if several things are called so, each with its code and title.
    """
    things = [(name, tuple(titles)) for name, titles in known]
    found = names_meant(word, things)
    if len(found) == 1:
        return found[0]
    if found:
        listed = [_listed(name, titles) for name, titles in things if name in found]
        raise NotFound(msg("{name} may mean {names}", name=word, names=a_few(listed)), hint=msg("type the code"))
    if parts := names_with_part(word, things) if len(word) > 1 else ():
        listed = [_listed(name, titles) for name, titles in things if name in parts]
        raise NotFound(unknown, hint=msg("did you mean {near}?", near=a_few(listed)))
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
    """A thing by its code, with its title in the reader's language, which the script of a title shows."""
    others = [each for each in titles if each != name] or [name]
    chinese, english = ([each for each in others if _has_chinese(each) == wanted] for wanted in (True, False))
    title = LocalizedText((("en", (english or others)[0]), ("zh", (chinese or others)[0])))
    return msg("{name} ({title})", name=name, title=title)


def _has_chinese(text: str) -> bool:
    return any("\u4e00" <= each <= "\u9fff" for each in text)
