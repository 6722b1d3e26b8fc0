"""Every code that the template language declares is found, with what is known of the fault."""

from __future__ import annotations

import pytest

from casectl.core.template.keys import CODES
from tests.core.template.template_texts import changed, faults

FAULTS = [
    ("levels:", "levls: {}\nlevels:", "T001", "did you mean levels?"),
    ("category: open", "category: open, colour: red", "T001", "use one of title, category"),
    ("{en: Base, zh: 基础}", "{en: Base, Chinese: 基础}", "T001", "not a language"),
    ("version: 1\n", "", "T002", "version is missing"),
    ("version: 1\n", "version: ''\n", "T002", "a text is missing"),
    ("title: New, category: open", "category: open", "T002", "workflow.states.new: title is missing"),
    ("items: {one: {en: One, zh: 一}, two: Two}", "items: {}", "T002", "has no items"),
    ("starts: opened", "starts: []", "T002", "moments are missing"),
    ("levels: {1: Low, 2: High}", "levels: [1, 2]", "T003", "levels needs lines of the form NAME: VALUE"),
    ("title: Finish", "title: [Finish]", "T003", "a text is needed"),
    ("from: new", "from: {new: yes}", "T003", "a list is needed"),
    ("guards: [has_owner, ", "guards: [[has_owner], ", "T003", "a text is needed"),
    ("within: [", "within: 24h\n    x-old: [", "T003", "a list of rows"),
    ("type: map", "type: mapp", "T004", "did you mean map?"),
    ("choices: {a: {en: A, zh: 甲}, b: B}", "min: 3", "T004", "needs choices"),
    (", min: 0", ", item: {type: text}", "T004", "type number has no item"),
    ("max: 150", "max: old", "T004", "old is not a number"),
    ("min: 0, max: 150", "promise: yes", "T004", "promise cannot be used with type number"),
    ("min: 0, max: 150", "settled: done", "T004", "settled can only be used with promise: yes"),
    ("type: number, title: Age, min: 0, max: 150", "type: date, title: B, promise: yes, settled: gone", "T007", "gone"),
    ("{a: {en: A, zh: 甲}, b: B}", "{}", "T005", "choices is empty"),
    ("b: B", "b: a", "T005", "a means both a and b"),
    ("default: no", "default: never", "T006", "default of ours: never is neither yes nor no"),
    ("required: [opening, done]", "required: [opening, dnoe]", "T007", "did you mean done?"),
    ("initial: new", "initial: fresh", "T007", "use one of new, done"),
    ("reopens_to: new", "reopens_to: neww", "T007", "did you mean new?"),
    ("to: done", "to: over", "T007", "over is unknown"),
    ("from: new", "from: [new, nwe]", "T007", "did you mean new?"),
    ("required: [opening, done]", "required: [opening, opening]", "T008", "twice"),
    (
        "transitions:\n",
        "transitions:\n    again: {from: [done, new], to: done, title: X}\n",
        "T008",
        "already a transition",
    ),
    ("[{when: {level: 2, ours: yes}", "[{duration: 1h}, {when: {level: 2, ours: yes}", "T019", "never applies"),
    ("    new: {", "    lost: {title: Lost, category: open}\n    new: {", "T009", "no transition leads to lost"),
    ("category: closed", "category: resolved", "T010", "from new no closed state can be reached"),
    ("has_owner", "has_oner", "T011", "did you mean has_owner?"),
    ("direction: out", "direction: sideways", "T012", "use one of in, out"),
    ("direction: out", "directoin: out", "T012", "did you mean direction?"),
    ("{direction: out}", "{}", "T012", "contacted needs direction"),
    ("[who.name]", "[who.nam]", "T012", "did you mean who.name?"),
    ("[who.name]", "[]", "T012", "a value is missing"),
    ("checklist: ticks", "checklist: tocks", "T012", "did you mean ticks?"),
    ("contact:out", "contact:outt", "T013", "did you mean contact:out?"),
    ("on: state:done", "on: state:don", "T013", "did you mean state:done?"),
    ("starts: opened", "starts: event:exploded", "T013", "event:exploded is unknown"),
    ("category: open", "category: open, withdrawn: yes", "T018", "must have the category closed"),
    ("reopens_to: new", "reopens_to: new\n  reopen_within: soon", "T014", "soon is not a duration"),
    ("warn: 2h", "warn: soon", "T014", "soon is not a duration; write a number and a unit"),
    ("warn: 2h", "in_force: {from: 2026-02-30}", "T014", "no day 2026-02-30"),
    ("{level: 2, ours: yes}", "{lvel: 2}", "T015", "did you mean level?"),
    ("{level: 2, ours: yes}", "{level: 9}", "T015", "9 is not one of Low (1), High (2)"),
    ("{level: 2, ours: yes}", "{ours: 是}", "T015", "write 是 as yes"),
    ("version: 1", "version: 1\nextends: nothing", "T016", "no template nothing to extend"),
    ("version: 1", "version: 1\nextends: base", "T016", "in a circle"),
    ("template: base", "template: bass", "T017", "the file is called base"),
    ("template: base", "template: Base", "T017", "is not a valid name: use one word of letters, digits and -"),
    ("  sums:", "  s.ums:", "T017", "s.ums is not a valid name"),
    ("levels: {1: Low", "levels: {low: Low", "T017", "low is not a level"),
    ("category: closed", "category: clsed", "T018", "did you mean closed?"),
    ("blocking: yes", "blocking: true", "T018", "use one of yes, no"),
    ("warn: 2h", "verified: hearsay", "T018", "use one of V, V-2nd, GK, own"),
    ("counts_from: received", "counts_from: field:who.name", "T018", "use one of received, event"),
    ("starts: opened", "starts: [field:who.name]", "T013", "who.name is not a date"),
    ("starts: opened", "starts: [clock:anser]", "T013", "did you mean clock:answer?"),
    ("{duration: 24h}]", "{when: {level: [1, 2]}, duration: 1h}, {duration: 24h}]", "T019", "who.age: 7"),
    ("{when: {who.age: 7}", "{when: {level: 2, ours: yes, kind: a}", "T019", "above it match all of its cases"),
    (
        "{when: {who.age: 7}, duration: 3wd}",
        "{when: {level: [1, 2]}, duration: 3d}, {when: {level: [2, 3]}, duration: 5d}",
        "T019",
        "level: 1/2, matches some of this one's cases",
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
    ("warn: 2h", "extension: {may: boss}", "T022", "needs a limit"),
    ("warn: 2h", "extension: {up_to: 1d}", "T022", "up_to 1d is less than the 3wd"),
    ("warn: 2h", "extension: {by: 3wd, times: often}", "T022", "often is not a number of times"),
]


@pytest.mark.parametrize(("old", "new", "code", "what"), FAULTS)
def test_each_fault_has_its_code_and_says_what_is_known(old: str, new: str, code: str, what: str) -> None:
    assert [fault for fault in faults(changed(old, new)) if fault[1] == code and what in fault[2]]


def test_every_code_that_is_declared_can_happen() -> None:
    assert {code for _, _, code, _ in FAULTS} == set(CODES)
