"""The encoding of a text: given, or found by strict decoding of all of it.

A byte order mark decides; without one the text is UTF-8 if all of it decodes, else GB18030 if all of it decodes and
nearly all its wide characters are the common ones of GB 2312 (Latin-1 or Big5 text that happens to decode is not).
Otherwise nothing is guessed: the error suggests ``--encoding``.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator

from casectl.core.values.messages import Message, Unreadable, UsageError, msg
from casectl.core.values.value_class import value_class

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMON = 0.95

Blocks = Callable[[], Iterator[bytes]]
"""Returns the text's bytes from the start, in blocks; may be called repeatedly."""


@value_class
class Encoding:
    """Python's name of a codec, and whether the user gave it."""

    codec: str
    given: bool


def find_encoding(name: str, blocks: Blocks, given: str = "") -> Encoding:
    """The encoding of a text, which may break off inside its last character.

    Raises:
        UsageError: the encoding given is unknown, or none was given and none can be found.
        Unreadable: the text is not in the encoding that was given, or that its byte order mark names.
    """
    if given:
        return Encoding(_checked(name, _known(given), blocks), given=True)
    start = next(blocks(), b"")
    for mark, codec in _MARKS:
        if start.startswith(mark):
            return Encoding(_checked(name, codec, blocks), given=False)
    # A stray NUL is damage in one row; many are UTF-16 without a mark, which would decode as UTF-8.
    if start[:4096].count(b"\0") * 8 <= len(start[:4096]):
        if _first_bad_line("utf-8", blocks) is None:
            return Encoding("utf-8", given=False)
        if _first_bad_line("gb18030", blocks) is None and _reads_as_chinese(blocks):
            return Encoding("gb18030", given=False)
    raise UsageError(
        msg("the encoding of {name} cannot be recognised", name=name),
        hint=msg("give the encoding, for example --encoding cp1252, gb18030, big5 or utf-16"),
    )


def _known(given: str) -> str:
    try:
        return codecs.lookup(given).name
    except (LookupError, ValueError):
        raise UsageError(msg("there is no encoding {encoding}", encoding=given)) from None


def _checked(name: str, codec: str, blocks: Blocks) -> str:
    bad_line = _first_bad_line(codec, blocks)
    if bad_line is not None:
        raise Unreadable(
            msg("{name}:{line}: this is not valid {codec}", name=name, line=bad_line, codec=codec),
            hint=_instead(codec, blocks),
        )
    return codec


def _instead(codec: str, blocks: Blocks) -> Message:
    """The encoding to name in place of one that does not fit, if the text itself tells."""
    likely = "" if codec == "utf-8" or _first_bad_line("utf-8", blocks) else "utf-8"
    if not likely and _first_bad_line("gb18030", blocks) is None and _reads_as_chinese(blocks):
        likely = "gb18030"
    if likely:
        return msg("it looks like {likely}: --encoding {likely}", likely=likely)
    return msg("give the right encoding with --encoding, such as cp1252, gb18030, big5 or utf-16")


def _first_bad_line(codec: str, blocks: Blocks) -> int | None:
    """The line of the first byte that does not decode, None if there is none; a cut-off last character is ignored."""
    decoder, line = codecs.getincrementaldecoder(codec)(), 1
    for block in blocks():
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].count(b"\n")
        line += block.count(b"\n")
    return None


def _reads_as_chinese(blocks: Blocks) -> bool:
    text = codecs.getincrementaldecoder("gb18030")().decode(b"".join(blocks()))
    wide = [char for char in text if ord(char) > 127]
    return sum(map(_is_gb2312, wide)) >= _COMMON * len(wide)


def _is_gb2312(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False
