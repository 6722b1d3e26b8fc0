"""The editor: only what differs changes, and no comment is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.adapters.yaml.lines import DocumentLayout
from casectl.adapters.yaml.nodes import MappingNode
from casectl.adapters.yaml.reader import compose, decoded, read
from casectl.core.values.messages import Unreadable, UsageError
from casectl.core.values.tree import Plain, Tree, set_in
from tests.adapters.handwriting import Hand, changed, some_tree


def edited_bytes(data: bytes, tree: Mapping[str, Tree]) -> bytes:
    """The document read and edited."""
    documents = YamlDocuments()
    return documents.edit(documents.read("document", data), tree)


CASE = """\
# yaml-language-server: $schema=x
schema: 1
state:   investigating      # ── header
"owner": li.na
next_due: 2026-11-21T13:02:00+08:00 # the soonest
due:                                # open deadlines only
  update: 2026-11-21T13:02:00+08:00
  # twice extended
  resolve: 2026-11-23T09:12:33+08:00

fields:
    customer: {name: 王小明, ref: no,  # as on the card
               tier: 010}
    problem: |  # as told
      first

      second
    tags:
    - a   # one
    - b

    # about c
    - c
follow_ups: []   # none yet
journal:                            # append-only
  - id: e1
    at: 2026-11-21T09:14:02+08:00
    # he sounded calm
    text: >
      folded
      text
  - id: e2
    at: 2026-11-21T10:00:00+08:00
      # deep note on e2
# the end
"""


def edit(text: str, tree: dict[str, Tree]) -> str:
    return edited_bytes(text.encode(), tree).decode()


def edited(text: str, *path_and_value: tuple[tuple[str, ...], Tree | None]) -> str:
    tree = read("case.yaml", text.encode()).tree
    for path, value in path_and_value:
        tree = set_in(tree, path, value)
    return edit(text, tree)


def difference(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came."""
    old, new = Counter(before.splitlines()), Counter(after.splitlines())
    return sorted((old - new).elements()), sorted((new - old).elements())


@pytest.mark.parametrize("text", [CASE, CASE.rstrip("\n"), CASE.replace("\n", "\r\n"), "{a: 1,   b: [2]} # c"])
def test_what_does_not_change_keeps_its_bytes(text: str) -> None:
    assert edit(text, read("case.yaml", text.encode()).tree) == text


def test_a_scalar_is_changed_in_its_place() -> None:
    after = edited(CASE, (("state",), "resolved"), (("owner",), "no"), (("due", "update"), Plain("2026-11-22")))
    assert difference(CASE, after) == (
        ["  update: 2026-11-21T13:02:00+08:00", '"owner": li.na', "state:   investigating      # ── header"],
        ["  update: 2026-11-22", '"owner": "no"', "state:   resolved      # ── header"],
    )


def test_a_comment_right_behind_a_quote_stays_a_comment() -> None:
    assert edit('a: "x"#c\nb: {c: 1}#d\n', {"a": "w", "b": "z"}) == "a: w #c\nb: z #d\n"


def test_what_is_taken_away_leaves_its_comment_in_its_place() -> None:
    after = edited(CASE, (("next_due",), None))
    assert after == CASE.replace("next_due: 2026-11-21T13:02:00+08:00 # the soonest\n", "# the soonest\n")


def test_an_emptied_mapping_keeps_its_comments_and_can_be_filled_again() -> None:
    emptied = edited(CASE, (("due",), {}))
    assert "# twice extended\ndue: {}                                # open deadlines only\n\nfields:" in emptied
    filled = edited(emptied, (("due",), {"resolve": Plain("2026-11-30")}))
    assert "due:                                # open deadlines only\n  resolve: 2026-11-30\n\nfields:" in filled


def test_a_new_key_comes_after_the_one_before_it() -> None:
    tree = read("case.yaml", CASE.encode()).tree
    after = edit(
        CASE, {"schema": "1", "title": "错发", **{key: value for key, value in tree.items() if key != "schema"}}
    )
    assert after == CASE.replace("schema: 1\n", "schema: 1\ntitle: 错发\n")
    first = edit(CASE, {"kind": "case", **tree})
    assert first == CASE.replace("schema: 1\n", "kind: case\nschema: 1\n")


