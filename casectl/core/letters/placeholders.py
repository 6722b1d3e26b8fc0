"""Placeholders of a script: ``{{customer.name}}`` is replaced by a text of the case, once, and by nothing else.

What is filled in is not looked at again, so that no text of a customer is taken for a placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator

from casectl.core.values.regex import regex

_PLACEHOLDER = regex(r"\{\{[ \t]*([^{}\n]*?)[ \t]*\}\}")

_BRACED = regex(r"(?<!\{)\{[ \t]*(\?[^{}\n]+|[^\W\d]\w*(?:\.\w+)*)[ \t]*\}(?!\})")
_BRACKETED = regex(r"[\[［【]\s*([^\[\]［］【】\n]{1,80}?)\s*[\]］】]")
_PROMPT = regex(
    r"(?:please )?(?:fill in\b.*|(?:insert|enter) .+)"
    r"|(?:(?:the|your|customer|customer's|full) )*(?:name|date|amount|address|reason)"
    r"|to ?do|tb[adc]|[x×]{2,}|_+|请?(?:在此)?(?:填写|填入|输入|补充).*|待(?:填|定|补充).*"
    r"|(?:客户|您的)?(?:姓名|名字|日期|金额|地址|原因|称呼)",
    re.IGNORECASE,
)
"""What stands in square brackets where somebody is still to write."""
_CROSSED = regex(
    r"(?:\bdear (?:(?:mr|mrs|ms|dr)\.? )?|尊敬的|亲爱的)[x×]{2,}(?!\w*\d)|(?<![0-9a-z×])[x×]{2,}(?=[元月日天])",
    re.IGNORECASE,
)
"""Crosses in place of a name, an amount or a day."""


def placeholders_in(text: str) -> list[str]:
    """The names of the placeholders in a text, in order."""
    return [found[1] for found in _PLACEHOLDER.finditer(text)]


def gaps_in(text: str, names: Container[str], prompts: Container[str]) -> Iterator[str]:
    """What else in a text is clearly still to be filled in, as it stands there: one of the `names`, or any that has a
    dot, in single braces; one of the `prompts`, or usual words for one, in square brackets; and a name of crosses.
    """
    for found in _BRACED.finditer(text):
        if found[1].startswith("?") or "." in found[1] or found[1] in names:
            yield found[0]
    for found in _BRACKETED.finditer(text):
        if found[1] in prompts or _PROMPT.fullmatch(found[1]):
            yield found[0]
    yield from (found[0] for found in _CROSSED.finditer(text))


def filled(text: str, value: Callable[[str], str]) -> tuple[str, list[str]]:
    """The text with each placeholder for which there is a value replaced, and the names of those for which there is
    none, which stay as they are.
    """
    missing = dict[str, None]()

    def one(found: re.Match[str]) -> str:
        known = value(found[1])
        if not known:
            missing.setdefault(found[1])
        return known or found[0]

    return _PLACEHOLDER.sub(one, text), list(missing)
