"""merge-driver: merge a file that two sides changed, for git."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.actions.recording.merged_rules import merged_rule_file
from casectl.core.case.ids import case_path, id_of_path, is_case_id
from casectl.core.template.rule_paths import is_rules
from casectl.core.values.messages import Refused, msg

if TYPE_CHECKING:  # git waits for every import
    from casectl.actions.context import Reading
    from casectl.core.case.model import Case


def merge_driver(context: Reading, path: str, sides: Sides) -> tuple[Case | None, bytes]:
    """The merged file that two sides have at `path`; with the case, if it is one.

    Raises Refused for a path of no case and no rules, for two different cases, and for rules of which both sides
    changed the same; Unreadable for a side that cannot be read, and the error of settings that cannot be read, since
    they say in which zone times are written.
    """
    if is_rules(path):
        return None, merged_rule_file(context.documents, path, sides)
    case_id = id_of_path(path)
    if not is_case_id(case_id) or case_path(case_id) != path:
        raise Refused(msg("{path} is not a case file", path=path))
    case, data = merged_file(context.documents, path, sides, context.zone)
    if case.id != case_id:
        raise Refused(msg("the file of case {id} contains a different id, {other}", id=case_id, other=case.id or "-"))
    return case, data
