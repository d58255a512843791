from django.urls import path

from matching.views import (
    board,
    ensemble,
    ensemble_pairs,
    exclusions,
    modes,
    pair,
    proposals,
    settings,
    suggestions,
)

HOME = "pilotage/mise-en-relation/"
PAIR = f"{HOME}paire/<slug:mentor>/<slug:mentee>/"
PROPOSAL = f"{HOME}propositions/<slug:reference>/"
RUN = f"{HOME}ensemble/<slug:reference>/"
LINE = f"{RUN}<slug:mentee>/"
SETTINGS = "pilotage/reglages/"
VERSIONED = f"{SETTINGS}mise-en-relation/"
MENTOR = "espace/suggestions/"
SUGGESTION = f"{MENTOR}<str:token>/"

urlpatterns = [
    path(HOME, board.board, name="board"),
    path(f"{HOME}personne/<slug:public_id>/", board.person, name="board_person"),
    path(PAIR, pair.compare, name="compare"),
    path(f"{PAIR}proposer/", pair.propose, name="pair_propose"),
    path(f"{PAIR}epingler/", pair.pin, name="pair_pin"),
    path(f"{PAIR}desepingler/", pair.unpin, name="pair_unpin"),
    path(f"{PAIR}exclure/", pair.exclude, name="pair_exclude"),
    path(f"{PAIR}lever/<slug:reason>/", exclusions.lift, name="exclusion_lift"),
    path(f"{HOME}ensemble/", ensemble.global_proposal, name="global_proposal"),
    path(RUN, ensemble.run, name="run"),
    path(f"{RUN}etat/", ensemble.state, name="run_state"),
    path(f"{RUN}recalculer/", ensemble.recompute, name="run_recompute"),
    path(f"{RUN}proposer/", ensemble_pairs.propose, name="run_propose"),
    path(f"{RUN}reprendre/", ensemble_pairs.take_back, name="run_take_back"),
    path(f"{LINE}retirer/", ensemble_pairs.remove, name="run_remove"),
    path(f"{LINE}remettre/", ensemble_pairs.restore, name="run_restore"),
    path(f"{LINE}mentors/", ensemble_pairs.others, name="run_others"),
    path(f"{LINE}mentors/<slug:mentor>/", ensemble_pairs.replace, name="run_replace"),
    path(f"{HOME}propositions/", proposals.open_proposals, name="proposals"),
    path(f"{PROPOSAL}annuler/", proposals.cancel, name="proposal_cancel"),
    path(f"{PROPOSAL}decliner/", proposals.decline, name="interest_decline"),
    path(f"{PROPOSAL}relancer/", proposals.remind, name="proposal_remind"),
    path(f"{PROPOSAL}prolonger/", proposals.extend, name="proposal_extend"),
    path(f"{PROPOSAL}reprendre/", proposals.undo, name="proposal_undo"),
    path(f"{HOME}exclusions/", exclusions.exclusions, name="exclusions"),
    path(f"{SETTINGS}mode/", modes.mode, name="matching_mode"),
    path(VERSIONED, settings.settings, name="matching_settings"),
    path(f"{VERSIONED}versions/", settings.versions, name="matching_versions"),
    path(f"{VERSIONED}versions/<int:number>/revenir/", settings.restore, name="matching_restore"),
    path(MENTOR, suggestions.suggestions, name="suggestions"),
    path(f"{MENTOR}interets/", suggestions.interests, name="interests"),
    path(f"{MENTOR}interets/<slug:reference>/retirer/", suggestions.withdraw, name="interest_withdraw"),
    path(SUGGESTION, suggestions.suggestion, name="suggestion"),
    path(f"{SUGGESTION}interet/", suggestions.interest, name="suggestion_interest"),
    path(f"{SUGGESTION}pas-pour-moi/", suggestions.dismiss, name="suggestion_dismiss"),
    path(f"{SUGGESTION}annuler/", suggestions.restore, name="suggestion_restore"),
]
