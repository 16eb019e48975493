"""How much two records look like one: a score that means odds, a verdict, and reasons in words.

Each fact that both records have speaks for or against them being one, with a weight in natural log odds
(`people.py`, `firms.py`); what one of them does not say is no evidence. The sum, put back into odds, is the score.
"""

from .evidence import CERTAIN, LIKELY, Likeness
from .firms import Firm, of_firms
from .people import Person, of_people

__all__ = ["CERTAIN", "LIKELY", "Firm", "Likeness", "Person", "of_firms", "of_people"]
