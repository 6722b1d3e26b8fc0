"""init: make a casebook, or adopt a git repository as one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from casectl.core.messages import Message, msg

SETTINGS = "casectl.yaml"
ATTRIBUTES = ".gitattributes"
ATTRIBUTE_LINES = ("cases/** text eol=lf merge=casectl", "templates/** text eol=lf", "calendars/** text eol=lf")
MESSAGE = "casectl init\n\nEvent: init\n"

Say = Callable[[Message], str]


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


def lay_out(beginning: Beginning, shipped: Mapping[str, bytes], attributes: bytes | None, say: Say) -> dict[str, bytes]:
    """The files of a new casebook, by path. `attributes` is the .gitattributes there is; our lines are added to it.

    `say` puts the comments in casectl.yaml into the casebook's language.
    """
    return {
        SETTINGS: _settings(beginning, say).encode(),
        "calendars/office.yaml": _calendar(say).encode(),
        ATTRIBUTES: with_our_lines(attributes),
        **{f"templates/{name}.yaml": shipped[name] for name in beginning.templates},
    }


def with_our_lines(attributes: bytes | None) -> bytes:
    """A .gitattributes with our lines; what else stands there stays."""
    old = attributes or b""
    missing = [line for line in ATTRIBUTE_LINES if line.encode() not in old.splitlines()]
    end = b"" if not old or old.endswith(b"\n") else b"\n"
    return old + end + "".join(f"{line}\n" for line in missing).encode() if missing else old


def person_word(email: str) -> str:
    """The short word for a person: the beginning of the address, as far as it can stand in a header."""
    local = email.partition("@")[0].lower()
    return "".join(each if each.isalnum() or each in "._-" else "-" for each in local).strip("-._") or "me"


def _settings(beginning: Beginning, say: Say) -> str:
    return f"""\
# {say(msg("The settings of this casebook; casectl check names every fault in them."))}
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

# {say(msg("A role is a word that templates know; act_as lets it record for somebody else (--as)."))}
roles:
  agent: {{}}
  specialist: {{}}
  manager: {{}}
  supervisor:
    may: [act_as]

# {say(msg("Who works here; the e-mail address that git knows tells casectl who is acting."))}
people:
  {person_word(beginning.person_email)}:
    name: {_quoted(beginning.person_name)}
    emails: [{_quoted(beginning.person_email)}]
    roles: [agent, supervisor]
    teams: [front-line]
    skills: []
"""


def _calendar(say: Say) -> str:
    return f"""\
calendar: office
weekdays: [mon, tue, wed, thu, fri]
# {say(msg("Days off and days worked instead, each as a date with its name: 2026-12-25: Christmas Day"))}
holidays: {{}}
make_up_days: {{}}
"""


def _quoted(text: str) -> str:
    """A text as a YAML double-quoted scalar (JSON's strings are among them)."""
    return json.dumps(text, ensure_ascii=True)
