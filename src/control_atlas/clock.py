"""The only place that asks what day it is."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping

from control_atlas.days import parse_day


def today(on: str | None = None, environment: Mapping[str, str] = os.environ) -> str:
    """The as-of day as ``YYYY-MM-DD``.

    The first that is given wins: ``on``, ``ATLAS_TODAY``, the UTC day of ``SOURCE_DATE_EPOCH``, the UTC day.
    Raises ValueError when the one given is not a calendar day.
    """
    for name, text in (("the day asked", on), ("ATLAS_TODAY", environment.get("ATLAS_TODAY"))):
        if text:
            try:
                return parse_day(text).isoformat()
            except ValueError as fault:
                raise ValueError(f"{name} is {text!r}; write a calendar day as YYYY-MM-DD") from fault
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            moment = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        except (ValueError, OverflowError, OSError) as fault:
            raise ValueError(
                f"SOURCE_DATE_EPOCH is {epoch!r}; it must be whole seconds since 1970"
            ) from fault
        return moment.date().isoformat()
    return datetime.datetime.now(datetime.UTC).date().isoformat()
