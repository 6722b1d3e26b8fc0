"""Which of a case's open follow-ups somebody means."""

from __future__ import annotations

from datetime import datetime, tzinfo

from casectl.core.case.model import Case, FollowUp
from casectl.core.case.owed import PROMISE
from casectl.core.template.model import Template
from casectl.core.time.instants import to_seconds, to_the_minute
from casectl.core.values.messages import NotFound, msg
from casectl.core.values.naming import names_meant, texts_of


def _promised(follow_up: FollowUp, template: Template) -> tuple[str, ...]:
    field = template.field_at(tuple(follow_up.what.split("."))) if follow_up.kind == PROMISE else None
    return texts_of(field.title) if field else ()


def chosen_follow_up(case: Case, template: Template, which: str, now: datetime, zone: tzinfo) -> FollowUp:
    """The open follow-up that `which` means: its id, the beginning of it, what is to be done, or the title of the rule
    that scheduled it; "": the only one.

    Of several that it may mean, the one that is due at `now`. Raises NotFound, naming the open ones with their times.
    """
    open_now = case.header.follow_ups
    titles = {rule.name: texts_of(rule.title) for rule in template.follow_ups}
    exact = [each for each in open_now if which and which in (each.id, each.rule)]
    called = (
        (each.id, (each.what, each.rule, *titles.get(each.rule, ()), *_promised(each, template))) for each in open_now
    )
    meant = names_meant(which, called)
    found = exact or [each for each in open_now if not which or each.id.startswith(which) or each.id in meant]
    due = [each for each in found if to_seconds(each.at) <= to_seconds(now)]
    if len(found) == 1 or (which and len(due) == 1):
        return (found if len(found) == 1 else due)[0]
    if not open_now:
        raise NotFound(
            msg("{id} has no open follow-up", id=case.id),
            hint=msg("casectl followup add {id} TIME WHAT plans one", id=case.id),
        )
    if not which:
        what = msg("{id} has several open follow-ups: say which one", id=case.id)
    elif found:
        what = msg("{which} matches several follow-ups", which=which)
    else:
        what = msg("{id} has no open follow-up {which}", id=case.id, which=which)
    names = [
        msg(
            "{id} ({name}, {at})",
            id=each.id,
            name=each.rule or each.what,
            at=to_the_minute(each.at, zone),
        )
        for each in found or open_now
    ]
    raise NotFound(what, hint=msg("open follow-ups: {names}", names=names))
