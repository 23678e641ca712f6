"""Citations: fields to written forms, running text back to fields, official addresses, checks.

``Citation.from_fields`` takes the fields of a record; ``write`` gives a form of it, ``read`` and ``parse`` find
citations in text. One class for each type of instrument, each the only place that writes and reads its type.
"""

from control_atlas.cite import china, documents, eu, gazettes, japan, us_acts, us_codes, us_presidential
from control_atlas.cite.checks import disagreements, problems
from control_atlas.cite.citation import FORMS, TYPES, Citation, CitationError, Form, Link, field_types
from control_atlas.cite.own import AtlasRecord
from control_atlas.cite.reading import Found, parse, read
from control_atlas.cite.writing import csl, links, write

__all__ = [
    "FORMS",
    "TYPES",
    "AtlasRecord",
    "Citation",
    "CitationError",
    "Form",
    "Found",
    "Link",
    "china",
    "csl",
    "disagreements",
    "documents",
    "eu",
    "field_types",
    "gazettes",
    "japan",
    "links",
    "parse",
    "problems",
    "read",
    "us_acts",
    "us_codes",
    "us_presidential",
    "write",
]
