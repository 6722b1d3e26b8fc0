"""customer gathers what is known of one customer, and of nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions import followup
from casectl.actions.contact import Contact, contact
from casectl.actions.customer import customer
from casectl.actions.promise import promise
from casectl.actions.recording.new_follow_up import NewFollowUp
from casectl.core.time.instants import plus
from casectl.core.values.messages import NotFound, UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import NOW, TEMPLATE, FakeContext

WITH_NUMBERS = TEMPLATE.replace(
    "      name: {type: text, title: Name, required: opening}\n",
    "      name: {type: text, title: Name, required: opening, private: yes}\n      ref: {type: text, title: Number}\n"
    "      contact: {type: text, title: Contact, private: yes}\n",
)


@pytest.fixture
def desk() -> FakeContext:
    """Flora has two cases, by number and by contact; another Flora has one."""
    desk = FakeContext(templates={"plain": WITH_NUMBERS})
    desk.open([("customer.ref", "CU-1"), ("customer.contact", "flora@example.org")])
    desk.open([("customer.contact", "Flora@Example.org")])
    desk.open([("customer.ref", "CU-2"), ("title", "another one")])
    return desk


def test_cases_contacts_and_promises_of_one_customer_are_together(desk: FakeContext) -> None:
    first, second, _other = desk.case_ids()
    soon = plus(NOW, timedelta(hours=2))
    promise(desk, first, NewFollowUp(soon, "a call", "ada"), AT_ONCE)
    promise(desk, second, NewFollowUp(soon, "a lid", "ada"), AT_ONCE)
    owed = desk.case(second).header.follow_ups[0].id
    followup.done(desk, second, owed, followup.Outcome(result="broken", text="no lids left"), AT_ONCE)
    contact(desk, second, Contact("in", "phone", "where is it", True), AT_ONCE)
    file = customer(desk.later(days=1), "cu 1", None)
    assert {each.case.id for each in file.cases} == {first, second}
    assert [(each.what, each.result) for each in file.promises()] == [("a call", ""), ("a lid", "broken")]
    assert [(each.case_id, each.direction) for each in file.contacts()] == [(second, "in")]
    assert (len(file.complaints), file.recent, file.chasers, file.owner) == (2, 2, 1, "ada")
    assert sum(each.is_chaser for each in file.contacts()) == 1
    assert customer(desk.later(days=90), "flora@example.org", None).recent == 0


def test_a_case_in_the_archive_is_one_of_them(desk: FakeContext) -> None:
    archive = FakeContext(templates={"plain": WITH_NUMBERS})
    archive.open([("customer.ref", "CU-1")], received_at=plus(NOW, -timedelta(days=9)))
    file = customer(desk, "CU-1", archive)
    assert [(each.case.id, each.is_archived) for each in file.cases][-1] == (archive.case_ids()[0], True)


def test_private_values_are_masked_unless_they_are_asked_for(desk: FakeContext) -> None:
    shown = [str(customer(desk, "CU-1", None, reveal=reveal).latest.case.tree) for reveal in (False, True)]
    assert ["Flora Fiction" in each for each in shown] == [False, True]


def test_a_name_of_several_customers_and_one_of_nobody_are_said(desk: FakeContext) -> None:
    with refused(desk, NotFound, "several customers are called", *desk.case_ids()[2:]):
        customer(desk, "flora fiction", None)
    with refused(desk, UsageError, "say which customer"):
        customer(desk, "  ", None)


def test_a_part_of_a_name_will_do_where_it_is_one_customers(desk: FakeContext) -> None:
    """Who is called so goes before who has it in the name; one Latin letter names nobody."""
    first, _second, third = desk.case_ids()
    chinese = desk.open([("customer.ref", "CU-3"), ("customer.name", "王小明")])
    for typed in ("小明", "王", "王小明"):
        assert [each.case.id for each in customer(desk, typed, None).cases] == [chinese]
    with refused(desk, NotFound, "several customers are called fiction, or have it in their name", first, third):
        customer(desk, "fiction", None)
    with refused(desk, NotFound, "no case has a customer"):
        customer(desk, "f", None)
