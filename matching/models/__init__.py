from .features import Features
from .proposal import Exclusion, Proposal
from .run import LeftOut, Run, RunPair, RunPrices
from .settings import MatchingSettings

__all__ = ["Exclusion", "Features", "LeftOut", "MatchingSettings", "Proposal", "Run", "RunPair", "RunPrices"]
