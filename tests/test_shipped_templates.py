"""The shipped templates: without a fault, in both languages, and holding the practice of a complaint desk."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from casectl.actions.init import TEMPLATES, Shipped, with_dependencies
from casectl.adapters.files import shipped
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.adapters.yaml.reader import read
from casectl.core.case.model import Header
from casectl.core.clocks.records import duration_for
from casectl.core.template.model import OPENING, Field, Template
from casectl.core.template.permission import Permission
from casectl.core.template.read import read_template
from casectl.core.values.messages import LocalizedText
from casectl.core.values.tree import Source, Tree
from casectl.core.workflow.guards import GUARDS

NAMES = ("after-sales", "complaint")
KINDS = ("crisis", "enquiry", "improvement", "refund", "service-attitude", "service-mistake", "uk-consumer", "vip")
PACKS = (
    "au-rg271", "ca-fcac", "cn-12315", "cn-12345", "cn-bank-insurance", "ireland-cpc", "uk-data-protection",
    "uk-eu-payments", "uk-fca-disp", "uk-housing", "us-cfpb",
)  # fmt: skip
STATES = ("received", "acknowledged", "investigating", "proposed", "waiting", "resolved", "closed", "withdrawn")
SOURCES: dict[str, Source] = {name: read(f"templates/{name}.yaml", data) for name, data in shipped.templates().items()}


def template(name: str) -> Template:
    found, findings = read_template(SOURCES[name], SOURCES.get, GUARDS)
    assert [f"{finding.place}: {finding.what}" for finding in findings] == []
    assert found
    return found


def required(name: str, moment: str) -> set[str]:
    return {".".join(path) for path, _ in template(name).required_for(moment, {})}


def guards(name: str, source: str, target: str) -> dict[str, list[dict[str, Tree]]]:
    step = next(step for step in template(name).workflow.steps_from(source) if step.target == target)
    found: dict[str, list[dict[str, Tree]]] = {}
    for guard in step.guards:
        found.setdefault(guard.name, []).append(dict(guard.params))
    return found


def due(name: str, clock: str, level: int = 0, **fields: Tree) -> str:
    found = next(each for each in template(name).clocks if each.name == clock)
    return duration_for(found.within, Header(level=level), fields)


def titles(of: Template) -> Iterator[LocalizedText]:
    def of_field(field: Field) -> Iterator[LocalizedText]:
        yield from (field.title, field.help, *(title for _, title in field.choices))
        for inner in field.fields:
            yield from of_field(inner)

    yield from (of.title, of.help, *(title for _, title in of.levels))
    for field in of.fields:
        yield from of_field(field)
    yield from (state.title for state in of.workflow.states)
    yield from (step.title for step in of.workflow.transitions)
    yield from (clock.title for clock in of.clocks)
    yield from (rule.title for rule in of.follow_ups)
    for checklist in of.checklists:
        yield from (checklist.title, *(title for _, title in checklist.items))


def test_the_package_ships_these_templates() -> None:
    assert sorted(shipped.templates()) == sorted((*NAMES, *KINDS, *PACKS))


def brought(*names: str) -> tuple[list[str], list[str]]:
    return with_dependencies(names, Shipped(shipped.templates(), shipped.calendars()), YamlDocuments())


@pytest.mark.parametrize("name", [*NAMES, *KINDS, *PACKS])
def test_a_template_brings_the_calendars_that_its_clocks_and_follow_ups_name(name: str) -> None:
    found = template(name)
    named = {*(clock.calendar for clock in found.clocks), *(rule.calendar for rule in found.follow_ups)}
    assert set(brought(name)[1]) == named - {""}
    assert (named != {""}) == (name in PACKS)


def test_a_template_brings_those_that_it_extends_behind_itself_and_each_once() -> None:
    assert brought("refund", "uk-fca-disp") == (["refund", "uk-fca-disp", "after-sales", "complaint"], ["england"])
    assert brought(*TEMPLATES) == (["complaint", "after-sales"], [])


@pytest.mark.parametrize("name", [*NAMES, *KINDS, *PACKS])
def test_every_text_is_there_in_english_and_chinese(name: str) -> None:
    for words in titles(template(name)):
        if words == LocalizedText.of(""):
            continue
        texts = dict(words.by_language)
        assert set(texts) == {"en", "zh"}, words
        assert not re.search("[\u4e00-\u9fff]", texts["en"]), words
        assert re.search("[\u4e00-\u9fff]", texts["zh"]), words


@pytest.mark.parametrize("name", NAMES)
def test_the_states_are_those_of_a_complaint_desk(name: str) -> None:
    workflow = template(name).workflow
    assert tuple(state.name for state in workflow.states) == STATES
    assert (workflow.initial, workflow.reopens_to) == ("received", "investigating")
    assert workflow.category("waiting") == "waiting"
    assert {state for state in STATES if workflow.category(state) == "closed"} == {"closed", "withdrawn"}


@pytest.mark.parametrize("name", sorted({*NAMES, *KINDS, *PACKS} - {"improvement"}))
def test_it_is_withdrawn_on_the_customers_word_and_a_colleagues_by_a_supervisor_who_says_why(name: str) -> None:
    """In whatever is built on `complaint`."""
    workflow = template(name).workflow
    assert workflow.permissions["withdraw"] == Permission(("supervisor",), reason=True)
    for step in (each for each in workflow.transitions if each.target == "withdrawn"):
        guards = [(each.name, {**each.params}) for each in step.guards]
        assert guards == [("reason_given", {}), ("contacted", {"direction": "in"})]


@pytest.mark.parametrize("name", NAMES)
def test_recording_asks_who_and_how_to_reach_channel_problem_request_reference_and_history(name: str) -> None:
    wanted = {"channel", "customer.name", "customer.contact", "problem", "request", "reference", "history"}
    assert wanted <= required(name, OPENING)


def test_acknowledging_asks_for_the_restatement_the_customers_agreement_and_an_owner_who_was_named() -> None:
    assert required("complaint", "acknowledged") == {"restatement"}
    asked = guards("complaint", "received", "acknowledged")
    assert asked["contacted"] == [{"direction": "out"}]
    assert asked["checklist_done"] == [{"checklist": "acknowledge"}]
    assert "has_owner" in asked
    assert template("complaint").checklists[0].items[0][0] == "agreed"


def test_analysing_asks_for_level_and_category_and_a_proposal_for_first_cause_offer_date_and_authority() -> None:
    assert "category" in required("complaint", "investigating")
    assert guards("complaint", "acknowledged", "investigating")["level_at_least"] == [{"level": "1"}]
    wanted = {"category", "first_cause", "solution.offer", "solution.by", "solution.authority"}
    assert required("complaint", "proposed") == wanted


@pytest.mark.parametrize("source", ["acknowledged", "investigating", "waiting"])
def test_a_proposal_at_level_3_needs_a_supervisor_and_at_level_4_the_management(source: str) -> None:
    assert guards("complaint", source, "proposed")["level_at_most"] == [
        {"level": "2", "roles": ["supervisor", "manager"]},
        {"level": "3", "roles": ["manager"]},
    ]


@pytest.mark.parametrize("target", ["investigating", "proposed"])
def test_nobody_investigates_a_complaint_about_himself(target: str) -> None:
    assert guards("complaint", "acknowledged", target)["not_handled_by"] == [{"field": "about"}]


@pytest.mark.parametrize("source", ["proposed", "waiting"])
def test_resolving_asks_that_the_customer_was_informed(source: str) -> None:
    assert guards("complaint", source, "resolved")["contacted"] == [{"direction": "out", "since": "proposed"}]


def test_closing_asks_for_root_cause_prevention_satisfaction_and_no_open_blocking_follow_up() -> None:
    assert required("complaint", "closed") == {"root_cause", "prevention", "satisfaction"}
    assert guards("complaint", "resolved", "closed")["no_open_follow_ups"] == [{"blocking_only": "yes"}]


@pytest.mark.parametrize("name", NAMES)
def test_follow_ups_come_at_24_hours_7_days_and_30_days_and_the_first_one_blocks(name: str) -> None:
    rules = [(rule.on, rule.after, rule.what, rule.blocking) for rule in template(name).follow_ups]
    assert rules == [
        ("state:resolved", "24h", "callback", True),
        ("state:resolved", "7d", "callback", False),
        ("state:resolved", "30d", "survey", False),
        ("low:2", "4wh", "callback", False),
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("level", "first", "resolve"),
    [(0, "24h", "48h"), (1, "24h", "48h"), (2, "24h", "48h"), (3, "2h", "5wd"), (4, "2h", "5wd")],
)
def test_deadlines_follow_the_level(name: str, level: int, first: str, resolve: str) -> None:
    assert (due(name, "first_response", level), due(name, "resolve", level)) == (first, resolve)


def test_special_customers_and_social_media_are_answered_sooner() -> None:
    special: Tree = {"tier": "special"}
    assert due("complaint", "first_response", 4, customer=special) == "15m"
    assert due("complaint", "resolve", customer=special) == "8h"
    assert due("complaint", "first_response", channel="social_media") == "1h"


def test_the_customer_hears_every_two_hours_of_a_crisis_and_of_our_own_mistakes() -> None:
    assert due("complaint", "update", 4) == "2h"
    assert due("complaint", "update", 2) == "24h"
    assert due("after-sales", "update", 1, our_mistake="yes") == "2h"
    assert due("after-sales", "update", 1, our_mistake="no") == "24h"


@pytest.mark.parametrize("name", NAMES)
def test_clocks_count_from_the_customers_time_and_warn_two_hours_before(name: str) -> None:
    clocks = {clock.name: clock for clock in template(name).clocks}
    assert clocks["first_response"].counts_from == clocks["resolve"].counts_from == "received"
    assert {clocks[each].warn for each in ("first_response", "update", "resolve")} == {"2h"}
    assert "contact:out" in clocks["first_response"].stops
    assert "contact:out" in clocks["update"].starts


@pytest.mark.parametrize("name", NAMES)
def test_an_offer_is_answered_within_four_working_hours_or_one_where_it_is_severe(name: str) -> None:
    [clock] = [each for each in template(name).clocks if each.name == "handoff"]
    assert (clock.starts, clock.stops) == (("event:offered",), ("event:accepted", "event:returned", "event:assigned"))
    assert [due(name, "handoff", level) for level in range(5)] == ["4wh", "4wh", "4wh", "1wh", "1wh"]


@pytest.mark.parametrize("name", [*NAMES, *KINDS])
def test_what_a_desk_promises_of_its_own_accord_is_marked_so(name: str) -> None:
    assert {clock.verified for clock in template(name).clocks} == {"own"}


def test_after_sales_asks_for_the_order_the_kind_of_problem_and_whose_mistake_it_is() -> None:
    assert {"reference", "problem_kind"} <= required("after-sales", OPENING)
    assert "our_mistake" in required("after-sales", "investigating")
    assert "solution.remedy" in required("after-sales", "proposed")
    kind = template("after-sales").field_at(("problem_kind",))
    assert kind
    assert {"wrong_item", "late", "damaged", "missing", "refund_late"} <= {name for name, _ in kind.choices}


@pytest.mark.parametrize("name", NAMES)
def test_what_identifies_the_customer_is_private(name: str) -> None:
    for path in (("customer", "name"), ("customer", "contact")):
        field = template(name).field_at(path)
        assert field
        assert field.private


def test_a_special_customer_is_answered_within_15_minutes_and_served_within_8_hours_at_any_level() -> None:
    assert {due("vip", "first_response", level) for level in range(5)} == {"15m"}
    assert {due("vip", "resolve", level) for level in range(5)} == {"8h"}


def test_of_our_own_mistake_the_customer_hears_every_two_hours_at_any_level() -> None:
    assert {due("service-mistake", "update", level) for level in range(5)} == {"2h"}


def test_a_crisis_has_its_first_response_and_every_update_within_two_hours_and_managers_decide() -> None:
    assert {due("crisis", clock, level) for clock in ("first_response", "update") for level in range(5)} == {"2h"}
    [step] = [each for each in template("crisis").workflow.steps_from("investigating") if each.target == "proposed"]
    assert step.may == ("manager",)
    assert guards("crisis", "received", "acknowledged")["level_at_least"] == [{"level": "4"}]


def test_a_simple_complaint_about_attitude_is_settled_in_a_day_and_never_by_the_person_complained_about() -> None:
    assert due("service-attitude", "resolve", 1) == "24h"
    assert "about" in required("service-attitude", "investigating")
    assert guards("service-attitude", "acknowledged", "investigating")["not_handled_by"] == [{"field": "about"}]


def test_a_refund_is_closed_only_when_the_money_has_arrived() -> None:
    assert "arrived" in required("refund", "closed")
    assert ("refund_check", True) in [(rule.what, rule.blocking) for rule in template("refund").follow_ups]


def test_an_enquiry_asks_for_neither_cause_nor_redress() -> None:
    assert required("enquiry", "closed") == {"satisfaction"}
    assert required("enquiry", "resolved") == {"answer", "handbook", "category"}


def test_an_improvement_is_closed_when_its_effect_was_checked_and_the_customer_was_informed() -> None:
    assert required("improvement", "checked") == {"effect", "customer_told"}
    assert {"urgency", "reach", "difficulty", "due_on"} <= required("improvement", "planned")
    small, large = (due("improvement", "done", size=size) for size in ("small", "large"))
    assert (small, large) == ("1mo", "3mo")


@pytest.mark.parametrize("name", ["au-rg271", "cn-bank-insurance", "uk-fca-disp", "uk-housing", "us-cfpb"])
def test_what_does_not_count_in_a_return_says_why_at_once(name: str) -> None:
    """Whenever that is said: also of a case that is closed already."""
    needed = {each.name for _, each in template(name).required_for(OPENING, {"reportable": "no"})}
    assert "reportable_reason" in needed
    assert "reportable_reason" not in required(name, OPENING)