def test_a_change_inside_braces_rewrites_the_braces() -> None:
    after = edited(CASE, (("fields", "customer", "tier"), "gold"))
    assert "    # as on the card\n    customer: {name: 王小明, ref: no, tier: gold}\n" in after
    assert len(difference(CASE, after)[0]) == 2


def test_a_text_of_several_lines_becomes_another_and_keeps_its_comment() -> None:
    assert "    problem: |  # as told\n      one\n      two\n    tags:" in edited(
        CASE, (("fields", "problem"), "one\ntwo\n")
    )
    assert "    problem: short  # as told\n    tags:" in edited(CASE, (("fields", "problem"), "short"))
    assert "state: |-      # ── header\n  a\n  b\n" in edited(CASE, (("state",), "a\nb"))


def test_a_list_keeps_its_own_indentation_and_its_comments() -> None:
    after = edited(CASE, (("fields", "tags"), ["a", "c", "d"]))
    assert "    tags:\n    - a   # one\n\n    # about c\n    - c\n    - d\nfollow_ups" in after
    assert "follow_ups:   # none yet\n  - {id: f1}\njournal" in edited(CASE, (("follow_ups",), [{"id": "f1"}]))


def test_an_event_is_appended_after_the_last_one_and_its_notes() -> None:
    journal: list[Tree] = [*_journal(), {"id": "e3", "at": Plain("2026-11-22T10:00:00+08:00"), "due": {"a": "1"}}]
    after = edited(CASE, (("journal",), journal))
    new = '  - id: e3\n    at: 2026-11-22T10:00:00+08:00\n    due: {a: "1"}\n'
    assert after == CASE.replace("# the end\n", new + "# the end\n")


def test_items_are_known_by_their_id() -> None:
    first, second = _journal()
    after = edited(CASE, (("journal",), [{"id": "e0"}, {**first, "by": "li.na"}]))
    assert "journal:                            # append-only\n  - id: e0\n  - id: e1\n" in after
    assert "      folded\n      text\n    by: li.na\n" in after
    assert after.endswith("  # deep note on e2\n# the end\n")
    swapped = edited(CASE, (("journal",), [second, first]))
    assert sorted(swapped.replace("    # he", "# he").split("\n")) != sorted(CASE.split("\n"))
    assert "# he sounded calm" in swapped


def _journal() -> list[dict[str, Tree]]:
    journal = read("case.yaml", CASE.encode()).tree["journal"]
    assert isinstance(journal, list)
    return [item for item in journal if isinstance(item, dict)]


def test_the_first_key_of_an_item_may_come_and_go() -> None:
    text = "list:\n  - a: 1 # one\n    # two\n    b: 2\n    c: 3\n"
    assert edit(text, {"list": [{"b": "2", "c": "3"}]}) == "list:\n  # one\n  # two\n  - b: 2\n    c: 3\n"
    assert edit(text, {"list": [{"z": "x\ny", "a": "1", "b": "2", "c": "3"}]}) == (
        "list:\n  - z: |-\n      x\n      y\n    a: 1 # one\n    # two\n    b: 2\n    c: 3\n"
    )


def test_a_list_in_a_list_may_change_from_its_first_item_on() -> None:
    text = "grid:\n  - - a # one\n    - b\n  - c\n"
    assert edit(text, {"grid": [["b"], "c"]}) == "grid:\n  - - b # one\n  - c\n"
    assert edit(text, {"grid": [["a", "b", "d"], "c"]}) == "grid:\n  - - a # one\n    - b\n    - d\n  - c\n"


@pytest.mark.parametrize("text", ["a: 1", "a: 1\r\nb: 2", "a: |\n  x", "a:\n  - |\n    x", "a: >+\n  x\n\nb: 1"])
def test_a_missing_line_end_at_the_end_is_no_hindrance(text: str) -> None:
    tree = read("case.yaml", text.encode()).tree
    assert read("case.yaml", edit(text, {**tree, "z": "new"}).encode()).tree == {**tree, "z": "new"}
    assert not edit(text, {**tree, "z": "new"}).endswith("\n")
    if len(tree) > 1:
        assert read("case.yaml", edit(text, {"a": tree["a"]}).encode()).tree == {"a": tree["a"]}


