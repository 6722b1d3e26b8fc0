"""Who gets a case by `assign --auto` (``routing:`` in casectl.yaml)."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.core.template.person import Person
from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

ROUTE = (
    Key("when", msg("the cases that the rule is for: a query such as level>=3; by default all")),
    Key("to", msg("who gets such a case: a team, a role or a person; by default the case's own team")),
    Key("skill", msg("the skill that the person who gets it must have")),
)
"""The keys of a rule of ``routing:``."""


@value_class
class Route:
    """A rule: the query of its cases ("": all), the team, role or person that it names ("": the case's team), and the
    skill that is needed ("": none).
    """

    when: str = ""
    to: str = ""
    skill: str = ""


def read_routing(reader: SettingsReader, node: Node | None, people: Iterable[Person]) -> tuple[Route, ...]:
    """The rules under ``routing:``; one that is for nobody is reported, what is wrong with a query when it is used."""
    routes, known = list[Route](), [*people]
    for each in reader.items(node):
        part = reader.part(each, "route")
        route = Route(*(reader.text(part.get(key)) for key in ("when", "to", "skill")))
        if not any(is_for(route, person) for person in known):
            reader.report(each, "B001", msg("this rule is for nobody: no person is in {to} with skill {skill}",
                                            to=route.to or "-", skill=route.skill or "-"))  # fmt: skip
        routes.append(route)
    return tuple(routes)


def is_for(route: Route, person: Person, team: str = "") -> bool:
    """Whether a rule means a person, for a case of the team ("": of any)."""
    to = route.to or team
    names = (person.name, *person.teams, *person.roles)
    return (not to or to in names) and (not route.skill or route.skill in person.skills)
