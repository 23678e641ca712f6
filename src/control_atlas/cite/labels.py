"""What the written forms of a type of citation are called by those who use them, in the order they want them."""

from __future__ import annotations

from dataclasses import dataclass

from control_atlas.cite.citation import Citation, Form


@dataclass(frozen=True, slots=True)
class Labelled:
    """A form under the name of its style; ``lang`` is given where the text is not English."""

    form: Form
    label: str
    lang: str = ""


_BLUEBOOK = (
    Labelled("full", "Bluebook"),
    Labelled("later", "Bluebook, cited again"),
    Labelled("short", "Short"),
    Labelled("plain", "Plain"),
)
_OSCOLA = (
    Labelled("full", "OSCOLA"),
    Labelled("short", "Official short form"),
    Labelled("eli", "ELI"),
    Labelled("plain", "Plain"),
)
_NAMED = (Labelled("full", "Full"), Labelled("short", "Short"), Labelled("plain", "Plain"))
_OFFICIAL = (Labelled("full", "Official form"), Labelled("short", "Short"), Labelled("plain", "Plain"))


def _native(label: str, lang: str) -> tuple[Labelled, ...]:
    english = Labelled("full", "English form")
    return (Labelled("native", label, lang), english, Labelled("short", "Short"), Labelled("plain", "Plain"))


_OF_TYPE: dict[str, tuple[Labelled, ...]] = {
    **dict.fromkeys(("cfr", "fr", "usc", "public-law", "executive-order", "proclamation"), _BLUEBOOK),
    **dict.fromkeys(("eu-act", "uk-si"), _OSCOLA),
    **dict.fromkeys(("cn-announcement", "cn-decree", "cn-law"), _native("Chinese official form", "zh-Hans")),
    "jp-ordinance": _native("Japanese official form", "ja"),
    "nl-staatscourant": _native("Dutch official form", "nl"),
    **dict.fromkeys(("ca-sor", "official"), _OFFICIAL),
}


def labelled(citation: Citation) -> tuple[Labelled, ...]:
    """The forms of a citation with their names, the one for filings first."""
    return _OF_TYPE.get(citation.TYPE, _NAMED)
