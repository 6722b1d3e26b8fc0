"""Single alterations of a casebook by somebody who goes around the verbs and knows the format of its files.

Each is a function of a casebook, as it was left by honest people; it edits the work tree and returns a pattern of the
line that has to be found: of the case, with the event's id or a place within the event, or the key of the header; or of
the file, where there is no event. None: there is nothing of the kind to alter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

BLOCK = re.compile(r"(?m)^  - id: ")
PEOPLE = ("ann", "ben", "mia")
CLERK = "ann"
"""Who commits what was altered: a clerk."""


@dataclass(frozen=True)
class Scene:
    """The casebook, chance, and the time at which it is done."""

    folder: Path
    chance: Random
    now: str

    def case(self) -> Path:
        """Some case."""
        return self.chance.choice(sorted(self.folder.glob("cases/*/*/*.yaml")))


Alteration = Callable[[Scene], str | None]


class Text:
    """A case's text, in its head and the blocks of its events."""

    def __init__(self, path: Path) -> None:
        self.path, text = path, path.read_text("utf-8")
        starts = [each.start() for each in BLOCK.finditer(text, text.index("\njournal:"))]
        self.head = text[: starts[0]]
        self.blocks = [text[one:other] for one, other in zip(starts, [*starts[1:], len(text)], strict=True)]

    def write(self) -> None:
        """Write it back."""
        self.path.write_text(self.head + "".join(self.blocks), "utf-8")


def id_of(block: str) -> str:
    """The id of a block's event."""
    return block.split("\n", 1)[0].removeprefix("  - id: ").strip("\"'")


def _named(text: Text, *events: str) -> str:
    """The pattern of a line that names one of some events of a case, or a place in one of them; or of the file, where
    nothing in it can be read any more.
    """
    first, lines = text.head.count("\n") + 1, list[int]()
    for block in text.blocks:
        after = first + block.count("\n")
        lines += range(first, after) if id_of(block) in events else ()
        first = after
    ids, places = "|".join(map(re.escape, events)), "|".join(map(str, lines))
    name = text.path.stem
    return rf"{name}.*({ids})|{name}\.yaml:({places}):|{name}.* C000 "


def _blockwise(change: Callable[[Random, str], str | None]) -> Alteration:
    """An alteration within the block of some event."""

    def alter(scene: Scene) -> str | None:
        text = Text(scene.case())
        numbers = scene.chance.sample(range(len(text.blocks)), len(text.blocks))
        for number in numbers:
            changed = change(scene.chance, text.blocks[number])
            if changed is not None and changed != text.blocks[number]:
                text.blocks[number] = changed
                text.write()
                return _named(text, id_of(changed))
        return None

    return alter


def _line(key: str, value: Callable[[Random, str], str]) -> Alteration:
    """Another value of a line of an event."""

    def change(chance: Random, block: str) -> str | None:
        found = re.search(rf"(?m)^    {key}: (.*)$", block)
        return found and block[: found.start(1)] + value(chance, found[1]) + block[found.end(1) :]

    return _blockwise(change)


def _another_digit(chance: Random, value: str) -> str:
    """A digit of a time is another one; of the day or the hour, so that it stays a time."""
    return re.sub(r"-(\d\d)T", lambda found: f"-{int(found[1]) % 27 + 1:02}T", value, count=1)


def _another(*values: str) -> Callable[[Random, str], str]:
    return lambda chance, value: chance.choice([each for each in values if each != value])


def _detail(chance: Random, block: str) -> str | None:
    lines = block.splitlines(keepends=True)
    numbers = [number for number, line in enumerate(lines) if re.match(r"    (?!id|at|by|event)\w+: [\w-]+\n", line)]
    if not numbers:
        return None
    number = chance.choice(numbers)
    lines[number] = lines[number].rstrip("\n") + "x\n"
    return "".join(lines)


