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
_GUESSED = ("utf-8", "gb18030")
"""What text is tried as that names no charset, or one that is unknown or wrong."""


def decoded(data: bytes, charset: str) -> str:
    """The text; what cannot be read even so becomes U+FFFD."""
    named = charset.strip().strip("\"'").lower()
    for each in (_WIDER.get(named, named), *_GUESSED):
        try:
            if codecs.lookup(each)._is_text_encoding:
                return data.decode(each)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("utf-8", "replace")


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
