"""Figures that a page draws itself: bars on one scale, each with its number in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a figure: what it is of, its length in the figure's unit, and the number in words."""

    label: str
    value: float
    text: str

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError(f"a bar of {self.value} has no length")


@dataclass(frozen=True, slots=True)
class Bars:
    """A figure of bars of one unit on one scale that starts at zero; every bar says its number beside it."""

    title: str
    anchor: str
    bars: tuple[Bar, ...]

    @property
    def shares(self) -> tuple[float, ...]:
        """The length of each bar in per cent of the longest."""
        longest = max((bar.value for bar in self.bars), default=0) or 1
        return tuple(round(100 * bar.value / longest, 2) for bar in self.bars)
