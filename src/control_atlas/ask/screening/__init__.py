"""Screening a transaction: which requirements recorded here reach it, and what was not looked at."""

from control_atlas.ask.screening.screen import Screen, screen
from control_atlas.ask.screening.told import screen_json, screen_text
from control_atlas.ask.screening.transaction import Transaction, read_transaction

__all__ = ["Screen", "Transaction", "read_transaction", "screen", "screen_json", "screen_text"]
