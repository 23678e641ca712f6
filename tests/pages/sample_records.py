"""Sample pages of records: two chip controls, an announcement, instruments."""

from __future__ import annotations

from sample_values import AFFILIATES, HOME, IN_FORCE, ON

from control_atlas.pages import blocks as b
from control_atlas.pages.inline import (
    Badge,
    Code,
    DateText,
    Lang,
    Link,
    Regime,
    StatusBadge,
    Verification,
    WebLink,
    content,
)
from control_atlas.pages.spans import Period, Remark, Span


def eccn_3a090() -> b.Page:
    """A control with three versions of one paragraph, a condition tree, acts and citations."""
    first = b.Version(
        held=(Period("2022-10-21", "2023-11-17"),),
        label=content(Link("87 FR 62186", "instruments/us-fr-2022-21658.html", "ccl"), ", excerpt read"),
        text=(content("Integrated circuits with a high transfer rate and enough computing power."),),
        when=b.Group(
            "all",
            (
                b.Test(content("aggregate bidirectional transfer rate of 600 GB/s or more")),
                b.Group(
                    "any",
                    (
                        b.Test(content("bit length times TOPS of 4800 or more")),
                        b.Test(content("programmable for other uses"), judgement=True),
                    ),
                ),
            ),
        ),
        sources=(
            content(
                Link("Rule of October 2022", "instruments/us-fr-2022-21658.html"),
                " ",
                Verification("excerpt"),
            ),
        ),
    )
    second = b.Version(
        held=(Period("2023-11-17", None),),
        label=content(Link("88 FR 73458", "instruments/us-fr-2023-23055.html")),
        text=(content("Integrated circuits by total processing performance and performance density."),),
        when=b.Group(
            "any",
            (
                b.Test(content("total processing performance of 4800 or more")),
                b.Group(
                    "all",
                    (
                        b.Test(content("total processing performance of 1600 or more")),
                        b.Test(content("performance density of 5.92 or more")),
                    ),
                ),
            ),
            label="a",
        ),
        notes=(content("The headquarters test is read differently by two authorities."),),
        sources=(
            content(
                Link("Rule of October 2023", "instruments/us-fr-2023-23055.html"),
                " ",
                Verification("full-text"),
            ),
        ),
    )
    memory = b.Version(
        held=(Period("2024-12-02", None),),
        label=content(Link("89 FR 96790", "instruments/us-fr-2024-28270.html")),
        text=(content("High-bandwidth memory with a memory bandwidth density above 2 GB/s per mm²."),),
        sources=(content(Verification("secondary", "A law firm's note.")),),
    )
    return b.Page(
        path="chip-export-controls/us-eccn-3a090.html",
        title="Advanced computing integrated circuits",
        section="chip-export-controls",
        code="3A090",
        code_list="US Commerce Control List",
        trail=(HOME, Link("Chips", "chip-export-controls/index.html")),
        badges=content(Regime("US", "United States"), " ", Badge("list entry")),
        summary="Chips by computing power and density, and high-bandwidth memory, for most destinations of concern.",
        switch=b.DateSwitch(
            ON,
            changes=("2022-10-07", "2022-10-21", "2023-11-17", "2024-12-02"),
            remarks=(
                Remark(
                    "2025-05-13",
                    None,
                    "One part is not enforced since 2025-05-13, though it was never removed.",
                ),
            ),
            status=(StatusBadge(IN_FORCE),),
        ),
        blocks=(
            b.Facts(
                (
                    b.Fact("List", (content("Commerce Control List, category 3"),)),
                    b.Fact("Reasons for control", (content("RS"), content("AT"))),
                    b.Fact("Controlled since", (content(DateText("2022-10-21")),)),
                    b.Fact("Made", (content(DateText("2022-10-01", by="2022-10-07")),)),
                    b.Fact(
                        "HBM since", (content(DateText("2024-12-02")),), held=(Period("2024-12-02", None),)
                    ),
                    b.Fact(
                        "Official text", (content(WebLink("eCFR", "https://www.ecfr.gov/current/title-15")),)
                    ),
                ),
                "In short",
                "facts",
            ),
            b.Items(
                "What it covers",
                "items",
                (
                    b.Item("a", "a", content("Chips by performance"), (first, second)),
                    b.Item("a.1", "a.1", content("By total processing performance"), (second,), depth=1),
                    b.Item("c", "c", content("High-bandwidth memory"), (memory,)),
                ),
            ),
            b.Timeline(
                "Acts",
                "acts",
                (
                    b.Entry(
                        DateText("2022-10-21"),
                        content("Added by ", Link("87 FR 62186", "instruments/us-fr-2022-21658.html")),
                        mark="start",
                    ),
                    b.Entry(
                        DateText("2023-11-17"),
                        content("Limits changed"),
                        content("Transfer rate gave way to density."),
                        mark="change",
                    ),
                    b.Entry(DateText("2025-05-13"), content("Rescission announced"), mark="statement"),
                    b.Entry(
                        DateText("2027-01-01"),
                        content("Next review"),
                        until=DateText("2027-06-30"),
                        mark="pause",
                    ),
                ),
            ),
            b.Citation(
                (
                    b.CitationForm("Short", "15 C.F.R. pt. 774, supp. no. 1, ECCN 3A090"),
                    b.CitationForm(
                        "Bluebook", "15 C.F.R. pt. 774, supp. no. 1, ECCN 3A090 (as of Nov. 22, 2026)"
                    ),
                    b.CitationForm("Federal Register", "88 Fed. Reg. 73458 (Oct. 25, 2023)"),
                ),
                name="The law",
                links=(
                    content(
                        WebLink("eCFR, 2026-11-22", "https://www.ecfr.gov/on/2026-11-22/title-15/part-774")
                    ),
                ),
                sets=(
                    b.CitationSet(
                        "This record",
                        (
                            b.CitationForm(
                                "Full", "Atlas, chip-export-controls/us-eccn-3a090.html?on=2026-11-22"
                            ),
                        ),
                    ),
                ),
                files=(b.CitationForm("BibTeX", "@misc{us-eccn-3a090,\n  title = {{A & B}},\n}"),),
                permalink=Link("Permalink", "chip-export-controls/us-eccn-3a090.html"),
            ),
            b.Links(
                "Stands on, and what stands on it",
                "links",
                (
                    b.LinkGroup(
                        "Stands on",
                        (
                            content(
                                Link("87 FR 62186", "instruments/us-fr-2022-21658.html"),
                                " ",
                                StatusBadge(IN_FORCE),
                            ),
                        ),
                        more=Link("All 31", "instruments/index.html"),
                        total=31,
                    ),
                    b.LinkGroup(
                        "Corresponds to",
                        (
                            content(
                                Link(
                                    "China's 3C001", "mineral-restrictions/cn-mofcom-2025-18.html", code=False
                                )
                            ),
                        ),
                    ),
                ),
            ),
        ),
        following=Link("Affiliates rule", "chip-export-controls/us-affiliates-rule.html"),
        formats=(
            Link("JSON", "chip-export-controls/us-eccn-3a090.json"),
            Link("Markdown", "chip-export-controls/us-eccn-3a090.md"),
        ),
        source_path="records/chip-export-controls/us/us-eccn-3a090.yaml",
        search=b.SearchFacts(
            "chip-export-controls",
            "Chip control",
            "US",
            code="3A090",
            aliases=("ECCN 3A090", "3A090.a", "87 FR 62186"),
            status="in force",
            topics=("chips", "HBM"),
            years=("2022", "2023", "2024"),
        ),
    )


