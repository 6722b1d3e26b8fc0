"""Numbers as Chinese writes them: ``十五``, ``两``, ``二十三``, ``二〇二六``."""

from __future__ import annotations

import re

from casectl.core.values.regex import regex

DIGITS = {figure: number for number, figure in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
"""The figures, and the number of each."""

POWERS = {"十": 10, "百": 100, "千": 1000}
"""The powers of ten that are written as words."""

NUMERALS = frozenset((*DIGITS, *POWERS))
"""The characters that a Chinese number consists of."""


def chinese_number(text: str) -> int | None:
    """The number below 10,000 that a run of NUMERALS writes; None if it writes none.

    ``二〇二六`` is written figure by figure; ``零五`` is 5, as in the minutes of a time.
    """
    if not any(power in text for power in POWERS):
        return int("".join(str(DIGITS[figure]) for figure in text)) if text else None
    total, figure, bound = 0, 0, 10_000
    for character in text.replace("零", ""):
        if character in POWERS:
            power = POWERS[character]
            if power >= bound or (figure == 0 and power != 10) or (figure == 0 and total % 100):
                return None
            total, figure, bound = total + (figure or 1) * power, 0, power
        elif figure:
            return None
        else:
            figure = DIGITS[character]
    if bound > 10 and text[-2:-1] != "零":  # 一百二 is 120, 三千五 is 3500
        figure *= bound // 10
    return total + figure


def level_written(text: str) -> str:
    """The number of a level written as ``3``, ``level 3``, ``L3`` or ``三级``; "" if it is none."""
    found = _LEVEL.fullmatch(text.strip().casefold())
    return (str(chinese_number(found[1])) if found[1] in NUMERALS else found[1]) if found else ""


_LEVEL = regex(r"(?:l|level ?|第)?([1-9]|[一二三四五六七八九])级?", re.ASCII)
