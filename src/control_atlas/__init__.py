"""Control Atlas: dated, cited records of controls on the AI supply chain.

``load()`` reads and links a data folder; the Atlas it returns answers the questions the command line and
the site ask. Nothing here is legal advice.
"""

from __future__ import annotations

from control_atlas.atlas import Atlas, InvalidData, load

__all__ = ["Atlas", "InvalidData", "load"]
