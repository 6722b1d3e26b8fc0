"""casectl drill"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

import click

from casectl.actions.drill import FILE, checked_scenario, play, score
from casectl.actions.init import OFFICE, NewBook, NewPerson, initial_files, scripts_of, with_dependencies
from casectl.actions.recording.record_many import record_files
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.assembly.bootstrap import NewCasebook, shipped_scenarios
from casectl.cli.asking.people import first_people
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, ListOptions, Settings, layout_options
from casectl.cli.output import notify, write_view
from casectl.cli.verb import verb
from casectl.core.practice.scenario import Scenario
from casectl.core.values.messages import NotFound, Refused, msg
from casectl.core.values.nearest import suggestion
from casectl.render.language import _, current_language, translate
from casectl.render.views.drills import marked, played, scenarios
from casectl.workspace import Workspace

_ZONES = {"en": "Europe/London", "zh": "Asia/Shanghai"}
"""Where the desk of a drill is, which decides the currency of its amounts."""

NEXT, SCORE = "next", "score"
_COLLEAGUE = NewPerson("Robin Example", "robin@example.org", "specialist", "after-sales")


@verb(
    examples=["casectl drill", "casectl drill late-refund practice", "casectl drill next", "casectl drill score"],
    help=_(
        "Practise handling a complaint. Without a name it lists the scenarios. With the name of one, or a file of"
        " your own, it makes a rehearsal casebook in DIR, in which the customer's first message has come. There, next"
        " brings the next message at its time (CASECTL_NOW moves the clock), and score gives five marks from 1 to 5"
        " by what is on record: speed, understanding, manner, solution and follow-through."
    ),
)
@click.argument(
    "scenario",
    metavar="[SCENARIO|next|score]",
    default="",
    help=_("a scenario, or next or score"),
    shell_complete=lambda _ctx, _param, typed: [
        each for each in (NEXT, SCORE, *shipped_scenarios()) if each.startswith(typed)
    ],
)
@click.argument(
    "folder", metavar="[DIR]", default="", help=_("the folder of the drill; by default the scenario's name")
)
@layout_options
@click.pass_obj
def command(settings: Settings, /, scenario: str, folder: str, layout: ListOptions) -> int:
    if not scenario:
        return write_view(scenarios(_shipped(each) for each in shipped_scenarios()), settings, layout)
    if scenario == SCORE:
        context = open_context(settings)
        return write_view(marked(score(context)), settings, layout)
    context = open_context(settings, EventOptions()) if scenario == NEXT else _begun(settings, scenario, folder)
    return write_view(played(play(context, translate), context.zone), settings, layout)


def _shipped(name: str) -> Scenario:
    return checked_scenario(YamlDocuments(), f"{name}.yaml", shipped_scenarios()[name], name)


def _begun(settings: Settings, scenario: str, folder: str) -> Workspace:
    """The casebook of a new drill, with the brief said."""
    name, data = _meant(settings, scenario)
    found = checked_scenario(YamlDocuments(), f"{name}.yaml", data, name)
    new_casebook = NewCasebook(settings.start / (folder or name))
    _refuse_used(new_casebook)
    context = _made(new_casebook, found, data)
    where = shlex.quote(str(new_casebook.folder))
    notify(msg("{title}: {brief}", title=found.title, brief=found.brief), settings)
    notify(msg("the casebook is a rehearsal; next: cd {folder}", folder=where), settings)
    return context


def _meant(settings: Settings, scenario: str) -> tuple[str, bytes]:
    """The name and the content of a scenario: a file of one's own, or one that casectl ships."""
    known = shipped_scenarios()
    if scenario in known:
        return scenario, known[scenario]
    path = settings.start / scenario
    if path.suffix == ".yaml" and path.is_file():
        return path.stem, path.read_bytes()
    hint = suggestion([scenario], [*known]) or msg("available: {names}", names=[*known])
    raise NotFound(msg("there is no scenario {name}", name=scenario), hint=hint)


def _refuse_used(new_casebook: NewCasebook) -> None:
    """Raise Refused where a casebook cannot be made: in a repository, or in a folder that has something in it."""
    folder: Path = new_casebook.folder
    if new_casebook.enclosing_repository or (folder.is_dir() and any(folder.iterdir())) or folder.is_file():
        raise Refused(
            msg("a drill needs an empty folder outside any repository, and {folder} is not one", folder=str(folder)),
            hint=msg("casectl drill SCENARIO DIR, with another folder"),
        )


def _made(new_casebook: NewCasebook, scenario: Scenario, data: bytes) -> Workspace:
    shipped, who = new_casebook.shipped(), new_casebook.identity()
    templates, others = with_dependencies([scenario.template], shipped, new_casebook.documents)
    people: Sequence[NewPerson] = first_people(NewPerson(who.name, who.email), [_COLLEAGUE])
    language = current_language()
    book = NewBook(scenario.name, language, _ZONES[language], "C", templates, people, OFFICE, others, True,
                   scripts_of(templates, shipped))  # fmt: skip
    files = initial_files(book, shipped, None, translate)
    context = new_casebook.create()
    record_files(context, {**files, FILE: data}, f"casectl drill {scenario.name}", "init")
    return Workspace(new_casebook.folder, "", "drill")
