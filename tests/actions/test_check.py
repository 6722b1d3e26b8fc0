"""check names every fault, each with its code, line and column; a sound casebook has none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from casectl.actions.accept import accept
from casectl.actions.check import check
from casectl.actions.handoff import handoff
from casectl.actions.link import link
from casectl.actions.note import note
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.core.case.ids import case_path
from casectl.core.checks.table import CASE_CODES
from casectl.core.law.verdict import BEFORE_THE_LAW
from casectl.core.values.messages import Finding, NotFound
from tests.core.cases import life
from tests.fakes.context import SETTINGS, TEMPLATE, FakeContext

NOTED = "  - id: event0005\n    at: 2026-11-23T10:00:00+08:00\n    by: ada\n    event: noted\n    text: rang twice\n"
VISIT = "{id: f1, at: 2026-11-24T10:00:00+08:00, what: visit, who: eve}"

ATTACHED = "attachments/C-2611-00000003S/f0121b18-label.txt"


def casebook() -> tuple[FakeContext, str]:
    """Two cases; the second was noted on, linked to the first, and handed from ada to bob."""
    context = FakeContext()
    first, case = context.open(), context.open()
    note(context, case, "rang twice", EventStamp())
    link(context, case, "related", first, EventStamp())
    handoff(context, case, HandoffForm("bob", reason="please"), EventStamp())
    accept(context.by("bob"), case, EventStamp())
    return context, case


def found(context: FakeContext) -> list[tuple[str, str]]:
    """The code of each finding and the text at its place, "" for the file as a whole."""
    return [(each.code, at(context, each)) for each in check(context).findings]


def at(context: FakeContext, finding: Finding) -> str:
    """The text from a finding's line and column on; "" if it has none."""
    place = finding.place
    return (
        context.store.files[place.file].decode().splitlines()[place.line - 1][place.column - 1 :] if place.line else ""
    )


def test_a_sound_casebook_has_nothing_wrong() -> None:
    context, _ = casebook()
    report = check(context)
    assert (report.findings, report.files) == ([], 4)


@settings(max_examples=40)
@given(life)
def test_whatever_the_verbs_did_nothing_is_wrong(context: FakeContext) -> None:
    assert [str(each.what) for each in check(context).findings] == []


SOURCED = [
    ("owner: bob", "source: {name: crm, id: 7}\nowner: bob"),
    ("    to: new\n", "    to: new\n    source: {name: crm, id: 7}\n"),
]
"""A source typed into a case of our own."""

