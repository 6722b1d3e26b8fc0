"""The scripts of a casebook, and the one that is meant for a case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from casectl.actions.context import Cases
from casectl.core.case.ids import id_of_path
from casectl.core.case.model import Case
from casectl.core.letters.case_texts import is_fillable
from casectl.core.letters.script import CODE, FOLDER, Addressed, Script, narrowness, read_script, unknown_placeholders
from casectl.core.template.model import Template
from casectl.core.values.messages import Finding, Message, NotFound, Unreadable, msg, unreadable, unreadable_with
from casectl.core.values.naming import names_meant, texts_of
from casectl.core.values.nearest import suggestion
from casectl.core.values.tree import Position, get_in, text_of
from casectl.core.values.value_class import value_class


@value_class
class ScriptFile:
    """A file in ``scripts/``: its path, the script in it (None: it cannot be read), and what is wrong with it."""

    path: str
    script: Script | None
    findings: Sequence[Finding] = ()


def script_files(context: Cases) -> Iterator[ScriptFile]:
    """The scripts of the work tree: they are texts to work with, and no rule."""
    for path in context.store.paths(FOLDER):
        try:
            source = context.documents.read(path, context.store.read(path) or b"")
        except Unreadable as error:
            yield ScriptFile(path, None, [unreadable(path, error)])
            continue
        yield ScriptFile(path, *read_script(source, id_of_path(path)))


def script_findings(context: Cases, templates: Sequence[Template]) -> Iterator[Finding]:
    """What is wrong with the scripts: in their files, and placeholders that no case of their templates can fill."""
    for file in script_files(context):
        yield from file.findings
        if file.script and not file.findings:
            named = file.script.templates
            meant = [each for each in templates if not named or each.name in named]
            for what in unknown_placeholders(file.script, partial(_is_known, meant)):
                yield Finding(Position(file.path), CODE, what)


def _is_known(templates: Sequence[Template], name: str) -> bool:
    return not templates or any(is_fillable(name, each) for each in templates)


def script_for(context: Cases, case: Case, template: Template, typed: str, channel: str) -> Script:
    """The script that was named, by its name or title; without a name the narrowest one that is for the case.

    Raises NotFound if there is none, or several are meant; Unreadable with everything wrong with it.
    """
    files = {id_of_path(each.path): each for each in script_files(context)}
    named = _named(files, typed) if typed else _fitting(files, case, template, channel)
    if len(named) != 1:
        raise _unclear(typed, named, [*files], case)
    file = files[named[0]]
    if file.script is None or file.findings:
        raise unreadable_with(file.path, file.findings)
    return file.script


def _named(files: dict[str, ScriptFile], typed: str) -> list[str]:
    known = [(name, texts_of(file.script.title) if file.script else ()) for name, file in files.items()]
    return [*names_meant(typed, known)]


def _fitting(files: dict[str, ScriptFile], case: Case, template: Template, channel: str) -> list[str]:
    """The names of the narrowest scripts for a case."""
    header = case.header
    governed = {"level": str(header.level or ""), "team": header.team}

    def value(name: str) -> str:
        return governed.get(name) or text_of(get_in(dict(case.fields), tuple(name.split("."))))

    whom = Addressed(template.name, header.state, template.workflow.category(header.state), channel, value)
    narrow = {name: narrowness(each.script, whom) for name, each in files.items() if each.script}
    return [name for name, each in narrow.items() if each and each == max(narrow.values())]


def _unclear(typed: str, meant: Sequence[str], names: Sequence[str], case: Case) -> NotFound:
    if not names:
        return NotFound(
            msg("the casebook has no scripts"),
            hint=msg(
                (
                    "casectl init --scripts copies the scripts supplied with casectl into {folder}/, where you can"
                    " edit them"
                ),
                folder=FOLDER,
            ),
        )
    if len(meant) > 1:
        what = msg("several scripts fit {id}: {names}", id=case.id, names=meant)
        return NotFound(what, hint=msg("choose one: casectl reply {id} --script {name}", id=case.id, name=meant[0]))
    if typed:
        return NotFound(msg("there is no script {name} in scripts/", name=typed), hint=_known(typed, names))
    return NotFound(
        msg("no script matches {id} in its current state", id=case.id),
        hint=msg("choose one with --script: {names}", names=names),
    )


def _known(typed: str, names: Sequence[str]) -> Message:
    return suggestion([typed], [*names]) or msg("available: {names}", names=names)
