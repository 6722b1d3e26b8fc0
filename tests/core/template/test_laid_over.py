"""`extends`: one template file laid over another."""

from __future__ import annotations

from casectl.core.template.clock_rules import Within
from casectl.core.values.messages import LocalizedText
from tests.core.template.template_texts import BASE, CHILD, changed, faults, good


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
