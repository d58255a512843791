from .proposals import CancelForm, DeclineInterestForm, ExcludeForm, ProposeForm
from .runs import RunForm
from .settings import ModeForm, SettingsForm, VersionForm
from .suggestions import DismissForm, InterestForm, SuggestionFilter

__all__ = [
    "CancelForm",
    "DeclineInterestForm",
    "DismissForm",
    "ExcludeForm",
    "InterestForm",
    "ModeForm",
    "ProposeForm",
    "RunForm",
    "SettingsForm",
    "SuggestionFilter",
    "VersionForm",
]
