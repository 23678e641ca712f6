"""A small site of sample pages: enough of every block to look at, search and switch the day on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from sample_records import affiliates_rule, eccn_3a090, instrument, mofcom_18
from sample_values import AFFILIATES, HOME, IN_FORCE, ON, SECTIONS
from stand_ins import stand_ins

from control_atlas.pages import blocks as b
from control_atlas.pages.build import SiteContent
from control_atlas.pages.inline import (
    Link,
    Regime,
    content,
)

__all__ = [
    "AFFILIATES",
    "IN_FORCE",
    "ON",
    "affiliates_rule",
    "eccn_3a090",
    "home",
    "mofcom_18",
    "pages",
    "site_content",
]


def index_page(section: str, title: str, pages: list[b.Page]) -> b.Page:
    """The list of a section; long ones narrow and sort."""
    rows = tuple(
        b.Row(
            (
                content(Link(page.code or "–", page.path, code=bool(page.code))),
                content(Link(page.title, page.path)),
                content(Regime(page.search.jurisdiction if page.search else "US")),
                content(*(page.switch.status[:1] if page.switch else ())),
            )
        )
        for page in pages
    )
    columns = (b.Column("Code"), b.Column("Title"), b.Column("By"), b.Column("Status"))
    return b.Page(
        path=f"{section}/index.html",
        title=title,
        layout="index",
        section=section,
        trail=(HOME,),
        summary=f"All {title.lower()}.",
        switch=b.DateSwitch(ON),
        blocks=(b.Table(columns, rows, caption=f"{title}, by code", sortable=True),),
    )


def home() -> b.Page:
    """The home page."""
    return b.Page(
        path="index.html",
        title="Control Atlas",
        layout="home",
        summary="Who restricts AI chips, the minerals they need, and what model terms forbid.",
        blocks=(
            b.CheckedLine(
                (
                    b.Checked("US law", "2026-11-20"),
                    b.Checked("China", "2026-11-21"),
                    b.Checked("EU", "2026-10-30"),
                    b.Checked("terms", "2026-11-22"),
                ),
                ON,
            ),
            b.Hero(
                "Who restricts the chips, the minerals and the models",
                "Export controls on AI chips, restrictions on rare earths and minerals, and what the "
                "terms of AI models forbid: dated, cited to the paragraph, with what was read and what was not.",
            ),
            b.Doors(
                (
                    b.Door(
                        "Chips",
                        Link("All chip controls", "chip-export-controls/index.html"),
                        "List entries, foreign-direct-product, end-use and end-user rules, licence exceptions.",
                        (Regime("US"), Regime("EU"), Regime("NL"), Regime("JP")),
                        (
                            content(
                                Link("3A090", "chip-export-controls/us-eccn-3a090.html", code=True),
                                " advanced chips",
                            ),
                            content(Link("Affiliates rule", "chip-export-controls/us-affiliates-rule.html")),
                        ),
                    ),
                    b.Door(
                        "Minerals",
                        Link("All mineral restrictions", "mineral-restrictions/index.html"),
                        "Rare-earth and critical-mineral controls, technology bans, quotas, by any country.",
                        (Regime("CN"), Regime("KR")),
                        (
                            content(
                                Link("MOFCOM 2025 No. 18", "mineral-restrictions/cn-mofcom-2025-18.html"),
                                " seven rare earths",
                            ),
                        ),
                    ),
                    b.Door(
                        "Terms",
                        Link("All terms provisions", "terms-provisions/index.html"),
                        "What providers forbid: training on outputs, distillation, regions and owners.",
                        (Regime("terms"),),
                    ),
                )
            ),
            b.Agenda(
                "What changes next",
                "next",
                ON,
                (
                    b.Coming(
                        "2026-11-27",
                        content("Suspension of No. 46 of 2024 para. 2, last day"),
                        regime=Regime("CN"),
                    ),
                    b.Coming(
                        "2027-01-10",
                        content("Extension of the affiliates stay, as announced"),
                        content("No instrument seen."),
                        Regime("US"),
                    ),
                ),
                "Nothing dated lies ahead in the records.",
            ),
            b.Agenda(
                "What changed lately",
                "lately",
                ON,
                (
                    b.Coming(
                        "2026-11-10",
                        content(
                            Link("Affiliates rule", "chip-export-controls/us-affiliates-rule.html"),
                            " back in force by its terms",
                        ),
                        regime=Regime("US"),
                    ),
                ),
                "Nothing changed in the last 90 days.",
                Link("All changes", "instruments/index.html"),
            ),
        ),
    )


def pages() -> Iterator[b.Page]:
    """Every page of the sample site, with stand-ins for what its frame and guides link to."""
    own = list(_pages())
    return chain(own, stand_ins({page.path for page in own}))


def _pages() -> Iterator[b.Page]:
    chips = [eccn_3a090(), affiliates_rule()]
    minerals = [mofcom_18()]
    instruments = [
        instrument("us-fr-2022-21658", "Advanced computing rule of October 2022", "87 FR 62186"),
        instrument("us-fr-2023-23055", "Advanced computing rule of October 2023", "88 FR 73458"),
        instrument("us-fr-2024-28270", "Foreign-produced item rule of December 2024", "89 FR 96790"),
    ]
    listed = {"chip-export-controls": chips, "mineral-restrictions": minerals, "instruments": instruments}
    yield home()
    for section, title in SECTIONS.items():
        yield index_page(section, title, listed.get(section, []))
        yield from listed.get(section, [])


def site_content() -> SiteContent:
    """What the hook gets in tests."""
    files = [
        ("chip-export-controls/us-eccn-3a090.json", b'{"id": "us-eccn-3a090"}\n'),
        ("llms.txt", b"The sample of Control Atlas.\n"),
        (
            "assets/lanes.js",
            b'window.ATLAS_LANES={"on":"2026-11-22","states":[],"standings":[],"lanes":[],"rows":[]};\n',
        ),
        ("assets/cites.js", b'window.ATLAS_CITES={"paths":[],"keys":{},"pages":{}};\n'),
    ]
    return SiteContent(ON, pages(), files, synonyms=(("ownership", "possession", "所有权"),))
