"""Labels: the titles and categories of a template that lists need, small enough to be cached whole.

Titles and categories of the states, titles and kinds of the clocks, and the titles of the follow-ups, the fields, their
choices, the levels and the template itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Self

from casectl.core.case.kinds.letters import LETTER_KINDS
from casectl.core.case.owed import DEADLINE, FOLLOW_UP, HELD, INSTRUCTION, LETTER, OFFER, PROMISE, UNDELIVERED
from casectl.core.values.messages import LocalizedText, Value, msg
from casectl.core.values.tree import Tree, list_of, mapping_of, text_of
from casectl.core.values.value_class import NamedTuple

if TYPE_CHECKING:
    from casectl.core.case.owed import Owed
    from casectl.core.template.model import Template
    from casectl.core.template.settings import Casebook


class Label(NamedTuple):
    """The title of a name, and its category, kind or type ("" if it has none)."""

    title: LocalizedText
    kind: str = ""


class Labels(NamedTuple):
    """The labels of a template's states, clocks, follow-up rules, fields, choices and levels, and of the template
    itself.

    Keys are a state's, clock's or rule's name, a field's dotted name (its kind is its type), ``channel=phone`` for a
    choice, and a level's number.
    """

    states: Mapping[str, Label]
    clocks: Mapping[str, Label]
    follow_ups: Mapping[str, Label]
    template: Mapping[str, Label] = {}
    fields: Mapping[str, Label] = {}
    choices: Mapping[str, Label] = {}
    levels: Mapping[str, Label] = {}
    answering: Mapping[str, Label] = {}
    """The clocks that run until a handoff is answered: their deadlines are the recipient's."""
    renamed: Mapping[str, Label] = {}
    """The former names of states, each with the present one as its title."""
    told: Mapping[str, Label] = {}
    """The clocks that a contact with the customer stops or starts again."""
    ticks: Mapping[str, Label] = {}
    """The items of checklists, each with the checklist's name and a dot before it."""
    teams: Mapping[str, Label] = {}
    """The teams of the casebook, whatever the template."""
    withdrawn: Mapping[str, Label] = {}
    """The states in which the customer took the complaint back."""
    causes: Mapping[str, Label] = {}
    """The root causes of the casebook by code, whatever the template."""
    former_fields: Mapping[str, Label] = {}
    """The former names of fields, with the labels of the present ones."""
    named_fields: Mapping[str, Label] = {}
    """The former names of fields, each with the present one as its title."""
    named_clocks: Mapping[str, Label] = {}
    """The former names of clocks, each with the present one as its title."""
    chances: Mapping[str, Label] = {}
    """The clocks that are no duty but a chance to be done with less (`chance: yes`)."""

    def with_settings(self, book: Casebook) -> Self:
        """With the titles that the casebook has for its teams and causes."""
        return self._replace(
            teams={name: Label(title) for name, title in book.teams},
            causes={each.code: Label(each.title) for each in book.causes},
        )

    def category(self, state: str) -> str:
        """The category of a state; an unknown state counts as open, so that its cases are never overlooked."""
        found = self.states.get(state) or self.states.get(str(title_in(self.renamed, state)))
        return found.kind if found else "open"

    @classmethod
    def of(cls, template: Template) -> Self:
        """The labels of a template."""
        fields = {".".join(path): field for top in template.fields for path, field in top.walk()}
        former = {old: fields[new] for old, new in template.renamed.fields.items()}
        of_clocks = partial(_by_both_names, template.renamed.clocks)
        return cls(
            {state.name: Label(state.title, state.category) for state in template.workflow.known},
            of_clocks((each.name, each.title, each.kind) for each in template.clocks),
            {rule.name: Label(rule.title, rule.asks) for rule in template.follow_ups},
            {template.name: Label(template.title)},
            {name: Label(field.title, field.type) for name, field in fields.items()},
            {
                f"{name}={choice}": Label(title)
                for name, field in {**fields, **former}.items()
                for choice, title in field.choices
            },
            {level: Label(title) for level, title in template.levels},
            of_clocks((each.name, each.title, "") for each in template.clocks if {*each.starts} == {"event:offered"}),
            _renamings(template.workflow.renamed),
            of_clocks(
                (each.name, each.title, "") for each in template.clocks if "contact:out" in (*each.starts, *each.stops)
            ),
            {f"{each.name}.{item}": Label(title) for each in template.checklists for item, title in each.items},
            withdrawn={state.name: Label(state.title) for state in template.workflow.known if state.withdrawn},
            former_fields={old: Label(field.title, field.type) for old, field in former.items()},
            named_fields=_renamings(template.renamed.fields),
            named_clocks=_renamings(template.renamed.clocks),
            chances=of_clocks((each.name, each.title, "") for each in template.clocks if each.chance),
        )

    def to_tree(self) -> dict[str, Tree]:
        """The labels as text, lists and mappings, to be cached."""
        return {part: _tree(entries) for part, entries in zip(self._fields, self, strict=True)}

    @classmethod
    def from_tree(cls, tree: Mapping[str, Tree]) -> Self:
        """The labels from what `to_tree` returned."""
        found = [_Entries(mapping_of(tree.get(part))) for part in cls._fields]
        return cls(*({**each} for each in found[:3]), *found[3:])  # few lists need the rest, which is long


