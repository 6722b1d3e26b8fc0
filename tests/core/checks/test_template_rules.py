"""What `check` says of templates that can be used all the same."""

from __future__ import annotations

import pytest

from casectl.adapters.files import shipped
from casectl.adapters.yaml.reader import read
from casectl.core.checks.template_rules import template_findings
from casectl.core.template.read import read_template
from casectl.core.workflow.guards import GUARDS
from tests.core.clocks.rule_texts import within
from tests.core.clockwork import template

SHIPPED = {name: read(f"templates/{name}.yaml", data) for name, data in shipped.all_templates().items()}


def codes(clocks: str) -> list[tuple[str, bool]]:
    """The codes that are found in a template with these clocks, and whether each is only advice."""
    return [(each.code, each.advice) for each in template_findings(template(clocks))]


@pytest.mark.parametrize(
    ("duration", "warn", "is_found"),
    [
        ("2h", "2h", True),
        ("2h", "119m", False),
        ("1wd", "8wh", True),
        ("1wd", "7wh", False),
        ("8wh", "1wd", True),
        ("24h", "1wd", True),
        ("2h", "2wh", True),
        ("1d", "24h", True),
        ("1w", "6d", False),
        ("2wd", "1wd", False),
        ("1mo", "4w", True),
    ],
)
def test_a_warning_that_is_not_shorter_than_its_deadline_is_found(duration: str, warn: str, is_found: bool) -> None:
    """D7: a 2-hour clock that warns 2 hours ahead is due soon from its first minute; so in every unit."""
    assert codes(within(duration, f", reopening: none, warn: {warn}")) == [("T023", False)] * is_found


def test_a_row_may_have_a_warning_of_its_own() -> None:
    """Without it a row that is shorter than the clock's warning is only advised on, since the other rows want it."""
    rows = "within: [{{when: {{level: 3}}, duration: 1h{own}}}, {{duration: 24h}}], reopening: none, warn: 2h"
    clock = "c: {{title: C, kind: regulatory, starts: received, stops: [state:solved], {rows}}}"
    found = [codes(clock.format(rows=rows.format(own=own))) for own in ("", ", warn: 10m", ", warn: 1h")]
    assert found == [[("T023", True)], [], [("T023", False)]]


def test_a_regulatory_clock_should_say_what_a_reopening_does_to_it() -> None:
    """D8 and D18: otherwise a reopened case is without that deadline, in silence."""
    other = (
        "k: {title: K, kind: internal, starts: [opened, 'event:reopened'], stops: [state:solved],"
        " within: [{duration: 1d}]}"
    )
    silent, spoken = within("5d"), within("5d", ", reopening: none")
    assert codes(f"{silent}\n{other}") == [("T024", True)]
    assert codes(f"{spoken}\n{other}") == []
    assert codes(silent) == codes(silent.replace("regulatory", "internal")) == [("T024", True)]
    assert codes(silent.replace("starts: received", "starts: [received, 'state:working']")) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_is_found_in_a_shipped_template(name: str) -> None:
    """Neither findings nor advice."""
    found, _ = read_template(SHIPPED[name], SHIPPED.get, GUARDS)
    assert found
    assert [str(each.what) for each in template_findings(found)] == []
