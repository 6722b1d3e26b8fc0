"""Reading templates: all problems are reported at once, with place and code; `extends` merges one file into another."""

from __future__ import annotations

import pytest

from casectl.adapters.yaml.reader import read
from casectl.core.template.clock_rules import Clock, Extension, Pause, Within
from casectl.core.template.keys import CODES, TRIGGERS
from casectl.core.template.model import GuardUse, Template
from casectl.core.template.read import read_template
from casectl.core.template.read_triggers import PLAIN, TriggerNames
from casectl.core.values.messages import LocalizedText
from casectl.core.values.tree import Source
from casectl.core.workflow.guards import GUARDS

BASE = """\
template: base
version: 1
title: {en: Base, zh: 基础}
levels: {1: Low, 2: High}
fields:
  kind: {type: choice, title: Kind, required: opening, choices: {a: {en: A, zh: 甲}, b: B}}
  who:
    type: map
    title: Who
    fields:
      name: {type: text, title: Name, required: [opening, done], private: yes}
      age: {type: number, title: Age, min: 0, max: 150}
  sums: {type: list, title: Sums, item: {type: money}}
  ours: {type: yes_no, title: Ours, default: no}
workflow:
  initial: new
  reopens_to: new
  reopen_may: supervisor
  states:
    new: {title: New, category: open}
    done: {title: Done, category: closed}
  transitions:
    finish:
      from: new
      to: done
      title: Finish
      guards: [has_owner, {contacted: {direction: out}},
               {fields_set: {fields: [who.name]}}, {checklist_done: {checklist: ticks}}]
      may: [agent]
clocks:
  answer:
    title: Answer
    kind: internal
    starts: opened
    stops: [contact:out, state:done]
    counts_from: received
    within: [{when: {level: 2, ours: yes}, duration: 2小时}, {when: {who.age: 7}, duration: 3wd}, {duration: 24h}]
    warn: 2h
follow_ups:
  call: {title: Call, on: state:done, after: 7天, what: callback, blocking: yes}
checklists:
  ticks: {title: Ticks, items: {one: {en: One, zh: 一}, two: Two}}
"""


def source(text: str, name: str = "base") -> Source:
    return read(f"templates/{name}.yaml", text.encode())


def good(text: str, name: str = "base", **bases: str) -> Template:
    others = {each: source(content, each) for each, content in bases.items()}
    template, findings = read_template(source(text, name), others.get, GUARDS)
    assert [str(finding.what) for finding in findings] == []
    assert template is not None
    return template


def faults(text: str, name: str = "base", **bases: str) -> list[tuple[str, str, str]]:
    others = {each: source(content, each) for each, content in bases.items()}
    template, findings = read_template(source(text, name), others.get, GUARDS)
    assert (template is None) == bool(findings)
    assert {finding.code for finding in findings} <= set(CODES)
    return [(str(each.place).removeprefix("templates/"), each.code, str(each.what)) for each in findings]


def changed(old: str, new: str) -> str:
    assert old in BASE
    return BASE.replace(old, new)


def test_a_good_template_is_read_whole() -> None:
    template = good(BASE)
    assert template.rule == "base@1"
    assert template.title.within("zh") == "基础"
    assert template.levels == (("1", LocalizedText.of("Low")), ("2", LocalizedText.of("High")))
    assert [path for path, _ in template.required_for("done")] == [("who", "name")]
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


