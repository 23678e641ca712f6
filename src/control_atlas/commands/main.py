"""The command group, its common options, and how faults of the user are told."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from control_atlas.atlas import InvalidData
from control_atlas.check.report import as_text
from control_atlas.link.knowledge import NotFound
from control_atlas.load.folder import NoDataFolder

# Where each command lives; only the one that is run is imported.
COMMANDS = {
    "validate": "validating:validate",
    "check-texts": "checking:check_texts",
    "format": "editing:format_",
    "new": "editing:new",
    "status": "asking:status",
    "show": "showing:show",
    "search": "asking:search",
    "changes": "asking:changes",
    "upcoming": "asking:upcoming",
    "cite": "citing:cite",
    "resolve": "resolving:resolve",
    "cite-check": "resolving:cite_check",
    "texts": "official_texts:texts",
    "text": "official_texts:text",
    "classify": "classifying:classify",
    "screen": "screening:screen",
    "compare": "comparing:compare",
    "lookup": "comparing:lookup",
    "stale": "keeping:stale",
    "watch": "keeping:watch",
    "export": "publishing:export",
    "edition": "publishing:edition",
    "release": "releasing:release",
    "mcp": "serving_agents:mcp",
    "site": "publishing:site",
}


class Atlas(click.Group):
    """Finds commands by name, and turns faults that a user can mend into one message and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        found: click.Command = getattr(import_module(f"control_atlas.commands.{module}"), attribute)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except InvalidData as fault:
            errors = [problem for problem in fault.problems if problem.level == "error"]
            click.echo(as_text(errors), nl=False, err=True)
            click.echo(f"{len(errors)} errors in the records; nothing was done.", err=True)
            ctx.exit(1)
        except (NotFound, ValueError) as fault:
            click.echo(f"Error: {fault}", err=True)
            ctx.exit(2)
        except BrokenPipeError:
            raise  # whoever read the output has seen enough; click ends quietly
        except (NoDataFolder, OSError) as fault:
            click.echo(f"Error: {fault}", err=True)
            ctx.exit(3)


@click.group(cls=Atlas, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="control-atlas", message="%(version)s")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    help="Data folder with records/ and schemas/. Default: ATLAS_ROOT, this folder or one above it.",
)
@click.pass_context
def main(ctx: click.Context, root: Path | None) -> None:
    """Dated, cited records of chip export controls, mineral restrictions and AI terms of service.

    Every answer is for a day: --on, else ATLAS_TODAY, else the day of SOURCE_DATE_EPOCH, else today (UTC).
    Nothing here is legal advice or a determination.
    """
    ctx.obj = root
    if sys.stdout.encoding and sys.stdout.encoding.lower() != "utf-8":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
