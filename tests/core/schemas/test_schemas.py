"""The schemas take every file that casectl takes, and refuse every fault that a schema can see."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from casectl.adapters.yaml.reader import read
from casectl.core.schemas.case_file import case_schema
from casectl.core.schemas.for_editors import filing_schema
from casectl.core.schemas.rule_files import calendar_schema, settings_schema, template_schema
from casectl.core.schemas.shapes import DAY, one_of
from casectl.core.template.model import Template
from casectl.core.template.read import read_template
from casectl.core.workflow.guards import GUARDS
from tests.core.schemas.readings import READERS, by_1_1_with_dates
from tests.core.template.template_texts import BASE, changed
from tests.core.template.test_keys import FAULTS
from tests.core.time.calendar_texts import SOUND
from tests.core.time.test_calendar_file import FAULTY
from tests.fakes.context import SETTINGS

HERE = Path(__file__).parents[3]
TEMPLATES = [*HERE.glob("templates/*.yaml"), *HERE.glob("casectl/shipped/mappings/templates/*.yaml"),
             *HERE.glob("tests/templates/*.yaml")]  # fmt: skip
CALENDARS = [*HERE.glob("calendars/*.yaml")]
FILINGS = [*HERE.glob("casectl/shipped/filings/*.yaml")]
CASES = [*HERE.glob("cases/*/*/*.yaml")]
SCHEMAS = {"template": template_schema(str), "calendar": calendar_schema(str), "settings": settings_schema(str),
           "case": case_schema(str), "filing": filing_schema(str)}  # fmt: skip
by_any_reader = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)


def problems(schema: dict[str, Any], data: Any) -> list[str]:
    """What is wrong by a schema, each with its place."""
    return [f"{each.json_path}: {each.message[:200]}" for each in Draft7Validator(schema).iter_errors(data)]


def template(name: str) -> Template:
    """A shipped template, complete."""

    def source(each: str) -> Any:
        file = HERE / f"templates/{each}.yaml"
        return read(file.name, file.read_bytes())

    found = read_template(source(name), source, GUARDS)[0]
    assert found
    return found


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])


@by_any_reader
@pytest.mark.parametrize(
    ("name", "file"),
    [(kind, file) for kind, files in (("template", TEMPLATES), ("calendar", CALENDARS),
     ("settings", [HERE / "casectl.yaml"]), ("case", CASES), ("filing", FILINGS)) for file in files],
    ids=lambda each: each if isinstance(each, str) else each.stem,
)  # fmt: skip
def test_every_file_of_ours_is_right_by_both_versions_of_yaml(
    name: str, file: Path, reader: Callable[[str], Any]
) -> None:
    assert problems(SCHEMAS[name], reader(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("name", "file"),
    [(kind, file) for kind, files in (("template", TEMPLATES), ("calendar", CALENDARS), ("case", CASES))
     for file in files],
    ids=lambda each: each if isinstance(each, str) else each.stem,
)  # fmt: skip
def test_every_file_of_ours_is_right_by_a_reader_that_makes_instants_of_days(name: str, file: Path) -> None:
    assert problems(SCHEMAS[name], by_1_1_with_dates(file.read_text("utf-8"))) == []


@pytest.mark.parametrize("text", ["2026-11-21", "2026-11-21T00:00:00.000Z", "2026-11-21T00:00:00Z"])
def test_a_day_is_a_day_or_its_first_instant(text: str) -> None:
    assert problems(DAY, text) == []
    assert problems(DAY, text.replace("11-21", "11-31"))
    assert problems(DAY, "2026-11-21T08:00:00Z")


@pytest.mark.parametrize("text", ["soon", "0d", "3 d", "-3d", "3", "", "123456d", "3y"])
def test_a_case_has_its_durations_as_they_are_stored(text: str) -> None:
    """Those of its clocks, of an extension and of a follow-up that comes again."""
    for given, is_right in ((text, False), ("3wd", True), ("15m", True), ("2mo", True)):
        event = {"id": "a1b2c3", "at": "2026-11-21T09:00:00Z", "by": "ann"}
        extended = {**event, "event": "extended", "clock": ["answer"], "length": given}
        started = {**event, "event": "opened", "to": "new", "clocks": {"answer": {"within": given}}}
        task = {"id": "f1", "at": "2026-11-21T09:00:00Z", "what": "ring", "who": "ann", "every": given}
        parts = SCHEMAS["case"]["properties"]
        for schema, data in (
            (parts["journal"]["items"], extended),
            (parts["journal"]["items"], started),
            (parts["follow_ups"], [task]),
        ):
            assert (problems(schema, data) == []) == is_right


@by_any_reader
@pytest.mark.parametrize(("name", "text"), [("template", BASE), ("calendar", SOUND), ("settings", SETTINGS)])
def test_the_sound_files_of_other_tests_are_right(name: str, text: str, reader: Callable[[str], Any]) -> None:
    assert problems(SCHEMAS[name], reader(text)) == []


def keys(data: Any) -> Any:
    """The keys of data, all the way down."""
    if isinstance(data, dict):
        return {key: keys(value) for key, value in data.items()}
    return [keys(each) for each in data] if isinstance(data, list) else None


@pytest.mark.parametrize("file", [*TEMPLATES, *CALENDARS], ids=lambda each: each.stem)
def test_what_we_ship_has_no_key_that_readers_take_for_something_else(file: Path) -> None:
    """A reader of YAML 1.1 makes a truth of ``on`` and ``no``, unless it is in quotation marks."""
    text = file.read_text("utf-8")
    assert keys(READERS["1.1"](text)) == keys(READERS["1.2"](text))


def test_a_schema_says_what_a_reader_of_yaml_1_1_makes_of_a_key() -> None:
    """A bare ``on``, which casectl takes, is ``true`` for such a reader; a follow-up without either is refused."""
    properties = SCHEMAS["template"]["definitions"]["follow_up"]["properties"]
    assert 'in quotes ("on")' in properties["true"]["description"]
    assert problems(SCHEMAS["template"], READERS["1.1"](BASE)) == []
    assert problems(SCHEMAS["template"], READERS["1.1"](BASE.replace("on: state:done", "when: state:done", 1)))


UNSEEN = {"T005", "T006", "T007", "T009", "T010", "T014", "T015", "T016", "T019", "T020", "T021"}
"""The codes of faults in templates that take more than a look at one value: they compare, count or know a calendar."""
PARTLY_SEEN = {
    "again: {from: [done, new], to: done, title: X}": "T008",
    "[who.nam]": "T012",
    "checklist: tocks": "T012",
    "on: state:don": "T013",
    "starts: [field:who.name]": "T013",
    "starts: [clock:anser]": "T013",
    "starts: [met:anser]": "T013",
    "category: open, withdrawn: yes": "T018",
    "blocking: true": "T018",
    "counts_from: field:who.name": "T018",
    "template: bass": "T017",
    "pauses: {ask": "T022",
    "extension: {may: boss}": "T022",
    "extension: {up_to: 1d}": "T022",
}
"""Faults of other codes that are alike, by what stands in the file."""


def _is_seen(new: str, code: str) -> bool:
    return code not in UNSEEN and not any(text in new and of == code for text, of in PARTLY_SEEN.items())


@by_any_reader
@pytest.mark.parametrize(("old", "new", "code", "what"), [each for each in FAULTS if _is_seen(each[1], each[2])])
def test_a_schema_refuses_every_fault_of_a_template_that_it_can_see(
    old: str, new: str, code: str, what: str, reader: Callable[[str], Any]
) -> None:
    assert problems(SCHEMAS["template"], reader(changed(old, new)))


UNSEEN_IN_CALENDARS = {"L004", "L006", "L008"}
PARTLY_SEEN_IN_CALENDARS = ("calendar: ccn", "17:30-09:00", "09:00-09:00", "mon: []")


@by_any_reader
@pytest.mark.parametrize("text", [
    text for text, code, _ in FAULTY
    if code not in UNSEEN_IN_CALENDARS and not any(each in text for each in PARTLY_SEEN_IN_CALENDARS)
])  # fmt: skip
def test_a_schema_refuses_every_fault_of_a_calendar_that_it_can_see(text: str, reader: Callable[[str], Any]) -> None:
    assert problems(SCHEMAS["calendar"], reader(text))


@pytest.mark.parametrize("text", [
    "lang: en\n", "views:\n  a: [b]\n", "language: fr\n", "zone: 5\n", "zone: London, UK\n",
    "id_prefix: c1\n", "teams: [a, b]\n", "people: nobody\n",
    "teams:\n  two words: {}\n", "roles:\n  a: {may: {act_as: yes}}\n", "roles:\n  a: {may: [fly]}\n",
    "people:\n  a: {role: b}\n", "people:\n  a: {desk: b}\n", "name: [a]\n", "currency: yuan\n", "dates: dym\n",
    "law: 2\n", "rehearsal: often\n", "waivers: [{code: C030}]\n",
    "waivers: [{code: C030, reason: r, person: p, until: soon}]\n",
])  # fmt: skip
@by_any_reader
def test_a_schema_refuses_what_settings_cannot_be(text: str, reader: Callable[[str], Any]) -> None:
    assert problems(SCHEMAS["settings"], reader(text))


def complaint() -> str:
    """The text of a complaint."""
    return next(text for file in CASES if "template: complaint\n" in (text := file.read_text("utf-8")))


def event(kind: str, *details: str) -> str:
    """An event as the next of a journal."""
    own = ("id: 7k7k7k", "at: 2026-11-30T03:53:35+00:00", "by: ann", f"event: {kind}")
    return f"  - {{{', '.join((*own, *details))}}}\n"


@by_any_reader
@pytest.mark.parametrize(("pattern", "new"), [
    (r"^state: .*", "state: nowhere"), (r"^schema: 1", "schema: 2"), (r"^id: .*", "id: X"),
    (r"^received_at: .*", "received_at: yesterday"), (r"^received_at: .*", "received_at: 2026-11-21T09:00"),
    (r"^title: .*", "title: ''"), (r"^level: .*", "level: 99"), (r"^journal:", "jornal:"),
    (r"^  channel: .*", "  channel: smoke"), (r"^  channel: .*", "  chanel: phone"), (r"^  channel: .*", "  x: 1"),
    (r"^    event: opened", "    event: begun"), (r"^    at: .*", "    at: noon"),
    (r"^fields:", "paused: {lunch: hungry}\nfields:"),
    (r"^offer:\n", "offer:\n  too: li\n"),
    (r"^fields:", "links: [{type: cousin, case: C-2611-0P9RP9CV1}]\nfields:"),
    (r"^fields:", "provisional: [lunch]\nfields:"),
    (r"^owner:", "ownr:"), (r"^received_at: 2026-\d\d", "received_at: 2026-13"),
    (r"^received_at: (.*)T\d\d", r"received_at: \1T24"), (r"^    at: 2026-\d\d-\d\d", "    at: 2026-02-30"),
    (r"^journal:\n", "journal:\n" + event("noted", "text: x")), (r"    event: opened", "    event: noted"),
    (r"^    to: .*", "    to: nowhere"), (r"^    to: .*\n", ""),
    (r"^      first_response:$", "      lunch:"), (r"^        due: ", "        do: "),
    (r"\Z", event("advanced")), (r"\Z", event("advanced", "to: nowhere")), (r"\Z", event("reopened")),
    (r"\Z", event("noted", "txt: x")), (r"\Z", event("noted", "text: x", "to: closed")),
    (r"\Z", event("noted", "text: {a: b}")), (r"\Z", event("noted", "clocks: [resolve]")),
    (r"^title: .*", "title: [a]"), (r"^  problem: .*", "  problem: [a]"), (r"^due:\n(  .*\n)+", "due: soon\n"),
])  # fmt: skip
def test_the_strict_schema_refuses_a_case_with(pattern: str, new: str, reader: Callable[[str], Any]) -> None:
    """Of the header nothing that is governed is unknown; states, choices, instants and required fields are right."""
    schema, text = case_schema(str, template("complaint")), complaint()
    bad, count = re.subn(pattern, new, text, count=1, flags=re.MULTILINE)
    assert count
    assert problems(schema, reader(text)) == []
    assert problems(schema, reader(bad))


@by_any_reader
def test_the_strict_schema_takes_what_a_case_may_have(reader: Callable[[str], Any]) -> None:
    """Keys of one's own, events of every kind of step, and the states of a former template."""
    text = complaint()
    more = event("noted", "text: x") + event("advanced", "to: closed", "reason: done") + event("contacted")
    schema = case_schema(str, template("complaint"))
    assert problems(schema, reader(text.replace("fields:", "x-desk: 4\nfields:", 1) + more)) == []
    moved = event("retyped", "template: complaint", "reason: r") + event("advanced", "to: paid")
    assert problems(schema, reader(text + moved)) == []


