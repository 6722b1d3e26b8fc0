"""mail puts each message where it belongs, once; what it cannot place waits, and no machine opens a case or stops a
clock.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from email.utils import format_datetime

import pytest

from casectl.actions.mail import MailReader, drop, open_new, place, take_in, waiting
from casectl.actions.today import TodayFilter, today
from casectl.adapters.mail.parsing import mail_in
from casectl.core.mail.reports import MailReport
from casectl.core.mail.tokens import token
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.messages import NotFound, Refused, UsageError
from tests.actions.cases import AT_ONCE, case_in, refused
from tests.actions.mailing.letters import FIRST, SECOND, letters, message
from tests.fakes.context import NOW, FakeContext
from tests.fakes.rules import SETTINGS

KEY = bytes(range(32))
READER = MailReader(mail_in, KEY)
MAIL = """\
mail:
  addresses: [care@example.org]
  template: plain
  team: back
"""


@pytest.fixture
def desk() -> FakeContext:
    """A casebook whose mail opens cases."""
    return FakeContext(settings=SETTINGS + MAIL)


def taken(desk: FakeContext, *contents: bytes) -> MailReport:
    """What becomes of some messages."""
    return take_in(desk, [mail_in(each) for each in contents], KEY)


def opened(desk: FakeContext, message_id: str) -> str:
    """The case that a message opens."""
    [row] = taken(desk, message("Torn", Message_ID=message_id)).rows
    return row.case


def received(desk: FakeContext, case: str) -> int:
    """When a case was received, in seconds since 1970."""
    at = desk.case(case).header.received_at
    return to_seconds(at) if at else 0


def test_sixty_messages_are_placed_right(desk: FakeContext) -> None:
    """In one go, each on record with all of its bytes; and taking them in again adds nothing."""
    cases = {"first": opened(desk, FIRST), "second": opened(desk, SECOND), "numbered": desk.open(), "": ""}
    table = letters(token(KEY, cases["second"]), f"{cases['first']}.0123456789abcdef", cases["numbered"])
    assert len(table) >= 60
    mails = [mail_in(b"Message-ID: <%d@x>\r\n%b" % (number, each.content)) for number, each in enumerate(table)]
    report = take_in(desk, mails, KEY)
    found = [(each.what, row.result, row.case if row.result != "opened" else "")
             for each, row in zip(table, report.rows, strict=True)]  # fmt: skip
    assert found == [(each.what, each.result, cases[each.case]) for each in table]
    kept = {data for path, data in desk.store.files.items() if path.endswith(".eml")}
    assert {mail.content for mail in mails} <= kept
    texts = {event.id: event.text("text") for case in desk.case_ids() for event in desk.case(case).journal}
    read = {mail.event_id: each.text for mail, each in zip(mails, table, strict=True) if each.case and each.text}
    assert {event: texts[event] for event, end in read.items() if not texts[event].endswith(end)} == {}
    before = len(desk.ledger.commits)
    assert {row.result for row in take_in(desk, mails, KEY).rows} == {"known"}
    assert len(desk.ledger.commits) == before


def test_a_message_opens_a_case_as_the_settings_say(desk: FakeContext) -> None:
    """In the team's queue, with nobody as its owner, received when it was sent."""
    sent = plus(NOW, timedelta(hours=-1))
    [row] = taken(desk, message("Torn\n\nFlora", Message_ID=FIRST, Date=format_datetime(sent))).rows
    case = desk.case(row.case)
    assert (case.header.owner, case.header.team, received(desk, row.case)) == ("", "back", to_seconds(sent))
    assert (case.title, case.fields["problem"]) == ("Parcel", "Torn\n\nFlora")
    assert [event.kind for event in case.journal] == ["opened", "noted", "attached"]  # no field has the sender
    assert case.journal[0].text("message_id") == FIRST


@pytest.mark.parametrize(
    ("date", "hours"),
    [("", 0), ("Thu, 1 Jan 1970 00:00:00 +0000", 0), ("Sat, 1 Jan 2050 00:00:00 +0000", 0), ("yesterday", 0),
     ("Mon, 23 Nov 2026 01:30:00 +0000", -0.5)],
)  # fmt: skip
def test_a_date_that_cannot_be_believed_starts_no_clock(desk: FakeContext, date: str, hours: float) -> None:
    """It counts from when the message came in."""
    [row] = taken(desk, message(Date=date)).rows
    assert received(desk, row.case) == to_seconds(plus(NOW, timedelta(hours=hours)))


HOP = "from mx.example.com by mail.example.org with ESMTPS id 1; "


