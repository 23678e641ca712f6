"""Rules on acts and chains of acts."""

from __future__ import annotations

from collections.abc import Iterator

from control_atlas.check.context import Context
from control_atlas.check.rule import Fault, base_rule, record_rule
from control_atlas.days import earliest, latest, spoken
from control_atlas.link.acts import STATUS, Act
from control_atlas.link.life import MADE
from control_atlas.records import Record


@base_rule(
    "act-cycle",
    topic="acts",
    example="No. 70 suspends No. 55 while No. 55 rescinds No. 70",
    fix="Remove or correct the act that closes the circle.",
)
def act_cycle(context: Context) -> Iterator[tuple[Record, Fault]]:
    """Acts that change a status form no circle. Otherwise the status of each would rest on itself."""
    acting: dict[str, list[Act]] = {}
    for act in context.kb.acts:
        if act.does in STATUS:
            acting.setdefault(act.by, []).append(act)
    finished: set[str] = set()
    for origin in acting:
        if origin in finished:
            continue
        trail = [origin]
        ways = [iter(acting[origin])]
        while ways:
            step = next(ways[-1], None)
            if step is None:
                finished.add(trail.pop())
                ways.pop()
            elif step.target in trail:
                chain = " -> ".join([*trail[trail.index(step.target) :], step.target])
                path = ("acts", step.position, "target")
                message = f"Acts run in a circle: {chain}."
                fault = Fault(path, step.target, message, "Remove the act that closes the circle.")
                yield context.kb.records[step.by], fault
            elif step.target not in finished and step.target in acting:
                trail.append(step.target)
                ways.append(iter(acting[step.target]))


@base_rule(
    "act-before-target",
    topic="acts",
    example="a suspension of 2025-01-01 of a rule issued on 2025-09-29",
    fix="Correct the day of the act, or its target.",
)
def act_before_target(context: Context) -> Iterator[tuple[Record, Fault]]:
    """No act takes effect before its target existed. One cannot suspend what was not yet made."""
    kb = context.kb
    for act in kb.acts:
        target = kb.instruments.get(act.target)
        start = latest(kb.lives.start(act))
        if target is None or start is None or act.does in ("implements", "announces", "questions"):
            continue
        dates = target.data.get("dates", {})
        made = min(
            (str(earliest(dates[name])) for name in (*MADE, "effective") if name in dates), default=None
        )
        if made is not None and start < made:
            message = f"{act.by} {act.does} {act.target} from {start}, before that was made ({made})."
            yield kb.records[act.by], Fault(("acts", act.position), start, message, "Correct the day.")


@record_rule(
    "act-before-own-instrument",
    topic="acts",
    example="an instrument issued 2025-11-07 whose act runs from 2025-10-01",
    fix="Correct the act's first day.",
    kinds=("instruments",),
)
def act_before_own_instrument(record: Record, context: Context) -> Iterator[Fault]:
    """An act takes effect no earlier than its own instrument was made, unless it corrects or confirms."""
    dates = record.data.get("dates", {})
    known = [str(earliest(dates[name])) for name in (*MADE, "effective") if name in dates]
    if not known:
        return
    for position, act in enumerate(record.data.get("acts", ())):
        start = act.get("from")
        if start is None or act["does"] in ("corrects", "confirms-enforcement", "interprets"):
            continue
        if str(latest(start)) < min(known):
            message = f"The act runs from {spoken(start)}, but the instrument was made on {min(known)}."
            yield Fault(("acts", position, "from"), spoken(start), message, "Correct the act's first day.")


@record_rule(
    "act-on-itself",
    topic="acts",
    example="us-fr-2025-19846 suspends us-fr-2025-19846",
    fix="Name the instrument that is acted on.",
    fields=("acts",),
)
def act_on_itself(record: Record, context: Context) -> Iterator[Fault]:
    """An instrument does not act on itself; its own last day says when it ends."""
    for position, act in enumerate(record.data.get("acts", ())):
        if act["target"].partition("#")[0] == record.id:
            message = f"{record.id} acts on itself."
            yield Fault(("acts", position, "target"), act["target"], message, "Name the other instrument.")