FAULTS = [
    ("levels:", "levls: {}\nlevels:", "T001", "did you mean levels?"),
    ("category: open", "category: open, colour: red", "T001", "known are title, category"),
    ("{en: Base, zh: 基础}", "{en: Base, Chinese: 基础}", "T001", "not a language"),
    ("version: 1\n", "", "T002", "version is missing"),
    ("version: 1\n", "version: ''\n", "T002", "a text is missing"),
    ("title: New, category: open", "category: open", "T002", "title is missing"),
    ("items: {one: {en: One, zh: 一}, two: Two}", "items: {}", "T002", "has no items"),
    ("starts: opened", "starts: []", "T002", "moments are missing"),
    ("levels: {1: Low, 2: High}", "levels: [1, 2]", "T003", "a mapping is needed"),
    ("title: Finish", "title: [Finish]", "T003", "a text is needed"),
    ("from: new", "from: {new: yes}", "T003", "a list is needed"),
    ("guards: [has_owner, ", "guards: [[has_owner], ", "T003", "a text is needed"),
    ("within: [", "within: 24h\n    x-old: [", "T003", "a list of rows"),
    ("type: map", "type: mapp", "T004", "did you mean map?"),
    ("choices: {a: {en: A, zh: 甲}, b: B}", "min: 3", "T004", "needs choices"),
    (", min: 0", ", item: {type: text}", "T004", "type number has no item"),
    ("max: 150", "max: old", "T004", "old is not a number"),
    ("{a: {en: A, zh: 甲}, b: B}", "{}", "T005", "choices is empty"),
    ("b: B", "b: a", "T005", "a means both a and b"),
    ("default: no", "default: never", "T006", "default of ours: never is neither yes nor no"),
    ("required: [opening, done]", "required: [opening, dnoe]", "T007", "did you mean done?"),
    ("initial: new", "initial: fresh", "T007", "known are new, done"),
    ("reopens_to: new", "reopens_to: neww", "T007", "did you mean new?"),
    ("to: done", "to: over", "T007", "over is not known"),
    ("from: new", "from: [new, nwe]", "T007", "did you mean new?"),
    ("required: [opening, done]", "required: [opening, opening]", "T008", "twice"),
    (
        "transitions:\n",
        "transitions:\n    again: {from: [done, new], to: done, title: X}\n",
        "T008",
        "already a transition",
    ),
    ("[{when: {level: 2, ours: yes}", "[{duration: 1h}, {when: {level: 2, ours: yes}", "T019", "never counts"),
    ("    new: {", "    lost: {title: Lost, category: open}\n    new: {", "T009", "no transition leads to lost"),
    ("category: closed", "category: resolved", "T010", "from new no closed state can be reached"),
    ("has_owner", "has_oner", "T011", "did you mean has_owner?"),
    ("direction: out", "direction: sideways", "T012", "known are in, out"),
    ("direction: out", "directoin: out", "T012", "did you mean direction?"),
    ("{direction: out}", "{}", "T012", "contacted needs direction"),
    ("[who.name]", "[who.nam]", "T012", "did you mean who.name?"),
    ("[who.name]", "[]", "T012", "something is missing"),
    ("checklist: ticks", "checklist: tocks", "T012", "did you mean ticks?"),
    ("contact:out", "contact:outt", "T013", "did you mean contact:out?"),
    ("on: state:done", "on: state:don", "T013", "did you mean state:done?"),
    ("starts: opened", "starts: event:exploded", "T013", "event:exploded is not known"),
    ("warn: 2h", "warn: soon", "T014", "soon is not a duration; write a number and a unit"),
    ("warn: 2h", "in_force: {from: 2026-02-30}", "T014", "no day 2026-02-30"),
    ("{level: 2, ours: yes}", "{lvel: 2}", "T015", "did you mean level?"),
    ("{level: 2, ours: yes}", "{level: 9}", "T015", "9 is not among 1, 2"),
    ("{level: 2, ours: yes}", "{ours: 是}", "T015", "是 is written yes"),
    ("version: 1", "version: 1\nextends: nothing", "T016", "no template nothing to extend"),
    ("version: 1", "version: 1\nextends: base", "T016", "in a circle"),
    ("template: base", "template: bass", "T017", "the file is called base"),
    ("template: base", "template: Base", "T017", "cannot be used here"),
    ("  sums:", "  s.ums:", "T017", "s.ums cannot be a name"),
    ("levels: {1: Low", "levels: {low: Low", "T017", "low is no level"),
    ("category: closed", "category: clsed", "T018", "did you mean closed?"),
    ("blocking: yes", "blocking: true", "T018", "known are yes, no"),
    ("warn: 2h", "verified: hearsay", "T018", "known are V, V-2nd, GK, own"),
    ("counts_from: received", "counts_from: field:who.name", "T018", "known are received, event"),
    ("starts: opened", "starts: [field:who.name]", "T013", "who.name is no date"),
    ("starts: opened", "starts: [clock:anser]", "T013", "did you mean clock:answer?"),
    ("{duration: 24h}]", "{when: {level: [1, 2]}, duration: 1h}, {duration: 24h}]", "T019", "who.age: 7, hides this"),
    ("{when: {who.age: 7}", "{when: {level: 2, ours: yes, kind: a}", "T019", "the rows above it take every case"),
    (
        "{when: {who.age: 7}, duration: 3wd}",
        "{when: {level: [1, 2]}, duration: 3d}, {when: {level: [2, 3]}, duration: 5d}",
        "T019",
        "level: 1/2, takes some of this one's cases",
    ),
    (
        "[contact:out, state:done]",
        "clock:other\n    within: [{duration: 1d}]\n"
        "  other:\n    title: O\n    kind: internal\n    starts: opened\n    stops: clock:answer",
        "T020",
        "answer can never stop",
    ),
    ("[contact:out, state:done]", "[opened, clock:answer]", "T020", "answer can never stop"),
    (
        "[contact:out, state:done]",
        "[clock:answer, clock:other]\n    within: [{duration: 1d}]\n    source: Code 4.2\n"
        "  other:\n    title: O\n    kind: internal\n    starts: opened\n    stops: clock:answer",
        "T020",
        "clock answer (Code 4.2) can never stop: clock:answer, clock:other cannot end it",
    ),
    ("[contact:out, state:done]", "[received, event:opened]\n    source: Code 4.2", "T020", "answer (Code 4.2) can"),
    ("warn: 2h", "warn: 99999mo", "T014", "longer than a hundred years"),
    ("starts: opened", "starts: [opened, clock:answer]", "T021", "answer waits for itself"),
    ("starts: opened", "starts: [opened, met:answer]", "T021", "answer waits for itself"),
    ("[contact:out, state:done]", "[met:answer]", "T020", "answer can never stop: met:answer cannot end it"),
    ("starts: opened", "starts: [met:anser]", "T013", "did you mean met:answer?"),
    ("warn: 2h", "excused_by: answer", "T021", "answer waits for itself"),
    (
        "kind: internal",
        "kind: regulatory\n    pauses: {ask: {title: A, while: state:new}}",
        "T022",
        "casectl pause only",
    ),
    ("warn: 2h", "extension: {may: boss}", "T022", "needs a bound"),
    ("warn: 2h", "extension: {up_to: 1d}", "T022", "up_to 1d is less than the 3wd"),
    ("warn: 2h", "extension: {by: 3wd, times: often}", "T022", "often is not a number of times"),
]


