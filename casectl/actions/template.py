"""template: the templates of a casebook, as people and programs read them."""

from __future__ import annotations

from casectl.actions.context import Reading
from casectl.actions.lookup.named import template_named
from casectl.core.template.model import Template
from casectl.core.values.messages import CasectlError, Message


def list_templates(context: Reading) -> tuple[list[Template], list[tuple[str, Message]]]:
    """The casebook's templates, by name, and those that cannot be used, each as its file and why."""
    found, unreadable = list[Template](), list[tuple[str, Message]]()
    for name in context.template_names():
        try:
            found.append(context.template(name))
        except CasectlError as error:
            unreadable.append((f"templates/{name}.yaml", error.what))
    return found, unreadable


def show_template(context: Reading, word: str) -> Template:
    """The template that `word` means by its name or title. Raises NotFound, Unreadable."""
    return context.template(template_named(context, word))
