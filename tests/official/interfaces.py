"""Answers in the shapes of the publishers' interfaces. The wording is invented: no official text stands here."""

from __future__ import annotations

import json

from publisher import Publisher

ECFR = "/www.ecfr.gov/api/versioner/v1"
CELLAR = "/publications.europa.eu/resource/celex"
SECTION_URL = f"{ECFR}/full/{{day}}/title-15.xml?part=744&section=744.23"
LIST_URL = f"{ECFR}/full/{{day}}/title-15.xml?part=774&appendix=Supplement%20No.%201%20to%20Part%20774"

SECTION = """<?xml version="1.0" encoding="UTF-8"?>
<DIV8 N="744.23" TYPE="SECTION" VOLUME="2"><HEAD>§ 744.23 Invented heading of a section.</HEAD>
<P>Words before the first paragraph.</P>
<P>(a) <I>Scope of the invented rule.</I> (1) Machines of {number} units fall under it.</P>
<P>(2) A second paragraph; see also § 740.2(a)(9).</P>
<P>(i) A point of it.</P>
<P>(ii) Another point.</P>
<P>(A) Deeper still.</P>
<P>(3) A third paragraph.</P>
<P>(b) <I>Second.</I> Words of the second.</P>
<CITA>[invented source note]</CITA></DIV8>
"""
LIST = """<?xml version="1.0" encoding="UTF-8"?>
<DIV9 N="Supplement No. 1 to Part 774" TYPE="APPENDIX"><HEAD>Supplement No. 1 to Part 774—An invented list</HEAD>
<HD1>Category 3</HD1>
<FP-2><B>3A001 Invented parts of circuits.</B></FP-2>
<P>a. Parts with a value of 7 or more.</P>
<FP-2><B>3A090 Invented circuits.</B></FP-2>
<P>Words under the heading.</P>
<P>a. Circuits with any of the following:</P>
<P>a.1. A sum of {number} or more; <I>or</I></P>
<P>a.2. A sum of 1,600 or more and a density of 5.92 or more.</P>
<P>b. Other circuits.</P></DIV9>
"""
CONTENTS = {
    "type": "title",
    "identifier": "15",
    "children": [
        {
            "type": "part",
            "identifier": "744",
            "children": [
                {"type": "section", "identifier": "744.23", "label": "§ 744.23 Invented", "reserved": False},
                {"type": "section", "identifier": "744.24", "label": "§ 744.24 [Reserved]", "reserved": True},
            ],
        }
    ],
}
FR_FACTS = {
    "title": "An invented document",
    "document_number": "2023-23055",
    "publication_date": "2023-10-25",
    "start_page": 73458,
    "full_text_xml_url": "https://www.federalregister.gov/documents/full_text/xml/2023/10/25/2023-23055.xml",
}
FR_TEXT = """<?xml version="1.0"?>
<RULE><PREAMB><SUBJECT>An invented document</SUBJECT></PREAMB>
<SUPLINF><P>Words on the first page.</P><PRTPAGE P="73459"/><P>Words on the second page.</P></SUPLINF></RULE>
"""
ACT = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml"><body><div class="eli-container">
<div class="eli-subdivision" id="rct_1"><p>(1) An invented recital.</p></div>
<div class="eli-subdivision" id="art_4"><p class="oj-ti-art">Article 4</p><p class="oj-sti-art">Invented article</p>
<div id="004.001"><p class="oj-normal">1.&nbsp;&nbsp;First &amp; foremost.</p>
<table><tbody><tr><td><p>(a)</p></td><td><p>a point;</p></td></tr></tbody></table></div>
<div id="004.002"><p class="oj-normal">2. Second.</p></div></div>
<div class="eli-container" id="anx_I"><p>ANNEX I</p><p>3A001 Invented entry.</p></div></div></body></html>
"""
SI = """<?xml version="1.0" encoding="utf-8"?>
<Legislation xmlns="http://www.legislation.gov.uk/namespaces/legislation" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dct="http://purl.org/dc/terms/" xmlns:ukm="http://www.legislation.gov.uk/namespaces/metadata">
<ukm:Metadata><dc:title>The Invented Regulations 2025</dc:title><dct:valid>2025-11-20</dct:valid></ukm:Metadata>
<Secondary><Body>
<P1 id="regulation-7"><Pnumber>7</Pnumber><P1para>
<P2 id="regulation-7-1"><Pnumber>1</Pnumber><P2para><Text>First words.</Text></P2para></P2>
<P2 id="regulation-7-3"><Pnumber>3</Pnumber><P2para><Text>Third words.</Text></P2para></P2></P1para></P1>
</Body><Schedules><Schedule id="schedule-2"><Title>Invented schedule</Title></Schedule></Schedules></Secondary>
</Legislation>
"""


def put_up(server: Publisher, *, day: str = "2026-11-20", number: str = "4,800") -> None:
    """Every publisher answers; the code is current up to ``day`` and says ``number``."""
    titles = {"titles": [{"number": 15, "name": "Commerce", "up_to_date_as_of": day}]}
    server.put(f"{ECFR}/titles.json", json.dumps(titles))
    server.put(f"{ECFR}/structure/{day}/title-15.json", json.dumps(CONTENTS))
    server.put(SECTION_URL.format(day=day), SECTION.format(number=number))
    server.put(LIST_URL.format(day=day), LIST.format(number=number))
    fields = "fields%5B%5D=title&fields%5B%5D=document_number&fields%5B%5D=publication_date&fields%5B%5D=start_page"
    api = f"/www.federalregister.gov/api/v1/documents/2023-23055.json?{fields}&fields%5B%5D=full_text_xml_url"
    server.put(api, json.dumps(FR_FACTS))
    server.put("/www.federalregister.gov/documents/full_text/xml/2023/10/25/2023-23055.xml", FR_TEXT)
    server.put(f"{CELLAR}/32021R0821", ACT)
    server.put("/www.legislation.gov.uk/uksi/2025/1197/made/data.xml", SI)