@pytest.mark.parametrize(("old", "new", "code", "what"), FAULTS)
def test_each_fault_has_its_code_and_says_what_is_known(old: str, new: str, code: str, what: str) -> None:
    assert [fault for fault in faults(changed(old, new)) if fault[1] == code and what in fault[2]]


FULL_CLOCK = """warn: 2h
    calendar: england
    day_zero: no
    next_day: yes
    arrivals: next_opening
    ends: close_of_business
    at_most: 8w
    repeat: [{duration: 2h}]
    pauses:
      appraisal: {title: Appraisal, notice: yes}
      customer: {title: Customer, while: [state:new]}
    extension: {by: 10wd, up_to: 20wd, may: [manager], notice: yes, times: 2}
    restarts: {new_facts: {title: New facts}}
    reopening: resume
    source: 1.5.4R
    verified: V-2nd
    in_force: {from: 2024-01-01, until: 2027-12-31}"""


def test_everything_that_can_be_said_of_a_clock_is_read() -> None:
    (clock,) = good(changed("warn: 2h", FULL_CLOCK)).clocks
    assert clock == Clock(
        name="answer",
        title=LocalizedText.of("Answer"),
        kind="internal",
        starts=("opened",),
        stops=("contact:out", "state:done"),
        within=clock.within,
        calendar="england",
        counts_from="received",
        day_zero=False,
        next_day=True,
        arrivals="next_opening",
        ends="close_of_business",
        at_most="8w",
        warn="2h",
        repeat=(Within("2h"),),
        pauses=(
            Pause("appraisal", LocalizedText.of("Appraisal"), notice=True),
            Pause("customer", LocalizedText.of("Customer"), states=("new",)),
        ),
        extension=Extension("10wd", "20wd", ("manager",), notice=True, times=2),
        restarts=(("new_facts", LocalizedText.of("New facts")),),
        reopening="resume",
        source="1.5.4R",
        verified="V-2nd",
        in_force=("2024-01-01", "2027-12-31"),
    )


