"""Finding the case that somebody means."""

from __future__ import annotations

import re
from contextlib import suppress

from casectl.actions.context import Cases
from casectl.actions.lookup.archived import all_archived, archived, archived_content
from casectl.core.case.compose import read_case
from casectl.core.case.fold import effective_events
from casectl.core.case.ids import Matches, case_path, has_id_form, is_case_id, matching, may_be_part
from casectl.core.case.model import GOVERNED, JOINED, Case
from casectl.core.query.clause import Clause
from casectl.core.query.selection import Selection
from casectl.core.template.model import JOINED_STATE
from casectl.core.values.messages import CasectlError, Message, NotFound, counted, msg
from casectl.core.values.regex import regex

_COLUMNS = frozenset({"id", "title", *GOVERNED})
"""What the heads of lists say, and no id means."""
_SHOWN = 8
_IS_JOINED = regex(rb"^state: joined\r?$", re.MULTILINE)


def find(context: Cases, case_ref: str) -> str:
    """The id of the one case that `case_ref` (an id, any unambiguous part of one, or a path) means.

    One that was joined to another case means that one, unless it is named by its path: that is its own file.
    A part has four characters or more from behind the month, and is no name of a column. An imported case is also known
    by the number that it had where it comes from, if that can be no part of an id; with the source's name in front it
    never can. A case in the archive is meant where no other is. Raises NotFound: no such case, a wrong check character,
    or several (named, with their titles).
    """
    found = named(context, case_ref)
    return found if case_ref.strip().endswith(".yaml") else _going_on(context, found)


def path_of(context: Cases, typed: str) -> str:
    """The file that is meant by its path, or by an id or a part of one, which have neither folder nor ending.

    Raises NotFound as `find` does.
    """
    if "/" in typed or typed.endswith(".yaml"):
        return typed
    return case_path(typed.upper()) if is_case_id(typed.upper()) else case_path(find(context, typed))


def _going_on(context: Cases, case_id: str) -> str:
    """The case that a case was joined to, or that one to another; itself if it was not joined."""
    seen = {case_id: None}
    while _IS_JOINED.search(_content(context, case_id) or b""):
        other = joined_to(read(context, case_id))
        if other in seen or not (is_case_id(other) and _is_here(context, other)):
            break
        seen[case_id := other] = None
    return case_id


def joined_to(case: Case) -> str:
    """The case that a case was joined to; "" for one that was joined to none."""
    joins = (each.text("case") for each in reversed(effective_events(case.journal)) if each.kind == JOINED)
    return next(joins, "") if case.header.state == JOINED_STATE.name else ""


def named(context: Cases, case_ref: str) -> str:
    """The id of the case that is called so, whatever became of it. Raises NotFound as `find` does."""
    if not case_ref.strip(" -"):
        raise NotFound(msg("say which case: its id, or a part of it"), hint=msg("casectl list shows the cases"))
    word = case_ref.strip().rpartition("/")[2].removesuffix(".yaml")
    if is_case_id(word.upper()) and context.store.has(case_path(word.upper())):
        return word.upper()
    if word.lower() in _COLUMNS:
        raise NotFound(msg("{word} is a column name, not a case", word=word), hint=msg("casectl list shows the cases"))
    found = matching(word, context.case_ids())
    if not found.ids:
        found = matching(word, [each.id for each in all_archived(context)])
    found = _with_a_place(found)
    if len(found.ids) == 1 and not found.is_short:
        return found.ids[0]
    if found.misspelt:
        raise NotFound(
            msg("{id} is not a case id: its check character is wrong, so a character was mistyped or misread", id=word),
            hint=msg("check it again, or give only the part you are sure of"),
        )
    if len(found.ids) == 1:
        raise NotFound(
            msg("{typed} is too short to name a case", typed=case_ref),
            problems=_candidates(context, found.ids),
            hint=msg("give at least four characters after the month: {part}", part=found.ids[0].rpartition("-")[2]),
        )
    if found.ids:
        raise NotFound(
            counted("{typed} matches {count} case", "{typed} matches {count} cases", len(found.ids), typed=case_ref),
            problems=_candidates(context, found.ids),
            hint=msg("give a longer part of the id"),
        )
    _refuse_gone(context, word.upper())
    return _imported(context, case_ref.strip())


