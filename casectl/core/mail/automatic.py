"""Which mail no person wrote: bounces, replies of machines, lists, and our own mail that came back.

RFC 3834 (Auto-Submitted), RFC 3464 (reports), RFC 2919 (List-Id), and what mail programs did before these.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from casectl.core.case.contacts import BOUNCE
from casectl.core.case.kinds.said import LIST, OWN, REPLY
from casectl.core.mail.message import Mail
from casectl.core.values.regex import regex

_LIST_HEADERS = ("list-id", "list-unsubscribe", "mailing-list")
_REPLY_HEADERS = (
    "x-autoreply", "x-autorespond", "x-auto-response-suppress", "x-loop", "x-ms-exchange-generated-message-source",
)  # fmt: skip
_BULK = {"bulk": LIST, "junk": LIST, "list": LIST, "auto_reply": REPLY}
"""What ``Precedence`` may say of mail that is no letter."""
_MACHINES = ("mailer-daemon", "postmaster", "mail-daemon")
_REPLY_SUBJECT = regex(
    r"(?:(?:re|aw|回复|答复)\s*[:：]\s*)*[\[【(（]?\s*"
    r"(?:automatic reply|auto[- ]?reply|auto[- ]?response|out of (?:the )?office(?: reply)?"
    r"|automatische antwort|abwesenheits(?:notiz|nachricht|meldung)"
    r"|réponse automatique|message d.absence|absence du bureau"
    r"|absente?(?:\(e\))? du bureau"
    r"|respuesta automática|(?:fuera|ausente) de la oficina"
    r"|automatisch antwoord|afwezigheidsbericht|risposta automatica|fuori (?:sede|ufficio)"
    r"|resposta automática|fora do escritório|ausência do escritório|odpowiedź automatyczna|autoodpowiedź"
    r"|autosvar|automatiskt? svar|automaattinen vastaus|автоответ|автоматический ответ"
    r"|(?:休假|请假|外出)?自动回复|自動回覆|自動回復|自动答复|自动应答|外出通知|不在办公室|休假通知"
    r"|自動応答|自動返信|不在通知|자동 ?(?:회신|응답)|부재중 ?(?:알림|자동 ?응답))"
    r"\s*(?:$|[:：\-–—(（【\[\])）】]|re\s*:)"
    r"|auto\s*[:：].*(?:out of (?:the )?office|(?:nicht im|außer) (?:büro|haus)|abwesend|absente? du bureau|不在办公室)"
    r"|.*[(（\[](?:out of (?:the )?office|不在办公室|abwesend)[)）\]]\s*$",
    re.IGNORECASE,
)
_BOUNCE_SUBJECT = regex(
    r"undeliver|delivery (?:status|failure|has failed)|mail delivery|returned mail|failure notice|退信|投递失败"
    r"|无法投递|未送达|unzustellbar|non remis|no entregado",
    re.IGNORECASE,
)


def automatic(mail: Mail, own: Collection[str]) -> str:
    """What kind of automatic mail it is, a key of SORTS; "" if a person may have written it.

    `own` are our addresses, in lower case. What comes by a mailing list of our own, such as a group that shares one of
    these addresses, is no list.
    """
    is_machine = mail.address.partition("@")[0] in _MACHINES or mail.headers.get("return-path", "-").strip() == "<>"
    if mail.reports == "delivery-status" or (is_machine and _BOUNCE_SUBJECT.search(mail.subject)):
        return BOUNCE
    if mail.address in own:
        return OWN
    submitted = mail.headers.get("auto-submitted", "no").partition(";")[0].strip().lower()
    answers = submitted != "no" or any(name in mail.headers for name in _REPLY_HEADERS)
    if answers or mail.reports or is_machine or _REPLY_SUBJECT.match(mail.subject.strip()):
        return REPLY
    precedence = _BULK.get(mail.headers.get("precedence", "").strip().lower(), "")
    if precedence == REPLY:
        return REPLY
    listed = precedence == LIST or any(name in mail.headers for name in _LIST_HEADERS)
    return LIST if listed and not _is_our_group(mail, own) else ""


def _is_our_group(mail: Mail, own: Collection[str]) -> bool:
    """Whether the list is a group that has one of our addresses: ``care@example.org`` is ``care.example.org`` there."""
    named = re.search(r"<([^<>]*)>\s*$", mail.headers.get("list-id", ""))
    return named is not None and named[1].lower() in {each.replace("@", ".") for each in own}
