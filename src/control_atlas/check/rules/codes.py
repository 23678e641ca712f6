"""Rules on codes and citations."""

from __future__ import annotations
