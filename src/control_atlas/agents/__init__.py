"""Answers for language models and agents, and the server that gives them (Model Context Protocol)."""
