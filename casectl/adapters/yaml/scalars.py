"""How a text is written in YAML so that every reader, of YAML 1.1 or 1.2, reads the same text.

Unquoted where it is unambiguous, a block where its lines are clean, in double quotes otherwise.
"""

from __future__ import annotations

import re
import unicodedata

from casectl.core.values.hidden_characters import STRAY_JOINER, STRAY_TAG
from casectl.core.values.regex import regex
from casectl.core.values.tree import Plain

HOSTILE = (
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff"
    f"\U0010fffc-\U0010ffff]|{STRAY_JOINER}|{STRAY_TAG}"
)
"""The pattern of characters that are always escaped: controls, unusual line ends, what reorders or hides text."""
_SEEMINGLY_PRINTABLE = "\ufffc\ufffd"
"""Those of them that count as printable in Unicode. It is quicker to ask for these than for the pattern."""

_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_WORD = regex(r"(?:y|n|yes|no|on|off|true|false|null|~|[-+]?\.inf|\.nan)", re.IGNORECASE)
_NUMBER = regex(
    r"[-+0-9_.,:/ ]+(?:[eE][-+]?[0-9_.]*)?|[-+]?0[xX][0-9a-fA-F_]*|[-+]?0[oObB][0-7_]*"
    r"|\d{4}-\d\d?-\d\d?(?:[Tt ].*)?",
    re.ASCII,
)
_NO_PLAIN_START = regex(r"[-?:,\[\]{}#&*!|>'\"%@`<=]|\.\.\.")
_NO_PLAIN = regex(r":\s| #|:$")
_NO_PLAIN_IN_FLOW = regex(r"""[,\[\]{}?]|["':\s]:|:["':]""")
_BLANK_ENDS = regex(r" \n| \Z")


def inline(text: str, flow: bool = False) -> str:
    """`text` on one line, unquoted or in double quotes; `flow` means inside braces or brackets."""
    return text if _may_be_bare(text, flow) else quoted(text)


def quoted(text: str) -> str:
    """`text` in double quotes, with escapes where needed."""
    escaped = re.sub(r'["\\]', lambda match: _ESCAPES[match.group()], text)
    return f'"{escaped if is_harmless(escaped) else re.sub(HOSTILE, _escape, escaped)}"'


def is_harmless(text: str) -> bool:
    """Whether none of its characters is escaped wherever it stands."""
    if text.isprintable() and not any(letter in text for letter in _SEEMINGLY_PRINTABLE):
        return True
    return re.search(HOSTILE, text) is None


def is_ambiguous(text: str) -> bool:
    """Whether some reader might read an unquoted text as a number, an instant, a yes or a no."""
    return bool(_WORD.fullmatch(text) or _NUMBER.fullmatch(text))


def block(text: str) -> list[str] | None:
    """The lines of `text` as a literal block, its header first; None where a block would not be safe.

    Texts that end in several line feeds are not: an editor that trims blank lines would change them.
    """
    body = text.removesuffix("\n")
    if "\n" not in text or not body or body.endswith("\n") or _BLANK_ENDS.search(body):
        return None
    if not is_harmless(body.replace("\n", "")):
        return None
    header = "|" + ("2" if body.lstrip("\n").startswith(" ") else "") + ("" if text.endswith("\n") else "-")
    return [header, *body.split("\n")]


def width(line: str) -> int:
    """The number of columns that a line takes on a screen; wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def _may_be_bare(text: str, flow: bool) -> bool:
    if not text or text != text.strip() or not is_harmless(text):
        return False
    if _NO_PLAIN_START.match(text) or _NO_PLAIN.search(text) or (flow and _NO_PLAIN_IN_FLOW.search(text)):
        return False
    return isinstance(text, Plain) or not is_ambiguous(text)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    if char in _ESCAPES:
        return _ESCAPES[char]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
