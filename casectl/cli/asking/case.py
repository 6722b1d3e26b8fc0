"""What `casectl new` asks at a terminal: which template, and whatever a case of it cannot be opened without."""

from __future__ import annotations

from casectl.actions.new import next_question, refuse_answer
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.asking.input import Values
from casectl.cli.asking.prompts import accepted, listed, one_of, picked, say
from casectl.core.template.model import Field, Template
from casectl.core.values.messages import CasectlError, LocalizedText, Value, msg
from casectl.core.values.naming import texts_of, with_code
from casectl.workspace import Workspace


def which_template(context: Workspace) -> str:
    """The name of the template that the person picks among those that can be used. Raises NotFound if there is none."""
    known = []
    for name in context.template_names():
        try:
            title = context.template(name).title
        except CasectlError:  # check says what is wrong with it
            continue
        known.append((name, texts_of(title), with_code(name, title)))
    return one_of(msg("Which template?"), known)


def filled_in(context: Workspace, template: Template, values: Values, when: EventStamp) -> Values:
    """The values, and what a person answers to each question that they leave open."""
    values, asked = list(values), False
    while question := next_question(context, template, values, when):
        if not asked:
            say(msg("A case of {template} needs the following. Press Ctrl-C to stop without recording anything.",
                    template=with_code(template.name, template.title)))  # fmt: skip
        asked = True
        values.append((question[0], _answer(context, template, *question)))
    return values


def _answer(context: Workspace, template: Template, name: str, field: Field | None) -> str:
    """A valid answer to one question."""
    label: Value
    if field is None:
        label, choices = msg("Title (the complaint in one line)"), list[str]()
    else:
        above = template.field_at(tuple(name.split(".")[:-1]))
        label = msg("{title} ({name})", title=field.title, name=above.title) if above else field.title
        label = msg("{title} ({help})", title=label, help=_in_brackets(field.help)) if field.help else label
        choices = [each for each, _ in field.choices]
        if choices:
            say(label)
            listed([with_code(each, title) for each, title in field.choices])
            label = msg("number or name")
        elif field.type == "yes_no":
            label = msg("{title} (yes or no)", title=label)

    def read(typed: str) -> str:
        chosen = picked(typed, choices)
        refuse_answer(context, template, name, chosen)
        return chosen

    return accepted(label, read)


def _in_brackets(help: LocalizedText) -> LocalizedText:
    """A help, without the stop at its end."""
    return LocalizedText(tuple((language, text.rstrip(".。")) for language, text in help.by_language))
