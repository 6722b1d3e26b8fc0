"""The settings: the people, and every problem reported with its place, at once."""

from __future__ import annotations

import pytest

from casectl.adapters.yaml.reader import read
from casectl.core.template.settings import Casebook, read_casebook
from casectl.core.values.messages import NotFound, Refused
from tests.fakes.context import SETTINGS


def book(text: str = SETTINGS) -> Casebook:
    found, findings = read_casebook(read("casectl.yaml", text.encode()))
    assert [str(finding.what) for finding in findings] == []
    return found


def faults(text: str) -> list[tuple[str, str]]:
    findings = read_casebook(read("casectl.yaml", text.encode()))[1]
    assert {finding.code for finding in findings} <= {"B001"}
    return [(str(finding.place).removeprefix("casectl.yaml"), str(finding.what)) for finding in findings]


def test_good_settings_are_read_whole() -> None:
    found = book()
    assert (found.name, found.language, str(found.zone), found.id_prefix) == ("Test desk", "en", "Asia/Shanghai", "C")
    assert [name for name, _ in found.teams] == ["front", "back"]
    cy = found.person("cy")
    assert (cy.title, cy.emails, cy.roles, cy.teams) == ("Cy Check", ("cy@example.org",), ("boss",), ("front", "back"))


@pytest.mark.parametrize(
    "text", ["schema: 1\n", "name:\nlanguage:\nzone:\nid_prefix:\ncalendar:\nteams:\nroles:\npeople:\nviews:\n"]
)
def test_settings_may_say_next_to_nothing(text: str) -> None:
    """A key with nothing after it counts as not given."""
    found = book(text)
    assert (found.language, str(found.zone), found.id_prefix, found.calendar) == ("en", "UTC", "C", "office")
    assert found.people == ()


def test_a_title_may_be_in_several_languages() -> None:
    found = book("teams:\n  a: {title: {en: A, zh: 甲}}\n  b: {title: Bee}\n  c: {}\n  d: Dee\n")
    assert [words.within("zh") for _, words in found.teams] == ["甲", "Bee", "c", "Dee"]


def test_a_casebook_may_keep_keys_of_its_own_with_a_team_and_a_role() -> None:
    """Earlier versions took them, and a settings file with errors bars all recording."""
    assert faults("teams:\n  a: {title: A, lead: ann}\nroles:\n  b: {may: act_as, note: rarely}\n") == []


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("lang: en\n", ":1:1", "lang is unknown here; did you mean language?"),
        ("views:\n  a b: owner:me\n", ":2:3", "a view is a name and a query, such as mine: owner:me state:active"),
        ("schema: 2\n", ":1:1", "2 is unknown here; use one of 1"),
        ("language: fr\n", ":1:1", "fr is unknown here; use one of en, zh"),
        ("zone: Mars/Base\n", ":1:1", "there is no time zone Mars/Base; write it like Europe/London"),
        ("zone: ../../etc/passwd\n", ":1:1", "there is no time zone ../../etc/passwd; write it like Europe/London"),
        ("id_prefix: c1\n", ":1:1", "c1 cannot be an id prefix: one to eight letters A-Z"),
        ("teams: [a, b]\n", ":1:1", "teams needs lines of the form NAME: VALUE"),
        ("people: nobody\n", ":1:1", "people needs lines of the form NAME: VALUE"),
        ("teams:\n  two words: {}\n", ":2:3", "two words is not a valid name: use one word of letters, digits, . - _"),
        ("roles:\n  a: {may: {act_as: yes}}\n", ":2:7", "a list is needed here"),
        (
            "roles:\n  a: {may: [fly]}\n",
            ":2:3",
            "a role cannot allow fly; known: act_as, rules, clocks, instruct, inspect",
        ),
        ("people:\n  a: {role: b}\n", ":2:7", "role is unknown here; did you mean roles?"),
        (
            "people:\n  a: {desk: b}\n",
            ":2:7",
            "desk is unknown here; use one of name, emails, roles, teams, skills, keys, away",
        ),
        ("name: [a]\n", ":1:1", "a text is needed here"),
        ("people:\n  a: {roles: b}\n", ":2:7", "a has the unknown role b"),
        ("people:\n  a: {teams: [b]}\n", ":2:7", "a is in the unknown team b"),
        ("people:\n  a: {emails: x@y}\n  b: {emails: [X@Y]}\n", ":3:7", "X@Y belongs to a and b"),
    ],
)
def test_each_fault_is_named_at_its_place(text: str, place: str, what: str) -> None:
    assert faults(text) == [(place, what)]


