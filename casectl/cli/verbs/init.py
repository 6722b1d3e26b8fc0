"""casectl init"""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from casectl.actions.init import (
    ATTRIBUTES,
    EDITOR_CONFIG,
    OFFICE,
    TEMPLATES,
    NewBook,
    NewPerson,
    Shipped,
    calendars_in,
    initial_files,
    scripts_of,
    with_dependencies,
)
from casectl.actions.recording.record_many import record_files
from casectl.assembly.bootstrap import NewCasebook
from casectl.cli.asking.people import first_people, new_person, refuse_unknown_zone
from casectl.cli.options import Settings, may_ask, no_input_option
from casectl.cli.output import notify
from casectl.cli.verb import verb
from casectl.core.case.ids import PREFIX
from casectl.core.schemas.for_editors import SCHEMA_FILES
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import LANGUAGES, Message, NotFound, Refused, UsageError, msg
from casectl.core.values.nearest import a_few, suggestion
from casectl.render.language import _, current_language, set_language, translate


@verb(
    examples=[
        _("casectl init complaints"),
        "casectl init . --language zh --zone Asia/Shanghai --template after-sales --yes",
        _("casectl init banking --zone Europe/London --calendar england --template uk-fca-disp"),
    ],
    help=_(
        "Make a casebook, or adopt a git repository as one: casectl.yaml, templates, a calendar and"
        " .gitattributes, recorded in one commit. Nothing that exists is changed unless you say so. In an"
        " existing casebook it adds the templates given and leaves the settings alone."
    ),
)
@click.argument("folder", metavar="[DIR]", default="", help=_("the casebook's folder; by default the current one"))
@click.option(
    "--name", default="", metavar=_("TEXT"), help=_("what the casebook is called; by default the folder's name")
)
@click.option("--language", type=click.Choice(LANGUAGES), help=_("its language"))
@click.option("--zone", default="", metavar=_("ZONE"), help=_("its time zone, such as Europe/London"))
@click.option("--prefix", default="", metavar="LETTERS", help=_("what its case ids begin with; by default C"))
@click.option(
    "--template",
    "templates",
    multiple=True,
    metavar=_("TEMPLATE"),
    help=_("a template to copy, with what it builds on: a kind such as refund, or a regulator's such as uk-fca-disp"),
)
@click.option(
    "--calendar",
    default="",
    metavar=_("CALENDAR"),
    help=_(
        "the calendar for deadlines, such as england or cn; by default office hours without holidays. In an"
        " existing casebook it is added, but not made the default"
    ),
)
@click.option("--scripts", is_flag=True, help=_("also copy the scripts of letters for its templates, to be edited"))
@click.option(
    "--rehearsal",
    is_flag=True,
    help=_("a casebook to play and test in: CASECTL_NOW can set its time, so its records prove nothing"),
)
@click.option(
    "--person",
    "people",
    multiple=True,
    metavar="'NAME <EMAIL>'",
    help=_("another person who works in it; git's user is always the first"),
)
@click.option("-y", "--yes", is_flag=True, help=_("never prompt: accept the defaults, and change files that exist"))
@no_input_option
@click.pass_obj
def command(settings: Settings, /, folder: str, yes: bool, **given: object) -> int:
    new_casebook = NewCasebook(settings.start / folder)
    if new_casebook.enclosing_repository and not new_casebook.is_repository:
        raise Refused(
            msg(
                "{folder} is inside the git repository {around}",
                folder=str(new_casebook.folder),
                around=str(new_casebook.enclosing_repository),
            ),
            hint=msg("a casebook is a repository of its own: choose a folder outside"),
        )
    if not yes and may_ask() and not new_casebook.existing([SETTINGS]):
        from casectl.cli.asking.book import answered

        set_language(str(given["language"] or current_language()))
        given = answered(given, new_casebook, _local_zone())
    shipped = new_casebook.shipped()
    beginning = _beginning(new_casebook, given, shipped)
    attributes = new_casebook.existing([ATTRIBUTES]).get(ATTRIBUTES)
    files = initial_files(beginning, shipped, attributes, translate)
    left = _left_alone(new_casebook, given, beginning)
    files = {path: data for path, data in files.items() if path not in left}
    there = {path: data for path, data in new_casebook.existing(files).items() if data != files[path]}
    kept = [path for path in there if not (yes or path in SCHEMA_FILES or _allowed(path))]
    wanted = {path: data for path, data in files.items() if path not in kept}
    unchanged = new_casebook.existing(wanted)
    wanted = {path: data for path, data in wanted.items() if unchanged.get(path) != data}
    if not wanted:
        notify(msg("{folder} is a casebook already; nothing was changed", folder=str(new_casebook.folder)), settings)
        return 0
    context = new_casebook.create()
    zone = context.zone if SETTINGS in left else ZoneInfo(beginning.zone)  # which is not written yet
    recorded = record_files(context, wanted, "casectl init", "init", context.now.astimezone(zone))
    commit = recorded.commits[-1][:10]
    notify(msg("{folder} is a casebook now [{commit}]", folder=str(new_casebook.folder), commit=commit), settings)
    notify(msg("wrote {files}", files=sorted(wanted)), settings)
    for note in recorded.notes:
        notify(note, settings)
    if beginning.rehearsal and SETTINGS not in left:
        notify(msg("it is a rehearsal: CASECTL_NOW can set its time, so its records prove nothing"), settings)
    if given["calendar"] and SETTINGS in left and context.casebook.calendar != beginning.calendar:
        notify(msg("to make it the default, write calendar: {name} in casectl.yaml", name=beginning.calendar), settings)
    elif beginning.calendar == OFFICE and SETTINGS not in left:
        _tell_of_holidays(beginning.zone, shipped, new_casebook, settings)
    if kept:
        notify(msg("left as they were: {files}", files=kept), settings)
    if beginning.templates:
        template, more = beginning.templates[0], sorted(shipped.templates.keys() - set(beginning.templates))
        if new_casebook.folder != Path().absolute():
            notify(msg("next: cd {folder}", folder=shlex.quote(str(new_casebook.folder))), settings)
        notify(msg("next: look at casectl.yaml, then: casectl new {template} --edit", template=template), settings)
        notify(msg("more templates, with casectl init --template NAME: {names}", names=more), settings)
    return 0


