"""The mappings that the package ships are faultless, and the templates they need are too."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from casectl.adapters.files import shipped
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.importing.mapping_checks import findings_against
from casectl.core.importing.read_mapping import read_mapping
from casectl.core.template.model import Template
from casectl.core.values.tree import get_in
from tests.core.importing.import_context import cases, outcomes, shipped_ground, table
from tests.core.law.desk import DESK

LANGUAGES = {"en", "zh"}


@pytest.mark.parametrize("name", shipped.mappings())
def test_a_shipped_mapping_fits_the_template_it_names(name: str) -> None:
    """No fault in either, no field or state that the template does not have; the file's name is the mapping's."""
    source = YamlDocuments().read(f"{name}.yaml", shipped.mappings()[name])
    mapping, faults = read_mapping(source, ZoneInfo("UTC"))
    assert not faults
    assert mapping is not None
    assert mapping.name == name
    assert findings_against(mapping, shipped_ground(name).template, DESK.casebook) == []


@pytest.mark.parametrize("name", sorted(set(shipped.all_templates()) - set(shipped.templates())))
def test_a_template_for_imports_speaks_both_languages(name: str) -> None:
    """Every title and help is there in English and Chinese."""
    tree = YamlDocuments().read(f"{name}.yaml", shipped.all_templates()[name]).tree

    def titles(node: object) -> list[dict[str, object]]:
        if isinstance(node, list):
            return [found for each in node for found in titles(each)]
        if not isinstance(node, dict):
            return []
        own = [node[key] for key in ("title", "help") if key in node]
        return own + [found for key, each in node.items() if key not in ("title", "help") for found in titles(each)]

    found = titles(tree)
    assert len(found) > 10
    assert [each for each in found if not isinstance(each, dict) or set(each) != LANGUAGES] == []


@pytest.mark.parametrize("name", shipped.mappings())
def test_what_is_not_over_can_be_worked_on(name: str) -> None:
    """A step leads on from every state that an import may leave a case in, unless it is closed."""
    template: Template = shipped_ground(name).template
    for state in template.workflow.states:
        if state.category != "closed":
            assert template.workflow.steps_from(state.name)


def test_one_deadline_of_the_sample_is_where_the_data_says() -> None:
    """A recorded deadline keeps its instant through zone and mapping."""
    rules = shipped_ground("boston311", "America/New_York")
    columns = sorted(rules.mapping.columns())
    given = {"case_enquiry_id": "1", "open_dt": "2011-07-01 02:18:31", "target_dt": "2011-07-05 02:18:31", "type": "x",
             "case_title": "y", "case_status": "Open"}  # fmt: skip
    [made] = cases(outcomes(rules, table(",".join(columns), ",".join(given.get(column, "") for column in columns))))
    assert get_in(made.tree(rules.zone), ("due", "resolve")) == "2011-07-05T02:18:31-04:00"
