"""The figures of real exports are those of the oracle, which shares no code with the product.

The data are not part of the repository; where they are not, these tests say so and are left out.
"""

from __future__ import annotations

import os
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from casectl.adapters.tables.tables import TableOptions, open_table
from casectl.core.case.compose import read_case
from casectl.core.figures.periods import Period
from casectl.core.figures.report import measured
from casectl.core.figures.sample import Between, Sample
from casectl.core.figures.table import FIGURES
from casectl.core.figures.turns import StateRules
from casectl.core.history.life import life_of
from casectl.core.importing.case_builder import ImportedCase
from casectl.core.importing.plan import KnownCases, plan
from casectl.core.query.references import CUSTOMER
from casectl.core.template.labels import Labels
from casectl.core.values.tree import Source
from tests.core.figures import oracle, told
from tests.core.figures.books import DESK, Written
from tests.core.importing.import_context import shipped_ground
from tests.test_import_real import BOSTON, DATA

UTC = ZoneInfo("UTC")
ROWS = int(os.environ.get("CASECTL_ROWS", "300"))
"""How many rows of each are looked at."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the real exports are not at {DATA}"),
]


def written(tree: dict[str, Any]) -> Written:
    """A case of an export, for the oracle."""
    fields: dict[str, str] = defaultdict(str)
    flatten(fields, tree.get("fields", {}), "")
    who = next((fields[name] for name in CUSTOMER if fields[name]), "")
    fields["customer.ref"] = "".join(letter for letter in who.casefold() if letter.isalnum())
    events = [{**each, "at": int(datetime.fromisoformat(each["at"]).timestamp())} for each in tree["journal"]]
    return Written(tree["id"], events, fields)


def flatten(found: dict[str, str], tree: dict[str, Any], above: str) -> None:
    """The fields by dotted name."""
    for name, value in tree.items():
        if isinstance(value, dict):
            flatten(found, value, f"{above}{name}.")
        elif isinstance(value, str):
            found[f"{above}{name}"] = value


def month_of(at: int) -> Period:
    """The month of an instant."""
    first = datetime.fromtimestamp(at, UTC).date().replace(day=1)
    return Period(first, (first + timedelta(days=32)).replace(day=1))


@pytest.mark.parametrize(
    ("file", "mapping"),
    [
        ("helpdesk-italy/helpdesk_converted.csv.gz", "helpdesk-italy"),
        ("uci498-head/incident_event_log.csv", "servicenow-incidents"),
        (BOSTON, "boston311"),
        ("cfpb-export2023/complaints.csv", "cfpb-export2023"),
        ("cfpb-2013-16/consumer_complaints.csv", "cfpb-2013-16"),
        ("zh-petitions-sample/附件4.xlsx", "zh-petitions"),
    ],
)
def test_a_month_of_a_real_desk_has_the_figures_of_the_oracle(
    file: str, mapping: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That in which the median case was received."""
    rules = shipped_ground(mapping)
    table = open_table(DATA / file, TableOptions(**rules.mapping.table))
    found = [each for each in plan(rules, islice(table.rows(), ROWS), KnownCases({})) if isinstance(each, ImportedCase)]
    trees = [each.tree(UTC) for each in found]
    lives = [life_of(read_case(Source("", tree))) for tree in trees]
    since, until = month_of(sorted(each.received for each in lives)[len(lives) // 2]).seconds(UTC)
    labels = Labels.of(rules.template)
    for module in (oracle, told):
        monkeypatch.setattr(module, "CATEGORIES", {name: each.kind for name, each in labels.states.items()})
        monkeypatch.setattr(module, "SINCE", since)
        monkeypatch.setattr(module, "UNTIL", until)
    monkeypatch.setattr(oracle, "CLOCKS", {name: each.kind for name, each in labels.clocks.items()})
    sample = Sample.of(lives, Between(since, until, until), StateRules({rules.template.name: labels}), desk=DESK)
    ours: dict[tuple[str, str], Any] = {
        (name, each.part): each.value for name, row in FIGURES.items() for each in measured(row, sample)
    }
    assert ours["received", ""] > 0
    assert ours == oracle.figures([*map(written, trees)])
