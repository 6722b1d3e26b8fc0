"""What a script may have filled in from a case: its fields, and what else a letter says of it."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo

from casectl.core.case.model import Case
from casectl.core.history.for_customer import awaited, customer_view
from casectl.core.template.model import Field, Template
from casectl.core.template.settings import Casebook, Person
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import LocalizedText, Message, msg
from casectl.core.values.tree import Tree, get_in, list_of, text_of
from casectl.core.values.value_class import value_class

OWN: dict[str, Message] = {
    "case": msg("the case's id"),
    "kind": msg("what kind of complaint it is"),
    "state": msg("the state of the case"),
    "owner": msg("the full name of the case's owner"),
    "me": msg("the full name of the writer"),
    "desk": msg("the name of the casebook"),
    "today": msg("the day of the letter"),
    "received_on": msg("the day on which the complaint was received"),
    "next_on": msg("the day by which the customer hears from you next"),
}
"""What a placeholder may name besides the fields and ``due.<clock>``, the day of an open deadline."""

_YES_NO = {"yes": {"en": "yes", "zh": "是"}, "no": {"en": "no", "zh": "否"}}


def is_fillable(name: str, template: Template) -> bool:
    """Whether a case of the template may have a text for a placeholder."""
    part, _, clock = name.partition(".")
    if part == "due":
        return template.clock(clock) is not None
    return name in OWN or template.field_at(tuple(name.split("."))) is not None


@value_class
class Letterhead:
    """Who writes, when (aware) and from which casebook; the language of the letter."""

    book: Casebook
    by: Person
    at: datetime
    language: str


def text_for(case: Case, template: Template, head: Letterhead) -> Callable[[str], str]:
    """The text that a letter has for a placeholder; "" where the case has none."""
    own = _own(case, template, head)

    def text(name: str) -> str:
        if name in own:
            return own[name]
        path = tuple(name.split("."))
        value = get_in(dict(case.fields), path)
        field = template.field_at(path)
        return _written(field, value, head.language) if field and value else ""

    return text


def _own(case: Case, template: Template, head: Letterhead) -> Mapping[str, str]:
    view, zone, language = customer_view(case, template, {}), head.book.zone, head.language
    owner = next((each.title for each in head.book.people if each.name == case.header.owner), "")
    ahead = next((at for at in awaited(case, template) if to_seconds(at) > to_seconds(head.at)), None)
    due = {f"due.{clock}": day_in_words(_day(at, zone), language) for clock, at in case.header.due.items()}
    state = view.state[1]
    return {
        "case": case.id,
        "kind": template.title.within(language),
        "state": state.within(language) if isinstance(state, LocalizedText) else str(state),
        "owner": owner,
        "me": head.by.title,
        "desk": head.book.name,
        "today": day_in_words(_day(head.at, zone), language),
        "received_on": day_in_words(_day(view.received_at, zone), language) if view.received_at else "",
        "next_on": day_in_words(_day(ahead, zone), language) if ahead else "",
        **due,
    }


def _day(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()


def _written(field: Field, value: Tree, language: str) -> str:
    """A field's value as a letter has it: choices by title, dates in words, lists with commas."""
    if isinstance(value, list):
        between = "、" if language == "zh" else ", "
        return between.join(text_of(each) for each in list_of(value))
    text = text_of(value).strip()
    if field.type == "date" and text:
        return day_in_words(date.fromisoformat(text), language)
    if field.type == "yes_no":
        return _YES_NO.get(text, {}).get(language, text)
    title = dict(field.choices).get(text)
    return title.within(language) if title else text


def day_in_words(day: date, language: str) -> str:
    """A day as a letter has it: 3 December 2026, 2026年12月3日."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {month_name[day.month]} {day.year}"
