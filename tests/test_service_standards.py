"""What a complaint desk does, and where each of it is proved: every row of the practice names its tests.

The rows are those of the service standards that this product serves: clocks, handoffs, who gets a case, reminders,
people, and what came with the second reading. A row without a proof, or with one that is gone, fails.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent

SHIPPED = "test_shipped_templates.py"
STANDARDS: dict[str, tuple[str, ...]] = {
    # Clocks
    "response in 24 hours, resolution in 48; complex ones in working days": (
        f"{SHIPPED}::test_deadlines_follow_the_level",
    ),
    "the desk for special customers: 15 minutes, a call-back in 24 hours, 8 hours": (
        f"{SHIPPED}::test_a_special_customer_is_answered_within_15_minutes_and_served_within_8_hours_at_any_level",
        f"{SHIPPED}::test_follow_ups_come_at_24_hours_7_days_and_30_days_and_the_first_one_blocks",
    ),
    "social media within the hour": (f"{SHIPPED}::test_special_customers_and_social_media_are_answered_sooner",),
    "a mistake of ours: news every two hours": (
        f"{SHIPPED}::test_of_our_own_mistake_the_customer_hears_every_two_hours_at_any_level",
    ),
    "a warning two hours before": (f"{SHIPPED}::test_clocks_count_from_the_customers_time_and_warn_two_hours_before",),
    "support between departments is answered in time, or goes up": (
        f"{SHIPPED}::test_an_offer_is_answered_within_four_working_hours_or_one_where_it_is_severe",
        "actions/test_remind.py::test_an_offer_that_nobody_answers_goes_back_in_time_and_no_sooner",
    ),
    "every clock says its unit, its calendar and what stops it": (
        "core/template/test_read_clocks.py::test_everything_that_can_be_said_of_a_clock_is_read",
        "core/time/test_calendar.py::test_what_a_duration_comes_to",
    ),
    # Handoffs
    "a handoff has its form, and the giver answers until it is accepted": (
        "actions/test_handoff.py::test_a_handoff_is_an_offer_until_it_is_accepted",
        "core/case/test_owed.py::test_until_a_handoff_is_accepted_who_offered_it_owes_the_deadlines",
    ),
    "the receiver accepts it, or sends it back with a reason": (
        "actions/test_accept.py::test_an_offer_to_a_team_is_taken_by_one_of_it",
        "actions/test_return_.py::test_an_offer_is_sent_back_or_taken_back_with_the_reason",
    ),
    "the customer is told who has the case": (
        f"{SHIPPED}::test_acknowledging_asks_for_the_restatement_the_customers_agreement_and_an_owner_who_was_named",
    ),
    "an escalation has the same form, and the level": (
        "actions/test_escalate.py::test_escalating_raises_the_level_and_may_offer_the_case_in_the_same_commit",
    ),
    "abuse is kept as evidence, with the boundary that was stated": (
        "actions/test_boundary.py::test_the_latest_boundary_holds_until_its_end_in_all_cases_of_the_customer",
        "actions/test_boundary.py::test_a_boundary_that_says_too_little_is_refused",
    ),
    # Who gets it
    "by skill, then by load": (
        "cli/test_routing.py::test_a_rule_means_some_and_of_these_who_has_the_least_gets_the_case",
        "actions/test_routing.py::test_cases_go_round_by_what_each_person_has",
    ),
    "a named owner for special customers and those who complain again and again": (
        "cli/test_routing.py::test_a_customer_who_complains_again_and_again_keeps_the_person",
    ),
    "nobody handles a complaint about themselves": (
        f"{SHIPPED}::test_nobody_investigates_a_complaint_about_himself",
        "core/law/test_about.py::test_the_person_named_handles_nothing",
    ),
    "one owner and one deadline at any moment": (
        "core/clocks/test_engine.py::test_whatever_happens_a_clock_is_due_or_paused_or_over_and_never_two_of_them",
        "actions/test_take.py::test_a_case_that_nobody_has_is_taken",
    ),
    # Reminders and transparency
    "lists of what is overdue and soon due, and none lacks a row": (
        "cli/test_fortnights.py::test_in_a_fortnight_no_list_of_a_morning_lacks_a_row",
        "actions/test_remind.py::test_wherever_it_is_cut_off_nobody_is_told_twice_and_nothing_is_lost",
        "cli/test_agenda.py::test_what_is_over_or_not_ones_own_any_more_is_cancelled_for_a_week",
    ),
    "the customer may know the state by number, and no note": (
        "actions/test_show.py::test_a_customer_sees_the_state_the_next_date_and_the_contacts",
        "actions/test_show.py::test_no_word_from_inside_reaches_the_customer",
        "actions/test_mail.py::test_who_knows_a_number_is_not_yet_the_customer",
    ),
    "a weekly review with its cases": ("actions/test_review.py::test_each_part_has_its_cases",),
    # People
    "the customer's mood is on record, and whoever is in distress comes first": (
        "actions/test_today.py::test_customers_in_distress_come_first_in_a_group",
    ),
    "how customers are met is in scripts, and words that are never used are refused": (
        "core/letters/test_script.py::test_the_narrowest_script_is_meant",
        "core/letters/test_faults.py::test_what_keeps_a_letter_from_going_out_is_said_at_once",
        "core/template/test_letter_settings.py::test_the_usual_words_count_until_the_desk_names_its_own",
    ),
    # What came with the second reading
    "1 a promise is recorded, and kept or broken": (
        "actions/test_promise.py::test_a_promise_is_owed_and_is_kept_if_it_is_done_in_time",
        "actions/test_promise.py::test_a_promise_that_is_late_is_broken_and_says_why",
    ),
    "2 the customer's consent before a transfer, with reason and receiver": (
        "actions/test_handoff.py::test_a_handoff_is_an_offer_until_it_is_accepted",
    ),
    "3 a low score opens a supervisor's follow-up": (
        "actions/test_follow_ups_again.py::test_a_low_score_brings_a_follow_up_for_a_supervisor",
        "actions/test_survey.py::test_a_customer_is_asked_some_days_after_closing_and_reminded_once",
        "actions/test_survey.py::test_an_answer_has_numbers_in_range_and_counts_once",
    ),
    "4 the work itself is marked, by what is on record": (
        "actions/test_sample.py::test_so_many_of_each_person_by_the_seed_alone",
        "actions/test_inspect.py::test_every_line_of_the_sheet_gets_a_mark_by_name_or_title",
        "actions/test_inspect.py::test_whom_it_is_about_appeals_once_and_in_time",
        "core/practice/test_marks.py::test_what_is_lacking_costs_its_own_mark_and_no_other",
    ),
    "5 distress is passed on at once, with its background": (
        "actions/test_today.py::test_customers_in_distress_come_first_in_a_group",
        "actions/test_escalate.py::test_a_case_may_be_offered_to_a_team_as_it_is_raised",
    ),
    "6 the first response is a clock in minutes, stopped by the contact alone": (
        f"{SHIPPED}::test_special_customers_and_social_media_are_answered_sooner",
    ),
    "7 a complaint is split into parts with limits of their own, and the whole waits for them": (
        "actions/test_split.py::test_a_part_has_what_the_case_has_and_clocks_of_its_own",
        "actions/test_link.py::test_a_whole_is_not_finished_before_its_parts_where_the_template_says_so",
    ),
    "8 a crisis has one voice, one who decides, news every two hours, and its review": (
        f"{SHIPPED}::test_a_crisis_has_its_first_response_and_every_update_within_two_hours_and_managers_decide",
    ),
    "9 who complains again and again is known, with one person": (
        "cli/test_routing.py::test_a_customer_who_complains_again_and_again_keeps_the_person",
        "actions/test_customer.py::test_cases_contacts_and_promises_of_one_customer_are_together",
    ),
    "10 several departments: an order with addressee and limit, answered in words, one owner": (
        "actions/test_instruct.py::test_an_instruction_is_answered_by_whom_it_is_for_and_in_words",
        "actions/test_instruct.py::test_whoever_gave_an_instruction_has_it_in_the_day_until_it_is_answered",
    ),
    "11 abuse: the boundary, what comes next, and who takes over": (
        "cli/test_boundary.py::test_a_boundary_is_shown_inside_and_stops_no_clock",
        "actions/test_escalate.py::test_a_raised_case_is_offered_to_whom_its_template_means",
    ),
}  # fmt: skip
"""Each row with the tests that prove it, as pytest names them."""


@cache
def _tests_in(path: str) -> frozenset[str]:
    tree = ast.parse((TESTS / path).read_text("utf-8"))
    return frozenset(each.name for each in tree.body if isinstance(each, ast.FunctionDef))


@pytest.mark.parametrize("row", STANDARDS)
def test_a_row_of_the_practice_has_its_proof(row: str) -> None:
    """Each of its tests is there under that name."""
    assert STANDARDS[row]
    for proof in STANDARDS[row]:
        path, _, name = proof.partition("::")
        assert name in _tests_in(path), proof


def test_no_row_is_left_out() -> None:
    """Seven of clocks, five of handoffs, four of ownership, three of reminders, two of people, eleven of the rest."""
    numbered = [row.split()[0] for row in STANDARDS if row[0].isdigit()]
    assert numbered == [str(number) for number in range(1, 12)]
    assert len(STANDARDS) == 7 + 5 + 4 + 3 + 2 + 11