def _no_detail(chance: Random, block: str) -> str | None:
    lines = block.splitlines(keepends=True)
    numbers = [number for number, line in enumerate(lines) if re.match(r"    (?!id|at|by|event)\w+: \S", line)]
    return "".join(lines[:number] + lines[number + 1 :]) if numbers and (number := chance.choice(numbers)) else None


def gone(scene: Scene) -> str | None:
    """An event is taken out."""
    text = Text(scene.case())
    lost = text.blocks.pop(scene.chance.randrange(len(text.blocks)))
    text.write()
    return _named(text, id_of(lost))


def twice(scene: Scene) -> str | None:
    """An event stands twice."""
    text = Text(scene.case())
    number = scene.chance.randrange(len(text.blocks))
    text.blocks.append(text.blocks[number].rstrip("\n") + "\n")
    text.write()
    return _named(text, id_of(text.blocks[number]))


def swapped(scene: Scene) -> str | None:
    """Two neighbours change places."""
    text = Text(scene.case())
    if len(text.blocks) < 3:
        return None
    number = scene.chance.randrange(1, len(text.blocks) - 1)
    text.blocks[number : number + 2] = text.blocks[number + 1], text.blocks[number]
    text.write()
    return _named(text, *map(id_of, text.blocks[number : number + 2]))


def _typed(kind: str, details: Sequence[str], by: Sequence[str] = PEOPLE, *, inside: bool = False) -> Alteration:
    """An event is typed, at the end or between two others."""

    def alter(scene: Scene) -> str | None:
        text = Text(scene.case())
        number = scene.chance.randrange(1, len(text.blocks)) if inside and len(text.blocks) > 1 else len(text.blocks)
        if inside and number == len(text.blocks):
            return None
        at = re.search(r"(?m)^    at: (.*)$", text.blocks[number])[1] if inside else scene.now  # type: ignore[index]
        number_typed, person = scene.chance.randrange(1000, 9999), scene.chance.choice(by)
        lines = [f"  - id: typed{number_typed}", f"    at: {at}", f"    by: {person}", f"    event: {kind}"]
        lines += [f"    {each}" for each in details]
        text.blocks[number - 1] = text.blocks[number - 1].rstrip("\n") + "\n"
        text.blocks.insert(number, "\n".join(lines) + "\n")
        text.write()
        return _named(text, id_of(text.blocks[number]))

    return alter


def _header(key: str, *values: str) -> Alteration:
    """A governed key is edited."""

    def alter(scene: Scene) -> str | None:
        path = scene.case()
        text = path.read_text("utf-8")
        found = re.search(rf"(?m)^{key}: (.*)$", text)
        if not found:
            return None
        others = [each for each in values or [_another_digit(scene.chance, found[1])] if each != found[1]]
        if not others:
            return None
        value = scene.chance.choice(others)
        path.write_text(text[: found.start(1)] + value + text[found.end(1) :], "utf-8")
        return rf"{path.stem}.*\b{key}\b"

    return alter


def due_moved(scene: Scene) -> str | None:
    """A deadline is put off wherever it stands: in the header and in its event."""
    path = scene.case()
    text = Text(path)
    found = [(block, each) for block in text.blocks for each in re.findall(r"due: (\d{4}-\d\d-\d\dT[\d:+Z-]+)", block)]
    if not found:
        return None
    _block, due = scene.chance.choice(found)
    later = f"{int(due[:4]) + 1}{due[4:]}"
    path.write_text(path.read_text("utf-8").replace(due, later), "utf-8")
    return _named(text, *(id_of(each) for each in text.blocks if due in each))


def another_id(scene: Scene) -> str | None:
    """The case says that it is another one."""
    path = scene.case()
    path.write_text(path.read_text("utf-8").replace(path.stem, "C-2611-00000001X", 1), "utf-8")
    return rf"{path.stem}.*C-2611-00000001X"