@by_any_reader
def test_the_strict_schema_knows_what_a_state_demands(reader: Callable[[str], Any]) -> None:
    """A case that is closed without its root cause is refused, one that came with an import is not."""
    schema, case = case_schema(str, template("complaint")), reader(complaint())
    closed = {**case, "state": "closed", "fields": {**case["fields"], "root_cause": ""}}
    assert any("root_cause" in each for each in problems(schema, closed))
    assert problems(schema, {**closed, "source": {"name": "table", "id": "7"}}) == []


@pytest.mark.parametrize("word", ["yes", "no", "on", "010", "12", "1.50", "plain"])
@by_any_reader
def test_a_word_is_itself_whatever_a_reader_makes_of_it(word: str, reader: Callable[[str], Any]) -> None:
    """A choice called no is a truth for one reader and a text for the other."""
    assert problems(one_of([word]), reader(f"a: {word}\n")["a"]) == []
    assert problems(one_of([word]), "other")


@by_any_reader
@pytest.mark.parametrize("file", CASES, ids=lambda each: each.stem)
def test_a_case_is_right_by_the_strict_schema_of_its_template(file: Path, reader: Callable[[str], Any]) -> None:
    case = reader(file.read_text("utf-8"))
    schema = case_schema(str, template(case["template"]))
    Draft7Validator.check_schema(schema)
    assert problems(schema, case) == []


@by_any_reader
@pytest.mark.parametrize(
    ("old", "new"),
    [("count: received", "count: recieved"), ("title: {en: Stage 1", "titel: {en: Stage 1"),
     ("count: received}", "count: received, rate: x}"), ("rate: received, per: homes, times: 1000", "per: homes"),
     ("in_time: [stage_1, acknowledge]", "in_time: {a: b}"), ("needs: homes", "checks: [nothing]")],
)  # fmt: skip
def test_a_schema_refuses_what_a_return_cannot_be(old: str, new: str, reader: Callable[[str], Any]) -> None:
    """A word that is none, a key that is none, two measures in a box or none, a mapping for a list."""
    text = (HERE / "casectl/shipped/filings/tsm.yaml").read_text("utf-8")
    assert old in text
    assert problems(SCHEMAS["filing"], reader(text.replace(old, new, 1)))
