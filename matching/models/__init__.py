from .proposal import Exclusion, Proposal
from .settings import MatchingSettings

__all__ = ["Exclusion", "MatchingSettings", "Proposal"]
