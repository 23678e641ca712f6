"""Photographs the site: each page wide, on a phone and dark, as small PNG files of few colours."""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from serving import serving  # noqa: E402

ON = "2026-11-22"
PAGES = {
    "home": "index.html",
    "record": "chip-export-controls/us-eccn-3a090.html?on=2024-01-15",
    "search": "search.html?q=samarium",
    "explorer": "explore.html?on=2026-01-15&status=suspended",
    "timeline": "timeline.html?regime=China&from=2023-01-01",
    "matrix": "compare/terms.html",
    "elements": "compare/elements.html?on=2026-01-15",
    "classify": "tools/classify.html?chip=nvidia-h20",
    "chips": "tools/chips.html",
}
# Name, width, height, colour scheme.
SHAPES = (("wide", 1280, 800, "light"), ("phone", 390, 780, "light"), ("dark", 1280, 800, "dark"))
COLOURS = 96
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def build(folder: Path) -> Path:
    """The site for the pinned day, in ``folder``."""
    command = [sys.executable, "-c", "from control_atlas.commands import main; main()", "--root", str(ROOT)]
    command += ["site", "build", "--on", ON, "--output", str(folder / "site")]
    subprocess.run(command, check=True, env={**os.environ, "ATLAS_ROOT": str(ROOT)})
    return folder / "site"


def photograph(browser: Browser, address: str, shape: tuple[str, int, int, str]) -> bytes:
    """One page as PNG, after its scripts have filled it."""
    _, width, height, scheme = shape
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.clock.set_fixed_time(f"{ON}T12:00:00")
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    picture = page.screenshot()
    context.close()
    return picture


def reduced(picture: bytes) -> bytes:
    """The picture with few colours, a quarter of its size and hard to tell apart."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    small = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """Takes all pictures, or those named."""
    parser = argparse.ArgumentParser(prog="scripts/screenshots", description=main.__doc__)
    parser.add_argument("names", nargs="*", choices=[*PAGES, []], metavar="NAME", help=", ".join(PAGES))
    parser.add_argument("--site", type=Path, help="a built site; without it, one is built")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "assets" / "screenshots")
    given = parser.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="atlas-site-") as folder:
        site = given.site or build(Path(folder))
        with serving(site) as base, sync_playwright() as playwright:
            program = shutil.which(os.environ.get("CHROMIUM") or "chromium")
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
            for name in given.names or PAGES:
                for shape in SHAPES:
                    data = reduced(photograph(browser, f"{base}/{PAGES[name]}", shape))
                    file = given.output / f"{name}-{shape[0]}.png"
                    file.write_bytes(data)
                    print(f"{file.name}: {len(data) / 1000:.0f} kB")
            browser.close()


if __name__ == "__main__":
    main()
