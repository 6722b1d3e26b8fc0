"""The casebook: who works in it, in which teams and roles, its language, zone and id prefix (casectl.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from casectl.core.template.absences import read_absences
from casectl.core.template.cause_settings import Cause, read_causes
from casectl.core.template.letter_settings import LetterSettings, read_letters
from casectl.core.template.mail_settings import MailSettings, read_mail
from casectl.core.template.named_people import words_alone
from casectl.core.template.person import Person as Person
from casectl.core.template.quality_settings import (
    InspectionSettings,
    ProblemSettings,
    SurveySettings,
    read_inspections,
    read_problems,
    read_surveys,
)
from casectl.core.template.redress_settings import RedressSettings, read_redress
from casectl.core.template.remind_settings import RemindSettings, read_remind
from casectl.core.template.routing_settings import Route, read_routing
from casectl.core.template.settings_keys import NAME, PARTS
from casectl.core.template.signing_keys import Forge, read_forge, read_keys
from casectl.core.template.single_settings import (
    DEFAULT_PREFIX,
    LATE_ENTRY,
    read_currency,
    read_id_prefix,
    read_late_entry,
    read_views,
)
from casectl.core.template.sync_settings import SyncSettings, read_sync
from casectl.core.template.target_settings import Exposure, Target, read_exposure, read_targets
from casectl.core.template.today_settings import read_ahead
from casectl.core.template.waivers import Waiver, read_waivers
from casectl.core.time.day_order import ORDERS
from casectl.core.time.durations import Duration
from casectl.core.values.messages import LANGUAGES, Finding, LocalizedText, Message, Refused, Value, msg
from casectl.core.values.naming import names_meant, one_meant, texts_of
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import FileKind, NameRule, ReaderCodes, SettingsReader
from casectl.core.values.tree import Source
from casectl.core.values.value_class import replace, value_class

DEFAULT_CALENDAR = "office"
"""The calendar of a casebook that names none."""

SETTINGS = "casectl.yaml"
"""The file of the settings."""

LAWS = ("1",)
"""What ``law:`` may say; what is recorded in a casebook that says nothing is not judged, only noted."""

REQUIRED = "required"
"""What ``signatures:`` says where commits have to be signed."""

RULES, CLOCKS, INSTRUCT, INSPECT = "rules", "clocks", "instruct", "inspect"
PERMISSIONS = ("act_as", RULES, CLOCKS, INSTRUCT, INSPECT)
"""What a role may allow beyond the template's own `may` lists. act_as: record for somebody else with --as; rules:
change the rules; clocks: decide on regulatory deadlines of others' cases; instruct, inspect: colleagues' work."""

SETTINGS_FILE = FileKind(
    PARTS,
    ReaderCodes(key="B001", missing="B001", shape="B001", name="B001", word="B001", zone="B001", day="B001"),
    NameRule(NAME, msg("use one word of letters, digits, . - _")),
)


@value_class
class Casebook:
    """The team's own settings."""

    name: str
    language: str
    zone: ZoneInfo
    id_prefix: str = DEFAULT_PREFIX
    calendar: str = DEFAULT_CALENDAR
    dates: str = ""
    currency: str = ""
    teams: tuple[tuple[str, LocalizedText], ...] = ()
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    people: tuple[Person, ...] = ()
    views: tuple[tuple[str, str], ...] = ()
    law: str = ""
    rehearsal: bool = False
    late_entry: Duration = LATE_ENTRY
    waivers: tuple[Waiver, ...] = ()
    signatures: str = ""
    forges: tuple[Forge, ...] = ()
    sync: SyncSettings = SyncSettings()
    ahead: tuple[tuple[str, str], ...] = ()
    archive: str = ""
    remind: RemindSettings = RemindSettings()
    routing: tuple[Route, ...] = ()
    letters: LetterSettings = LetterSettings()
    targets: tuple[Target, ...] = ()
    exposure: tuple[Exposure, ...] = ()
    mail: MailSettings = MailSettings()
    causes: tuple[Cause, ...] = ()
    filings: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    problems: ProblemSettings = ProblemSettings()
    redress: RedressSettings = RedressSettings()
    inspections: InspectionSettings = InspectionSettings()
    surveys: SurveySettings = SurveySettings()

    def person(self, name: str) -> Person:
        """The person that `name` means: the short name, the full name or an address.

        Raises NotFound, naming the nearest, or those that are called so.
        """
        exact = next((person for person in self.people if person.name == name), None)
        if exact:
            return exact
        unknown = msg("there is no person {name} in casectl.yaml", name=name)
        meant = one_meant(name, [(each.name, each.titles) for each in self.people], unknown, self._not_a_person(name))
        return next(person for person in self.people if person.name == meant)

    def _not_a_person(self, name: str) -> Message:
        teams = names_meant(name, self._titled_teams())
        if teams:
            return msg("{name} is a team: casectl handoff CASE --team {team}", name=name, team=teams[0])
        return msg("casectl people list shows the people; casectl people add NAME --email ADDRESS adds one")

    def _titled_teams(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(team, texts_of(title)) for team, title in self.teams]

    def team(self, name: str) -> str:
        """The team that `name` means: its name or its title.

        Raises NotFound, naming the nearest, or those that are called so.
        """
        unknown = msg("there is no team {name} in casectl.yaml", name=name)
        people = names_meant(name, [(each.name, each.titles) for each in self.people])
        otherwise = (
            msg("{name} is a person: casectl handoff CASE {person}", name=name, person=people[0])
            if people
            else msg("casectl team list shows the teams; casectl team add NAME adds one")
        )
        return one_meant(name, self._titled_teams(), unknown, otherwise)

    def cause(self, name: str) -> str:
        """The code of the root cause that `name` means: its code or its title.

        Raises NotFound, naming the nearest, or those that are called so.
        """
        known = [(each.code, texts_of(each.title)) for each in self.causes]
        otherwise = msg("casectl.yaml lists the causes under causes; see casectl help settings")
        return one_meant(name, known, msg("there is no cause {name} in casectl.yaml", name=name), otherwise)

    def title_of_team(self, name: str) -> Value:
        """What people call a team; its name where it has no title, or there is none."""
        return dict(self.teams).get(name) or name

    def by_email(self, email: str) -> Person | None:
        """The person with this address; letter case does not matter."""
        wanted = email.casefold()
        return next((each for each in self.people if wanted in [address.casefold() for address in each.emails]), None)

    def may(self, person: Person, permission: str) -> bool:
        """Whether one of the person's roles allows it."""
        roles = dict(self.roles)
        return any(permission in roles.get(role, ()) for role in person.roles)

    def acting(self, email: str, name: str, other: str = "") -> tuple[Person, Person]:
        """Who acts, and who sits at the keyboard: the same person unless `other` is given (``--as``).

        Raises Refused if git's identity is nobody here, or may not act for somebody else.
        """
        author = self.by_email(email)
        if author is None:
            raise Refused(
                msg("{name} <{email}> is not a person in this casebook", name=name, email=email),
                hint=msg(
                    "casectl people list shows the people; a colleague adds you with casectl people add NAME --email"
                    " ADDRESS, or you set yours: git config user.email ADDRESS"
                ),
            )
        if not other or other == author.name:
            return author, author
        person = self.person(other)
        if not self.may(author, "act_as"):
            raise Refused(
                msg("{author} may not record for {other}", author=author.name, other=other),
                hint=msg("a role with may: [act_as] in casectl.yaml allows --as"),
            )
        return person, author


