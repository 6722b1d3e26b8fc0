"""Somebody at a keyboard, from a seed: commands that a desk gives, and commands of any verb with anything in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from random import Random
from typing import NamedTuple

import click

from casectl.cli.commands import COMMANDS
from casectl.core.template.model import Template
from casectl.workspace import Workspace
from tests.scorecard import pools

NEVER = {"init", "clone", "archive", "help"}
"""Not typed at random: `init`, `clone` and `archive` make other casebooks, wherever a word says."""


CASES = 8
"""No more cases are opened in a casebook, so that each has a long life."""


class Header(NamedTuple):
    """What a person sees at the top of a case: its lines, and the names below `due`, and below `follow_ups`."""

    id: str
    lines: dict[str, str]
    clocks: tuple[str, ...]
    calls: tuple[str, ...]

    @property
    def template(self) -> str:
        """The template's name."""
        return self.lines.get("template", "")

    @property
    def state(self) -> str:
        """The state's name."""
        return self.lines.get("state", "")


def header(path: Path) -> Header:
    """The top of a case's file, with grep."""
    text = path.read_text("utf-8", "replace").partition("\njournal:")[0]
    lines = dict(re.findall(r"^([a-z_]+): ?\"?(.*?)\"?$", text, re.MULTILINE))
    due = re.search(r"^due:\n((?:  .*\n)*)", text, re.MULTILINE)
    calls = re.findall(r"^  - \{id: (\w+), at", text, re.MULTILINE)
    return Header(path.stem, lines, tuple(re.findall(r"^  (\w+):", due[1], re.MULTILINE) if due else ()), tuple(calls))


