"""Public keys in casectl.yaml: what one is, and when it counts."""

from __future__ import annotations

from datetime import date

import pytest

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.template.settings import Casebook, read_casebook
from casectl.core.template.signing_keys import Forge, SigningKey

KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIFVBDHzC0gXNHKBA5n7KmJqAxLNz2Cgd4PqUTyrsGbZz"


def read(text: str) -> tuple[Casebook, list[str]]:
    """The settings in a text, and what is wrong with them."""
    book, findings = read_casebook(YamlDocuments().read("casectl.yaml", text.encode()))
    return book, [str(each.what) for each in findings]


@pytest.mark.parametrize(
    "keys",
    [
        f'"ssh-ed25519 {KEY}"',
        f'["ssh-ed25519 {KEY} ann at the desk"]',
        f'[{{key: "ssh-ed25519 {KEY}"}}]',
    ],
)
def test_a_key_is_a_line_of_a_public_key_file(keys: str) -> None:
    book, wrong = read(f"people: {{ann: {{keys: {keys}}}}}\nforges: {{hub: {{keys: {keys}}}}}\n")
    assert wrong == []
    assert (book.people[0].keys, book.forges) == ((SigningKey(KEY),), (Forge((SigningKey(KEY),)),))


@pytest.mark.parametrize("text", ["SHA256:abc", KEY, f"ssh-ed25519 {KEY[:-1]}", "ssh-ed25519", "/home/ann/id.pub"])
def test_what_is_no_public_key_is_said_and_counts_for_nothing(text: str) -> None:
    book, wrong = read(f'people: {{ann: {{keys: "{text}"}}}}\n')
    assert ["not a public SSH key" in each for each in wrong] == [True]
    assert book.people[0].keys == ()


def test_a_key_counts_from_its_first_day_to_its_last() -> None:
    book, wrong = read(f'people: {{a: {{keys: [{{key: "ssh-rsa {KEY}", from: 2026-01-05, until: 2026-02-01}}]}}}}\n')
    assert wrong == []
    [key] = book.people[0].keys
    days = [date(2026, 1, 4), date(2026, 1, 5), date(2026, 2, 1), date(2026, 2, 2)]
    assert [key.counts_on(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'people: {{a: {{keys: "ssh-rsa {KEY}"}}, b: {{keys: "ssh-rsa {KEY} b"}}}}', "a and b have the same key"),
        (
            f'people: {{a: {{keys: [{{key: "ssh-rsa {KEY}", from: 2026-02-02, until: 2026-02-01}}]}}}}',
            "is before its first day",
        ),
        ("people: {a: {keys: [{from: 2026-02-02}]}}", "key is missing"),
        ("signatures: yes", "required"),
    ],
)
def test_settings_that_contradict_themselves(text: str, said: str) -> None:
    assert [said in each for each in read(text)[1]] == [True]
