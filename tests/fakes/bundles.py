"""Bundles in memory: they say which commits and files they are of."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.ports.proving import Bundle


class FakeBundles:
    """A `Bundles` that packs nothing."""

    def prepare(self) -> None:
        """Nothing is slow here."""

    def bundle(self, commit: str, ref: str, touching: Sequence[str], paths: Sequence[str]) -> Bundle:
        """What was asked for, as text."""
        return Bundle("\n".join([commit, ref, *touching, *paths]).encode(), tuple(touching[:1]))