@pytest.mark.parametrize(
    ("hop", "date", "days"),
    [("Sat, 31 Oct 2026 10:00:00 +0800", "Mon, 23 Nov 2026 01:30:00 +0000", -23),
     ("Sat, 31 Oct 2026 10:00:00 +0800", "Thu, 1 Jan 1970 00:00:00 +0000", -23), ("nonsense", "", 0),
     ("Sat, 1 Jan 2050 00:00:00 +0000", "Sat, 1 Jan 2050 00:00:00 +0000", 0)],
)  # fmt: skip
def test_a_case_has_the_month_in_which_our_server_got_its_message(
    desk: FakeContext, hop: str, date: str, days: int
) -> None:
    """Whatever its sender says: neither its Date nor what an earlier server is said to have written counts."""
    forged = message(Date=date).replace(b"From:", b"Received: from x by y; Thu, 1 Jan 2004 00:00:00 +0000\r\nFrom:", 1)
    [row] = taken(desk, b"Received: %b\r\n%b" % (f"{HOP}{hop}".encode(), forged)).rows
    at = plus(NOW, timedelta(days=days))
    assert row.case.startswith(f"C-{at:%y%m}-")
    assert received(desk, row.case) == to_seconds(at)


@pytest.mark.parametrize("year", ["1970", "9999", "2027"])
def test_a_sender_chooses_no_month(desk: FakeContext, year: str) -> None:
    """Where no server has written when it got the message, a Date counts that can be believed, else the present."""
    [row] = taken(desk, message(Date=f"31 Dec {year} 23:59:59 +0000")).rows
    assert row.case.startswith(f"C-{NOW:%y%m}-")


def test_no_machine_stops_a_clock(desk: FakeContext) -> None:
    """What is filed with a case is no contact, and a closed case gets the customer's word without being reopened."""
    case = opened(desk, FIRST)
    due = str(desk.case(case).header.due)
    taken(desk, message(In_Reply_To=FIRST, Auto_Submitted="auto-replied"))
    assert desk.case(case).journal[-2].kind == "filed"
    assert str(desk.case(case).header.due) == due
    over = case_in(desk, "closed")
    [row] = taken(desk, message("Broken again", Subject=over)).rows
    assert (row.result, row.case, desk.case(over).header.state) == ("added", over, "closed")
    assert [event.kind for event in desk.case(over).journal[-2:]] == ["contacted", "attached"]


def test_a_message_known_by_its_id_alone_keeps_no_other_out(desk: FakeContext) -> None:
    """Whoever guesses a Message-ID and comes first does not make another's letter a double."""
    first, second = message(Message_ID=FIRST, From="eve@example.com"), message(Message_ID=FIRST)
    assert Counter(row.result for row in taken(desk, first, second, second).rows) == {"opened": 2, "known": 1}


def test_files_are_kept_once(desk: FakeContext) -> None:
    """The same picture in every reply is one file; another one of the same name is a second."""
    case = opened(desk, FIRST)
    taken(desk, *(_with_file(data, number) for number, data in enumerate((b"logo", b"logo", b"other"))))
    files = [path for path in desk.store.files if path.startswith(f"attachments/{case}/")]
    names = [path.rpartition("-")[2] for path in files if not path.endswith(".eml")]
    assert names == ["logo.png", "logo.png"]


def _with_file(data: bytes, number: int) -> bytes:
    body = f"--e\r\n\r\nhi\r\n--e\r\nContent-Disposition: attachment; filename=logo.png\r\n\r\n{data.decode()}\r\n--e--"
    kind = "multipart/mixed; boundary=e"
    return message(body, Content_Type=kind, In_Reply_To=FIRST, Message_ID=f"<f{number}@example.com>")


def test_what_waits_is_placed_by_a_person(desk: FakeContext) -> None:
    """On a case, as a case of its own, or dropped with a reason; then it waits no more, and is not taken in again."""
    case = desk.open()
    contents = [message(str(number), From="bob@example.org", Message_ID=f"<{number}@x>") for number in range(3)]
    first, second, third = (row.id for row in taken(desk, *contents).rows)
    assert [row.id for row in waiting(desk, READER).rows] == sorted((first, second, third))
    place(desk, first[:6], case, READER, AT_ONCE)
    assert desk.case(case).journal[-2].text("text").endswith("0")
    [row] = open_new(desk, second, "plain", READER, [("customer.name", "Kim")]).rows
    assert desk.case(row.case).fields["customer"] == {"name": "Kim"}
    drop(desk, third, "advertising", READER)
    assert [path for path in desk.store.files if path.startswith("mail/waiting")] == []
    assert [data for path, data in desk.store.files.items() if path.endswith(f"{third}.yaml") and b"advert" in data]
    assert {row.result for row in taken(desk, *contents).rows} == {"known"}


