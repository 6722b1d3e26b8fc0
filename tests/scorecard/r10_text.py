"""R10: any text, through the writer or into a file by hand's side, reads as itself and adds nothing to the case."""

from __future__ import annotations

import json
import re
from collections import Counter

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.values.tree import Tree
from tests.scorecard import words
from tests.scorecard.figure import Score
from tests.scorecard.ground import Book, Ground, events

CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9\xaa-\xae]|\xef\xbb\xbf")


def measure(ground: Ground) -> Score:
    """In this process through writer, editor and reader; and through the command line, from note to show."""
    texts, chance, tally = ground.size(50_000, 5_000), ground.random("R10"), Counter[str]()
    documents = YamlDocuments()
    start: dict[str, Tree] = {"schema": "1", "title": "x", "fields": {"problem": "y"}, "journal": [{"id": "a1"}]}
    hand = b"# by hand\nschema: 1\ntitle: x   # beside\nfields:\n    problem: y\njournal:\n- id: a1\n"
    for _ in range(texts):
        text = words.text(chance)
        tree: dict[str, Tree] = {
            **start, "title": text, "fields": {"problem": text}, "journal": [{"id": "a1"}, {"id": "b2", "text": text}],
        }  # fmt: skip
        for data in (documents.write(tree), documents.edit(documents.read("hand", hand), tree)):
            found = documents.read("x", data).tree
            tally["changed"] += found != tree
            tally["raw control bytes"] += bool(CONTROL.search(data))
    samples = ground.size(300, 40)
    _through_the_command_line(ground, samples, tally)
    bad = ", ".join(f"{tally[name]} {name}" for name in ("changed", "added keys", "raw control bytes", "refused"))
    return Score(
        f"{texts} texts, and {samples} through the command line: {bad}",
        tally["changed"] + tally["added keys"] + tally["raw control bytes"],
    )


def control(ground: Ground) -> Score:
    """Block scalars as ruamel.yaml writes them when asked."""
    import io

    from ruamel.yaml import YAML
    from ruamel.yaml.scalarstring import LiteralScalarString

    texts, chance, bad = ground.size(1000, 200), ground.random("R10 control"), 0
    for _ in range(texts):
        text, out = words.text(chance), io.BytesIO()
        try:
            YAML().dump({"a": LiteralScalarString(text), "b": "end"}, out)
            bad += dict(YAML(typ="safe", pure=True).load(out.getvalue())) != {"a": text, "b": "end"}
        except Exception:
            bad += 1
    return Score(f"{bad} of {texts} changed, unreadable or with keys added", bad)


def _through_the_command_line(ground: Ground, samples: int, tally: Counter[str]) -> None:
    chance = ground.random("R10 command line")
    book = ground.book()
    keys = _keys(book)
    for number in range(samples):
        if number % 50 == 49:
            book = ground.book()
        text = words.text(chance).replace("\0", "")
        done = book.forked("note", book.case, "--event-id", f"text-{number}", "--", text)
        if done.code:
            tally["refused"] += 1
            tally["changed"] += f"text-{number}" in events(book.recorded(), book.path)
            continue
        shown = json.loads(book.forked("show", book.case, "--format", "json").out)["rows"][0]
        [entry] = [each for each in shown["journal"] if each["id"] == f"text-{number}"]
        tally["changed"] += entry["text"] != text
        tally["added keys"] += set(entry) != {"id", "at", "by", "event", "text"} or _keys(book) != keys
        tally["raw control bytes"] += bool(CONTROL.search(book.on_disk()))


def _keys(book: Book) -> set[str]:
    return set(YamlDocuments().read(book.path, book.on_disk()).tree)
