"""The shipped packs, and what a random book has for them."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from casectl.adapters.files import shipped
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.figures.sample import Between, Sample
from casectl.core.filings.filed import Filed
from casectl.core.filings.pack import Pack
from casectl.core.filings.read_pack import read_pack
from tests.core.figures.books import RULES, SINCE, UNTIL, life, some_book

MONTH = int(timedelta(days=31).total_seconds())


def read(name: str, data: bytes) -> tuple[Pack, list[str]]:
    """A pack and what is wrong with it."""
    pack, findings = read_pack(YamlDocuments().read(f"{name}.yaml", data), name)
    return pack, [str(each.what) for each in findings]


PACKS = {name: read(name, data)[0] for name, data in shipped.filings().items()}


def filed(seed: int, fields: dict[str, str], pack: Pack, **choices: tuple[str, ...]) -> Filed:
    """A random book of March for a return, in which every case has these fields."""
    lives = [life(each) for each in some_book(Random(seed))]
    now, before = (Sample.of(lives, Between(since, until, until), RULES)
                   for since, until in ((SINCE, UNTIL), (SINCE - MONTH, SINCE)))  # fmt: skip
    settings = {name: field for name, field in pack.fields() if field}
    return Filed(now, before, {each.id: fields for each in now.seen}, choices, settings, {}, dict(pack.folds))