def leaves() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command, with the words that call it."""
    for name, row in COMMANDS.items():
        command = import_module(f"casectl.cli.verbs.{row.module}").command
        if isinstance(command, click.Group):
            yield from (((name, word), inner) for word, inner in command.commands.items())
        elif name not in NEVER:
            yield (name,), command


class Typist:
    """Types commands over the casebook in `folder`."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.folder, self.chance = folder, chance
        self._leaves = dict(leaves())
        self._templates: dict[str, Template] = {}
        self.cases: list[Path] = []

    def look(self) -> None:
        """Take note of cases that are new; those of one moment in the order of their titles, since ids are random."""
        known = {*self.cases}
        found = [path for path in self.folder.glob("cases/*/*/*.yaml") if path not in known]
        self.cases += sorted(found, key=lambda path: re.sub(r"[A-Z]+-\d{4}-\w{9}", "", path.read_text("utf-8")))

    def command(self) -> list[str]:
        """The words of the next command, without ``casectl``."""
        if not self.cases or (len(self.cases) < CASES and self.chance.random() < 0.08):
            return self._new()
        if self.chance.random() < 0.25:
            return self._anything()
        case = self._case()
        fitting = [(act, weight) for act, weight, needed in ACTS if needed in case.lines or self.chance.random() < 0.1]
        acts, weights = zip(*fitting, strict=True)
        words = [each for word in self.chance.choices(acts, weights)[0].split() for each in self._meant(word, case)]
        if self.chance.random() < 0.05:
            words += ["--at", self.chance.choice((*pools.TIMES, *pools.STRANGE_TIMES))]
        return words

    def pick(self, *values: str) -> str:
        """One of these."""
        return self.chance.choice(values)

    def template(self, name: str) -> Template:
        """A template of the casebook."""
        if name not in self._templates:
            self._templates[name] = Workspace(self.folder).template(name)
        return self._templates[name]

    def _case(self) -> Header:
        return header(self.chance.choice(self.cases[-6:] if self.chance.random() < 0.8 else self.cases))

    def _meant(self, word: str, case: Header) -> list[str]:
        """What is typed for a word of ACTS."""
        template = self.template(case.template) if word.startswith(("STEP", "PAUSE", "CLOCK", "FIELD")) else None
        match word:
            case "CASE":
                return [case.id]
            case "OTHER":
                return [self.pick(*(path.stem for path in self.cases))]
            case "STEP" if template:
                return self._step(template, case)
            case "PAUSE" if template:
                return self._pause(template, case)
            case "CLOCK" if template:
                return [self.pick(*(case.clocks or [clock.name for clock in template.clocks]))]
            case "CALL":
                return [self.pick(*(case.calls or pools.CALLS))]
            case "FIELD" if template:
                return [pools.some_field(template, self.chance)]
        return [self.pick(*WORDS[word])] if word in WORDS else [word]

    def _step(self, template: Template, case: Header) -> list[str]:
        targets = [step.target for step in template.workflow.steps_from(case.state)] or list(pools.STATES)
        target = self.pick(
            *([each for each in targets if each != "withdrawn"] if self.chance.random() < 0.9 else targets)
        )
        ticks = [f"{each.name}.{item}" for each in template.checklists for item, _ in each.items]
        ticked = [word for tick in ticks for word in ("--tick", tick)]
        return [target, *ticked, *pools.needed(template, target, self.chance)]

    def _pause(self, template: Template, case: Header) -> list[str]:
        pauses = [(clock.name, each.reason) for clock in template.clocks for each in clock.pauses]
        pauses = [each for each in pauses if each[0] in case.clocks] or pauses
        clock, reason = self.chance.choice(pauses) if pauses else ("resolve", "waiting")
        return ["--clock", clock, "--reason-code", reason]

    def _new(self) -> list[str]:
        names = sorted(path.stem for path in (self.folder / "templates").glob("*.yaml"))
        name = self.chance.choice(names)
        words = [
            "new",
            name,
            "--title",
            self.pick(*pools.TEXTS),
            *pools.needed(self.template(name), "opening", self.chance),
        ]
        if self.chance.random() < 0.3:
            words += ["--received", self.pick(*pools.TIMES, "-2d", "-3wd", *pools.STRANGE_TIMES)]
        return words + (["--level", self.pick("1", "2", "3", "4")] if self.chance.random() < 0.3 else [])

    def _anything(self) -> list[str]:
        """Some command with some of its arguments and options, in which anything may be."""
        name, command = self.chance.choice(list(self._leaves.items()))
        words: list[str] = []
        options: list[str] = []
        for param in command.params:
            if isinstance(param, click.Argument):
                words += [self._value(param)] if self.chance.random() < 0.93 else []
            elif self.chance.random() < (0.8 if param.required else 0.12):
                flag = isinstance(param, click.Option) and param.is_flag
                options += [param.opts[0]] if flag else [param.opts[0], self._value(param)]
        return [*name, *options, *(["--"] if self.chance.random() < 0.5 else []), *words]

    def _value(self, param: click.Parameter) -> str:
        name = str(param.name)
        case = self.pick(*(path.stem for path in self.cases))
        if name in ("case", "other", "cases", "paths") and self.chance.random() < 0.9:
            return case
        if name in ("file", "rejects"):
            return self.pick("rows.csv", "map.yaml", "casectl.yaml", "nowhere.csv")
        if isinstance(param.type, click.Choice) and self.chance.random() < 0.9:
            return self.chance.choice(tuple(map(str, param.type.choices)))
        return pools.value(name, self.chance, case)


