"""Sixty messages as mail programs write them, each with where it belongs.

``first`` and ``second`` are the cases that two earlier messages opened, ``numbered`` one that was opened by telephone.
"""

from __future__ import annotations

from base64 import b64encode
from typing import NamedTuple

FIRST, SECOND = "<first@example.com>", "<second@example.com>"
"""The messages that opened two cases."""
OUR_ADDRESS = "care@example.org"


class Letter(NamedTuple):
    """A message, what becomes of it, on which case ("": none), and words that its text for reading ends with."""

    what: str
    content: bytes
    result: str
    case: str = ""
    text: str = ""


def message(body: str = "Where is it?", charset: str = "utf-8", **headers: str) -> bytes:
    """A message of one part; underscores in names of headers are dashes."""
    given = {"From": "Flora Fiction <flora@example.com>", "To": OUR_ADDRESS, "Subject": "Parcel", **headers}
    lines = [f"{name.replace('_', '-')}: {_word(value, charset)}" for name, value in given.items() if value]
    kind = "" if "Content_Type" in headers else f"Content-Type: text/plain; charset={charset}\r\n"
    coding = "" if "Content_Type" in headers else "Content-Transfer-Encoding: base64\r\n"
    text = body if "Content_Type" in headers else b64encode(body.encode(_CODECS.get(charset, charset))).decode()
    return ("\r\n".join(lines) + f"\r\n{kind}{coding}\r\n{text}\r\n").encode()


def html(body: str, **headers: str) -> bytes:
    """A message that is HTML alone."""
    return message(body, **headers).replace(b"text/plain", b"text/html")


def bounce(returned: str, **headers: str) -> bytes:
    """A report as of RFC 3464 that a message could not be delivered, with the headers of that message."""
    parts = [
        "Content-Type: text/plain\r\n\r\nYour message could not be delivered.",
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\n\r\n"
        "Final-Recipient: rfc822; flora@example.com\r\nAction: failed\r\nStatus: 5.1.1",
        f"Content-Type: message/rfc822\r\n\r\nMessage-ID: {returned}\r\nSubject: Your parcel\r\n\r\nDear Flora",
    ]
    body = "".join(f"--edge\r\n{each}\r\n" for each in parts) + "--edge--"
    kind = 'multipart/report; report-type=delivery-status; boundary="edge"'
    return message(body, **{"From": "Mail Delivery <mailer-daemon@mx.example.com>", "Return_Path": "<>",
                            "Subject": "Undelivered Mail", "Content_Type": kind, **headers})  # fmt: skip


_CODECS = {"gb2312": "gb18030", "x-unknown": "gb18030"}


def _word(value: str, charset: str) -> str:
    if value.isascii():
        return value
    name, bracket, address = value.partition(" <")
    return f"=?{charset}?B?{b64encode(name.encode(_CODECS.get(charset, charset))).decode()}?={bracket}{address}"


