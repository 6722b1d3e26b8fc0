"""The content of a case's file, which was written out and read back before anything is recorded."""

from __future__ import annotations

from datetime import tzinfo

from casectl.actions.context import Cases
from casectl.actions.recording.proposal import Rewritten
from casectl.core.case.compose import drift, read_case
from casectl.core.case.model import Case
from casectl.core.query.case_facts import excerpt_of
from casectl.core.values.messages import CasectlError, Message, Refused, UsageError, msg
from casectl.core.values.tree import Source


def content_of(context: Cases, source: Source, case: Case, rewritten: Rewritten | None) -> bytes:
    """The content with which the file `source` says what `case` does; a new file if there is no content yet.

    Raises UsageError for what a file may not hold, Unreadable where something in the file would be lost, Refused if
    the form of the file was changed both in `rewritten` and by somebody else.
    """
    if not source.data:
        return context.documents.write(case.tree, names_schema=context.store.has(context.documents.schema_file))
    return context.documents.edit(_base(context, source, rewritten), case.tree)


def _base(context: Cases, source: Source, rewritten: Rewritten | None) -> Source:
    """The text that the case is written into: the edited one, unless somebody else changed the form meanwhile."""
    if rewritten is None:
        return source
    before, after = (context.documents.read(source.file, text) for text in rewritten)
    if _unquoted(context.documents.edit(before, source.tree)) == _unquoted(source.data):
        return after
    if context.documents.edit(before, after.tree) == rewritten.after:
        return source
    raise Refused(
        msg("somebody else edited {path} while you were editing it", path=source.file),
        hint=msg("edit again: your text is kept in the recovery file named above"),
    )


def _unquoted(text: bytes) -> bytes:
    """A text without quotation marks: a tree that was read does not know which of its values had none."""
    return text.replace(b'"', b"")


def check_readable(case_id: str, source: Source, zone: tzinfo) -> None:
    """Raise UsageError if a case that is about to be recorded could not be read, listed or sorted afterwards.

    The tree of `source` is what its content was read back as.
    """
    try:
        read = read_case(source)
        excerpt_of(read)
        keys = [each.key for each in drift(read, zone)]
    except (CasectlError, OverflowError, ValueError) as error:
        raise _unrecordable(
            case_id, error.what if isinstance(error, CasectlError) else msg("{why}", why=str(error))
        ) from None
    if keys:
        raise _unrecordable(case_id, msg("the header would not match the journal: {keys}", keys=keys))


def _unrecordable(case_id: str, why: Message) -> UsageError:
    return UsageError(msg("{id} could not be read again, so nothing was recorded", id=case_id), problems=[why])
