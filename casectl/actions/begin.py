"""init: make a casebook, or adopt a git repository as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casectl.core.messages import Message, msg
from casectl.core.subjects import word

SETTINGS = "casectl.yaml"
ATTRIBUTES = ".gitattributes"
ATTRIBUTE_LINES = ("cases/** text eol=lf merge=casectl", "templates/** text eol=lf", "calendars/** text eol=lf")


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new casebook is to be: its name, language, zone, id prefix, templates, and its first person."""

    name: str
    language: str
    zone: str
    id_prefix: str
    templates: Sequence[str]
    person_name: str
    person_email: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The files that make the casebook: new ones, and those that exist already with another content."""

    new: Mapping[str, bytes]
    there: Mapping[str, bytes]


def lay_out(beginning: Beginning, shipped: Mapping[str, bytes], existing: Mapping[str, bytes | None]) -> Layout:
    """The files of a new casebook, sorted by whether something else stands in their place.

    An existing .gitattributes is extended by the lines it lacks; it counts as there.
    """
    wanted = {
        SETTINGS: settings_text(beginning).encode(),
        "calendars/office.yaml": calendar_text().encode(),
        ATTRIBUTES: attributes_text(existing.get(ATTRIBUTES)),
        **{f"templates/{name}.yaml": shipped[name] for name in beginning.templates},
    }
    new = {path: data for path, data in wanted.items() if existing.get(path) is None}
    there = {path: data for path, data in wanted.items() if existing.get(path) not in (None, data)}
    return Layout(new, there)


def attributes_text(existing: bytes | None) -> bytes:
    """The .gitattributes with our lines; what else stands there stays."""
    old = existing or b""
    missing = [line for line in ATTRIBUTE_LINES if line.encode() not in old.splitlines()]
    end = b"" if not old or old.endswith(b"\n") else b"\n"
    return old + end + "".join(f"{line}\n" for line in missing).encode()


def person_word(name: str, email: str) -> str:
    """The short word for a person: the beginning of the address, as far as it can stand in a header."""
    local = email.partition("@")[0].lower()
    return word("".join(each if each.isalnum() or each in "._-" else "-" for each in local).strip("-._")) or "me"


def settings_text(beginning: Beginning) -> str:
    """casectl.yaml, with comments that say what may stand there."""
    person = person_word(beginning.person_name, beginning.person_email)
    return f"""\
# {_said(beginning, msg("The settings of this casebook. casectl check names every fault in here."))}
schema: 1
name: {_quoted(beginning.name)}
language: {beginning.language}
zone: {beginning.zone}
id_prefix: {beginning.id_prefix}
calendar: office

teams:
  front-line:
    title: {{en: Front line, zh: 一线客服}}
  after-sales:
    title: {{en: After-sales, zh: 售后}}

# {_said(beginning, msg("A role is a word that templates know; act_as lets it record for somebody else (--as)."))}
roles:
  agent: {{}}
  specialist: {{}}
  supervisor:
    may: [act_as]

# {_said(beginning, msg("Who works here; git's e-mail address tells casectl who is acting."))}
people:
  {person}:
    name: {_quoted(beginning.person_name)}
    emails: [{_quoted(beginning.person_email)}]
    roles: [agent, supervisor]
    teams: [front-line]
    skills: []
"""


def calendar_text() -> str:
    """The working calendar that a new casebook starts with."""
    return """\
calendar: office
weekdays: [mon, tue, wed, thu, fri]
# 2026-12-25: Christmas Day
holidays: {}
# 2026-02-14: worked for Spring Festival
make_up_days: {}
"""


def _said(beginning: Beginning, message: Message) -> str:
    return message.text


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)
