"""The rules as a commit has them, whatever the work tree says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from casectl.casebook.past_rules import PastRules
from casectl.core.case.ids import id_of_path
from casectl.core.law.rule_change import RulesOf
from casectl.core.template.settings import SETTINGS
from casectl.ports.recording import Ledger

_TEMPLATES = "templates"


class RulesAt:
    """The rules of the commits of a ledger; `past` reads the versions of their files."""

    def __init__(self, ledger: Ledger, past: PastRules) -> None:
        self._ledger, self._past = ledger, past

    def rules(self, commit: str, instead: Mapping[str, str]) -> RulesOf:
        """Settings and templates of a commit ("": none), other versions `instead` of those it has ("": no file)."""
        versions = {path: version for path, version in {**self.versions(commit), **instead}.items() if version}
        settings = versions.get(SETTINGS)
        names = [id_of_path(path) for path in versions if path.startswith(f"{_TEMPLATES}/")]
        template = partial(self._past.template, versions=versions)
        return RulesOf(self._past.settings(settings) if settings else None, {name: template(name) for name in names})

    def pins(self, versions: Mapping[str, str], template: str) -> dict[str, str]:
        """What an event says that is recorded on top of a commit with these `versions`: settings and template, each
        with its version.

        Empty if the casebook had no law there.
        """
        casebook = self._past.settings(versions.get(SETTINGS, ""))
        if not (casebook and casebook.law):
            return {}
        return {path: versions[path] for path in (SETTINGS, *self._past.files(template, versions))}

    def versions(self, commit: str) -> dict[str, str]:
        """casectl.yaml, the templates and the calendars of a commit ("": none), each with its version."""
        if not commit:
            return {}
        top = self._ledger.files_in("", commit)
        found = {SETTINGS: top[SETTINGS]} if SETTINGS in top else {}
        for folder in (_TEMPLATES, "calendars"):
            listed = self._ledger.files_in(folder, commit) if folder in top else {}
            found |= {f"{folder}/{name}": oid for name, oid in listed.items() if name.endswith(".yaml")}
        return found
