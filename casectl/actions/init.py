"""init: make a casebook, or adopt a git repository as one."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from itertools import chain, count

from casectl.core.case.kinds.letters import LETTER_KINDS
from casectl.core.letters.script import FOLDER
from casectl.core.schemas.for_editors import SCHEMA_FILES, schema_text
from casectl.core.schemas.modeline import naming_schema
from casectl.core.schemas.shapes import Say
from casectl.core.template.model import Template
from casectl.core.template.read import read_template
from casectl.core.template.settings import LAWS, SETTINGS
from casectl.core.values.messages import LocalizedText, msg
from casectl.core.values.tree import Source, mapping_of, text_of
from casectl.core.values.value_class import value_class
from casectl.core.workflow.guards import GUARDS
from casectl.ports.recording import Documents

ATTRIBUTES = ".gitattributes"
ATTRIBUTE_LINES = tuple(
    f"{each} text eol=lf merge=casectl" for each in ("cases/**", "templates/**", "calendars/**", "casectl.yaml")
)
EDITOR_CONFIG = ".editorconfig"
_EDITED = b"""\
[*.yaml]
charset = utf-8
end_of_line = lf
insert_final_newline = true
indent_style = space
indent_size = 2
"""
"""What editors keep to in the files of a casebook (editorconfig.org)."""
OFFICE = "office"
TEMPLATES = ("complaint", "after-sales")
"""The templates of a casebook for which none is named."""


@value_class
class NewPerson:
    """Somebody who works in a new casebook: full name and address; `role` is one of the casebook's, `team` a team."""

    name: str
    email: str
    role: str = "agent"
    team: str = "front-line"


ROLES = {
    "agent": msg("works on complaints"),
    "specialist": msg("gives an expert's answer to colleagues"),
    "manager": msg("decides what is above a supervisor's limits"),
    "supervisor": msg("assigns work, changes the rules, decides on what is above a clerk's limits"),
}
"""The roles of a new casebook, each with what it is for."""
TEAMS = {
    "front-line": LocalizedText((("en", "Front line"), ("zh", "一线客服"))),
    "after-sales": LocalizedText((("en", "After-sales"), ("zh", "售后"))),
}
"""The teams of a new casebook, each with its title."""


@value_class
class NewBook:
    """What a new casebook is to be: its name, language, zone, id prefix, templates, people, and calendar.

    The first of the people, who makes it, is a supervisor too.

    The calendar is a shipped one's name, or OFFICE for one of office hours that the team fills in; `others` are
    further calendars that clocks name, `scripts` those of letters.
    """

    name: str
    language: str
    zone: str
    id_prefix: str
    templates: Sequence[str]
    people: Sequence[NewPerson]
    calendar: str = OFFICE
    others: Sequence[str] = ()
    rehearsal: bool = False
    scripts: Sequence[str] = ()


@value_class
class Shipped:
    """What casectl ships: templates, calendars and scripts of letters, each by name."""

    templates: Mapping[str, bytes]
    calendars: Mapping[str, bytes]
    scripts: Mapping[str, bytes] = field(default_factory=dict)


def with_dependencies(templates: Iterable[str], shipped: Shipped, documents: Documents) -> tuple[list[str], list[str]]:
    """Shipped templates with those that they extend, and the shipped calendars that their clocks and follow-ups name.

    Each occurs once: the templates in the order given, then those that they extend.
    """
    wanted, bases, calendars = dict.fromkeys(templates), dict[str, None](), dict[str, None]()

    def source_of(name: str) -> Source | None:
        if name not in shipped.templates:
            return None
        bases.setdefault(name)
        return documents.read(f"templates/{name}.yaml", shipped.templates[name])

    for name in wanted:
        source = source_of(name)
        template = read_template(source, source_of, GUARDS)[0] if source else None
        if template:
            named = [each.calendar for each in template.clocks] + [each.calendar for each in template.follow_ups]
            calendars |= dict.fromkeys(each for each in named if each in shipped.calendars)
    return list(wanted | bases), list(calendars)