QUOTED = {
    "Gmail": "Still nothing.\n\nOn Mon, 23 Nov 2026 at 09:30, Care <care@example.org> wrote:\n> We look\n> Care",
    "Gmail over two lines": "Still nothing.\n\nOn Mon, 23 Nov 2026 at 09:30, The Care Desk Of Examples\n"
    "<care@example.org> wrote:\n\n> We look into it",
    "Apple Mail": "Still nothing.\n\nOn 23. Nov 2026, at 09:30, Care <care@example.org> wrote:\n\n> We look into it",
    "Outlook": "Still nothing.\n\n-----Original Message-----\nFrom: Care <care@example.org>\nSent: Monday\nTo: Flora\n"
    "Subject: Parcel\n\nWe look into it",
    "Outlook 365": "Still nothing.\n________________________________\nFrom: Care <care@x>\nSent: Monday, "
    "23 November 2026 09:30\nTo: Flora\nSubject: Parcel\n\nWe look into it",
    "Outlook in German": "Still nothing.\n\nVon: Care <care@x>\nGesendet: Montag\nAn: Flora\nBetreff: Paket\n",
    "Thunderbird in German": "Still nothing.\n\nAm 23.11.2026 um 09:30 schrieb Care:\n> We look into it",
    "Gmail in French": "Still nothing.\n\nLe lun. 23 nov. 2026 à 09:30, <care@example.org> a écrit :\n> On regarde",
    "Gmail in Spanish": "Still nothing.\n\nEl lun, 23 nov 2026 a las 9:30, Care (<care@example.org>) escribió:\n> Hola",
    "QQ": 'Still nothing.\n\n\n------------------ 原始邮件 ------------------\n发件人: "客服" <care@example.org>;\n'
    '发送时间: 2026年11月23日(星期一) 上午9:30\n收件人: "Flora";\n主题: 包裹\n\n正在处理',
    "QQ on a telephone": "Still nothing.\n\n---Original---\n发件人: 客服<care@example.org>\n日期: 2026年11月23日\n"
    "收件人: Flora\n主题: 包裹\n\n正在处理",
    "NetEase": "Still nothing.\n\n---- 回复的原邮件 ----\n| 发件人 | care |\n| 日期 | 11月23日 |\n\n正在处理",
    "Foxmail": "Still nothing.\n\n发件人： 客服\n发送时间： 2026-11-23 09:30\n收件人： Flora\n主题： 包裹\n\n正在处理",
    "Gmail in Chinese": "Still nothing.\n\n客服 <care@example.org> 于2026年11月23日周一 09:30写道：\n> 正在处理",
    "Outlook in Italian": "Still nothing.\n\nDa: Care <care@x>\nInviato: lunedì\nA: Flora\nOggetto: Pacco\n\nsì",
    "Outlook in Dutch": "Still nothing.\n\nVan: Care <c@x>\nVerzonden: maandag\nAan: Flora\nOnderwerp: Pakje\n\nja",
    "Outlook in Taiwan": "Still nothing.\n\n寄件者: C <c@x>\n寄件日期: 11月23日\n收件者: Flora\n主旨: 包裹\n\n處理",
    "Gmail in Italian": "Still nothing.\n\nIl giorno lun 23 nov 2026 alle ore 09:30 Care <c@x.org> ha scritto:\n\n> sì",
    "Gmail in Dutch": "Still nothing.\n\nOp ma 23 nov 2026 om 09:30 schreef Care <c@x.org>:\n\n> ja",
    "Gmail in Japanese": "Still nothing.\n\n2026年11月23日(月) 9:30 Care <c@x.org>:\n\n> はい",
    "NetEase in English": 'Still nothing.\n\n\nAt 2026-11-23 09:30:00, "Care" <c@x.org> wrote:\n\n\nWe look into it\n',
    "QQ in English": 'Still nothing.\n\n------------------ Original ------------------\nFrom:  "Care"<c@x>;\n\nWe do',
    "Apple Mail in Chinese": "Still nothing.\n\n> 在 2026年11月23日，09:30，Care <c@x.org> 写道：\n> \n> 正在处理",
    "Outlook in Chinese": "Still nothing.\n\n-----邮件原件-----\n发件人: 客服\n发送时间: 11月23日\n收件人: Flora\n"
    "主题: 包裹\n\n正在处理",
}
"""Replies, each with the history that its program quotes."""

HTML_REPLIES = {
    "Gmail as HTML": '<div dir="ltr">Still nothing.</div><br><div class="gmail_quote"><div>On Mon, 23'
    " Nov 2026 at 09:30, &lt;care@example.org&gt; wrote:<br></div><blockquote>We look<br>at it</blockquote></div>",
    "Outlook as HTML": "<html><head><style>p {color: red}</style></head><body><p>Still nothing.</p><hr><div>"
    "<b>From:</b> Care<br><b>Sent:</b> Monday<br><b>To:</b> Flora<br><b>Subject:</b> Parcel</div><p>We do</p></body>",
    "QQ as HTML": "<div>Still nothing.</div><div><br></div><div>------------------&nbsp;原始邮件&nbsp;--------------"
    "</div><div>发件人: care</div><div>正在处理</div>",
}

AWAY = {
    "English": "Automatic reply: Parcel", "English, older": "Out of Office: Parcel", "German": "Abwesenheitsnotiz: x",
    "French": "Réponse automatique : Colis", "Spanish": "Respuesta automática: Paquete", "Chinese": "自动回复：包裹",
    "Chinese, traditional": "自動回覆: 包裹", "Japanese": "自動応答: 荷物", "Japanese, another": "自動返信: 荷物",
    "Chinese, on holiday": "休假自动回复", "Chinese, in brackets": "[自动回复] Re: 包裹",
    "Dutch": "Automatisch antwoord: Pakje",
    "Italian": "Risposta automatica: Pacco", "Portuguese": "Resposta automática: Encomenda",
    "Swedish": "Autosvar: Paket",
    "Polish": "Odpowiedź automatyczna: Paczka", "Korean": "자동 회신: 소포",
    "French, older": "Absent(e) du bureau : Colis",
    "Spanish, older": "Ausente de la oficina: Paquete", "Notes": "AUTO: Max Muster ist nicht im Büro (bis 30.11.2026)",
    "in the end": "Re: Parcel (out of office)",
}  # fmt: skip
"""Subjects of out-of-office notices that no header marks."""

MARKED = {
    "Auto-Submitted": {"Auto_Submitted": "auto-replied"},
    "Auto-Submitted with a comment": {"Auto_Submitted": "auto-generated; owner=x"},
    "Precedence auto_reply": {"Precedence": "auto_reply"},
    "X-Auto-Response-Suppress": {"X_Auto_Response_Suppress": "All"},
    "X-Autoreply": {"X_Autoreply": "yes"},
    "an empty return path": {"Return_Path": "<>"},
    "a loop of ours": {"X_Loop": "care@example.org"},
}
"""Headers of mail that a machine wrote."""