def read_casebook(source: Source) -> tuple[Casebook, list[Finding]]:
    """The casebook's settings and everything wrong in them; a setting that is wrong has its default."""
    reader, top = SettingsReader(SETTINGS_FILE), Node.of(source)
    part = reader.part(top, "casectl.yaml")
    reader.word(part.get("schema"), ("1",), "1")  # a later format may mean something else
    people, forges = reader.named(part.get("people")), reader.named(part.get("forges"))
    book = Casebook(
        name=reader.text(part.get("name"), "casebook"),
        language=reader.word(part.get("language"), LANGUAGES, LANGUAGES[0]),
        zone=reader.zone(part.get("zone"), ZoneInfo("UTC")),
        id_prefix=read_id_prefix(reader, part.get("id_prefix")),
        calendar=reader.text(part.get("calendar"), DEFAULT_CALENDAR),
        currency=read_currency(reader, part.get("currency")),
        dates=reader.word(part.get("dates"), ORDERS, ""),
        teams=tuple(_team(reader, name, each) for name, each in reader.named(part.get("teams")).items()),
        roles=tuple(_role(reader, name, each) for name, each in reader.named(part.get("roles")).items()),
        people=(staff := _people(reader, people)),
        law=reader.word(part.get("law"), LAWS, ""),
        rehearsal=reader.yes(part.get("rehearsal")),
        late_entry=read_late_entry(reader, part.get("late_entry")),
        waivers=read_waivers(reader, part.get("waivers"), {each.name: each.emails for each in staff}),
        signatures=reader.word(part.get("signatures"), (REQUIRED,), ""),
        forges=tuple(read_forge(reader, each) for each in forges.values()),
        sync=read_sync(reader, part.get("sync")),
        ahead=read_ahead(reader, part.get("today")),
        routing=read_routing(reader, part.get("routing"), staff),
        remind=read_remind(reader, part.get("remind")),
        letters=read_letters(reader, part.get("letters")),
        targets=read_targets(reader, part.get("targets")),
        exposure=read_exposure(reader, part.get("exposure")),
        mail=read_mail(reader, part.get("mail")),
        causes=read_causes(reader, part.get("causes")),
        filings=tuple(_filing(reader, name, each) for name, each in reader.named(part.get("filings")).items()),
        problems=read_problems(reader, part.get("problems")),
        surveys=read_surveys(reader, part.get("surveys")),
        inspections=read_inspections(reader, part.get("inspections")),
        redress=read_redress(reader, part.get("redress"), reader.text(part.get("currency"))),
        archive=reader.text(reader.part(part.get("archive"), "archive").get("to")),
        views=read_views(reader, part.get("views")),
    )
    _cross_check(reader, book, people)
    return book, reader.findings


