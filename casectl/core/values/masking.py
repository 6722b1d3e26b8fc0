"""Masks for private values: enough is left to tell two apart on the telephone, not enough to know whose they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from casectl.core.values.regex import regex
from casectl.core.values.tree import Path, Tree

_ADDRESS = regex(r"(.)[^@\s]*@\S+")
_NUMBER = 5
"""The fewest digits of a number such as a telephone's or an account's."""
_HAN = regex(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_KNOWN_BY = 4
"""The fewest characters, or two of Chinese, by which a private value is known again in a text."""


def masked(text: str) -> str:
    """A private text: ``王**``, ``p***@…``, of a number the last two digits, of other texts the first letter."""
    text = text.strip()
    if not text:
        return text
    if found := _ADDRESS.fullmatch(text):
        return f"{found[1]}***@…"
    digits = [each for each in text if each.isdecimal()]
    if len(digits) >= _NUMBER:
        return f"***{''.join(digits[-2:])}"
    if len(text) == 1 or digits:
        return "***"
    return text[0] + ("**" if _HAN.match(text) else "***")


def masked_tree(tree: Tree) -> Tree:
    """A private value with every text in it masked."""
    if isinstance(tree, dict):
        return {key: masked_tree(value) for key, value in tree.items()}
    return [masked_tree(each) for each in tree] if isinstance(tree, list) else masked(tree)


def masked_fields(fields: dict[str, Tree], private: Collection[Path], above: Path = ()) -> dict[str, Tree]:
    """The fields with those masked whose paths are `private`."""
    found: dict[str, Tree] = {}
    for name, value in fields.items():
        path = (*above, name)
        if path in private:
            found[name] = masked_tree(value)
        else:
            found[name] = masked_fields(value, private, path) if isinstance(value, dict) else value
    return found


def private_texts(fields: Tree, private: Collection[Path], above: Path = ()) -> Iterator[str]:
    """The texts of private fields that are long enough to be known again in other texts."""
    inside = any(above[: len(each)] == each for each in private)
    if isinstance(fields, dict):
        for name, value in fields.items():
            yield from private_texts(value, private, (*above, name))
    elif isinstance(fields, list):
        for each in fields:
            yield from private_texts(each, private, above)
    elif inside and (len(fields.strip()) >= _KNOWN_BY or len(_HAN.findall(fields)) > 1):
        yield fields.strip()


def without(tree: Tree, texts: Collection[str]) -> Tree:
    """A text, or all texts in a tree, with these private texts masked wherever they are mentioned, in any case."""
    if isinstance(tree, dict):
        return {key: without(value, texts) for key, value in tree.items()}
    if isinstance(tree, list):
        return [without(each, texts) for each in tree]
    for text in sorted({*texts}, key=len, reverse=True):
        if text.casefold() in tree.casefold():
            tree = type(tree)(re.sub(re.escape(text), _mask, tree, flags=re.IGNORECASE))
    return tree


def _mask(found: re.Match[str]) -> str:
    return masked(found[0])