def affiliates_rule() -> b.Page:
    """A rule that was suspended and came back, codified and enforced apart."""
    return b.Page(
        path="chip-export-controls/us-affiliates-rule.html",
        title="Affiliates rule",
        section="chip-export-controls",
        trail=(HOME, Link("Chips", "chip-export-controls/index.html")),
        badges=content(Regime("US", "United States")),
        summary="Entities owned half or more by listed ones are treated as listed.",
        switch=b.DateSwitch(
            ON,
            changes=("2025-09-29", "2025-11-10", "2026-11-10"),
            status=(StatusBadge(AFFILIATES, "codified"), StatusBadge(AFFILIATES, "enforced")),
        ),
        blocks=(
            b.Notice(
                "warning",
                (content("Officials spoke of an extension to 2027-01-10; no instrument was seen."),),
                "Announced",
            ),
            b.Facts((b.Fact("Citation", (content(Code("90 FR 47201")),)),)),
        ),
        previous=Link("3A090", "chip-export-controls/us-eccn-3a090.html", code=True),
        search=b.SearchFacts(
            "chip-export-controls",
            "Chip control",
            "US",
            code="§ 744.11",
            aliases=("90 FR 47201", "ownership rule"),
            status="in force",
            topics=("ownership",),
            years=("2025",),
        ),
    )


