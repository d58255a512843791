from .application import Application, DraftStep, InternalNote
from .catalogue import Campus, Domain, Formation, IgnoredWord, Skill, SoftSkill
from .profile import Profile, ProfileDomain, ProfileSkill, SupervisedCohort

__all__ = [
    "Application",
    "Campus",
    "Domain",
    "DraftStep",
    "Formation",
    "IgnoredWord",
    "InternalNote",
    "Profile",
    "ProfileDomain",
    "ProfileSkill",
    "Skill",
    "SoftSkill",
    "SupervisedCohort",
]