BROKEN: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str]]]] = {
    "C000": ([("rang twice", "rang twice\n    text: thrice")], [("C000", "text: thrice")]),
    "C001": ([("id: C-2611-00000003S", "id: C-2611-00000003T")], [("C001", "id: C-2611-00000003T")]),
    "C002": ([("id: C-2611-00000003S", "id: C-2611-00000001X")], [("C002", "id: C-2611-00000001X")]),
    "C003": ([("title: The parcel came open\n", "")], [("C003", "id: C-2611")]),
    "C004": ([("journal:", "x-titel: fine\nowners: ada\nother: it\njournal:"), ("owner: bob\n", "")],
             [("C050", "id: C-2611"), ("C004", "owners: ada")]),
    "C010": (
        [("template: plain\nstate", "template: plane\nstate"), ("    template: plain\n", "    template: plane\n")],
        [("C010", "template: plane"), ("C063", "id: event0004")],
    ),
    "C020": ([("channel: phone", "channel: fone")], [("C020", "channel: fone")]),
    "C021": ([("channel: phone", "chanel: phone\n  x-own: 1")], [("C021", "chanel: phone")]),
    "C030": ([("name: Flora Fiction", "name: TBD")], [("C030", "name: TBD")]),
    "C040": ([("state: new", "state: old"), ("    to: new", "    to: old")],
             [("C040", "state: old"), ("C063", "id: event0004")]),
    "C041": (
        [("event: noted\n", "event: advanced\n    to: solved\n"), ("state: new", "state: solved"),
         ("channel: phone", "cause: lid")],
        [("C041", "id: event0005"), ("C063", "id: event0005"), ("C100", "id: event0005"), ("C097", "text: rang")],
    ),
    "C050": ([("owner: bob", "owner: ada")], [("C050", "owner: ada")]),
    "C060": ([("id: event0006", "id: event0005")],
             [("C062", "journal:"), ("C060", "id: event0005")]),
    "C061": ([("event: noted", "event: nodded")], [("C061", "id: event0005"), ("C063", "id: event0005")]),
    "C062": ([(NOTED, "")], [("C062", "journal:")]),
    "C063": ([("rang twice", "never rang")], [("C063", "id: event0005")]),
    "C064": ([("event: opened", "event: noted"), ("template: plain\nstate: new\n", "template: plain\n"),
              ("received_at: 2026-11-23T10:00:00+08:00\n", "")],
             [("C003", "id: C-2611"), ("C010", "template: plain"), ("C050", "template: plain"),
              ("C063", "id: event0004"), ("C064", "id: event0004")]),
    "C066": ([(NOTED, NOTED.replace("noted\n    text: rang twice", f"attached\n    file: {ATTACHED}"))],
             [("C063", "id: event0005"), ("C066", "file: attachments")]),
    "C067": ([(NOTED, NOTED.replace("noted\n    text: rang twice", "attached\n    file: casectl.yaml\n    size: 1"))],
             [("C063", "id: event0005"), ("C067", "file: casectl.yaml")]),
    "C070": ([("owner: bob", "owner: eve"), ("to: bob\n    giver: ada\n    rea", "to: eve\n    giver: ada\n    rea"),
              ("by: bob\n    event: accepted\n    to: bob", "by: bob\n    event: accepted\n    to: eve")],
             [("C070", "owner: eve"), ("C063", "id: event0007"), ("C046", "id: event0008"), ("C063", "id: event0008")]),
    "C071": ([("team: front\nlevel", "team: sales\nlevel"), ("    team: front", "    team: sales")],
             [("C071", "team: sales"), ("C063", "id: event0004")]),
    "C072": ([("\nfields:", f"\nfollow_ups: [{VISIT}]\nfields:"),
              ("rang twice\n", f"rang twice\n    follow_ups: [{VISIT}]\n")],
             [("C072", "{id: f1"), ("C063", "id: event0005"), ("C100", "follow_ups: [")]),
    "C080": ([("case: C-2611-00000001X", "case: C-2611-000000024"),
              ("    case: C-2611-00000001X", "    case: C-2611-000000024")],
             [("C080", "{type: related"), ("C063", "id: event0006")]),
    "C101": (SOURCED, [("C101", "source: {name"), ("C063", "id: event0004")]),
    "C090": ([(NOTED, NOTED.replace("noted\n    text: rang twice", "paused\n    clock: [answer]\n    code: tea"))],
             [("C063", "id: event0005"), ("C090", "id: event0005"), ("C100", "id: event0005")]),
    "C091": ([(NOTED, NOTED.replace("2026-11-23", "2099-11-23"))],
             [("C063", "id: event0005"), ("C091", "at: 2099-11-23")]),
    "C092": ([(NOTED, NOTED.replace("2026-11-23", "2020-11-23").replace("noted", "contacted\n    direction: out"))],
             [("C063", "id: event0005"), ("C092", "at: 2020-11-23")]),
    "C093": ([(NOTED, NOTED.replace("2026-11-23", "2020-11-23"))],
             [("C063", "id: event0005"), ("C093", "at: 2020-11-23")]),
}  # fmt: skip
"""What is wrong with the second case, and what is found then: the code and the beginning of the text there."""

ELSEWHERE = {
    *("B001", "B002", "B003", "B004", "B005", "B006", "B007", "B008", "B009", "B010", "B011", "B012", "B013", "B014"),
    *(
        "B017",
        "B018",
        "B019",
        "C065",
        "C068",
        "C069",
        "C082",
        "C118",
        "C119",
        "C122",
        "C123",
        "C128",
        "C134",
        "B023",
        "C141",
        "C142",
        "B022",
        "C190",
    ),
}


def test_every_code_has_an_example_that_fails() -> None:
    assert {*BROKEN, *ELSEWHERE} == {*CASE_CODES, *BEFORE_THE_LAW}


@pytest.mark.parametrize("code", BROKEN)
def test_each_fault_is_found_with_its_code_at_its_line_and_column(code: str) -> None:
    context, case = casebook()
    changes, expected = BROKEN[code]
    for old, new in changes:
        context.rewrite(case, old, new)
    assert code in dict(expected)
    seen = found(context)
    assert [each for each, _ in seen] == [each for each, _ in expected]
    assert [text for (_, text), (_, wanted) in zip(seen, expected, strict=True) if not text.startswith(wanted)] == []


def test_what_is_said_and_the_users_own_keys_are_no_faults() -> None:
    """A title only has to say something, and a key that is a little like one that is there may be anybody's own."""
    context, case = casebook()
    context.rewrite(case, "title: The parcel came open\n", 'title: ".    "\n')
    context.rewrite(case, "journal:", "other: it\nowners: [ada, bob]\njournal:")
    assert found(context) == []


