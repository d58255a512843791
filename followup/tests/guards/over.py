"""What stays of a pair in the guards' world: certificates, and a sentence that could be shown."""

from followup.tests.factories import CertificateFactory, ClosingReviewFactory, MentorshipFactory

TEAM = {"coordinator", "superuser"}


def papers_and_sentences(world):
    """Whoever holds a certificate's code reads the first name on it: this one is nobody's secret."""
    pair = world.things["pair"]
    for name in ("mentor", "mentee"):
        world.things["certificate"] = CertificateFactory(
            mentorship=pair,
            person=world.people[name],
            first_name="Armelle",
            last_name=world.secret(name, "paper"),
        )
    world.things["closed_review"] = ClosingReviewFactory(
        mentorship=MentorshipFactory(completed=True),
        quote=world.word("past", "quote", TEAM),
        is_quote_public=True,
    )