def mofcom_18() -> b.Page:
    """A Chinese announcement with its original title."""
    return b.Page(
        path="mineral-restrictions/cn-mofcom-2025-18.html",
        title="Medium and heavy rare earths",
        section="mineral-restrictions",
        code="2025 No. 18",
        trail=(HOME, Link("Minerals", "mineral-restrictions/index.html")),
        subtitle=(
            content(
                Lang(
                    "商务部 海关总署公告2025年第18号 公布对部分中重稀土相关物项实施出口管制的决定", "zh-Hans"
                )
            ),
        ),
        badges=content(Regime("CN", "China")),
        summary="Licences for samarium, gadolinium, terbium, dysprosium, lutetium, scandium and yttrium items.",
        switch=b.DateSwitch(
            ON,
            changes=("2025-04-04",),
            status=(StatusBadge((Span("2025-04-04", None, "in force", "confirmed"),)),),
        ),
        blocks=(
            b.Table(
                (
                    b.Column("Element"),
                    b.Column("Chinese"),
                    b.Column("Code"),
                    b.Column("HS lines", numeric=True, minor=True),
                ),
                tuple(
                    b.Row(
                        (
                            content(name),
                            content(Lang(han, "zh-Hans")),
                            content(Code(code)),
                            content(str(lines)),
                        )
                    )
                    for name, han, code, lines in (
                        ("Samarium", "钐", "1C902", 4),
                        ("Gadolinium", "钆", "1C903", 3),
                        ("Terbium", "铽", "1C904", 12),
                        ("Dysprosium", "镝", "1C905", 7),
                    )
                ),
                "Elements",
                "elements",
                sortable=True,
            ),
            b.Prose("The list uses *its own* codes. See [how to read a record](reading.html#as-of)."),
        ),
        search=b.SearchFacts(
            "mineral-restrictions",
            "Mineral restriction",
            "CN",
            code="2025 No. 18",
            aliases=("MOFCOM 2025-18", "公告2025年第18号"),
            status="in force",
            topics=("rare earths",),
            years=("2025",),
        ),
    )


def instrument(identity: str, title: str, code: str) -> b.Page:
    """A plain instrument."""
    return b.Page(
        path=f"instruments/{identity}.html",
        title=title,
        section="instruments",
        code=code,
        trail=(HOME, Link("Instruments", "instruments/index.html")),
        badges=content(Regime("US", "United States")),
        switch=b.DateSwitch(ON, status=(StatusBadge(IN_FORCE),)),
        blocks=(b.Items("Parts", "parts", (b.Item("ccl", "ccl", content("Commerce Control List"), ()),)),),
        search=b.SearchFacts(
            "instruments", "Instrument", "US", code=code, status="in force", years=("2022",)
        ),
    )
