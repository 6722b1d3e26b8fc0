"""What merges left to be decided in a case, in words: what counts for now, and what the other side has."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.core.case.contacts import CONTACTED
from casectl.core.case.event_kinds import kind_of
from casectl.core.case.ids import case_path
from casectl.core.case.kinds.clocks import CONFIRMED
from casectl.core.case.kinds.redress import REDRESS_KINDS
from casectl.core.case.model import JOINED, TOOK_OVER, Case, Conflict
from casectl.core.merge.answers import ANSWERED, APPEAL, LETTER, REDRESS, REFUSED
from casectl.core.merge.values import told
from casectl.core.template.free_fields import free_part
from casectl.core.template.labels import NO_LABELS, Labels, changed_title, value_title
from casectl.core.values.messages import Message, Value, msg
from casectl.core.values.tree import Tree, get_in, list_of, mapping_of, text_of
from casectl.core.values.value_class import NamedTuple


class BothSides(NamedTuple):
    """What counted when a merge left it open, and what the other side has; each with ``is``, ``by`` and ``event``."""

    kept: Mapping[str, Tree]
    other: Mapping[str, Tree]


def both_sides(case: Case, conflict: Conflict) -> BothSides:
    """The two sides of a conflict, as the merge recorded them; empty if that is no longer in the journal."""
    event = case.event(conflict.event)
    entries = map(mapping_of, list_of(event.data.get("conflicts")) if event else ())
    found = next((each for each in entries if each.get("about") == conflict.about), {})
    return BothSides(mapping_of(found.get("kept")), mapping_of(found.get("other")))


def title_of(case: Case, conflict: Conflict, labels: Labels = NO_LABELS) -> Value:
    """What a conflict is about, in a few words."""
    return _of_join(case, conflict) or _of_answers(case, conflict) or changed_title(labels, conflict.about)


def in_words(case: Case, conflict: Conflict, labels: Labels) -> Message:
    """A conflict with both sides, their authors, and what counts now."""
    if said := _of_join(case, conflict) or _of_answers(case, conflict):
        return said
    title, sides, now = (
        changed_title(labels, conflict.about),
        both_sides(case, conflict),
        value_now(case, conflict.about),
    )
    kept, other = (_side(conflict.about, each, labels) for each in sides)
    if now in ("", text_of(sides.kept.get("is")).partition(" → ")[0]):
        return msg("{about}: {kept} counts for now; the other side: {other}", about=title, kept=kept, other=other)
    return msg("{about}: {now} counts now; still undecided after a merge: {kept} or {other}",
               about=title, now=value_title(labels, conflict.about, now), kept=kept, other=other)  # fmt: skip


def _of_join(case: Case, conflict: Conflict) -> Message | None:
    """What one side recorded beside a join of the other, with the next step."""
    kind, _, other = conflict.about.partition(".")
    kept, beside = both_sides(case, conflict)
    by, who = text_of(kept.get("by")), text_of(beside.get("by"))
    if kind == TOOK_OVER:
        return msg("{by} merged {other} into this case, while {who} closed it; to reopen it: casectl reopen"
                   " {case} --reason TEXT", by=by, other=other, who=who, case=case.id)  # fmt: skip
    if kind != JOINED:
        return None
    into, path, what = text_of(kept.get("is")), case_path(case.id), text_of(beside.get("is"))
    if what == CONTACTED:
        return msg("{by} merged this case into {other}, while {who} had contact with the customer; to take over"
                   " the contact: casectl merge {path} {other} --reason TEXT",
                   by=by, other=into, who=who, path=path)  # fmt: skip
    return msg("{by} merged this case into {other}, while {who} recorded something in it: {what}; to read it:"
               " casectl show {path}",
               by=by, other=into, who=who, what=kind_of(what).title, path=path)  # fmt: skip


def _of_answers(case: Case, conflict: Conflict) -> Message | None:
    """What both sides decided about one thing; redress that both offered."""
    kind, _, thing = conflict.about.partition(".")
    if kind not in ANSWERED:
        return None
    one, other = (msg("{value} ({by})", value=_answer(each), by=text_of(each.get("by")))
                  for each in both_sides(case, conflict))  # fmt: skip
    if kind == REDRESS and not thing:
        return msg("redress was offered on both sides: {one} and {other}; to take one back: casectl redress refuse"
                   " {case} OFFER --reason TEXT", one=one, other=other, case=case.id)  # fmt: skip
    if kind == REDRESS:
        return msg("both sides recorded what became of one offer of redress: {one} and {other}; casectl redress"
                   " list shows the offer", one=one, other=other)  # fmt: skip
    if kind == LETTER:
        return msg("both sides recorded what became of one letter: {one} and {other}", one=one, other=other)
    if kind == APPEAL:
        return msg("both sides decided one appeal: {one} and {other}; casectl inspect list shows the marks",
                   one=one, other=other)  # fmt: skip
    return msg("both sides decided on one late entry: {one} and {other}", one=one, other=other)


def _answer(side: Mapping[str, Tree]) -> Value:
    what, _, amount = text_of(side.get("is")).partition(" ")
    title = CONFIRMED.titles[REFUSED] if what == REFUSED else REDRESS_KINDS.get(what) or kind_of(what).title
    return msg("{kind}, {amount}", kind=title, amount=amount) if amount else title


def value_now(case: Case, about: str) -> str:
    """The value that counts now of what a conflict is about; "" where that is more than a value."""
    if about == "owner":
        return case.header.owner or case.header.team
    return case.header.state if about == "state" else told(get_in(free_part(case), tuple(about.split("."))))


def _side(about: str, side: Mapping[str, Tree], labels: Labels) -> Value:
    value, by = text_of(side.get("is")), text_of(side.get("by"))
    title = value_title(labels, about, value) if value else "-"
    return msg("{value} ({by})", value=title, by=by) if by else title
