"""The casebook: who works in it, in which teams and roles, its language, zone and id prefix (casectl.yaml)."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from casectl.core.case.ids import PREFIX
from casectl.core.values.errors import NotFound, Refused
from casectl.core.values.findings import Finding
from casectl.core.values.messages import LocalizedText, Message, msg
from casectl.core.values.nearest import nearest
from casectl.core.values.tree import Path, Source, Tree, list_of, mapping_of, text_of
from casectl.core.values.value_class import value_class

NAME = re.compile(r"[^\W_][\w.-]{0,63}")
"""How a person, a team, a role, a state or a template may be called: one word, as it stands in headers."""

DEFAULT_CALENDAR = "office"
"""The calendar of a casebook that names none."""

LANGUAGES = ("en", "zh")
PERMISSIONS = ("act_as",)
"""What a role may allow beyond the template's own `may` lists; act_as: record for somebody else with --as."""

KEYS = ("schema", "name", "language", "zone", "id_prefix", "calendar", "teams", "roles", "people", "views")


@value_class
class Person:
    """Somebody who works on cases; `name` is the short word used in headers, `title` the full name."""

    name: str
    title: str
    emails: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()


@value_class
class Casebook:
    """The team's own settings."""

    name: str
    language: str
    zone: ZoneInfo
    id_prefix: str = "C"
    calendar: str = DEFAULT_CALENDAR
    teams: tuple[tuple[str, LocalizedText], ...] = ()
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    people: tuple[Person, ...] = ()
    views: tuple[tuple[str, str], ...] = ()

    def person(self, name: str) -> Person:
        """The person called `name`. Raises NotFound, naming the nearest."""
        for person in self.people:
            if person.name == name:
                return person
        near = nearest(name, [person.name for person in self.people])
        raise NotFound(
            msg("there is no person {name} in casectl.yaml", name=name),
            hint=msg("did you mean {near}?", near=near) if near else msg("add {name} under people: there", name=name),
        )

    def team(self, name: str) -> str:
        """`name`, if there is such a team. Raises NotFound, naming the nearest."""
        names = [team for team, _ in self.teams]
        if name in names:
            return name
        near = nearest(name, names)
        raise NotFound(
            msg("there is no team {name} in casectl.yaml", name=name),
            hint=msg("did you mean {near}?", near=near) if near else msg("add {name} under teams: there", name=name),
        )

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
                msg("{name} <{email}> is nobody in this casebook", name=name, email=email),
                hint=msg("add the address to a person in casectl.yaml, or set yours: git config user.email …"),
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


