"""Checks of a complaint's fields: their types, their names, and whether required ones are filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casectl.core.case.fold import templates_of
from casectl.core.case.model import Case
from casectl.core.case.renamed_fields import by_both_names, parted
from casectl.core.checks.context import CheckContext, finding_at
from casectl.core.template.fields import check as check_field
from casectl.core.template.fields import is_blank
from casectl.core.template.model import Template
from casectl.core.values.messages import Finding, Message, Refused, msg
from casectl.core.values.nearest import suggestion
from casectl.core.values.tree import Path, Tree, mapping_of
from casectl.core.workflow.filled import lacking, lost


def fields(case: Case, context: CheckContext) -> Iterator[Finding]:
    """Fields match their types; a name that looks misspelt is reported."""
    yield from (finding_at(case, "C020", (key,), what) for key, what in _of_the_wrong_form(case.tree))
    if context.template is None:
        return
    here = by_both_names(case.fields, context.template.renamed.fields)
    for top in context.template.fields:
        value = here.get(top.name)
        for path, what in check_field(top, value) if value is not None else ():
            yield finding_at(case, "C020", ("fields", top.name, *path), _at_field(top.name, path, what))
    for old, new in parted(case.fields, context.template.renamed.fields):
        what = msg("{old} is the former name of {new}, and the two have different values; to keep the right"
                   " one: casectl set {id} {new}=VALUE", old=old, new=new, id=case.id)  # fmt: skip
        place = finding_at(case, "C021", ("fields", *old.split(".")), what)
        yield Finding(place.place, "C021", what, is_note=True)
    known = {*(field.name for field in context.template.fields), *context.template.renamed.fields}
    if not (unknown := [name for name in case.fields if name not in known and not name.startswith("x-")]):
        return
    former = [context.templates.get(name) for name in templates_of(case.journal)[:-1]]
    kept = {field.name for each in former if each for field in each.fields}
    for name in unknown:
        if name not in kept and None not in former:
            yield finding_at(case, "C021", ("fields", name), _no_field(name, context.template))


def _of_the_wrong_form(tree: Mapping[str, Tree]) -> Iterator[tuple[str, Message]]:
    """Title and fields that no reader takes for what they are; fields without any are left blank or are not there."""
    if isinstance(tree.get("title"), (dict, list)):
        yield "title", msg("title must be a single text")
    if not isinstance(found := tree.get("fields"), dict) and not is_blank(found):
        yield "fields", msg("fields needs lines of the form NAME: VALUE")


def _no_field(name: str, template: Template) -> Message:
    what = msg("{name} is not a field of {template}", name=name, template=template.name)
    hint = suggestion(name, [field.name for field in template.fields])
    return msg("{what}; {hint}", what=what, hint=hint) if hint else what


def field_problems(
    template: Template, free: Mapping[str, Tree], before: Mapping[str, Tree] | None = None
) -> list[Message]:
    """The problems of title and fields in a free part, each with its name; what is new since `before` must be known."""
    fields = mapping_of(free.get("fields"))
    there = mapping_of(before.get("fields")) if before is not None else fields
    known = {*there, *(top.name for top in template.fields)}
    return [
        *(what for _, what in _of_the_wrong_form(free)),
        *(_no_field(name, template) for name in fields if name not in known and not name.startswith("x-")),
        *(
            _at_field(top.name, path, what)
            for top in template.fields
            if (value := fields.get(top.name)) is not None
            for path, what in check_field(top, value)
        ),
    ]


def _at_field(name: str, path: Path, what: Message) -> Message:
    return msg("{field}: {problem}", field=".".join(str(step) for step in (name, *path)), problem=what)


def required(case: Case, context: CheckContext) -> Iterator[Finding]:
    """The fields required at opening, and for each state the case has entered since it was last open, are filled."""
    if context.template is not None:
        for path, what in lacking(case, context.template, case.fields, context.imported):
            yield finding_at(case, "C030", ("fields", *path), what)


def refuse_losses(case: Case, template: Template, free: Mapping[str, Tree]) -> None:
    """Raise Refused if `free` empties what the case must have and now has: required fields, and its title."""
    missing = [what for _, what in lost(case, template, case.fields, mapping_of(free.get("fields")))]
    if is_blank(free.get("title")) and not is_blank(case.title):
        missing.insert(0, msg("{key} is missing", key="title"))
    if missing:
        raise Refused(msg("{id} would be missing required information", id=case.id), problems=missing)
