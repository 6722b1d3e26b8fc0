"""people: somebody more is one recorded change of the settings."""

from __future__ import annotations

import pytest

from casectl.actions.people import add_person, list_people
from casectl.core.template.settings import Person
from casectl.core.values.messages import CasectlError, NotFound, Refused, UsageError
from tests.fakes.context import FakeContext


@pytest.mark.parametrize(
    ("person", "error"),
    [
        (Person("two words", ""), UsageError),
        (Person("new", "", roles=("nothing",)), UsageError),
        (Person("new", "", teams=("nowhere",)), NotFound),
    ],
)
def test_what_cannot_be_is_refused(context: FakeContext, person: Person, error: type[CasectlError]) -> None:
    with pytest.raises(error):
        add_person(context, person)


def test_nobody_is_added_twice(context: FakeContext) -> None:
    known = list_people(context)[0]
    with pytest.raises(Refused, match=f"{known.name} is in casectl.yaml already"):
        add_person(context, known)
