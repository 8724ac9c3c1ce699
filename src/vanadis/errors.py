"""Errors whose text is meant for the person at the keyboard."""


class VanadisError(Exception):
    """Something the user can put right; shown as one message, no traceback."""
