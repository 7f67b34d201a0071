"""The claims of lay texts: what each rests on, how sure one can be, what to say instead, and what would settle it."""

from touchstone.claims.finding import finding_of
from touchstone.claims.ledger import build_claims

__all__ = ["build_claims", "finding_of"]
