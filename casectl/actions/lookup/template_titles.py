"""What the templates of listed cases call their states, clocks and fields."""

from __future__ import annotations

from functools import cache

from casectl.actions.context import Rules
from casectl.core.template.labels import Labels, owed_title
from casectl.core.values.messages import CasectlError, LocalizedText, Value


class TemplateTitles:
    """The labels of templates, each read once; of one that cannot be used, all states count as open."""

    def __init__(self, context: Rules) -> None:
        self._context = context
        self._labels: dict[str, Labels] = {}
        self.owed = cache(self._owed)
        """The title of what is owed in a case of a template, of which there is much alike."""

    def of(self, template: str) -> Labels:
        """The template's labels."""
        if template not in self._labels:
            try:
                self._labels[template] = self._context.labels(template)
            except CasectlError:  # check reports what is wrong with it; its cases are listed nevertheless
                self._labels[template] = Labels({}, {}, {})
        return self._labels[template]

    def _owed(self, template: str, kind: str, name: str, rule: str) -> Value:
        return owed_title(self.of(template), kind, name, rule)

    def category(self, template: str, state: str) -> str:
        """The category of a state; an unknown state counts as open, so that its case is never overlooked."""
        return self.of(template).category(state)

    def read_so_far(self) -> list[Labels]:
        """The labels of all templates read so far."""
        return list(self._labels.values())

    def labels(self) -> dict[str, Labels]:
        """The labels of the templates read so far, by name."""
        return dict(self._labels)

    def templates(self) -> dict[str, LocalizedText]:
        """The titles of the templates read so far, by name."""
        known = self._labels.items()
        return {name: entry.title for name, labels in known if (entry := labels.template.get(name))}

    def states(self) -> dict[tuple[str, str], LocalizedText]:
        """The titles of all states of the templates read so far, by template and state."""
        return {
            (name, state): each.title for name, labels in self._labels.items() for state, each in labels.states.items()
        }