WORDS = {
    "TEXT": pools.TEXTS, "TIME": pools.TIMES, "DURATION": pools.DURATIONS, "PERSON": pools.PEOPLE, "TEAM": pools.TEAMS,
    "QUERY": pools.QUERIES, "LEVEL": ("2", "3", "4"), "IN|OUT": ("in", "out", "out"),
    "LIST": ("list", "overdue", "due-soon", "agenda", "today", "export"), "FORMAT": ("json", "tsv", "csv", "table"),
    "OUTCOME": ("reached", "not-reached", "kept", "broken"),
    "LOOK": ("show", "due", "audit", "similar", "explain"), "RELATION": ("related", "part-of", "duplicate-of"),
    "TEMPLATE": ("complaint", "after-sales", "enquiry", "refund", "crisis"),
}  # fmt: skip
ACTS = (
    ("advance CASE STEP --reason TEXT", 30, "id"),
    ("contact CASE IN|OUT TEXT --channel phone", 14, "id"),
    ("note CASE TEXT", 6, "id"),
    ("set CASE FIELD", 12, "id"),
    ("pause CASE PAUSE --reason TEXT", 2, "due"),
    ("pause CASE PAUSE --reason TEXT --notice TEXT --notice-channel phone", 5, "due"),
    ("resume CASE", 4, "paused"),
    ("extend CASE CLOCK --by DURATION --reason TEXT --notice TEXT --notice-channel letter", 3, "due"),
    ("restart CASE CLOCK --reason TEXT", 2, "due"),
    ("override CASE CLOCK --due TIME --reason TEXT", 2, "due"),
    ("reopen CASE --reason TEXT", 6, "closed_at"),
    ("escalate CASE --level LEVEL --reason TEXT", 3, "id"),
    ("assign CASE PERSON", 4, "id"),
    ("assign CASE --auto", 1, "id"),
    ("handoff CASE PERSON --reason TEXT", 4, "id"),
    ("handoff CASE --team TEAM --reason TEXT", 2, "id"),
    ("accept CASE", 4, "offer"),
    ("take CASE", 2, "id"),
    ("return CASE --reason TEXT", 2, "offer"),
    ("followup add CASE TIME TEXT", 5, "id"),
    ("followup done CASE CALL", 4, "follow_ups"),
    ("followup done CASE CALL --outcome OUTCOME --note TEXT", 2, "follow_ups"),
    ("promise CASE TEXT --by TIME", 3, "id"),
    ("instruct CASE TEXT --to PERSON --by TIME", 2, "id"),
    ("answer CASE TEXT", 2, "follow_ups"),
    ("boundary CASE TEXT --abuse TEXT --next TEXT --until TIME", 1, "id"),
    ("survey ask CASE", 1, "closed_at"),
    ("survey record CASE --score LEVEL --text TEXT", 2, "closed_at"),
    (
        "inspect score CASE PERSON --mark script=4 --mark diagnosis=3 --mark solution=5 --mark emotion=2"
        " --mark accuracy=4",
        1,
        "id",
    ),
    ("inspect appeal CASE --reason TEXT", 1, "id"),
    ("sample --per person --seed 7 --period 2026-11", 1, "id"),
    ("away PERSON --from 2030-01-01 --until 2030-01-05", 1, "id"),
    ("contact CASE in TEXT --chaser", 2, "id"),
    ("reply CASE --script acknowledgement -o -", 2, "id"),
    ("followup cancel CASE CALL --reason TEXT", 1, "follow_ups"),
    ("undo CASE --reason TEXT", 4, "id"),
    ("link CASE RELATION OTHER", 3, "id"),
    ("merge CASE OTHER --reason TEXT", 1, "id"),
    ("split CASE --title TEXT --reason TEXT", 1, "id"),
    ("recompute --all --apply --reason TEXT", 1, "id"),
    ("retype CASE TEMPLATE --reason TEXT", 1, "id"),
    ("confirm CASE", 1, "unconfirmed"),
    ("attach CASE casectl.yaml", 1, "id"),
    ("remind --dry-run", 1, "id"),
    ("drill", 1, "id"),
    ("agenda --for PERSON --format ics", 1, "id"),
    ("LIST --format FORMAT", 4, "id"),
    ("LOOK CASE", 4, "id"),
    ("sync --dry-run", 1, "id"),
    ("note --where QUERY TEXT", 1, "id"),
)
"""What a desk does, how often, and the line that the case's header has then; words in capitals are filled in."""
