"""The Content-Security-Policy of the site and the check that every page keeps to it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator

from jinja2 import Environment

from control_atlas.pages.tags import Tag, tags

# Depths at which pages lie, as the theme writes them: its inline scripts carry the way to the root.
BASES = (".", "..")
_THEME_SCRIPTS = ("partials/javascripts/base.html", "partials/javascripts/content.html")
_EXECUTABLE = frozenset(
    ("", "text/javascript", "application/javascript", "module", "importmap", "speculationrules")
)


def script_hash(script: str) -> str:
    """The source expression that allows exactly this inline script."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def theme_hashes(
    environment: Environment, features: Iterable[str] = (), site_base: str = "/"
) -> tuple[str, ...]:
    """Hashes of the inline scripts in the theme's own page frame, from its templates alone.

    ``site_base`` is the absolute base that the theme uses on its error page.
    """
    found: dict[str, None] = {}
    config = {"extra": {}, "theme": {"features": list(features)}}
    for base in (*BASES, site_base.rstrip("/") or "/"):
        for name in _THEME_SCRIPTS:
            html = environment.get_template(name).render(
                config=config, base_url=base, features=list(features)
            )
            for tag in tags(html):
                if is_inline_script(tag):
                    found[script_hash(tag.raw)] = None
    return tuple(found)


def policy(hashes: Iterable[str] = ()) -> str:
    """The policy: everything from the site itself, no inline script but those hashed."""
    scripts = " ".join(("'self'", "'wasm-unsafe-eval'", *hashes))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "frame-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def is_inline_script(tag: Tag) -> bool:
    """Whether the tag is a script that would run from the page's own text."""
    if tag.name != "script" or "src" in tag.attributes:
        return False
    kind = tag.attributes.get("type", "").split(";")[0].strip().lower()
    return kind in _EXECUTABLE


def faults(tag: Tag, allowed: frozenset[str]) -> Iterator[tuple[str, str, str, str]]:
    """What on this tag the policy would refuse, as (rule, attribute, value, message)."""
    if is_inline_script(tag) and script_hash(tag.raw) not in allowed:
        yield (
            "inline-script",
            "script",
            tag.raw.strip()[:60],
            "An inline script is not one of the theme's own.",
        )
    for name, value in tag.attributes.items():
        if name.startswith("on"):
            yield "inline-handler", name, value[:60], f"An inline event handler stands on <{tag.name}>."
        elif name == "style":
            yield "inline-style", name, value[:60], f"An inline style stands on <{tag.name}>."
        elif name in ("href", "src", "action", "formaction", "xlink:href", "data") and _runs(value):
            yield "script-address", name, value[:60], f"The address on <{tag.name}> would run as a script."
    if tag.name == "style" or "srcdoc" in tag.attributes:
        yield (
            "inline-style" if tag.name == "style" else "embedded-page",
            tag.name,
            "",
            (f"<{tag.name}> embeds text that the policy refuses."),
        )


def _runs(address: str) -> bool:
    bare = "".join(character for character in address if character > " ").lower()
    return bare.startswith(("javascript:", "vbscript:")) or (
        bare.startswith("data:") and "image/" not in bare[:12]
    )
