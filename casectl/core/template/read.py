"""Reading a template file into a `Template`, reporting everything wrong at once, each with its place and code.

The language is declared in `casectl.core.template.keys`. In short:

    template: refund                 # the file's own name
    extends: complaint               # start from there; mappings merge by name, anything else replaces
    version: 1
    title: {en: Refund, zh: 退款}
    fields:
      amount: {type: money, title: {en: Amount, zh: 金额}, required: [opening, resolved]}
      emotion: remove                # take an entry of the extended template away
    workflow:
      transitions:                   # named, so that an extending template can change just one
        resolve: {from: [proposed, waiting], to: resolved, title: Resolve, guards: [{contacted: {direction: out}}]}

``docs/`` shows every key; the shipped `complaint` is the example to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from casectl.core.template.fields import TYPES
from casectl.core.template.keys import TEMPLATE_FILE
from casectl.core.template.model import PRESETS, Field, Template
from casectl.core.template.read_clocks import read_clocks
from casectl.core.template.read_fields import check_required_if, read_fields
from casectl.core.template.read_ladders import read_ladders
from casectl.core.template.read_rows import read_escalation, read_presets
from casectl.core.template.read_schedule import read_checklists, read_follow_ups, read_levels
from casectl.core.template.read_triggers import TriggerNames, read_duration
from casectl.core.template.read_workflow import GuardNames, GuardRule, read_states, read_workflow
from casectl.core.template.renamed import Renamed
from casectl.core.values.messages import Finding, LocalizedText, msg
from casectl.core.values.nodes import Node
from casectl.core.values.regex import regex
from casectl.core.values.settings_reader import SettingsReader
from casectl.core.values.tree import Source

_REMOVE = "remove"
Bases = Callable[[str], Source | None]
Guards = Mapping[str, GuardRule]

TEMPLATE_NAME = regex(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)
_WORD = regex(r"[\w.-]{1,32}")
_ANY_LEVEL = tuple(map(str, range(1, 10)))
_OWN = ("template", "version", "extends")
"""Keys that an extended template does not hand on."""


def read_template(source: Source, bases: Bases, guards: Guards) -> tuple[Template | None, list[Finding]]:
    """The template in `source`, complete with what it extends.

    Args:
        source: the file.
        bases: gives the file of a template to extend, by name; None where there is none.
        guards: the guards there are by name, each with its parameters.

    Returns:
        The template, or None if there is any finding; and the findings in the order of the file. Those of an extended
        template are among them, at their place in its own file.
    """
    reader, top = SettingsReader(TEMPLATE_FILE), Node.of(source)
    whole = _whole(reader, top, bases)
    template = _template(reader, whole, guards) if whole else None
    _check_name(reader, top, source.file)
    return (None if reader.findings else template), reader.findings


def _whole(reader: SettingsReader, top: Node, bases: Bases) -> Node | None:
    """The file laid over the one it extends, over the one that extends, and so on; None if one of them is not there."""
    own_name = top.mapping.get("template")
    layers, names = [top], [own_name.text if own_name else ""]
    while (extends := layers[-1].mapping.get("extends")) is not None:
        name = reader.text(extends)
        base = bases(name) if name and name not in names else None
        if name in names:
            reader.report(extends, "T016", msg("{names} extend each other in a circle", names=[*names, name]))
        elif name and base is None:
            reader.report(extends, "T016", msg("there is no template {name} to extend", name=name))
        if base is None:
            return None
        layers.append(Node.of(base))
        names.append(name)
    whole = layers.pop()
    while layers:
        above = layers.pop()
        for key, node in _removals_of_nothing(whole, above):
            reader.report(node, "T016", msg("there is no {key} to remove", key=key))
        handed_on = {key: value for key, value in whole.mapping.items() if key not in _OWN}
        whole = _laid_over(whole.holding(handed_on), above)
    return whole


def _template(reader: SettingsReader, whole: Node, guards: Guards) -> Template:
    part = reader.part(whole, "template")
    states = read_states(reader, part.get("workflow"))
    names = tuple(state.name for state in states)
    fields = read_fields(reader, part.get("fields"), names)
    check_required_if(reader, part.get("fields"), _single(fields))
    levels = read_levels(reader, part.get("levels"))
    words = {"level": _names(levels) or _ANY_LEVEL}
    checklists = read_checklists(reader, part.get("checklists"))
    clocks, ticked = tuple(reader.mapping(part.get("clocks"))), tuple(each.name for each in checklists)
    known = GuardNames(names, tuple(_dotted(fields)), _names(levels), ticked, clocks, guards)
    workflow = read_workflow(reader, part.get("workflow") or whole.holding({}), states, known)
    triggers = TriggerNames(names, workflow.entered, clocks, _dotted(fields), _conditions(fields, levels))
    offer = reader.part(part.get("offer"), "offer")
    return Template(
        name=reader.text(part.get("template")),
        version=reader.text(part.get("version")),
        title=reader.words(part.get("title")),
        workflow=workflow,
        help=reader.words(part.get("help")),
        presets={
            key: rows
            for key in PRESETS
            if (rows := read_presets(reader, part.get(key), words.get(key, ()), _single(fields)))
        },
        fields=fields,
        clocks=read_clocks(reader, part.get("clocks"), triggers),
        follow_ups=read_follow_ups(reader, part.get("follow_ups"), triggers),
        checklists=checklists,
        escalation=read_escalation(reader, part.get("escalation"), _conditions(fields, levels)),
        offer_back_after=read_duration(reader, offer.get("back_after")),
        offer_up_after=read_duration(reader, offer.get("up_after")),
        ladders=read_ladders(reader, part.get("remind")),
        personal_data_allowed=bool(reader.word(part.get("personal_data"), ("allowed",), "")),
        levels=levels,
        renamed=_renamed(reader, part.get("renamed"), (tuple(_dotted(fields)), clocks)),
    )


def _renamed(reader: SettingsReader, node: Node | None, known: tuple[Sequence[str], Sequence[str]]) -> Renamed:
    part = reader.part(node, "renamed")
    fields, clocks = (
        _former_names(reader, part.get(key), names) for key, names in zip(("fields", "clocks"), known, strict=True)
    )
    return Renamed(fields, clocks)


def _former_names(reader: SettingsReader, node: Node | None, known: Sequence[str]) -> dict[str, str]:
    """Former names with the present ones; a former name is none of the present."""
    found = {}
    for old, each in reader.mapping(node).items():
        name = reader.text(each)
        if old in known:
            reader.report(each, "T008", msg("{name} is still in use", name=old))
        elif name and name not in known:
            reader.unknown(each, "T018", name, known)
        elif name:
            found[old] = name
    return found


def _names(titles: tuple[tuple[str, LocalizedText], ...]) -> tuple[str, ...]:
    return tuple(name for name, _ in titles)


def _dotted(fields: tuple[Field, ...]) -> dict[str, Field]:
    return {".".join(path): field for top in fields for path, field in top.walk()}


def _single(fields: tuple[Field, ...]) -> dict[str, Field]:
    return {name: field for name, field in _dotted(fields).items() if TYPES[field.type].read}


def _conditions(fields: tuple[Field, ...], levels: tuple[tuple[str, LocalizedText], ...]) -> dict[str, Field]:
    """What a clock's rows may ask: the level, the team, and every field that holds one value."""
    level = Field("level", "choice" if levels else "number", LocalizedText.of("level"), choices=levels)
    return {**_single(fields), "level": level, "team": Field("team", "text", LocalizedText.of("team"))}


