"""A message from its bytes: the standard library's parser, which takes anything, and our own reading of headers and
text, since it garbles Chinese charsets (python/cpython#88726) and raises for some broken headers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import collapse_rfc2231_value, getaddresses, parsedate_to_datetime

from casectl.adapters.mail.charsets import decoded, header, text_of_header
from casectl.adapters.mail.html_text import text_of_html
from casectl.core.mail.message import Mail, MailFile
from casectl.core.values.limits import MAX_MESSAGE
from casectl.core.values.messages import Unreadable, msg
from casectl.core.values.regex import regex

_MOST_TEXT, _MOST_FILES, _MOST_PARTS, _MOST_ANSWERED, _DEEPEST = 200_000, 50, 2000, 20, 100
_MOST_FIELDS, _LONGEST_FIELD = 10, 5000
_ADDRESS = regex(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_QUOTED = regex(r'"(?:[^"\\]|\\.)*"')
_BRACKETED = regex(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_NO_NAME = regex(r"[@>][^<>,;]*<")
"""An address, in brackets or not, right before another one in brackets."""
_MESSAGE_ID = regex(r"<[^<>\s]{1,250}>")
_TELLING = (
    "auto-submitted", "precedence", "list-id", "list-unsubscribe", "mailing-list", "x-autoreply", "x-autorespond",
    "x-auto-response-suppress", "x-ms-exchange-generated-message-source", "x-loop", "return-path", "date",
)  # fmt: skip
_RECIPIENTS = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")
_KNOWN = ("from", "date", "subject", "message-id", "received", "to", "mime-version")
"""Headers of which every message has one."""
_WORKBOOK = b"\xd0\xcf\x11\xe0"
"""How a file of Outlook begins, which is no message as it was sent."""


def mail_in(content: bytes) -> Mail:
    """The message. Raises Unreadable for what is none, or is too large."""
    _refuse_others(content)
    message = _parsed(content)
    if not any(name in message for name in _KNOWN):
        raise Unreadable(msg("it is not a mail message: it has none of the headers From, Date, Subject, To"))
    sender = _addresses(message, ("from",)) or _addresses(message, ("sender",)) or [("", "")]
    parts = [*_parts(message)]
    files, text = [*filter(None, map(_file, parts))], _text(parts)
    return Mail(
        content,
        next(iter(_ids(message, "message-id", 1)), ""),
        _answered(message, parts),
        *sender[0],
        tuple(dict.fromkeys(address for _, address in _addresses(message, _RECIPIENTS))),
        header(message, "subject"),
        _instant(header(message, "date")),
        text,
        tuple(files[:_MOST_FILES]),
        {name: header(message, name) for name in _TELLING if name in message},
        _report(message),
        tuple(_returned(parts)) if _has_failed(message, parts) else (),
        _instant(_last_hop(message).rpartition(";")[2]),
    )


def _refuse_others(content: bytes) -> None:
    if len(content) > MAX_MESSAGE:
        raise Unreadable(
            msg("it is larger than {most} MiB, the limit for mail: save what you need from it, then casectl attach",
                most=MAX_MESSAGE >> 20)
        )  # fmt: skip
    if content.startswith(_WORKBOOK):
        raise Unreadable(msg("it is an Outlook .msg file; save the message as .eml"))


def _parsed(content: bytes) -> Message:
    """The message with its parts; without them if they are nested deeper than can be followed."""
    try:
        message = message_from_bytes(content)
        for _ in message.walk():
            pass
    except RecursionError:
        return BytesHeaderParser().parsebytes(content)
    return message


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that are no containers, as far as they are looked at; a message within it is one part."""
    children = message.get_payload() if message.is_multipart() and message.get_content_maintype() != "message" else None
    if not isinstance(children, list) or depth > _DEEPEST:
        yield message
        return
    left = _MOST_PARTS
    for child in children:
        for part in _parts(child, depth + 1) if isinstance(child, Message) else ():
            if (left := left - 1) < 0:
                return
            yield part