def test_faulty_settings_are_found_and_the_cases_are_looked_at_all_the_same() -> None:
    context, case = casebook()
    context.store.files["casectl.yaml"] += b"zonee: x\n"
    context.rewrite(case, "owner: bob", "owner: ada")
    assert found(context) == [("B001", "zonee: x"), ("C050", "owner: ada")]
    context.store.files["casectl.yaml"] = b"name: a\nname: b\n"
    assert [code for code, _ in found(context)] == ["C000", "C050"]


def test_a_calendar_that_is_named_and_not_there_is_found() -> None:
    context = FakeContext(
        settings=SETTINGS + "calendar: mars\n", templates={"plain": TEMPLATE.replace(CLOCK, IN_VENUS)}
    )
    assert found(context) == [("B002", ""), ("B002", "")]
    context.store.files |= {f"calendars/{name}.yaml": calendar(name) for name in ("mars", "venus")}
    assert found(context) == []


def test_two_people_who_look_the_same_are_found() -> None:
    """Whoever has the other word acts in journals as if it were somebody else."""
    twin = SETTINGS.replace("  ada:", "  Ada:\n    name: A\n    emails: [other@example.org]\n  ada:", 1)
    context = FakeContext(settings=twin, templates={"plain": TEMPLATE})
    assert [str(each.what) for each in check(context).findings] == [
        "the names Ada and ada in casectl.yaml look the same, so nobody can tell who acted"
    ]


def test_a_role_that_may_extend_and_is_not_in_the_settings_is_found() -> None:
    extended = CLOCK.rstrip("\n") + "\n    extension: {by: 1d, may: [boss, wizard]}\n"
    context = FakeContext(settings=SETTINGS, templates={"plain": TEMPLATE.replace(CLOCK.rstrip("\n") + "\n", extended)})
    assert found(context) == [("B003", "")]


@pytest.mark.parametrize(("more", "lacking"), [("", "source, verified"), ("\n    source: Code 4", "verified")])
def test_a_regulatory_clock_says_where_it_is_written_and_how_far_that_was_compared(more: str, lacking: str) -> None:
    regulatory = TEMPLATE.replace("kind: internal", f"kind: regulatory{more}", 1)
    findings = check(FakeContext(settings=SETTINGS, templates={"plain": regulatory})).findings
    assert [(each.code, str(each.what).rpartition(" lacks ")[2]) for each in findings] == [("B005", lacking)]


def calendar(name: str) -> bytes:
    return f"calendar: {name}\nwindows: {{mon: [09:00-17:00]}}\n".encode()


CLOCK = "starts: opened"
IN_VENUS = f"calendar: venus\n    {CLOCK}"


def test_a_case_that_is_recorded_and_gone_is_found() -> None:
    context, case = casebook()
    del context.store.files[case_path(case)]
    assert [each.code for each in check(context).findings] == ["C065"]
    assert [each.code for each in check(context, [case_path(case)]).findings] == ["C065"]


def test_a_faulty_template_is_found_once_and_its_cases_say_that_they_cannot_be_judged() -> None:
    context, _ = casebook()
    context.store.files["templates/plain.yaml"] += b"more: x\n"
    assert [each.code for each in check(context).findings] == ["C010", "C010", "T001"]
    context.store.files["templates/plain.yaml"] = b"a: !b c\n"
    [*_, last] = check(context).findings
    assert (last.code, last.place.file, last.place.line) == ("C000", "templates/plain.yaml", 1)


def test_fields_that_are_no_map_are_a_fault_of_their_own() -> None:
    context, case = casebook()
    text = context.store.files[case_path(case)].decode()
    start, end = text.index("fields:"), text.index("journal:")
    context.store.files[case_path(case)] = (text[:start] + "fields: none\n" + text[end:]).encode()
    assert found(context)[0] == ("C020", "fields: none")


def test_a_new_event_before_the_recorded_ones_is_an_altered_journal() -> None:
    context, case = casebook()
    forged = "  - {id: forged, at: 2026-11-23T09:00:00+08:00, by: ada, event: noted}\n"
    context.rewrite(case, "journal:\n", "journal:\n" + forged)
    assert {"C063", "C064"} <= {code for code, _ in found(context)}


def test_only_the_named_files_are_looked_at_and_a_name_that_is_no_case_file_is_refused() -> None:
    context, case = casebook()
    first = next(each for each in context.case_ids() if each != case)
    context.rewrite(case, "owner: bob", "owner: ada")
    assert check(context, [case_path(first)]).findings == []
    assert [each.code for each in check(context, [case_path(case)]).findings] == ["C050"]
    with pytest.raises(NotFound, match=r"there is no case file casectl.yaml, cases/x.yaml"):
        check(context, ["cases/x.yaml", "casectl.yaml", case_path(first)])
