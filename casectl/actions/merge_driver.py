"""merge-driver: merge a case that two sides changed, for git."""

from __future__ import annotations

from casectl.actions.context import Reading
from casectl.actions.recording.merged_file import Sides, merged_file
from casectl.core.case.ids import case_path, id_of_path, is_case_id
from casectl.core.case.model import Case
from casectl.core.values.errors import Refused
from casectl.core.values.messages import msg


def merge_driver(context: Reading, path: str, sides: Sides) -> tuple[Case, bytes]:
    """The merged case and its file, which two sides have at `path`.

    Raises Refused for a path that is no case's and for two different cases, Unreadable for a side that cannot be read,
    and the error of settings that cannot be read, since they say in which zone times are written.
    """
    case_id = id_of_path(path)
    if not is_case_id(case_id) or case_path(case_id) != path:
        raise Refused(msg("{path} is not a case file", path=path))
    case, data = merged_file(context.documents, path, sides, context.zone)
    if case.id != case_id:
        raise Refused(msg("the file of {id} says that it is {other}", id=case_id, other=case.id or "-"))
    return case, data
