"""Reading templates: all problems are reported at once, with place and code; `extends` merges one file into another."""

from __future__ import annotations

import pytest

from casectl.core.template.clock_rules import Within
from casectl.core.template.model import GuardUse
from casectl.core.values.messages import LocalizedText
from tests.core.template.template_texts import BASE, CHILD, changed, faults, good


def test_a_good_template_is_read_whole() -> None:
    template = good(BASE)
    assert template.rule == "base@1"
    assert template.title.within("zh") == "基础"
    assert template.levels == (("1", LocalizedText.of("Low")), ("2", LocalizedText.of("High")))
    assert [path for path, _ in template.required_for("done", {})] == [("who", "name")]
    age, sums, ours = (template.field_at(path) for path in (("who", "age"), ("sums",), ("ours",)))
    assert age
    assert (age.minimum, age.maximum) == ("0", "150")
    assert sums
    assert sums.item
    assert sums.item.type == "money"
    assert ours
    assert ours.default == "no"
    (finish,) = template.workflow.steps_from("new")
    assert finish.guards[:2] == (GuardUse("has_owner"), GuardUse("contacted", {"direction": "out"}))
    assert (finish.target, finish.may, template.workflow.reopen_may) == ("done", ("agent",), ("supervisor",))
    (clock,) = template.clocks
    assert (clock.starts, clock.stops, clock.warn) == (("opened",), ("contact:out", "state:done"), "2h")
    assert clock.within[0] == Within("2h", (("level", ("2",)), ("ours", ("yes",))))
    (call,) = template.follow_ups
    assert (call.on, call.after, call.who, call.blocking) == ("state:done", "7d", "owner", True)
    assert [name for name, _ in template.checklists[0].items] == ["one", "two"]


def test_all_faults_of_a_file_are_named_at_once_in_its_order_with_line_and_column() -> None:
    text = BASE.replace("version: 1\n", "")
    for old, new in (("default: no", "default: never"), ("direction: out", "direction: up"), ("warn: 2h", "warn: 2")):
        text = text.replace(old, new)

    def where(key: str) -> str:
        line = next(number for number, line in enumerate(text.splitlines()) if key in line)
        return f"base.yaml:{line + 1}:{text.splitlines()[line].index(key) + 1}"

    assert [(place, code) for place, code, _ in faults(text)] == [
        ("base.yaml", "T002"),
        (where("default"), "T006"),
        (where("direction"), "T012"),
        (where("warn"), "T014"),
    ]


def test_a_key_of_ones_own_is_no_fault() -> None:
    good(changed("version: 1", "version: 1\nx-reviewed: yesterday"))


def test_a_fault_has_its_place_in_the_file() -> None:
    broken = BASE.replace("type: map", "type: mapp")
    assert [place for place, code, _ in faults(CHILD, "child", base=broken) if code == "T004"] == ["base.yaml:8:5"]


@pytest.mark.parametrize(
    "text", ["x: y", "template: base", "fields: text", "workflow: []", "clocks: {a: b}", "extends: {}"]
)
def test_a_file_that_is_nothing_like_a_template_has_faults_and_breaks_nothing(text: str) -> None:
    assert faults(text)


def test_an_extending_template_changes_what_it_names_and_keeps_the_rest() -> None:
    child, base = good(CHILD, "child", base=BASE), good(BASE)
    assert (child.rule, child.title.within("en"), child.title.within("zh")) == ("child@2", "Child", "基础")
    assert [field.name for field in child.fields] == ["kind", "who", "sums", "ours", "more"]
    who, kind = child.field_at(("who",)), child.field_at(("kind",))
    assert who
    assert [each.name for each in who.fields] == ["name", "born"]
    assert kind
    assert [name for name, _ in kind.choices] == ["a", "b", "c"]
    assert child.levels == ()
    assert child.follow_ups == ()
    (finish,) = child.workflow.steps_from("new")
    assert (finish.title, finish.guards, finish.may) == (LocalizedText.of("End it"), (), ("agent",))
    assert child.clocks[0].within == (Within("1h"),)
    assert child.clocks[0].stops == base.clocks[0].stops


def test_a_template_may_extend_one_that_extends() -> None:
    grandchild = good("template: g\nversion: 1\nextends: child\nfields: {more: remove}\n", "g", child=CHILD, base=BASE)
    assert grandchild.field_at(("more",)) is None
    assert grandchild.field_at(("who", "born"))


def test_name_and_version_are_never_inherited() -> None:
    missing = faults("extends: base\n", "child", base=BASE)
    assert [what for _, code, what in missing if code == "T002"] == ["template is missing", "version is missing"]


def test_extending_in_a_circle_and_removing_nothing_are_faults() -> None:
    circle = faults(CHILD, "child", base=changed("version: 1", "version: 1\nextends: child"))
    assert ("base.yaml:3:1", "T016", "child, base, child extend each other in a circle") in circle
    vain = faults(CHILD + "checklists: {tocks: remove}\n", "child", base=BASE)
    assert [(code, what) for _, code, what in vain] == [("T016", "there is no tocks to remove")]


def test_the_word_remove_is_a_text_like_any_other_in_a_template_that_extends_nothing() -> None:
    assert good(changed("title: Finish", "title: remove")).workflow.transitions[0].title == LocalizedText.of("remove")
