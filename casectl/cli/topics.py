"""The pages of the manual, by name."""

from __future__ import annotations

from casectl.casebook.shipped_rules import read_guides
from casectl.render.language import _, current_language
from casectl.render.reference.pages import TOPICS


def topics() -> dict[str, str]:
    """The pages of the reference and the guides, each with its title."""
    guides = {name: title(text) for name, text in read_guides(current_language()).items()}
    reference = {name: _(each.title) for name, each in TOPICS.items()}
    return {**guides, **reference, "regulators": _("Regulators' deadlines"), "commands": _("Commands")}


def title(text: str) -> str:
    """The title of a page."""
    return text.partition("\n")[0].removeprefix("# ")
