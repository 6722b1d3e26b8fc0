"""Personal data in titles and notes is warned of, and never repeated; numbers of other kinds are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.actions.check import check
from casectl.actions.mail import take_in
from casectl.actions.note import note
from casectl.actions.recording.proposal import EventStamp
from casectl.adapters.mail.parsing import mail_in
from casectl.core.checks.personal_data import CARD, EMAIL, IDENTITY, TELEPHONE, kinds_in
from tests.fakes.context import SETTINGS, TEMPLATE, FakeContext

FOUND = [
    ("write to flora.fiction+shop@mail.example.org", EMAIL),
    ("回复flora@example.com即可", EMAIL),
    ("请拨打13800138000联系", TELEPHONE),
    ("电话：138-0013-8000", TELEPHONE),
    ("+86 138 0013 8000", TELEPHONE),
    ("座机 010-12345678", TELEPHONE),
    ("rang +44 20 7946 0123 twice", TELEPHONE),
    ("call 07700 900123", TELEPHONE),
    ("+1 (((((((((( 2345678", TELEPHONE),
    ("+1 2 3 4 5 6 7 8 9", TELEPHONE),
    ("call 020 7946 0123", TELEPHONE),
    ("(617) 555-0123", TELEPHONE),
    ("617-555-0123.", TELEPHONE),
    ("身份证11010519491231002X", IDENTITY),
    ("NI number QQ 12 34 56 C".replace("QQ", "AB"), IDENTITY),
    ("SSN 123-45-6789", IDENTITY),
    ("card 4111 1111 1111 1111 charged twice", CARD),
    ("卡号6212345678900000003", CARD),
    ("378282246310005", CARD),
]

LEFT_ALONE = [
    "order 13800138000 is late",
    "订单号：13800138000",
    "运单 4111111111111111",
    "C-2611-7QK3XM4TV",
    "received 2026-11-21 09:12:33",
    "2026-11-21T09:12:33+08:00",
    "20261121091233",
    "paid 1,234,567.89 EUR and 4111.11",
    "invoice 2026-0000123",
    "11010519491231002Y 110105194913310021",  # no such check character, no such month
    "000-12-3456 and 900-12-3456",
    "4111 1111 1111 1112",  # Luhn says no
    "CU-88213, SKU 0123456789012",
    "p***@example.org",
    "王**, 138****8000",
    "version 10.11.12.13",
    "101000295613",
]


@pytest.mark.parametrize(("text", "code"), FOUND)
def test_each_kind_is_found(text: str, code: str) -> None:
    assert kinds_in(text) == {code}


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_order_numbers_ids_dates_amounts_and_masked_values_are_left_alone(text: str) -> None:
    assert kinds_in(text) == set()


@given(st.datetimes(), st.decimals(0, 10**9, places=2))
def test_no_time_and_no_amount_is_personal(at: object, amount: object) -> None:
    assert kinds_in(f"{at} {amount}") == set()


def test_titles_and_notes_are_warned_of_without_their_values_and_no_check_fails() -> None:
    context = FakeContext()
    case = context.open()
    note(context, case, "call 07700 900123 or write to flora@example.com", EventStamp())
    context.rewrite(case, "title: The parcel came open", "title: SSN 123-45-6789")
    report = check(context)
    assert report.findings == []
    advice = [each for each in report.advice if each.code != "B013"]
    assert [each.code for each in advice] == [IDENTITY, EMAIL, TELEPHONE]
    said = " ".join(str(each.what) for each in report.advice)
    assert not any(value in said for value in ("07700", "900123", "flora", "123-45"))
    assert "move it to a private field" in said


def test_a_template_may_allow_it() -> None:
    context = FakeContext(templates={"plain": TEMPLATE.replace("version: 7", "version: 7\npersonal_data: allowed")})
    note(context, context.open(), "call 07700 900123", EventStamp())
    assert [each.code for each in check(context).advice] == ["B013"]


def test_what_mail_records_is_left_alone() -> None:
    """The sender's line is written by casectl, and what the customer wrote by nobody of the desk."""
    context = FakeContext(settings=f"{SETTINGS}mail: {{addresses: [care@example.org], template: plain, team: back}}\n")
    case = context.open()
    mails = [
        f"From: Kit <kit@example.org>\nTo: care@example.org\nMessage-ID: <{number}@example.org>\nSubject: {subject}\n\n"
        "Ring 07700 900123.\n"
        for number, subject in enumerate((f"About {case}", "A torn hem"))
    ]
    take_in(context, [mail_in(each.encode()) for each in mails], b"key")
    assert len([*context.case_ids()]) == 2
    assert EMAIL not in {each.code for each in check(context).advice}
    note(context, case, "call 07700 900123", EventStamp())
    assert [each.code for each in check(context).advice if each.code == TELEPHONE] == [TELEPHONE]
