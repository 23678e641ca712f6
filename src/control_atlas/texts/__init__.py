"""Checks of the records against the texts they were read from, where somebody has those texts in a folder.

The texts are nobody's to republish, so they are no part of this project. Each module here checks one sort of
text and returns an ``Outcome``; ``run.CHECKS`` lists them, and ``atlas check-texts FOLDER`` runs them.
"""
