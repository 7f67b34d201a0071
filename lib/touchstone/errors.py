"""The one kind of error that a user can cause and mend."""

from __future__ import annotations


class InputError(Exception):
    """What is wrong with something a person gave us: what, where, and how to mend it, in one line.

    >>> raise InputError("claims.yml: claim 'cipn_1' names the unknown population 'cip'; did you mean 'cipn'?")
    Traceback (most recent call last):
    touchstone.errors.InputError: claims.yml: claim 'cipn_1' names the unknown population 'cip'; did you mean 'cipn'?
    """