def made_imported(scene: Scene) -> str | None:
    """A case of our own says that it came from another system."""
    path = scene.case()
    text = path.read_text("utf-8")
    if re.search(r"(?m)^source:", text):
        return None
    path.write_text(text.replace("\ntemplate: ", "\nsource: {name: crm, id: 7}\ntemplate: ", 1), "utf-8")
    return path.stem


def deleted(scene: Scene) -> str | None:
    """A case is deleted."""
    path = scene.case()
    path.unlink()
    return path.stem


def renamed(scene: Scene) -> str | None:
    """A case is called otherwise."""
    path = scene.case()
    path.rename(path.with_name("C-2611-00000001X.yaml"))
    return path.stem


def broken(scene: Scene) -> str | None:
    """A case can no longer be read."""
    path = scene.case()
    path.write_text(path.read_text("utf-8").replace("\njournal:\n", "\njournal: [\n", 1), "utf-8")
    return path.stem


def _file(pattern: str, change: Callable[[str], str | None]) -> Alteration:
    """Some other file of the casebook is edited, or taken away (None)."""

    def alter(scene: Scene) -> str | None:
        paths = sorted(path for path in scene.folder.glob(pattern) if path.is_file())
        if not paths:
            return None
        path = scene.chance.choice(paths)
        content = change(old := path.read_text("utf-8"))
        if content == old:
            return None
        if content is None:
            path.unlink()
        else:
            path.write_text(content, "utf-8")
        return path.name

    return alter


ALTERATIONS: dict[str, Alteration] = {
    "time of an event": _line("at", _another_digit),
    "person of an event": _line("by", _another(*PEOPLE)),
    "kind of an event": _line("event", _another("noted", "contacted", "accepted", "advanced")),
    "detail of an event": _blockwise(_detail),
    "detail taken out": _blockwise(_no_detail),
    "event taken out": gone,
    "event twice": twice,
    "events swapped": swapped,
    "note typed in another's name": _typed("noted", ["text: typed"], ("ben", "mia")),
    "note typed in nobody's name": _typed("noted", ["text: typed"], ("mallory",)),
    "note typed between others": _typed("noted", ["text: typed"], (CLERK,), inside=True),
    "step typed": _typed("advanced", ["to: closed"]),
    "acceptance typed": _typed("accepted", ["to: ann", "giver: mia"], (CLERK,)),
    "level typed": _typed("escalated", ["level: 9"], (CLERK,)),
    "undo typed": _typed("undone", ["undoes: nothing1", "what: noted"], (CLERK,)),
    "extension typed": _typed("extended", ["clock: [resolve]", "length: 900d", "reason: so"], (CLERK,)),
    "owner typed into a note": _typed("noted", ["text: typed", "owner: ann"], (CLERK,)),
    "state edited": _header("state", "closed", "resolved", "received", "nowhere"),
    "owner edited": _header("owner", "ann", "ben", "mia", "mallory"),
    "team edited": _header("team", "front-line", "after-sales"),
    "level edited": _header("level", "1", "3"),
    "receipt edited": _header("received_at"),
    "next deadline edited": _header("next_due"),
    "template edited": _header("template", "complaint", "refund", "nowhere"),
    "id edited": another_id,
    "deadline moved throughout": due_moved,
    "source typed": made_imported,
    "case deleted": deleted,
    "case renamed": renamed,
    "case broken": broken,
    "attachment altered": _file("attachments/**/*", lambda text: text + "x"),
    "attachment deleted": _file("attachments/**/*", lambda _: None),
    "import's record altered": _file("imports/*.yaml", lambda text: text.replace("rows: ", "rows: 9", 1)),
    "import's record deleted": _file("imports/*.yaml", lambda _: None),
    "rules relaxed": _file("templates/*.yaml", lambda text: re.sub(r"\b(\d+)(wd|h|d)\b", r"9\1\2", text)),
    "role given": _file("casectl.yaml", lambda text: text.replace("roles: [agent]", "roles: [agent, supervisor]", 1)),
}
"""The alterations by what is altered."""
