"""A case as it is recorded; nothing is added to a case with hand edits that are not recorded."""

from __future__ import annotations

from dataclasses import astuple

from casectl.actions.context import Cases, Present
from casectl.actions.lookup.archived import refuse_archived
from casectl.actions.lookup.find import case_in, same_text
from casectl.core.case.compose import drift, way_out
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case
from casectl.core.values.messages import NotFound, Refused, Unreadable, msg
from casectl.ports.recording import Head


def recorded_case(context: Cases, case_id: str, head: Head) -> Case:
    """The case in HEAD. Raises Refused if the work tree differs or it is in the archive, Unreadable, NotFound."""
    path = case_path(case_id)
    data = context.ledger.blob(path, head.commit) if head.commit else None
    on_disk = context.store.read(path)
    if data is None and on_disk is None:
        refuse_archived(context, case_id)
        raise NotFound(msg("there is no case {id}", id=case_id), hint=msg("casectl list shows the cases"))
    if data is None or on_disk is None or not same_text(data, on_disk):
        if on_disk is not None:  # what cannot be read cannot be adopted either, and says where it is wrong
            edited = _read(context, path, on_disk)
            if data is not None and not {each.id for each in edited.journal} <= _ids_in(context, path, data):
                raise journal_edited(case_id)
        raise Refused(
            msg("{path} has changes that are not recorded", path=path),
            hint=msg(
                "casectl adopt {id} records the changes; git checkout -- {path} reverts them", id=case_id, path=path
            ),
        )
    return _read(context, path, data)


def _read(context: Cases, path: str, data: bytes) -> Case:
    """The case in a file. Raises Unreadable, with what to do about it."""
    try:
        return case_in(context, path, data)
    except Unreadable as error:
        error.hint = error.hint or way_out(path)
        raise


def _ids_in(context: Cases, path: str, data: bytes) -> set[str]:
    return {each.id for each in case_in(context, path, data).journal}


def journal_edited(case_id: str) -> Refused:
    """The error for a journal that somebody edited: nothing but casectl adds to it, `adopt` neither."""
    return Refused(
        msg("the journal of {id} was edited by hand; only casectl commands add to it", id=case_id),
        hint=msg("restore it: git checkout -- {path}", path=case_path(case_id)),
    )


def refuse_drift(context: Present, case_id: str, case: Case) -> None:
    """Raises Refused if the file has another id, or a header that does not follow from its journal."""
    if case.id != case_id:
        raise Refused(
            msg("the file of case {id} contains a different id, {other}", id=case_id, other=case.id or "-"),
            hint=msg("casectl adopt --refold {id} restores the id", id=case_id),
        )
    if drifted := drift(case, context.zone):
        raise Refused(
            msg("the header of {id} does not match its journal", id=case.id),
            problems=[
                msg("{key} is {written}, but the journal says {folded}", key=key, written=written, folded=folded)
                for key, written, folded in map(astuple, drifted)
            ],
            hint=msg(
                "casectl adopt {id} records the hand edit; casectl adopt --refold {id} reverts it, or finishes a merge",
                id=case.id,
            ),
        )