class _Reading:
    """casectl.yaml being read: the settings found so far and every fault with its place."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Finding] = []

    def fault(self, what: Message, *path: str | int) -> None:
        self.findings.append(Finding(self.source.place(*path), "B001", what))

    def word(self, key: str, default: str) -> str:
        return text_of(self.source.tree.get(key)) or default

    def zone(self) -> ZoneInfo:
        name = self.word("zone", "UTC")
        try:
            return ZoneInfo(name)
        except (ValueError, OSError, KeyError):
            self.fault(msg("there is no time zone {name}; write it like Europe/London", name=name), "zone")
            return ZoneInfo("UTC")

    def words(self, value: Tree | None, default: str) -> LocalizedText:
        by_language = {key: text_of(each) for key, each in mapping_of(value).items()}
        return LocalizedText(tuple(by_language.items())) if by_language else LocalizedText.of(text_of(value) or default)

    def texts(self, path: Path, value: Tree | None) -> tuple[str, ...]:
        if isinstance(value, dict):
            self.fault(msg("{key} must be a list", key=str(path[-1])), *path)
        return tuple(text_of(each) for each in list_of(value))

    def named(self, key: str) -> dict[str, dict[str, Tree]]:
        """The mappings under `key`, by name; names that cannot stand in a header are faults."""
        if not isinstance(self.source.tree.get(key, {}), dict):
            self.fault(msg("{key} must be a mapping, each name with what belongs to it", key=key), key)
        found = mapping_of(self.source.tree.get(key))
        for name in found:
            if not NAME.fullmatch(name):
                self.fault(msg("{name} cannot be a name: use one word of letters, digits, . - _", name=name), key, name)
        return {name: mapping_of(value) for name, value in found.items()}


def read_casebook(source: Source) -> tuple[Casebook, list[Finding]]:
    """The casebook's settings and every fault in them; a faulty setting has its default."""
    reading = _Reading(source)
    for key in source.tree:
        if key not in KEYS and not key.startswith("x-"):
            near = nearest(key, KEYS)
            reading.fault(
                msg("{key} is not known here; did you mean {near}?", key=key, near=near)
                if near
                else msg("{key} is not known here; a key of your own starts with x-", key=key),
                key,
            )
    language, prefix = reading.word("language", "en"), reading.word("id_prefix", "C")
    if language not in LANGUAGES:
        reading.fault(
            msg("{language} is not spoken here; languages are {all}", language=language, all=LANGUAGES), "language"
        )
        language = "en"
    if not PREFIX.fullmatch(prefix):
        reading.fault(msg("{prefix} cannot be an id prefix: one to eight letters A-Z", prefix=prefix), "id_prefix")
        prefix = "C"
    teams = tuple((name, reading.words(each.get("title"), name)) for name, each in reading.named("teams").items())
    roles = tuple(
        (name, reading.texts(("roles", name, "may"), each.get("may"))) for name, each in reading.named("roles").items()
    )
    book = Casebook(
        reading.word("name", "casebook"), language, reading.zone(), prefix, reading.word("calendar", DEFAULT_CALENDAR),
        teams, roles, tuple(_person(reading, name, each) for name, each in reading.named("people").items()),
        _views(reading),
    )  # fmt: skip
    _cross_check(reading, book)
    return book, reading.findings


def _views(reading: _Reading) -> tuple[tuple[str, str], ...]:
    """The saved views, by name; what a query says is told when it is used."""
    views = reading.source.tree.get("views", {})
    if not isinstance(views, dict):
        reading.fault(msg("{key} must be a mapping, each name with what belongs to it", key="views"), "views")
        return ()
    for name, query in views.items():
        if not NAME.fullmatch(name) or not isinstance(query, str):
            reading.fault(msg("a view is a name and a query, such as mine: owner:me state:active"), "views", name)
    return tuple((name, text_of(query)) for name, query in views.items())


def _person(reading: _Reading, name: str, details: dict[str, Tree]) -> Person:
    def texts(key: str) -> tuple[str, ...]:
        return reading.texts(("people", name, key), details.get(key))

    known = ("name", "emails", "roles", "teams", "skills")
    for key in details:
        if key not in known and not key.startswith("x-"):
            reading.fault(
                msg("{key} is not known of a person; known are {known}", key=key, known=known), "people", name, key
            )
    title = text_of(details.get("name")) or name
    return Person(name, title, texts("emails"), texts("roles"), texts("teams"), texts("skills"))


def _cross_check(reading: _Reading, book: Casebook) -> None:
    """Faults between settings: unknown teams, roles and permissions, an address that two people share."""
    teams, roles = {name for name, _ in book.teams}, {name for name, _ in book.roles}
    for role, allowed in book.roles:
        for each in sorted(set(allowed) - set(PERMISSIONS)):
            reading.fault(msg("a role cannot allow {each}; known: {all}", each=each, all=PERMISSIONS), "roles", role)
    seen: dict[str, str] = {}
    for person in book.people:
        for role in sorted(set(person.roles) - roles):
            reading.fault(
                msg("{person} has the unknown role {role}", person=person.name, role=role),
                "people",
                person.name,
                "roles",
            )
        for team in sorted(set(person.teams) - teams):
            reading.fault(
                msg("{person} is in the unknown team {team}", person=person.name, team=team),
                "people",
                person.name,
                "teams",
            )
        for address in person.emails:
            if seen.setdefault(address.casefold(), person.name) != person.name:
                both = msg("{address} belongs to {first} and {second}",
                           address=address, first=seen[address.casefold()], second=person.name)  # fmt: skip
                reading.fault(both, "people", person.name, "emails")