def _tell_of_holidays(zone: str, shipped: Shipped, new_casebook: NewCasebook, settings: Settings) -> None:
    """That working days are counted through public holidays, where casectl brings a calendar that has them."""
    if known := [*calendars_in(zone, shipped, new_casebook.documents)]:
        notify(
            msg("the calendar has no public holidays; to include them: casectl init --calendar {name}, and"
                " write calendar: {name} in casectl.yaml (for {zone} there are {names})",
                name=known[0], zone=zone, names=known),
            settings,
        )  # fmt: skip


def _left_alone(new_casebook: NewCasebook, given: dict[str, object], beginning: NewBook) -> list[str]:
    """What a folder keeps of what is there: what editors go by; of a casebook, its office hours too, whatever the
    templates that are asked for need, and its settings unless an option is about them.
    """
    kept = list(new_casebook.existing([EDITOR_CONFIG]))
    if not new_casebook.existing([SETTINGS]):
        return kept
    asked = given["templates"] if isinstance(given["templates"], (list, tuple)) else ()
    needed = [f"templates/{each}.yaml" for each in beginning.templates if each not in asked]
    others = [each for each in beginning.others if each != given["calendar"]]
    needed += [f"calendars/{each}.yaml" for each in (OFFICE, *others)]
    kept += new_casebook.existing(needed)
    return kept if any(given[key] for key in ("name", "language", "zone", "prefix")) else [*kept, SETTINGS]


def _beginning(new_casebook: NewCasebook, given: dict[str, object], shipped: Shipped) -> NewBook:
    names = given["templates"] or (() if new_casebook.existing([SETTINGS]) else TEMPLATES)
    templates = [str(name) for name in names] if isinstance(names, (list, tuple)) else []
    calendar = str(given["calendar"] or OFFICE)
    for name in templates:
        if name not in shipped.templates:
            raise _not_brought(msg("casectl has no template {name}", name=name), name, list(shipped.templates))
    if calendar not in (OFFICE, *shipped.calendars):
        calendars = [OFFICE, *shipped.calendars]
        raise _not_brought(msg("casectl has no calendar {name}", name=calendar), calendar, calendars)
    zone, prefix = str(given["zone"] or _local_zone()), str(given["prefix"] or "C")
    refuse_unknown_zone(zone)
    if not PREFIX.fullmatch(prefix):
        raise UsageError(msg("{prefix} cannot be an id prefix: one to eight letters A-Z", prefix=prefix))
    who = new_casebook.identity()
    name, language = str(given["name"] or new_casebook.folder.name), str(given["language"] or current_language())
    templates, others = with_dependencies(templates, shipped, new_casebook.documents)
    rehearsal = _is_rehearsal(new_casebook, wanted=bool(given["rehearsal"]))
    typed = given["people"] if isinstance(given["people"], (list, tuple)) else ()
    people = first_people(NewPerson(who.name, who.email), [*map(new_person, typed)])
    scripts = scripts_of({*templates, *new_casebook.template_names()}, shipped) if given["scripts"] else []
    return NewBook(name, language, zone, prefix, templates, people, calendar, others, rehearsal, scripts)


def _is_rehearsal(new_casebook: NewCasebook, *, wanted: bool) -> bool:
    """Whether the casebook is one. Raises Refused if it is there already and would become one."""
    book = new_casebook.settings()
    if book is None:
        return wanted or new_casebook.clock_is_moved
    if wanted and not book.rehearsal:
        raise Refused(
            msg("{folder} is a casebook already; only a new casebook can be a rehearsal",
                folder=str(new_casebook.folder)),
            hint=msg("casectl init --rehearsal DIR, with another folder"),
        )  # fmt: skip
    return book.rehearsal


def _not_brought(what: Message, name: str, known: list[str]) -> NotFound:
    return NotFound(what, hint=suggestion(name, known) or msg("available: {names}", names=a_few(known)))


def _local_zone() -> str:
    """The machine's time zone by name; UTC if it does not say."""
    named = os.environ.get("TZ", "").lstrip(":")
    if not named and Path("/etc/localtime").is_symlink():
        named = str(Path("/etc/localtime").readlink()).partition("zoneinfo/")[2]
    try:
        return ZoneInfo(named).key if named else "UTC"
    except (ValueError, OSError, KeyError):
        return "UTC"


def _allowed(path: str) -> bool:
    """Whether a file that exists may be changed. Raises UsageError where nobody can be asked."""
    if not may_ask():
        raise UsageError(msg("{path} exists already", path=path), hint=msg("--yes lets init change it"))
    return click.confirm(_("{path} exists already. Change it?").format(path=path), default=False, err=True)
