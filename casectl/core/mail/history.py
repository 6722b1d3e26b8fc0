"""The history that a reply quotes, cut off for reading. The whole message is kept beside it."""

from __future__ import annotations

import re

from casectl.core.values.regex import regex

_ATTRIBUTION = regex(
    r"(?:(?:on|at)\b.{4,200}\bwrote|am\b.{4,200}\bschrieb.{0,100}|le\b.{4,200}\ba écrit|el\b.{4,200}\bescribió.{0,100}"
    r"|il\b.{4,200}\bha scritto|op\b.{4,200}\bschreef.{0,100}|em\b.{4,200}\bescreveu|w dniu\b.{4,200}\bpisze"
    r"|den\b.{4,200}\bskrev.{0,100}"
    r"|\d{4}年.{4,120}<[^<>\s]+@[^<>\s]+>"
    r"|(?:于|在)?.{0,120}(?:写道|寫道|来信|のメール))\s*[:：]$",
    re.IGNORECASE,
)
"""The line over a quotation: Gmail, Apple Mail, Thunderbird, QQ on telephones."""
_RULE = regex(
    r"[-_=—\s]*-{2,}\s*(?:original(?: message| e-?mail)?|ursprüngliche nachricht|message d.origine|mensaje original"
    r"|原始邮件|邮件原件|原邮件|回复的原邮件|回复邮件|原始郵件|元のメッセージ)\s*-{2,}[-_=—\s]*",
    re.IGNORECASE,
)
"""The line over all that follows: Outlook, QQ, NetEase."""
_FORWARDED = regex(r"\s*(?:fwd?|wg|tr|rv|转发|轉寄)\s*[:：]|.*(?:forwarded message|转发的?邮件)", re.IGNORECASE)
_FROM = regex(r"\*?(?:from|von|de|da|van|fra|från|od|보낸 사람|发件人|寄件者|寄件人|差出人)\*?\s*[:：]", re.IGNORECASE)
_ABOUT = regex(
    r"\*?(?:subject|betreff|objet|asunto|assunto|oggetto|onderwerp|emne|ämne|temat|主题|主旨|件名|제목)\*?\s*[:：]",
    re.IGNORECASE,
)
_NEXT = regex(
    r"\*?(?:sent|date|to|cc|gesendet|an|envoyé|à|enviado(?: el| em)?|para|inviato|a|verzonden|aan|sendt|skickat"
    r"|til|till|wysłano|do|보낸 날짜|받는 사람|发送时间|发送日期|日期|时间|收件人|抄送|寄件日期|收件者|送信日時|宛先"
    r")\*?\s*[:：]",
    re.IGNORECASE,
)
"""The headers that Outlook repeats over what it quotes."""
_UNDERLINE = regex(r"\s*[_—-]{8,}\s*$")
_ON_TWO_LINES = 2


def without_history(subject: str, text: str) -> str:
    """What was written, without what it quotes from earlier messages and the line over that.

    All of it where it forwards something, or where nothing else would be left. Of quotations between the lines of an
    answer all are kept: the answer would make no sense without them.
    """
    if _FORWARDED.match(subject):
        return text.strip()
    lines = text.splitlines()
    kept = lines[: _end(lines)]
    while kept and (not kept[-1].strip() or _UNDERLINE.match(kept[-1])):
        kept.pop()
    return "\n".join(kept).strip() or text.strip()


def _end(lines: list[str]) -> int:
    """The number of the line at which the history begins that goes on to the end."""
    for number, line in enumerate(lines):
        if _RULE.fullmatch(line.strip()) or _is_header_block(lines, number):
            return number
        end = number + _attribution(lines, number)
        if end > number and _is_quoted(lines[end:], any("@" in each for each in lines[number:end])):
            return number
    return _before_quotation(lines)


def _is_header_block(lines: list[str], number: int) -> bool:
    """Whether these are the headers of a quoted message: who from, what about, and at least one of the others. Without
    a subject it may be a journey.
    """
    if not _FROM.match(lines[number].strip()):
        return False
    following = [each.strip() for each in lines[number + 1 : number + 8]]
    return any(map(_ABOUT.match, following)) and any(map(_NEXT.match, following))


def _attribution(lines: list[str], number: int) -> int:
    """How many lines from here say who wrote what follows: one, or two where a mail program has broken them."""
    for length in range(1, _ON_TWO_LINES + 1):
        joined = " ".join(each.strip() for each in lines[number : number + length])
        if _ATTRIBUTION.fullmatch(joined):
            return length
    return 0


def _is_quoted(lines: list[str], has_address: bool) -> bool:
    """Whether what follows an attribution is quoted to the end: every line marked so, or, where the attribution has
    an address and so is no sentence of the letter, none of them.
    """
    marks = {each.lstrip().startswith((">", "|")) for each in lines if each.strip()}
    return marks == {True} or (marks == {False} and has_address)


def _before_quotation(lines: list[str]) -> int:
    """The end of the text before the last quoted lines, if nothing follows these."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith(">")):
        end -= 1
    return end