def _with_a_place(found: Matches) -> Matches:
    """Those of the matches that are ids; any file below cases/ may lie there. Raises NotFound where none is one."""
    ids = tuple(each for each in found.ids if has_id_form(each))
    if found.ids and not ids:
        raise NotFound(
            msg("{file} below cases/ is not named after a case id", file=f"{found.ids[0]}.yaml"),
            hint=msg("rename the file after the case id in it, or move it out of cases/"),
        )
    return Matches(ids, found.misspelt, found.is_short)


def _imported(context: Cases, number: str) -> str:
    """The id of the one case that was imported under that number. Raises NotFound, naming those that may be meant."""
    here = context.excerpts(Selection(Clause("source <> '' AND instr(source, ?)", (number,)))).cases
    known = {case.text("source"): case.id for case in here}
    known = {**{each.source: each.id for each in all_archived(context) if each.source}, **known}
    found = {source: case_id for source, case_id in known.items() if number in _numbers(source)}
    if len(found) == 1 and not may_be_part(number):
        return next(iter(found.values()))
    named = [
        msg("{source} is case {id} in this casebook", source=source, id=found[source])
        for source in sorted(found)[:_SHOWN]
    ]
    hint = msg("casectl list shows the cases") if not found else msg("give the id, or source and number")
    raise NotFound(msg("there is no case {typed}", typed=number), problems=named, hint=hint)


def _numbers(source: str) -> tuple[str, ...]:
    """What an imported case was called: the number there, with and without the name of the source."""
    return (source, source.partition(":")[2]) if source else ()


def _refuse_gone(context: Cases, case_id: str) -> None:
    """Say of a case that is recorded and has lost its file how to bring it back."""
    path = case_path(case_id) if is_case_id(case_id) else ""
    if path and context.ledger.blob(path) is not None:
        raise NotFound(
            msg("{path} is not in the work tree", path=path), hint=msg("restore it: git checkout -- {path}", path=path)
        )


def _candidates(context: Cases, ids: tuple[str, ...]) -> list[Message]:
    lines = [msg("{id}  {title}", id=each, title=_title(context, each)) for each in ids[:_SHOWN]]
    return lines + ([msg("… and {count} more", count=len(ids) - _SHOWN)] if len(ids) > _SHOWN else [])


def _title(context: Cases, case_id: str) -> str:
    with suppress(CasectlError):
        return read(context, case_id).title
    return ""


def read(context: Cases, case_id: str) -> Case:
    """The case as it is in the work tree, or in the archive. Raises Unreadable, NotFound."""
    data = _content(context, case_id)
    if data is None:
        _refuse_gone(context, case_id)
        raise NotFound(msg("there is no case {typed}", typed=case_id), hint=msg("casectl list shows the cases"))
    return case_in(context, case_path(case_id), data)


def _content(context: Cases, case_id: str) -> bytes | None:
    data = context.store.read(case_path(case_id))
    return archived_content(context, case_id) if data is None else data


def _is_here(context: Cases, case_id: str) -> bool:
    return context.store.has(case_path(case_id)) or archived(context, case_id) is not None


def case_in(context: Cases, path: str, data: bytes) -> Case:
    """The case in a file, without the places of its values in the file. Raises Unreadable."""
    with suppress(CasectlError):  # the strict reader knows the place
        if plain := context.documents.read_plain(path, data):
            return read_case(plain)
    return read_case(context.documents.read(path, data))


def same_text(first: bytes, second: bytes) -> bool:
    """Whether two files are the same, line ends aside (a checkout may have turned them into CRLF)."""
    return first == second or first.replace(b"\r\n", b"\n") == second.replace(b"\r\n", b"\n")