@pytest.fixture
def flora(desk: FakeContext) -> str:
    """A case whose customer has an address."""
    return opened(desk, FIRST)


def test_who_knows_a_number_is_not_yet_the_customer(desk: FakeContext, flora: str) -> None:
    """A stranger's mail is with the case and stops no clock; once somebody says so, it is the customer's word."""
    sly = message("I agree.", From="Sly <sly@example.net>", Subject=f"Re: {flora}", Message_ID="<sly@x>")
    before = desk.case(flora).header
    [row] = taken(desk, sly).rows
    assert (row.result, row.case, row.next) == ("waits", flora, ("mail", "--place", row.id, flora))
    case = desk.case(flora)
    assert [(each.kind, each.text("sort")) for each in case.journal if each.kind in ("filed", "contacted")] == [
        ("filed", "stranger")
    ]
    assert case.header == before
    assert {each.result for each in taken(desk, sly).rows} == {"known"}
    assert [(each.id, each.sort) for each in waiting(desk, READER).rows] == [(row.id, "stranger")]
    assert "1 message waits for somebody to decide where it belongs" in str(today(desk, TodayFilter("ada")).notes[-1])
    place(desk, row.id, flora, READER, AT_ONCE)
    said = desk.case(flora).journal[-1]
    assert (said.kind, said.text("direction")) == ("contacted", "in")
    assert waiting(desk, READER).rows == ()
    assert "message waits" not in str(today(desk, TodayFilter("ada")).notes)
    with refused(desk, NotFound, "no waiting message"):
        place(desk, row.id, flora, READER, AT_ONCE)
    [again] = taken(desk, sly.replace(b"<sly@x>", b"<more@x>")).rows
    assert (again.result, again.case) == ("added", flora)


def test_a_stranger_may_have_a_case_of_their_own_or_be_dropped(desk: FakeContext, flora: str) -> None:
    letters_in = [message("Hm", From="sly@example.net", Subject=flora, Message_ID=f"<s{each}@x>") for each in range(2)]
    first, second = (row.id for row in taken(desk, *letters_in).rows)
    [row] = open_new(desk, first, "plain", READER, [("customer.name", "Sly")]).rows
    drop(desk, second, "advertising", READER)
    assert (row.case != flora, waiting(desk, READER).rows) == (True, ())
    assert {each.result for each in taken(desk, *letters_in).rows} == {"known"}


@pytest.mark.parametrize(
    ("sender", "headers", "result"),
    [
        ("Flora Fiction <FLORA@example.com>", {}, "added"),
        ("Flora Fiction <flora@example.com.example.net>", {}, "waits"),
        ("flora@example.com <sly@example.net>", {}, "waits"),
        ("Sly <xflora@example.com>", {}, "waits"),
        ("Flora's sister <sister@example.net>", {"In_Reply_To": FIRST}, "added"),
    ],
)
def test_the_address_decides_where_the_case_has_one(
    desk: FakeContext, flora: str, sender: str, headers: dict[str, str], result: str
) -> None:
    """Whoever answers a message of the case has had it."""
    [row] = taken(desk, message(From=sender, Subject=flora, Message_ID="<n@x>", **headers)).rows
    assert (row.result, row.case) == (result, flora)


def test_a_case_without_any_address_takes_the_customers_name_for_it(desk: FakeContext) -> None:
    case = desk.open()
    rows = taken(desk, *(message(From=f"{name} <a@example.net>", Subject=case, Message_ID=f"<{name[0]}@x>")
                         for name in ("Sly", "Flora Fiction"))).rows  # fmt: skip
    assert [row.result for row in rows] == ["waits", "added"]


def test_nothing_is_placed_by_mistake(desk: FakeContext) -> None:
    case = desk.open()
    [row] = taken(desk, message(From="bob@example.org")).rows
    with refused(desk, NotFound, "there is no waiting message nope"):
        place(desk, "nope", case, READER, AT_ONCE)
    with refused(desk, NotFound, "no waiting message"):
        drop(desk, row.id[:3], "x", READER)
    with refused(desk, UsageError, "say why"):
        drop(desk, row.id, " ", READER)
    with refused(desk, Refused, "Name"):
        open_new(desk, row.id, "plain", READER, [("customer.name", "")])


def test_without_settings_every_new_complaint_waits_with_its_next_step() -> None:
    """And the list says so again, as things are now."""
    desk = FakeContext()
    [row] = taken(desk, message()).rows
    assert (row.result, row.next) == ("waits", ("mail", "--new", row.id, "TEMPLATE"))
    [listed] = waiting(desk, READER).rows
    assert "names no template for new cases" in str(listed.why)
