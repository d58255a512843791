from followup.tests.factories import SessionFeedbackFactory


def test_a_whole_pair_can_be_made_from_the_last_factory(db):
    feedback = SessionFeedbackFactory()
    pair = feedback.mentoring_session.mentorship
    assert pair.mentor.kind == "mentor"
    assert pair.mentee.kind == "mentee"
    assert pair.proposal.state == "accepted"
