"""Text of a message in whatever charset it claims, or has: nothing is lost in silence, and nothing raises."""

from __future__ import annotations

import codecs
from email.header import decode_header
from email.message import Message

_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "gb_2312-80": "gb18030",
    "euc-cn": "gb18030", "big5": "cp950", "x-big5": "cp950", "iso-2022-jp": "iso2022_jp_ext", "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "iso-8859-1": "cp1252", "us-ascii": "utf-8", "ascii": "utf-8",
}  # fmt: skip
"""Charsets that mail programs name and do not keep to, each with the wider one that they write in fact."""
_WIDEST = {"cp950": "big5hkscs"}
"""What text of a charset is tried as that has characters which even the wider one lacks."""
_LOOKED_AT = 20_000
"""Bytes by which a charset is guessed."""
_BEYOND = 0x800
"""The first character that UTF-8 writes with three bytes: text of another charset is never by chance made of such."""


def decoded(data: bytes, charset: str) -> str:
    """The text; what cannot be read even so becomes U+FFFD."""
    named = charset.strip().strip("\"'").lower()
    wider = _WIDER.get(named, named)
    truly = ("utf-8",) if _is_utf_8(data) else ()
    for each in (*truly, wider, _WIDEST.get(wider, "utf-8"), *_guessed(data)):
        try:
            if codecs.lookup(each)._is_text_encoding:
                return data.decode(each)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("utf-8", "replace")


def _is_utf_8(data: bytes) -> bool:
    """Whether it can be nothing else, whatever it claims."""
    try:
        return not data.isascii() and any(ord(each) >= _BEYOND for each in data.decode())
    except UnicodeDecodeError:
        return False


def _guessed(data: bytes) -> tuple[str, ...]:
    """What text is tried as that names no charset, or one that is unknown or wrong: UTF-8, then Chinese where most
    bytes beyond ASCII come in pairs, as they do there, else what Western programs write.
    """
    beyond = [each > 0x7F for each in data[:_LOOKED_AT]]
    around = zip([False, *beyond], beyond, [*beyond[1:], False], strict=False)
    paired = sum(here and (before or after) for before, here, after in around)
    return ("utf-8", *(("gb18030", "cp1252") if 2 * paired > sum(beyond) else ("cp1252", "gb18030")))


def header(message: Message, name: str) -> str:
    """The first header of that name on one line, decoded; "" if there is none."""
    found = message.get(name)
    return "" if found is None else text_of_header(found)


def text_of_header(raw: object) -> str:
    """A header's text: encoded words and bytes beyond ASCII decoded, line breaks undone."""
    try:
        parts = decode_header(raw)  # type: ignore[arg-type]
    except (ValueError, LookupError):  # broken base64
        parts = [(str(raw), None)]
    return " ".join("".join(_joined(parts)).split())


def _joined(parts: list[tuple[bytes | str, str | None]]) -> list[str]:
    """The parts; neighbours of one charset are decoded together, since some programs break a character in two."""
    texts: list[str] = []
    pending, charset = b"", ""
    for part, named in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        given = named or ""
        if pending and given.lower() != charset.lower():
            texts.append(decoded(pending, charset))
            pending = b""
        pending, charset = pending + data, given
    return [*texts, decoded(pending, charset)]