def test_line_ends_of_windows_stay_also_in_new_lines() -> None:
    text = CASE.replace("\n", "\r\n")
    after = edited(text, (("state",), "a\nb"), (("next_due",), None), (("fields", "new"), {"k": "v"}))
    assert after.count("\n") == after.count("\r\n") > text.count("\n")


def test_mixed_line_ends_stay_where_nothing_changes() -> None:
    assert edited("a: 1\r\nb: 2\nc: 3\r\nd: 4\n", (("c",), "x")) == "a: 1\r\nb: 2\nc: x\r\nd: 4\n"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("{a: 1, # one\n b: 2}\n", '# one\na: 1\nc: "3"\n'),
        ("--- {a: 1} # one\n", '--- \n# one\na: 1\nc: "3"\n'),
        ("x: 1 # one\ny: 2\n# end\n", '# one\na: "1"\nc: "3"\n# end\n'),
        ("{}\n", 'a: "1"\nc: "3"\n'),
    ],
)
def test_a_document_may_be_rewritten_around_its_comments(text: str, after: str) -> None:
    assert read("case.yaml", edit(text, {"a": "1", "c": "3"}).encode()).tree == {"a": "1", "c": "3"}
    assert "# one" in edit(text, {"a": "1", "c": "3"}) or "one" not in text
    assert edit("x: 1 # one\n", {}) == "# one\n{}\n"


def test_blank_lines_below_what_is_taken_away_do_not_slip_into_a_text_that_keeps_them() -> None:
    text = "a: |+\n  x\n\nb: 1\n\nc: 2\n\nd: 3\n"
    assert edit(text, {"a": "x\n\n", "d": "3"}) == "a: |+\n  x\n\nd: 3\n"


def test_what_cannot_be_written_is_refused_before_anything_is_done() -> None:
    with pytest.raises(UsageError, match="lone surrogate"):
        edit("a: 1\n", {"a": "\udc00"})
    with pytest.raises(Unreadable, match="duplicate key"):
        edit("a: 1\na: 2\n", {"a": "3"})


def test_wrong_bytes_are_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casectl.adapters.yaml.editor.entry_lines", lambda *_: ["b: something else"])
    with pytest.raises(Unreadable, match="without losing something") as caught:
        edit("a: 1  # so\n", {"a": "1", "b": "2"})
    assert [str(problem) for problem in caught.value.problems] == ["the content of the file would change"]


def test_a_lost_comment_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casectl.adapters.yaml.editor._Editor._move_comments", lambda *_: None)
    with pytest.raises(Unreadable) as caught:
        edit("a: {b: 1, # c\n c: 2}\n", {"a": {"b": "2"}})
    assert [str(problem) for problem in caught.value.problems] == ["a comment would be lost"]


@settings(max_examples=250)
@given(st.randoms(use_true_random=False))
def test_any_edit_of_any_handwriting_is_exact_and_keeps_every_comment_and_line(random: Random) -> None:
    data = Hand(random).document(some_tree(random))
    tree = read("case.yaml", data).tree
    wanted = changed(random, tree)
    if not isinstance(wanted, dict):
        wanted = {**tree, "added": wanted}
    result = edited_bytes(data, wanted)
    before, after = layout(data), layout(result)
    assert read("case.yaml", result).tree == wanted
    assert Counter(each.text for each in before.comments) == Counter(each.text for each in after.comments)
    assert (b"\r\n" in data) <= (result.count(b"\r\n") == result.count(b"\n"))
    kept = {key for key, value in tree.items() if wanted.get(key) == value}
    if kept and data.endswith(b"\n"):
        assert {key: blocks(data)[key] for key in kept} == {key: blocks(result)[key] for key in kept}


def layout(data: bytes) -> DocumentLayout:
    text = decoded("case.yaml", data)
    return DocumentLayout(text, compose("case.yaml", text))


def blocks(data: bytes) -> dict[str, str]:
    """The lines of each top-level key."""
    text = decoded("case.yaml", data)
    root = compose("case.yaml", text)
    lines = DocumentLayout(text, root)
    assert isinstance(root, MappingNode)
    return {
        key.text: lines.text[lines.start(lines.line(key.start)) : lines.stop(lines.line(lines.end(value)))]
        for key, value in root.entries
    }
