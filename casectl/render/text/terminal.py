"""Text for a terminal: made visible, measured, clipped and wrapped by display width.

Text from a case never reaches a terminal raw: whatever would move the cursor, change a title, hide text or change its
direction is shown as an escape instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from casectl.core.values.hidden_characters import STRAY_JOINER, STRAY_TAG
from casectl.core.values.regex import regex

_UNSEEN = (
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1 (NEL among them)
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0"  # take no space, or look like a space
    "\u200b\u200e\u200f\u2060-\u206f\ufeff"  # zero width, marks and isolates of direction
    "\u2028\u2029\u202a-\u202e"  # line and paragraph separators, overrides of direction
    "\ufff9-\ufffb\ud800-\udfff"  # interlinear marks, lone surrogates
)
UNSEEN = f"[{_UNSEEN}]|{STRAY_JOINER}|{STRAY_TAG}"
"""The pattern of one character that must not reach a terminal, or a reader, unchanged."""
_SEEMINGLY_PRINTABLE = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""Those of them that count as printable in Unicode. It is quicker to ask for these than for the pattern."""


def visible(text: str, *, multiline: bool = False) -> str:
    """`text` with every unseen character as ``\\x1b`` or ``<U+202E>``; with `multiline`, newlines stay.

    A carriage return before a newline is harmless and is dropped when newlines stay.
    """
    if text.isascii() and text.isprintable():
        return text
    if multiline:
        return "\n".join(visible(line) for line in text.replace("\r\n", "\n").split("\n"))
    return re.sub(UNSEEN, _escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"<U+{code:04X}>"


_OWN_SIGNS = str.maketrans("→…⏎", "---")
"""What casectl itself puts into cells takes one column, as a dash does."""
_LATIN_AND_CHINESE = regex("[ -~\u3000-\u3029\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uff01-\uff5e]*")
"""Letters of which each takes one column and one byte if it is ASCII, two columns and three bytes if not."""


def is_plain(text: str) -> bool:
    """Whether it is on one line, with nothing unseen in it."""
    if text.isprintable() and not any(letter in text for letter in _SEEMINGLY_PRINTABLE):
        return True
    return not text.isascii() and re.search(UNSEEN, text) is None


def one_line(text: str) -> str:
    """`text` made visible on a single line: each newline is shown as ⏎, each tab as a space."""
    if is_plain(text):
        return text
    return visible(re.sub(r"\r\n|[\r\n\u2028\u2029\x85]", "⏎", text).replace("\t", " "))


def on_one_line(texts: list[str]) -> list[str]:
    """Each of the texts as `one_line` has it."""
    return texts if is_plain("".join(texts)) else list(map(one_line, texts))


def width(text: str) -> int:
    """The number of columns that `text` takes on a terminal."""
    if text.isascii():
        return len(text)
    plain = text.translate(_OWN_SIGNS)
    if _LATIN_AND_CHINESE.fullmatch(plain):
        return (len(plain) + len(plain.encode())) // 2
    from wcwidth import width as display_width  # 25 ms, and few texts have other letters

    return int(display_width(text))


def widths_of(texts: Sequence[str]) -> list[int]:
    """The `width` of each text."""
    whole = "".join(texts)
    if whole.isascii():
        return list(map(len, texts))
    if _LATIN_AND_CHINESE.fullmatch(whole):
        return [(len(text) + len(text.encode())) // 2 for text in texts]
    return list(map(width, texts))


def clip(text: str, columns: int) -> str:
    """`text` if it fits, otherwise its beginning and ``…``, no wider than `columns`."""
    if width(text) <= columns:
        return text
    if text.isascii():
        return text[: max(columns - 1, 0)] + "…"
    from wcwidth import clip as clip_display

    return str(clip_display(text, 0, max(columns - 1, 0), fillchar="")).rstrip() + "…"


def aligned(texts: Sequence[str], *, right: bool = False, shown: Iterable[str] | None = None) -> list[str]:
    """The texts, filled with spaces to the width of the widest; `shown` are the same texts coloured."""
    taken = widths_of(texts)
    whole = max(taken)
    if right:
        return [" " * (whole - used) + text for text, used in zip(shown or texts, taken, strict=True)]
    return [text + " " * (whole - used) for text, used in zip(shown or texts, taken, strict=True)]


def in_columns(columns: Iterable[Sequence[str]]) -> str:
    """Lines of the columns, two spaces between them."""
    return "".join("  ".join(line).rstrip() + "\n" for line in zip(*columns, strict=True))


def pad(text: str, columns: int) -> str:
    """`text` filled with spaces on the right to `columns`."""
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int) -> list[str]:
    """One paragraph in lines no wider than `columns` (except for a single word that is wider)."""
    if width(text) <= columns and text == " ".join(text.split()):
        return [text] if text else []
    if text.isascii():
        import textwrap

        return textwrap.wrap(text, columns, break_long_words=False, break_on_hyphens=False)
    lines, line, gap = [], "", ""
    for piece in pieces(text):
        if piece == " ":
            gap = " "
        elif line and width(line + gap + piece) > columns:
            lines.append(line)
            line, gap = piece, ""
        else:
            line, gap = (line + gap + piece if line else piece), ""
    return [*lines, line] if line else lines


def continued(line: str, columns: int) -> list[str]:
    """A command line in lines no wider than `columns` (except for a single word that is wider), as a shell reads them:
    each but the last ends in a backslash; what is in quotation marks stays together, and an option with its value.
    """
    if width(line) <= columns:
        return [line]
    lines: list[str] = []
    for word in _SHELL_WORD.findall(line):
        if lines and width(f"{lines[-1]} {word} \\") <= columns:
            lines[-1] += f" {word}"
        else:
            lines.append(f"  {word}" if lines else word)
    return [f"{each} \\" for each in lines[:-1]] + lines[-1:]


_SHELL_WORD = regex(r"""(?:--?\w[\w.-]*\s(?!-))?(?:[^\s'"]|'[^']*'|"[^"]*")+""")
_OPENING = "（“‘《〈「『【〔["
_CLOSING = "）”’》〉」』】〕]，。、；：？！…"


def pieces(text: str) -> Iterator[str]:
    """The unbreakable parts: words, numbers, single Chinese characters with the punctuation next to them, spaces."""
    piece = ""
    for character in text:
        if character.isspace():
            yield from (piece, " ") if piece else " "
            piece = ""
        elif piece and not _sticks_to(piece[-1], character):
            yield piece
            piece = character
        else:
            piece += character
    if piece:
        yield piece


def _sticks_to(before: str, character: str) -> bool:
    if before in _OPENING or character in _CLOSING or width(character) == 0:
        return True
    return before not in _CLOSING and character not in _OPENING and width(before) < 2 and width(character) < 2


def point_at(text: str, at: int, columns: int) -> list[str]:
    """Two lines: `text`, cut if it is long, and a mark below its character `at`."""
    columns = max(columns, 20)
    before, rest = one_line(text[:at]), one_line(text[at:])
    if width(before) > columns // 2:
        before = before[-columns // 2 :]
        while width(before) >= columns // 2:
            before = before[1:]
        before = f"…{before}"
    return [before + clip(rest, columns - width(before)), " " * width(before) + "^"]


_ENDLESS = regex(r"[!-~]{400,}|\S{800,}")
_BEGINNING = 100


def without_endless_words(text: str) -> str:
    """A message in which a word that fills a screen, such as one that was pasted by mistake, is only begun."""
    return _ENDLESS.sub(lambda found: f"{found[0][:_BEGINNING]}…", text) if len(text) >= 400 else text