def _filing(reader: SettingsReader, name: str, node: Node) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What a return needs to know of this casebook, by the name of a section, a number or the part of an answer."""
    return name, tuple(_filed(reader, reader.mapping(node)))


def _filed(reader: SettingsReader, nodes: Mapping[str, Node], above: str = "") -> Iterator[tuple[str, str]]:
    for key, each in nodes.items():
        if isinstance(each.content, dict):
            yield from _filed(reader, each.mapping, f"{above}{key}.")
        else:
            yield f"{above}{key}", reader.text(each)


def _team(reader: SettingsReader, name: str, node: Node) -> tuple[str, LocalizedText]:
    """A team's name and title; ``front: Front desk`` is a title too. Other keys of a team are the users' own."""
    return name, reader.words(node.mapping.get("title") if isinstance(node.content, dict) else node, name)


def _role(reader: SettingsReader, name: str, node: Node) -> tuple[str, tuple[str, ...]]:
    """A role's name and what it allows. Other keys of a role are the users' own."""
    allowed = reader.texts(node.mapping.get("may"))
    for each in sorted(set(allowed) - set(PERMISSIONS)):
        reader.report(node, "B001", msg("a role cannot allow {each}; known: {all}", each=each, all=PERMISSIONS))
    return name, allowed


def _people(reader: SettingsReader, nodes: Mapping[str, Node]) -> tuple[Person, ...]:
    found = [_person(reader, name, each, nodes) for name, each in nodes.items()]
    alone = words_alone([each.title for each in found])
    return tuple(replace(each, alone=words) for each, words in zip(found, alone, strict=True))


def _person(reader: SettingsReader, name: str, node: Node, people: Mapping[str, Node]) -> Person:
    part = reader.part(node, "person")
    emails, roles, teams, skills = (reader.texts(part.get(key)) for key in ("emails", "roles", "teams", "skills"))
    title, keys = reader.text(part.get("name"), name), read_keys(reader, part.get("keys"))
    return Person(name, title, emails, roles, teams, skills, keys, (), read_absences(reader, part.get("away"), people))


def _cross_check(reader: SettingsReader, book: Casebook, people: Mapping[str, Node]) -> None:
    """Report unknown teams and roles, and an address that two people share."""
    teams, roles = {name for name, _ in book.teams}, {name for name, _ in book.roles}
    seen: dict[str, str] = {}
    for person in book.people:
        for role in sorted(set(person.roles) - roles):
            what = msg("{person} has the unknown role {role}", person=person.name, role=role)
            reader.report(people[person.name].mapping["roles"], "B001", what)
        for team in sorted(set(person.teams) - teams):
            what = msg("{person} is in the unknown team {team}", person=person.name, team=team)
            reader.report(people[person.name].mapping["teams"], "B001", what)
        for address in person.emails:
            first = seen.setdefault(address.casefold(), person.name)
            if first != person.name:
                what = msg("{address} belongs to {first} and {second}",
                           address=address, first=first, second=person.name)  # fmt: skip
                reader.report(people[person.name].mapping["emails"], "B001", what)
        for key in person.keys:
            first = seen.setdefault(key.key, person.name)
            if first != person.name:
                what = msg("{first} and {second} have the same key", first=first, second=person.name)
                reader.report(people[person.name].mapping["keys"], "B001", what)