def _check_name(reader: SettingsReader, top: Node, file: str) -> None:
    """The name must be the file's own, and name and version words that can be recorded."""
    for key, form in (("template", TEMPLATE_NAME), ("version", _WORD)):
        node = top.mapping.get(key)
        if node and node.text and not form.fullmatch(node.text):
            what = msg("{name} is not a valid name: use one word of letters, digits and -", name=node.text)
            reader.report(node, "T017", what)
    name, stem = top.mapping.get("template"), file.rpartition("/")[2].removesuffix(".yaml")
    if name and name.text and name.text != stem:
        what = msg("the file is called {stem}, but the template in it is called {name}", stem=stem, name=name.text)
        reader.report(name, "T017", what)


def _laid_over(below: Node, above: Node) -> Node:
    """`below` with what `above` says instead; every value keeps the place that it has in its own file.

    Mappings merge key by key, anything else replaces what was there, and the word ``remove`` takes it away.
    """
    if not (isinstance(below.content, dict) and isinstance(above.content, dict)):
        return above
    merged = below.mapping
    for key, value in above.mapping.items():
        if value.content == _REMOVE:
            merged.pop(key, None)
        else:
            merged[key] = _laid_over(merged[key], value) if key in merged else value
    return above.holding(merged)


def _removals_of_nothing(below: Node, above: Node) -> Iterator[tuple[str, Node]]:
    """The entries of `above` that remove what `below` does not have, by key."""
    entries = below.mapping
    for key, value in above.mapping.items():
        if key in entries:
            yield from _removals_of_nothing(entries[key], value)
        elif value.content == _REMOVE:
            yield key, value
