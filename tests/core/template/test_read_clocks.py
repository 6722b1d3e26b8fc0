"""Clocks are read whole, and what can never happen to one is reported."""

from __future__ import annotations

from casectl.core.template.clock_rules import Clock, Extension, Pause, Within
from casectl.core.values.messages import LocalizedText
from tests.core.template.template_texts import changed, faults, good

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
        source=LocalizedText.of("1.5.4R"),
        verified="V-2nd",
        in_force=("2024-01-01", "2027-12-31"),
    )


def test_a_state_that_no_step_enters_stops_no_clock() -> None:
    """A case is new when it is opened, and never again."""
    stopped_by_new = changed("[contact:out, state:done]", "state:new")
    assert faults(stopped_by_new) == []
    found = faults(stopped_by_new.replace("  reopens_to: new\n", ""))
    assert [(code, what) for _, code, what in found] == [
        ("T020", "clock answer can never stop: state:new cannot end it")
    ]