def letters(token: str, forged: str, number: str) -> list[Letter]:
    """The table. `token` is ours for the second case, `forged` is none of ours; `number` is that of a case."""
    reply = {"In_Reply_To": FIRST, "Subject": "Re: Parcel"}
    return [
        *(Letter(what, message(text, **reply), "added", "first", "Still nothing.") for what, text in QUOTED.items()),
        *(Letter(what, html(text, **reply), "added", "first", "Still nothing.") for what, text in HTML_REPLIES.items()),
        *(Letter(f"away, {what}", message("I am away.", Subject=subject), "filed") for what, subject in AWAY.items()),
        Letter("away, of a case", message("I am away.", **{**reply, "Subject": "自动回复：包裹"}), "filed", "first"),
        *(Letter(what, message("Noted.", **headers), "filed") for what, headers in MARKED.items()),
        Letter("a machine of a case", message("Noted.", **reply, Auto_Submitted="auto-replied"), "filed", "first"),
        Letter("a bounce of a case", bounce(FIRST), "filed", "first"),
        Letter("a bounce of nothing", bounce("<other@example.com>"), "filed"),
        Letter("a bounce in Chinese", message("无法投递", From="postmaster@qq.example", Subject="系统退信"), "filed"),
        Letter("a list", message(List_Id="News <news.example.com>", Precedence="list"), "filed"),
        Letter("bulk", message(Precedence="bulk"), "filed"),
        Letter("our own address", message(From=f"Care <{OUR_ADDRESS}>"), "filed"),
        Letter("a group of ours", message(List_Id="<care.example.org>", Precedence="list"), "opened"),
        Letter("no machine, it says", message(Auto_Submitted="no"), "opened"),
        Letter("a complaint about machines", message(Subject="Your auto-reply is rude"), "opened"),
        Letter("a complaint about opening hours", message(Subject="Your out of office hours are too long"), "opened"),
        Letter("a complaint about absence", message(Subject="Abwesenheit meines Pakets"), "opened"),
        Letter("a complaint about an answer", message(Subject="你们的自动回复太慢了"), "opened"),
        Letter("a complaint about delivery", message(Subject="投递失败,我要投诉"), "opened"),
        Letter("a complaint about a car", message(Subject="Auto: seit Montag kaputt"), "opened"),
        Letter("a rule of a mailbox", message(X_MS_Exchange_Generated_Message_Source="Mailbox Rules Agent"), "filed"),
        Letter("a receipt", message("read", Content_Type='multipart/report; report-type=disposition-notification; '
                                    'boundary="e"', Subject="已读: 包裹"), "filed"),
        Letter("a journey", message("My trip:\nFrom: Bath\nTo: York\nDate: 3 May\nIt was late.", **reply), "added",
               "first", "It was late."),
        Letter("a token in the address", message(To=f"care+{token.lower()}@example.org"), "added", "second"),
        Letter("a token in Delivered-To", message(Delivered_To=f"care+{token}@example.org"), "added", "second"),
        Letter("a token in the subject", message(Subject=f"AW: [{token}] Paket"), "added", "second"),
        Letter("a token before an answer", message(**{**reply, "Subject": f"Re: [{token}]"}), "added", "second"),
        Letter("a forged token", message(Subject=f"[{forged}]"), "waits"),
        Letter("a forged token of a machine", message(Subject=f"[{forged}]", Auto_Submitted="auto-replied"), "filed"),
        Letter("a forged token before an answer", message(**{**reply, "Subject": f"[{forged}]"}), "waits"),
        Letter("References alone", message(References=f"<old@example.com> {SECOND} <gone@x>"), "added", "second"),
        Letter("References, the nearest first", message(References=f"{SECOND} {FIRST}"), "added", "first"),
        Letter("a number in the subject", message(Subject=f"about {number.lower()}, again"), "added", "numbered"),
        Letter("two numbers", message(Subject=f"{number} or {forged.partition('.')[0]}"), "waits"),
        Letter("a number that is misread", message(Subject=f"{number[:-1]}{'01'[number[-1] == '0']}"), "opened"),
        Letter("a case that is not here", message(Subject="C-2611-000000001"), "opened"),
        Letter("a colleague", message(From="Bob Probe <BOB@example.org>"), "waits"),
        Letter("charset gb2312, and beyond", message("您好，朱镕基", "gb2312", **reply), "added", "first", "镕基"),
        Letter("charset big5", message("您好", "big5", **reply), "added", "first", "您好"),
        Letter("a charset that nobody knows", message("您好", "x-unknown", **reply), "added", "first", "您好"),
        Letter("no sender", message(From=""), "waits"),
        Letter("no subject", message(Subject=""), "opened"),
        Letter("a forwarded complaint", message("See below.\n\n-----Original Message-----\nTorn", Subject="Fwd: x"),
               "opened", "", "Torn"),
        Letter("an answer between the lines", message("On Monday, Care <care@x> wrote:\n> Which?\nThe blue one.",
                                                      **reply), "added", "first", "The blue one."),
    ]  # fmt: skip