def templates_shipped(shipped: Shipped, documents: Documents) -> list[Template]:
    """The templates that casectl ships, by name."""
    sources = {name: documents.read(f"templates/{name}.yaml", data) for name, data in sorted(shipped.templates.items())}
    found = [read_template(source, sources.get, GUARDS)[0] for source in sources.values()]
    return [each for each in found if each]


def scripts_of(templates: Collection[str], shipped: Shipped) -> list[str]:
    """The shipped scripts that are for every template, and those for these, by the beginning of their names."""
    return [each for each in shipped.scripts if each in LETTER_KINDS or each.rpartition("-")[0] in templates]


def calendars_in(zone: str, shipped: Shipped, documents: Documents) -> dict[str, LocalizedText]:
    """The shipped calendars of a time zone, which have its public holidays, each with its title."""
    trees = {name: documents.read(f"calendars/{name}.yaml", data).tree for name, data in shipped.calendars.items()}
    there = [(name, mapping_of(tree["title"])) for name, tree in sorted(trees.items()) if tree.get("zone") == zone]
    return {
        name: LocalizedText(tuple((each, text_of(text)) for each, text in titles.items())) for name, titles in there
    }


def initial_files(beginning: NewBook, shipped: Shipped, attributes: bytes | None, say: Say) -> dict[str, bytes]:
    """The files of a new casebook, by path. `attributes` is the .gitattributes there is; our lines are added to it.

    `say` puts the comments in casectl.yaml into the casebook's language.
    """
    name = beginning.calendar
    calendar = _calendar(say).encode() if name == OFFICE else shipped.calendars[name]
    rules = {
        SETTINGS: _settings(beginning, say).encode(),
        **{f"calendars/{each}.yaml": shipped.calendars[each] for each in beginning.others},
        f"calendars/{name}.yaml": calendar,
        **{f"templates/{each}.yaml": shipped.templates[each] for each in beginning.templates},
    }
    return {
        **{path: naming_schema(path, data) for path, data in rules.items()},
        ATTRIBUTES: with_our_lines(attributes),
        EDITOR_CONFIG: _EDITED,
        **{path: schema_text(kind, say).encode() for path, kind in SCHEMA_FILES.items()},
        **{f"{FOLDER}/{each}.yaml": shipped.scripts[each] for each in beginning.scripts},
    }


def with_our_lines(attributes: bytes | None) -> bytes:
    """A .gitattributes with our lines; everything else in it is kept."""
    old = attributes or b""
    missing = [line for line in ATTRIBUTE_LINES if line.encode() not in old.splitlines()]
    end = b"" if not old or old.endswith(b"\n") else b"\n"
    return old + end + "".join(f"{line}\n" for line in missing).encode() if missing else old


def person_word(email: str) -> str:
    """The short word for a person: the beginning of the address, without what a header may not have."""
    local = email.partition("@")[0].lower()
    return "".join(each if each.isalnum() or each in "._-" else "-" for each in local).strip("-._")[:64] or "me"


def _settings(beginning: NewBook, say: Say) -> str:
    head = say(msg("The settings of this casebook; casectl check finds every problem in them."))
    roles = say(
        msg(
            "Templates refer to these roles by name. act_as: record for others (--as); rules: change the rules,"
            " including this file; clocks: decide on others' regulatory deadlines; instruct: give colleagues"
            " instructions that they must answer; inspect: mark how colleagues handled cases."
        )
    )
    people = say(msg("Who works here; the e-mail address that git knows tells casectl who is acting."))
    return f"""\
# {head}
schema: 1
law: {LAWS[-1]}
{_rehearsal(beginning)}name: {_quoted(beginning.name)}
language: {beginning.language}
zone: {beginning.zone}
id_prefix: {beginning.id_prefix}
calendar: {beginning.calendar}
{currency_line(beginning)}
teams:
{_teams()}
# {roles}
roles:
  agent: {{}}
  specialist: {{}}
  manager: {{}}
  supervisor:
    may: [act_as, rules, clocks, instruct, inspect]

# {people}
people:
{_people(beginning.people)}"""