@pytest.mark.parametrize(
    "rows",
    [
        "[{when: {level: 2}, duration: 2h}, {when: {ours: yes}, duration: 3d}, {duration: 24h}]",
        "[{when: {level: 2, ours: yes}, duration: 5d}, {when: {level: 2}, duration: 2h}, {duration: 1h}]",
        "[{when: {level: 1}, duration: 2d}, {when: {level: 2}, duration: 2h}]",
        "[{when: {level: 2, kind: a}, duration: 4d}, {when: {kind: b}, duration: 2h}]",
    ],
)
def test_rows_of_which_the_first_asks_for_less_time_or_says_more_may_meet(rows: str) -> None:
    good(changed(BASE[BASE.index("[{when: {level") : BASE.index("    warn")].strip(), rows))


def test_a_row_that_the_rows_above_take_away_together_never_counts() -> None:
    rows = "[{when: {level: 1}, duration: 1h}, {when: {level: 2}, duration: 1h}, {when: {level: [1, 2]}, duration: 2h}]"
    found = faults(changed(BASE[BASE.index("[{when: {level") : BASE.index("    warn")].strip(), rows))
    assert [code for _, code, _ in found] == ["T019"]


def test_a_row_without_conditions_hides_the_others_whole_and_that_alone_is_said() -> None:
    rows = "[{duration: 2h}, {when: {level: 1}, duration: 1h}]"
    found = faults(changed(BASE[BASE.index("[{when: {level") : BASE.index("    warn")].strip(), rows))
    assert ["never counts" in str(what) for *_, what in found] == [True]


def test_every_code_that_is_declared_can_happen() -> None:
    assert {code for _, _, code, _ in FAULTS} == set(CODES)


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


CHILD = """\
template: child
version: 2
extends: base
title: {en: Child}
levels: remove
fields:
  who: {fields: {age: remove, born: {type: date, title: Born}}}
  kind: {choices: {c: C}}
  more: {type: text, title: More}
workflow:
  transitions:
    finish: {title: End it, guards: remove}
clocks:
  answer: {within: [{duration: 1h}]}
follow_ups: {call: remove}
"""


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


def test_a_fault_has_its_place_in_the_file() -> None:
    broken = BASE.replace("type: map", "type: mapp")
    assert [place for place, code, _ in faults(CHILD, "child", base=broken) if code == "T004"] == ["base.yaml:8:5"]


def test_a_state_that_no_step_enters_stops_no_clock() -> None:
    """A case is new when it is opened, and never again."""
    stopped_by_new = changed("[contact:out, state:done]", "state:new")
    assert faults(stopped_by_new) == []
    found = faults(stopped_by_new.replace("  reopens_to: new\n", ""))
    assert [(code, what) for _, code, what in found] == [
        ("T020", "clock answer can never stop: state:new cannot end it")
    ]


def test_extending_in_a_circle_and_removing_nothing_are_faults() -> None:
    circle = faults(CHILD, "child", base=changed("version: 1", "version: 1\nextends: child"))
    assert ("base.yaml:3:1", "T016", "child, base, child extend each other in a circle") in circle
    vain = faults(CHILD + "checklists: {tocks: remove}\n", "child", base=BASE)
    assert [(code, what) for _, code, what in vain] == [("T016", "there is no tocks to remove")]


def test_the_word_remove_is_a_text_like_any_other_in_a_template_that_extends_nothing() -> None:
    assert good(changed("title: Finish", "title: remove")).workflow.transitions[0].title == LocalizedText.of("remove")


@pytest.mark.parametrize(
    "text", ["x: y", "template: base", "fields: text", "workflow: []", "clocks: {a: b}", "extends: {}"]
)
def test_a_file_that_is_nothing_like_a_template_has_faults_and_breaks_nothing(text: str) -> None:
    assert faults(text)


def test_the_language_and_the_clocks_speak_of_the_same_moments() -> None:
    assert {*TriggerNames().triggers, *PLAIN} == set(TRIGGERS)
