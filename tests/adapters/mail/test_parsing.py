"""Any message is read, whatever it is broken by, and never more than there is room for."""

from __future__ import annotations

from base64 import encodebytes
from contextlib import suppress
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casectl.adapters.mail.html_text import text_of_html
from casectl.adapters.mail.parsing import mail_in
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.values.limits import MAX_MESSAGE
from casectl.core.values.messages import Unreadable

NAMES = ("From", "To", "Subject", "Date", "Message-ID", "References", "Content-Type", "Content-Disposition",
         "MIME-Version", "Content-Transfer-Encoding", "Delivered-To", "In-Reply-To")  # fmt: skip
VALUES = st.one_of(
    st.binary(max_size=30),
    st.sampled_from([
        b"a@b.c", b"=?utf-8?B?broken", b"=?x?Q?=FF?=", b"=?gb2312?B?1uzpRg==?=", b"<a@b>", b"\xd6\xec",
        b"multipart/mixed; boundary=b", b"multipart/mixed", b"message/rfc822", b"text/html; charset=\xff", b"base64",
        b"attachment; filename*=x''%ff", b"Mon, 99 Foo 99999 25:61:61 +9999", b"quoted-printable", b"x-uuencode",
    ]),
)  # fmt: skip
MESSAGES = st.builds(
    lambda headers, body: b"".join(b"%b: %b\n" % (n.encode(), v) for n, v in headers) + b"\n" + b"\n--b\n".join(body),
    st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=8),
    st.lists(st.binary(max_size=60), max_size=4),
)


@given(MESSAGES)
@example(b"From: a@b.c\nContent-Type: text/plain; charset=hex\n\nx")
@example(b"From: a@b.c\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nx")
def test_any_bytes_are_a_message_or_none(content: bytes) -> None:
    """What is read can be written into a case."""
    with suppress(Unreadable):
        mail = mail_in(content)
        YamlDocuments().write({"a": mail.text, "b": mail.subject, "c": mail.sender, "d": mail.message_id, "e": mail.id})
        assert "\n" not in mail.subject + mail.sender + mail.message_id


def test_deep_large_and_many_parts_are_read() -> None:
    """Nested as deep as anybody does, with what is in it; deeper than can be followed, with its headers alone."""
    inner = "Content-Type: text/plain\n\ndeep\n"
    for number in range(1200):
        inner = f"Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n{inner}\n--b{number}--\n"
        if number == 29:
            assert mail_in(f"From: a@b.c\n{inner}".encode()).text == "deep"
    assert mail_in(f"From: a@b.c\n{inner}".encode()).address == "a@b.c"
    parts = b"".join(b"--q\nContent-Type: application/x; name=f%d\n\nx\n" % number for number in range(3000))
    many = mail_in(b"From: a@b.c\nContent-Type: multipart/mixed; boundary=q\n\n%b--q--\n" % parts)
    assert len(many.files) == 50
    film = b"Content-Type: video/x; name=film\nContent-Transfer-Encoding: base64\n\n" + encodebytes(bytes(10_000_000))
    assert len(mail_in(b"From: a@b.c\n" + film).files[0].content) == 10_000_000


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "none of the headers"), (b"dear all\n\nhello", "none of the headers"), (b"\xd0\xcf\x11\xe0rest", "Outlook"),
     (b"From: a@b.c\n\n" + bytes(MAX_MESSAGE), "limit for mail")],
)  # fmt: skip
def test_what_is_no_message_is_said(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        mail_in(content)


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        ("flora@example.com <sly@example.net>", "sly@example.net"),
        ("Flora <flora@example.com> <sly@example.net>", "sly@example.net"),
        ('"flora@example.com" <sly@example.net>', "sly@example.net"),
        ("flora@example.com, Sly <sly@example.net>", "flora@example.com"),
        ('"Fiction, Flora <x@example.com>" <Flora@Example.com>', "flora@example.com"),
        ("flora@example.com (Flora)", "flora@example.com"),
    ],
)
def test_a_name_that_looks_like_an_address_is_not_taken_for_it(sender: str, address: str) -> None:
    """The customer's address is anybody's to write before one's own."""
    assert mail_in(f"From: {sender}\nSubject: x\n\nHi".encode()).address == address


@pytest.mark.parametrize(
    ("claimed", "codec", "text"),
    [
        ("gb2312", "utf-8", "您好，我的包裹没有到"),
        ("gb2312", "gb18030", "您好，朱镕基𠮷"),
        ("gb2312", "gb2312", "联通"),
        ("us-ascii", "latin-1", "für Müller, größer"),
        ("x-unknown", "latin-1", "où est mon colis arrivé"),
        ("x-unknown", "gbk", "您好，包裹"),
        ("big5", "big5hkscs", "𠝹啲嘢"),
        ("iso-8859-1", "cp1252", "it’s €5"),
        ("shift_jis", "cp932", "荷物～①"),
        ("utf-7", "utf-7", "荷物 +1"),
    ],
)
def test_a_charset_that_is_claimed_wrongly_is_seen_through(claimed: str, codec: str, text: str) -> None:
    head = f"From: a@b.c\nContent-Type: text/plain; charset={claimed}\nContent-Transfer-Encoding: base64\n\n"
    assert mail_in(head.encode() + encodebytes(text.encode(codec))).text == text


@pytest.mark.parametrize("broken", ["<!--", "<![CDATA[", "<?", "</", "<a ", "<script></", "<<!-- -->!--", "&#"])
@pytest.mark.parametrize("end", ["", ">"])
def test_html_that_never_ends_is_read_in_time(broken: str, end: str) -> None:
    """The parser alone takes an hour for the first of these."""
    begun = process_time()
    text_of_html(broken * 100_000 + end)
    assert process_time() - begun < 5


def test_what_html_hides_is_no_text() -> None:
    html = "a<!-- x -->b <![if !mso]>c<![endif]> <!doctype html><p>5 < 6 & 7 > 2</p><p>x<y"
    assert text_of_html(html) == "ab c\n5 < 6 & 7 > 2\nx<y"


def test_headers_are_read_as_they_are_meant() -> None:
    """Raw Chinese bytes, names of files by RFC 2231, several addresses, a date in another zone."""
    mail = mail_in(
        b'From: =?utf-8?q?Flora?= <FLORA@Example.com>\nTo: a@x, "B, C" <b@x>\nCc: c@x\nSubject: \xc4\xe3\xba\xc3\n'
        b"Date: Mon, 23 Nov 2026 09:30:00 +0800\nReferences: <1@x>\n <2@x>\nIn-Reply-To: <3@x>\n"
        b"Content-Disposition: attachment; filename*=utf-8''%E5%8F%91.pdf\nContent-Type: application/pdf\n\nx"
    )
    assert (mail.name, mail.address, mail.subject) == ("Flora", "flora@example.com", "你好")
    assert (mail.to, mail.answers) == (("a@x", "b@x", "c@x"), ("<3@x>", "<2@x>", "<1@x>"))
    assert str(mail.sent_at) == "2026-11-23 01:30:00+00:00"
    assert mail.files[0].name == "发.pdf"