def _by_both_names(names: Mapping[str, str], entries: Iterable[tuple[str, LocalizedText, str]]) -> dict[str, Label]:
    """Labels by name, also by the former names."""
    found = {name: Label(title, kind) for name, title, kind in entries}
    return {**found, **{old: found[new] for old, new in names.items() if new in found}}


def _renamings(names: Mapping[str, str]) -> dict[str, Label]:
    return {old: Label(LocalizedText.of(new)) for old, new in names.items()}


NO_LABELS = Labels({}, {}, {})
"""Those of a template that cannot be used."""


class _Entries(Mapping[str, Label]):
    """Entries that are built from their trees on access."""

    def __init__(self, tree: Mapping[str, Tree]) -> None:
        self._tree = tree

    def __getitem__(self, name: str) -> Label:
        kind, *pairs = list_of(self._tree[name])
        title = LocalizedText(tuple((text_of(list_of(pair)[0]), text_of(list_of(pair)[1])) for pair in pairs))
        return Label(title, text_of(kind))

    def __iter__(self) -> Iterator[str]:
        return iter(self._tree)

    def __len__(self) -> int:
        return len(self._tree)


def title_in(entries: Mapping[str, Label], name: str, otherwise: str = "") -> Value:
    """The title of `name`; without one, `otherwise` or else the bare name."""
    found = entries.get(name)
    return found.title if found and str(found.title) else otherwise or name


def owed_title(labels: Labels, kind: str, name: str, rule: str = "") -> Value:
    """The title of what is owed (`casectl.core.case.owed.Owed`): the clock's, the field's or the follow-up rule's."""
    if kind == DEADLINE:
        return title_in(labels.clocks, name)
    if kind == PROMISE:
        return msg("promise: {title}", title=title_in(labels.fields, str(title_in(labels.named_fields, name))))
    if kind == INSTRUCTION:
        return msg("instruction: {text}", text=name)
    if kind == LETTER:
        return msg("letter: {title}", title=LETTER_KINDS.get(name, name))
    if kind == HELD:
        return msg("letter to be sent: {title}", title=LETTER_KINDS.get(name, name))
    if kind == UNDELIVERED:
        return msg("letter not delivered: {title}", title=LETTER_KINDS.get(name, name))
    return title_in(labels.follow_ups, rule, name)


def public_title(labels: Labels, owed: Owed) -> Value:
    """What is owed in words that nobody typed into the case, which may be about a person."""
    entries = {DEADLINE: labels.clocks, PROMISE: labels.fields}.get(owed.kind, labels.follow_ups)
    name = owed.name if owed.kind in (DEADLINE, PROMISE) else owed.rule
    if name in entries:
        return owed_title(labels, owed.kind, owed.name, owed.rule)
    return _UNTITLED.get(owed.kind, owed.name)


_UNTITLED = {
    FOLLOW_UP: msg("follow-up"), PROMISE: msg("promise"), INSTRUCTION: msg("instruction"),
    OFFER: msg("answer the handoff"), LETTER: msg("letter"), HELD: msg("letter to be sent"),
    UNDELIVERED: msg("letter not delivered"),
}  # fmt: skip
"""What something is called that no rule of a template has planned."""


_KEYS = {
    "title": msg("title"), "state": msg("state"), "owner": msg("owner"), "team": msg("team"), "level": msg("level"),
    "received_at": msg("received at"),
}  # fmt: skip


_PARTS = {
    "joined": msg("merged into another case"), "took_over": msg("took over another case"), "redress": msg("redress"),
    "letter": msg("letter"), "appeal": msg("appeal against an inspection"), "late_entry": msg("late entry"),
}  # fmt: skip
"""What conflicts of a merge may be about that is no value of the case."""


def changed_title(labels: Labels, name: str) -> Value:
    """The title of what an event or a hand edit has changed, given by its dotted name in the case's file."""
    part, _, rest = name.partition(".")
    if part == "checklists":
        return title_in(labels.ticks, rest, name)
    if part in _PARTS:
        return _PARTS[part]
    if part == "due" and rest:
        return title_in(labels.clocks, rest)
    if part != "fields":
        return _KEYS.get(name, name)
    entries = labels.fields if rest in labels.fields else labels.former_fields
    title, above = title_in(entries, rest), rest.rpartition(".")[0]
    return msg("{title} ({name})", title=title, name=labels.fields[above].title) if above in labels.fields else title


def value_title(labels: Labels, name: str, value: str) -> Value:
    """A value as people read it, given by its dotted name in the case's file: choices, answers and ticks by title."""
    part, _, rest = name.partition(".")
    if part == "fields" and f"{rest}={value}" in labels.choices:
        return title_in(labels.choices, f"{rest}={value}")
    kind = labels.fields[rest].kind if part == "fields" and rest in labels.fields else ""
    if part == "checklists" or kind == "yes_no":
        return _ANSWERS.get(value, value)
    return (
        title_in(labels.states, value)
        if name == "state"
        else title_in(labels.teams, value)
        if name == "team"
        else value
    )


_ANSWERS = {"yes": msg("yes"), "no": msg("no")}


def _tree(entries: Mapping[str, Label]) -> dict[str, Tree]:
    tree: dict[str, Tree] = {}
    for name, each in entries.items():
        pairs: list[Tree] = [[language, text] for language, text in each.title.by_language]
        tree[name] = [each.kind, *pairs]
    return tree
