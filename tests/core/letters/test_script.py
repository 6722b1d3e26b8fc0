"""The shipped scripts can be used as they are, in both languages, and the narrowest one is meant."""

from __future__ import annotations

from functools import cache, partial

import pytest

from casectl.adapters.files import shipped
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.case.kinds.letters import LETTER_KINDS
from casectl.core.letters.case_texts import is_fillable
from casectl.core.letters.script import Addressed, Script, narrowness, read_script, unknown_placeholders
from casectl.core.template.model import Template
from casectl.core.template.read import read_template
from casectl.core.values.messages import Finding
from casectl.core.values.tree import Source
from casectl.core.workflow.guards import GUARDS

READ = YamlDocuments()
PACKS = {"au-rg271", "ca-fcac", "cn-12315", "cn-12345", "cn-bank-insurance", "ireland-cpc", "uk-eu-payments",
         "uk-fca-disp", "uk-housing", "us-cfpb"}  # fmt: skip


def _read(name: str, data: bytes) -> tuple[Script, list[Finding]]:
    return read_script(READ.read(f"scripts/{name}.yaml", data), name)


@cache
def _source(name: str) -> Source:
    return READ.read(f"templates/{name}.yaml", shipped.templates()[name])


def _template(name: str) -> Template:
    template = read_template(_source(name), _source, GUARDS)[0]
    assert template
    return template


@pytest.mark.parametrize("name", shipped.scripts())
def test_a_shipped_script_is_sound_in_both_languages(name: str) -> None:
    """It has its own passages, and every case of its templates may fill its placeholders."""
    script, findings = _read(name, shipped.scripts()[name])
    assert findings == []
    for each in (script.title, script.subject, script.text, *script.requires):
        assert sorted(language for language, _ in each.by_language) == ["en", "zh"]
    for template in script.templates or ["complaint"]:
        known = partial(is_fillable, template=_template(template))
        assert [str(each) for each in unknown_placeholders(script, known)] == []


def test_every_pack_has_its_final_response_and_every_kind_is_there() -> None:
    assert LETTER_KINDS.keys() <= shipped.scripts().keys()
    assert {f"{pack}-final" for pack in PACKS} <= shipped.scripts().keys()


def test_the_narrowest_script_is_meant() -> None:
    """What a template has of its own comes before what is for all, a state before its category."""
    scripts = [_read(name, data)[0] for name, data in shipped.scripts().items()]

    def best(template: str, state: str, category: str) -> list[str]:
        found = {
            each.name: narrowness(each, Addressed(template, state, category, "", lambda _: "")) for each in scripts
        }
        return [name for name, narrow in found.items() if narrow == max(found.values())]

    assert best("complaint", "received", "open") == ["acknowledgement"]
    assert best("complaint", "waiting", "waiting") == ["holding"]
    assert best("uk-fca-disp", "proposed", "open") == ["uk-fca-disp-final"]
    assert best("complaint", "closed", "closed") == ["delay"]


def test_a_fault_is_told_with_its_place() -> None:
    data = b"script: other\nkind: finall\nrequires: [missing words]\ntext: {en: Hi, zh: Hi}\ncolour: red\n"
    found = [str(each.what) for each in _read("mine", data)[1]]
    assert len(found) == 4, found