def _addresses(message: Message, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Names and addresses, the addresses in lower case; the first address of a header that is broken."""
    fields = [each for name in names for each in message.get_all(name, [])[:_MOST_FIELDS]]
    return [pair for each in fields for pair in _pairs(each if isinstance(each, str) else text_of_header(each))]


def _pairs(field: str) -> list[tuple[str, str]]:
    text = " ".join(field.split())[:_LONGEST_FIELD]
    found = [(text_of_header(name), text_of_header(address).lower()) for name, address in getaddresses([text])]
    whole = [pair for pair in found if "@" in pair[1]]
    bare = _QUOTED.sub("", text)
    bracketed = _BRACKETED.findall(bare)
    if bracketed and _NO_NAME.search(bare):  # a name that looks like an address is a name nevertheless
        return [("", each.lower()) for each in reversed(bracketed)]
    return whole or [("", each.lower()) for each in _ADDRESS.findall(text_of_header(text))[:1]]


def _ids(message: Message, name: str, most: int) -> list[str]:
    text = " ".join(header(message, name).split())
    return _MESSAGE_ID.findall(text)[:most]


def _answered(message: Message, parts: list[Message]) -> tuple[str, ...]:
    """The Message-IDs of what it answers, the nearest first: In-Reply-To, References backwards, what came back."""
    references = _MESSAGE_ID.findall(header(message, "references"))[::-1]
    found = [*_ids(message, "in-reply-to", 1), *references, *_returned(parts)]
    return tuple(dict.fromkeys(found))[:_MOST_ANSWERED]


def _returned(parts: list[Message]) -> Iterator[str]:
    """The Message-ID of the message that a report is about, which is in it, whole or its headers alone."""
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            inner = _within(part)
            yield from _ids(inner, "message-id", 1) if inner else ()
        elif part.get_content_type() in ("text/rfc822-headers", "message/rfc822-headers"):
            yield from _ids(BytesHeaderParser().parsebytes(_bytes(part)), "message-id", 1)


def _has_failed(message: Message, parts: list[Message]) -> bool:
    """Whether it is a report that something was not delivered, and is not tried again (RFC 3464, Action: failed)."""
    notices = [each for each in parts if each.get_content_type() == "message/delivery-status"]
    blocks = [each for part in notices for each in _blocks(part)]
    return _report(message) == "delivery-status" and any(
        header(each, "action").strip().lower() == "failed" for each in blocks
    )


def _blocks(part: Message) -> list[Message]:
    """The groups of fields that a report has, one for the message and one for each recipient."""
    found = part.get_payload()
    return [each for each in found if isinstance(each, Message)] if isinstance(found, list) else []


def _within(part: Message) -> Message | None:
    """The message that a part is."""
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    return first if isinstance(first, Message) else None


def _last_hop(message: Message) -> str:
    """What the last server on its way says of it: the first of its Received, above all that its sender can write."""
    return " ".join(header(message, "received").split())


def _instant(text: str) -> datetime | None:
    """The time that a header says (RFC 5322); None for none that can be."""
    try:
        found = parsedate_to_datetime(text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _report(message: Message) -> str:
    kind = str(message.get_param("report-type") or "").lower()
    return kind if message.get_content_type() == "multipart/report" else ""


def _file(part: Message) -> MailFile | None:
    """The file that a part is; None for text that is read with the message."""
    name = _name(part)
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inner = _within(part)
        return MailFile(name or "message.eml", inner.as_bytes() if inner else b"")
    if part.get_content_maintype() in ("message", "multipart") or kind == "text/rfc822-headers":
        return None
    is_text = kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment"
    return None if is_text and not name else MailFile(name, _bytes(part))


def _name(part: Message) -> str:
    found = part.get_param("filename", None, "content-disposition") or part.get_param("name", None)
    if found is None:
        return ""
    if isinstance(found, tuple):
        charset, _, raw = found
        return decoded(raw.encode("latin-1", "replace"), charset or "") if raw.isascii() is False or charset else raw
    return text_of_header(collapse_rfc2231_value(found))


def _text(parts: list[Message]) -> str:
    """The text for reading: plain text, or where there is none what HTML says."""
    for kind, read in (("text/plain", str), ("text/html", text_of_html)):
        texts = [read(_decoded(part)) for part in parts if part.get_content_type() == kind and not _file(part)]
        joined = "\n\n".join(each.strip() for each in texts[:20] if each.strip())
        if joined:
            return joined.replace("\r\n", "\n").replace("\0", "")[:_MOST_TEXT]
    return ""


def _decoded(part: Message) -> str:
    return decoded(_bytes(part), str(part.get_content_charset() or ""))


def _bytes(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""
