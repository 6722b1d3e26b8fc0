"""A file that is written again is the file that the editor would have made, or there is none."""

from __future__ import annotations

from random import Random

import pytest

from casectl.adapters.yaml import editor as yaml_editor
from casectl.adapters.yaml import quick as yaml_quick
from casectl.adapters.yaml import writer as yaml_writer
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.adapters.yaml.rewrite import rewritten as source_rewritten
from casectl.core.values.tree import Plain, Tree
from tests.adapters.handwriting import some_tree

CASE: dict[str, Tree] = {
    "schema": Plain("1"),
    "id": "C-2611-7QK3XM4TV",
    "title": "订单错发,退款延迟两天",
    "owner": "010",
    "due": {"update": Plain("2026-11-21T13:02:00+08:00"), "resolve": Plain("2026-11-23T13:02:00+08:00")},
    "fields": {"customer": {"name": "王小明", "ref": "1e5"}, "count": Plain("3"), "problem": "客户反映……\n\n完\n"},
    "follow_ups": [{"id": "f1", "at": Plain("2026-11-22T09:00:00+08:00"), "what": "callback", "note": "yes"}],
    "journal": [
        {"id": "9f3kq2", "at": Plain("2026-11-21T09:14:02+08:00"), "event": "opened", "clocks": {"a": {"met": "yes"}}},
        {"id": "7mm0ax", "at": Plain("2026-11-21T09:20:00+08:00"), "event": "noted", "text": 'He said: "no" and left'},
    ],
}
TEXTS = ("yes", "12", "a b", "客户", "2026-01-02", "x: y", "two\nlines\n", "- a", "", "0x1f", 'say "hi"', "a, b", "{x}")


def rewritten(data: bytes, tree: dict[str, Tree]) -> bytes | None:
    """The file changed; None where it is not in casectl's own layout, or the editor has to do it."""
    source = YamlDocuments().read_plain("f", data)
    return source_rewritten(source, tree) if source else None


def changed(chance: Random, tree: dict[str, Tree]) -> dict[str, Tree]:
    """The tree after a few changes such as verbs make: other values, fewer and more keys, another event."""
    found = dict(tree)
    for _ in range(chance.randint(1, 3)):
        text = chance.choice(TEXTS)
        value = Plain(text) if text in ("yes", "12", "2026-01-02") and chance.random() < 0.5 else text
        step, key = chance.random(), chance.choice([*CASE, "more"])
        block: dict[str, Tree] = {"id": f"n{chance.randrange(10**6)}", "event": "noted", "x": value}
        old = found.get(key)
        if step < 0.3 or not found:
            journal = found.get("journal")
            found["journal"] = [*(journal if isinstance(journal, list) else []), block]
        elif step < 0.5:
            found.pop(key, None)
        elif step < 0.7 and isinstance(old, dict):
            found[key] = {**old, chance.choice([*old, "new"]): chance.choice([value, block])}
        elif step < 0.8 and isinstance(old, list):
            found[key] = old[chance.randint(0, len(old)) :]
        else:
            several: list[Tree] = [value, {"k": value}, [value, block]]
            found[key] = chance.choice(several)
    return found


@pytest.mark.parametrize("seed", range(8))
def test_where_there_is_a_file_it_is_the_editor_s(seed: int) -> None:
    chance = Random(seed)
    made = 0
    for _ in range(60):
        tree = CASE if chance.random() < 0.7 else some_tree(chance)
        data = b"# yaml-language-server: $schema=../x.json\n"[: chance.choice([0, 99])] + yaml_writer.write(tree)
        for _ in range(3):
            wanted = changed(chance, yaml_quick.read(data) or tree)
            found = rewritten(data, wanted)
            if found is not None:
                made += 1
                assert found == yaml_editor.edit(data, wanted)
                data = found
    assert made > 60


def test_what_has_not_changed_keeps_its_bytes() -> None:
    data = yaml_writer.write(CASE)
    assert rewritten(data, CASE) == data
    journal: list[Tree] = [
        *(CASE["journal"] if isinstance(CASE["journal"], list) else []),
        {"id": "3kk2", "event": "noted"},
    ]
    found = rewritten(
        data,
        {key: str(value) if isinstance(value, Plain) else value for key, value in CASE.items()} | {"journal": journal},
    )
    assert found == data + b"  - id: 3kk2\n    event: noted\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: 'a'\nstate: b\n", {"title": "a", "state": "c"}),
        ("title: a  # why\nstate: b\n", {"title": "a", "state": "c"}),
        ("title: a\n\nstate: b\n", {"title": "a", "state": "c"}),
        ('title: "a"\nstate: b\n', {"title": "c", "state": "b"}),
        ("problem: |\n  a\n\nstate: b\n", {"problem": "a\n", "state": "c"}),
        ("title: a\nstate: b\n", {"state": "b", "title": "c"}),
        ("fields: {a: b}\nstate: b\n", {"fields": {"a": "c"}, "state": "b"}),
        ("title: a\nstate: b\n", {}),
        ("title: a\nstate: b", {"title": "a", "state": "c"}),
    ],
)  # fmt: skip
def test_a_file_that_somebody_has_edited_is_left_to_the_editor(before: str, after: dict[str, Tree]) -> None:
    assert rewritten(before.encode(), after) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title: "a"\nstate: b\n', {"title": "a", "state": "c"}),
        ("fields: {a: b}\nstate: b\n", {"fields": {"a": "b"}, "state": "c"}),
        ("fields: {a: b}\njournal:\n  - {id: x}\n", {"fields": {"a": "b"}, "journal": [{"id": "x"}, {"id": "y"}]}),
    ],
)  # fmt: skip
def test_what_somebody_has_laid_out_otherwise_stays_so_beside_a_change(before: str, after: dict[str, Tree]) -> None:
    found = rewritten(before.encode(), after)
    assert found == yaml_editor.edit(before.encode(), after)
