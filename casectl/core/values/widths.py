"""The wide letters, digits and signs of a Chinese keyboard, and the plain ones they mean."""

from __future__ import annotations

from unicodedata import normalize

_PLAIN = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x3000: 0x20}
_PLAIN |= {0xFFE0: 0xA2, 0xFFE1: 0xA3, 0xFFE5: 0xA5, 0xFFE6: 0x20A9}  # the signs of cent, pound, yuan and won


def narrow(text: str) -> str:
    """`text` in plain characters, without blanks around it; nothing else that merely looks alike is changed."""
    return text.translate(_PLAIN).strip()


def folded(text: str) -> str:
    """`text` as words are looked for in it, whatever the case, the width and the Unicode form of its letters.

    Blanks count as one.
    """
    return " ".join((text.lower() if text.isascii() else _folded(text)).split())


def _folded(text: str) -> str:
    return normalize("NFKC", normalize("NFKC", text).casefold())