def test_all_faults_are_named_at_once_and_what_is_faulty_has_its_default() -> None:
    text = "language: fr\nzone: Mars/Base\nid_prefix: c1\n"
    assert len(faults(text)) == 3
    found = read_casebook(read("casectl.yaml", text.encode()))[0]
    assert (found.language, str(found.zone), found.id_prefix) == ("en", "UTC", "C")


def test_a_key_of_ones_own_begins_with_x() -> None:
    assert faults("x-notes: ours\npeople:\n  a: {x-desk: 4}\n") == []


def test_an_unknown_person_or_team_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(NotFound, match="did you mean ada"):
        book().person("adda")
    with pytest.raises(NotFound, match="casectl people add NAME"):
        book().person("zoe")
    with pytest.raises(NotFound, match="did you mean front"):
        book().team("fron")
    with pytest.raises(NotFound, match="casectl team add NAME"):
        book().team("sales")
    assert (book().person("bob").name, book().team("back")) == ("bob", "back")


def test_who_acts_is_who_git_says_whatever_the_letter_case() -> None:
    actor, keyboard = book().acting("ADA@Example.org", "whoever")
    assert actor == keyboard == book().person("ada")


def test_only_a_role_that_allows_it_records_for_somebody_else() -> None:
    actor, keyboard = book().acting("cy@example.org", "Cy", "bob")
    assert (actor.name, keyboard.name) == ("bob", "cy")
    with pytest.raises(Refused, match="ada may not record for bob"):
        book().acting("ada@example.org", "Ada", "bob")
    assert book().acting("ada@example.org", "Ada", "ada")[0].name == "ada"
    with pytest.raises(NotFound):
        book().acting("cy@example.org", "Cy", "bobb")


def test_a_stranger_does_not_act() -> None:
    with pytest.raises(Refused, match=r"Eve <eve@example.org> is not a person in this casebook"):
        book().acting("eve@example.org", "Eve")


def test_what_comes_first_today_is_a_reason_and_a_query() -> None:
    """In the order in which they are written; a reason without a query is reported."""
    text = f"{SETTINGS}today:\n  ahead:\n    late: due:overdue\n    top: level>=3\n"
    assert book(text).ahead == (("late", "due:overdue"), ("top", "level>=3"))
    assert book(f"{SETTINGS}today:\n").ahead == ()
    wrong = [what for _, what in faults(f"{SETTINGS}today:\n  ahead:\n    late:\n    top: [1]\n  order: x\n")]
    assert [each for each in wrong if "needs a query" in each] == [
        "late needs a query, such as level>=3",
        "top needs a query, such as level>=3",
    ]
    assert len(wrong) == 3


def test_a_target_has_the_unit_of_its_figure() -> None:
    """One of a part comes before that of all; what is no target is reported."""
    text = "{attainment: 95%, attainment.reply: 90, first_response.p90: 1d, carried: 40, nps: -10}"
    assert [(each.name, each.value) for each in book(f"{SETTINGS}targets: {text}\n").targets] == [
        ("attainment.reply", 90.0), ("first_response.p90", 86400.0), ("attainment", 95.0), ("carried", 40.0),
        ("nps", -10.0),
    ]  # fmt: skip
    wrong = "{atainment: 95%, csat: good, first_response: 2wd, open_age: soon, carried: [1]}"
    assert sorted(what for _, what in faults(f"{SETTINGS}targets: {wrong}\n")) == [
        "2wd depends on a calendar; write it in minutes, hours, days or weeks: 4h",
        "atainment is unknown here; did you mean attainment?",
        "carried needs a number, such as 5",
        "csat needs a number, such as 95%",
        "soon is not a duration",
    ]


def test_an_absence_has_a_first_and_a_last_day_and_a_deputy_who_is_in_the_file() -> None:
    """What is wrong with one is reported, and it does not count."""
    away = "away: [{from: 2026-12-01, until: 2026-12-24, deputy: bob}, {from: 2027-01-01, until: 2027-01-01}]"
    found = book(SETTINGS.replace("ada: {", f"ada: {{{away}, ")).person("ada").away
    assert [(str(each.from_on), str(each.until_on), each.deputy) for each in found] == [
        ("2026-12-01", "2026-12-24", "bob"),
        ("2027-01-01", "2027-01-01", ""),
    ]
    for wrong, said in (
        ("{from: 2026-12-24, until: 2026-12-01}", "an absence ends before it begins"),
        ("{from: 2026-12-24}", "until is missing"),
        ("{from: 2026-12-01, until: 2026-12-24, deputy: eve}", "eve"),
    ):
        [(_, what)] = faults(SETTINGS.replace("ada: {", f"ada: {{away: [{wrong}], "))
        assert said in what
