"""The rules, by topic. Importing this package registers them."""

from control_atlas.check.rules import acts, codes, conditions, content, dates, identity, references, sources

__all__ = ["acts", "codes", "conditions", "content", "dates", "identity", "references", "sources"]