def _teams() -> str:
    titles = {name: ", ".join(f"{language}: {text}" for language, text in each.by_language)
              for name, each in TEAMS.items()}  # fmt: skip
    return "".join(f"  {name}:\n    title: {{{title}}}\n" for name, title in titles.items())


def _people(people: Sequence[NewPerson]) -> str:
    """The lines of the people, each under a word of their own; the first is a supervisor beside the role."""
    lines, words = list[str](), set[str]()
    for person in people:
        word = person_word(person.email)
        word = next(each for each in chain([word], (f"{word}{number}" for number in count(2))) if each not in words)
        roles = dict.fromkeys([person.role] if words else [person.role, "supervisor"])
        words.add(word)
        lines += [
            f"  {word}:",
            f"    name: {_quoted(person.name)}",
            f"    emails: [{_quoted(person.email)}]",
            f"    roles: [{', '.join(roles)}]",
            f"    teams: [{person.team}]",
            "    skills: []",
        ]
    return "".join(f"{line}\n" for line in lines)


def _rehearsal(beginning: NewBook) -> str:
    return "rehearsal: yes\n" if beginning.rehearsal else ""


_ZONES = {
    "AUD": "Australia/*", "NZD": "Pacific/Auckland", "GBP": "Europe/London Europe/Belfast", "CHF": "Europe/Zurich",
    "CNY": "Asia/Shanghai Asia/Urumqi Asia/Chongqing", "HKD": "Asia/Hong_Kong", "MOP": "Asia/Macau",
    "TWD": "Asia/Taipei", "SGD": "Asia/Singapore", "JPY": "Asia/Tokyo", "INR": "Asia/Kolkata",
    "EUR": "Europe/Amsterdam Europe/Athens Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Dublin"
           " Europe/Helsinki Europe/Lisbon Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Paris"
           " Europe/Riga Europe/Rome Europe/Sofia Europe/Tallinn Europe/Vienna Europe/Vilnius Europe/Zagreb",
    "USD": "America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Detroit"
           " America/Anchorage Pacific/Honolulu US/*",
    "CAD": "America/Toronto America/Vancouver America/Montreal America/Edmonton America/Winnipeg America/Halifax"
           " America/Regina America/St_Johns Canada/*",
}  # fmt: skip
"""The currencies of the zones that most desks are in; ``/*``: of all of that region."""


def currency_line(beginning: NewBook) -> str:
    """The line with the currency of amounts, where zone or language say which it is."""
    region = f"{beginning.zone.partition('/')[0]}/*"
    named = (code for code, zones in _ZONES.items() if {beginning.zone, region} & {*zones.split()})
    code = next(named, "CNY" if beginning.language == "zh" else "")
    return f"currency: {code}\n" if code else ""


def _calendar(say: Say) -> str:
    hours = say(msg("Working time by weekday, lunch breaks if you like: [09:00-12:30, 13:30-17:30]"))
    days_off = say(msg("Days off, each as a date with its name: 2026-12-25: Christmas Day"))
    more = say(
        msg(
            "casectl calendar new writes the public holidays of a country; half_days and make_up_days have the"
            " same form"
        )
    )
    return f"""\
calendar: office
# {hours}
windows:
  mon: ["09:00-17:30"]
  tue: ["09:00-17:30"]
  wed: ["09:00-17:30"]
  thu: ["09:00-17:30"]
  fri: ["09:00-17:30"]
# {days_off}
# {more}
holidays: {{}}
"""


def _quoted(text: str) -> str:
    """A text as a YAML double-quoted scalar (JSON's strings are among them); only what cannot be seen is escaped."""
    seen = json.dumps(text, ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in seen)
