"""Who may open what: every address of the site, by role. A new address fails until it is written down.

o 200 · x 403 · - 404 · m 405 · s led to sign in, then back · r led elsewhere. Each row: what GET
answers, what POST answers. Whoever stands for a role at an address, and what is posted, is in `places.py`.
"""

from .world import ROLES

PACKAGE_ROLES = ("visitor", "mentee", "superuser")
# Columns: visitor, newcomer, applicant, mentor, mentee, stranger (another mentor), coordinator, superuser.
TABLE = {
    "home": ("o o o o o o o o", "m m m m m m m m"),
    "become_mentor": ("o o o o o o o o", "m m m m m m m m"),
    "find_mentor": ("o o o o o o o o", "m m m m m m m m"),
    "charter": ("o o o o o o o o", "m m m m m m m m"),
    "questions": ("o o o o o o o o", "m m m m m m m m"),
    "privacy": ("o o o o o o o o", "m m m m m m m m"),
    "legal": ("o o o o o o o o", "m m m m m m m m"),
    "accessibility_statement": ("o o o o o o o o", "m m m m m m m m"),
    "robots": ("o o o o o o o o", "m m m m m m m m"),
    "sitemap": ("o o o o o o o o", "m m m m m m m m"),
    "favicon": ("r r r r r r r r", "m m m m m m m m"),
    "demo_switch": ("m m m m m m m m", "r r r r r r r r"),
    "account": ("s o o o o o o o", "s r r r r r r r"),
    "email_journal": ("s x x x x x o o", "s x x x x x m m"),
    "email_detail": ("s x x x x x o o", "s x x x x x m m"),
    "email_html": ("s x x x x x o o", "s x x x x x m m"),
    "email_act": ("s x x x x x m m", "s x x x x x r r"),
    "news": ("s x x x x x o o", "s x x x x x r r"),
    "news_campaign": ("s x x x x x o o", "s x x x x x r r"),
    "news_act": ("s x x x x x m m", "s x x x x x r r"),
    "mail_settings": ("s o o o o o o o", "s r r r r r r r"),
    "mail_preferences": ("o o o o o o o o", "r r r r r r r r"),
    "application_hub": ("s o o o o o o o", "s m m m m m m m"),
    "application_start": ("o o o r o r o o", "m m m m m m m m"),
    "application_later": ("s r o r r r r r", "s r r r r r r r"),
    "application_discard": ("s r o r r r r r", "s r r r r r r r"),
    "application_check": ("s r o r r r r r", "s r r r r r r r"),
    "application_step": ("s o o r o r o o", "s r r r r r r r"),
    "application_autosave": ("s m m m m m m m", "s o o o o o o o"),
    "application_status": ("s - o - - - - -", "s m m m m m m m"),
    "application_received": ("s - o - - - - -", "s m m m m m m m"),
    "application_reply": ("s - o - - - - -", "s - r - - - - -"),
    "application_withdraw": ("s - o - - - - -", "s - r - - - - -"),
    "application_review": ("s - o - - - - -", "s - r - - - - -"),
    "profile": ("s - - o - o - -", "s - - r - r - -"),
    "profile_leave": ("s - - o - o - -", "s - - r - r - -"),
    "profile_step": ("s - - o - o - -", "s - - r - r - -"),
    "queue": ("s x x x x x o o", "s x x x x x m m"),
    "queue_item": ("s x x x x x o o", "s x x x x x m m"),
    "queue_skip": ("s x x x x x m m", "s x x x x x r r"),
    "queue_assign": ("s x x x x x m m", "s x x x x x r r"),
    "queue_note": ("s x x x x x o o", "s x x x x x r r"),
    "queue_note_remove": ("s x x x x x m m", "s x x x x x r r"),
    "queue_excerpt": ("s x x x x x o o", "s x x x x x r r"),
    "decision_undo": ("s x x x x x m m", "s x x x x x r r"),
    "decide": ("s x x x x x o o", "s x x x x x r r"),
    "board": ("s x x x x x o o", "s x x x x x m m"),
    "board_person": ("s x x x x x o o", "s x x x x x m m"),
    "compare": ("s x x x x x o o", "s x x x x x m m"),
    "pair_propose": ("s x x x x x o o", "s x x x x x r r"),
    "pair_pin": ("s x x x x x m m", "s x x x x x r r"),
    "pair_unpin": ("s x x x x x m m", "s x x x x x r r"),
    "pair_exclude": ("s x x x x x o o", "s x x x x x r r"),
    "exclusion_lift": ("s x x x x x m m", "s x x x x x r r"),
    "global_proposal": ("s x x x x x o o", "s x x x x x r r"),
    "run": ("s x x x x x o o", "s x x x x x m m"),
    "run_state": ("s x x x x x o o", "s x x x x x m m"),
    "run_recompute": ("s x x x x x m m", "s x x x x x r r"),
    "run_propose": ("s x x x x x r r", "s x x x x x r r"),
    "run_take_back": ("s x x x x x m m", "s x x x x x r r"),
    "run_remove": ("s x x x x x m m", "s x x x x x r r"),
    "run_restore": ("s x x x x x m m", "s x x x x x r r"),
    "run_others": ("s x x x x x o o", "s x x x x x m m"),
    "run_replace": ("s x x x x x m m", "s x x x x x r r"),
    "proposals": ("s x x x x x o o", "s x x x x x m m"),
    "proposal_cancel": ("s x x x x x o o", "s x x x x x r r"),
    "interest_decline": ("s x x x x x o o", "s x x x x x r r"),
    "proposal_remind": ("s x x x x x m m", "s x x x x x r r"),
    "proposal_extend": ("s x x x x x m m", "s x x x x x r r"),
    "proposal_undo": ("s x x x x x m m", "s x x x x x r r"),
    "exclusions": ("s x x x x x o o", "s x x x x x m m"),
    "matching_mode": ("s x x x x x o o", "s x x x x x r r"),
    "matching_settings": ("s x x x x x o o", "s x x x x x r r"),
    "matching_versions": ("s x x x x x o o", "s x x x x x m m"),
    "matching_restore": ("s x x x x x o o", "s x x x x x m m"),
    "suggestions": ("s - - o - o - -", "s m m m m m m m"),
    "interests": ("s - - o - o - -", "s m m m m m m m"),
    "interest_withdraw": ("s m m m m m m m", "s - - r - - - -"),
    "suggestion": ("s - - o - - - -", "s m m m m m m m"),
    "suggestion_interest": ("s - - o - - - -", "s - - r - - - -"),
    "suggestion_dismiss": ("s - - o - - - -", "s - - r - - - -"),
    "suggestion_restore": ("s m m m m m m m", "s - - r - - - -"),
    "space": ("s r o o o o r r", "s m m m m m m m"),
    "pair_shortcut": ("s r r r r r r r", "s m m m m m m m"),
    "proposal": ("s - - o - - - -", "s m m m m m m m"),
    "proposal_accept": ("s m m m m m m m", "s - - r - - - -"),
    "proposal_decline": ("s - - o - - - -", "s - - r - - - -"),
    "agreement_heard": ("s x x x x x o o", "s x x x x x r r"),
    "pair": ("s - - o o - - -", "s m m m m m m m"),
    "pair_step": ("s m m m m m m m", "s - - r r - - -"),
    "pair_channel": ("s - - o o - - -", "s - - r r - - -"),
    "pair_pause": ("s - - o o - - -", "s - - r r - - -"),
    "pair_resume": ("s m m m m m m m", "s - - r r - - -"),
    "pair_extend": ("s - - o o - - -", "s - - r r - - -"),
    "pair_end": ("s - - o o - - -", "s - - r r - - -"),
    "pair_reopen": ("s m m m m m m m", "s - - r r - - -"),
    "pair_review": ("s - - o o - - -", "s - - r r - - -"),
    "check_in": ("s - - o o - - -", "s - - r r - - -"),
    "pair_ask": ("s - - o o - - -", "s - - r r - - -"),
    "certificate": ("s - - o o - - -", "s - - r r - - -"),
    "certificate_pdf": ("s - - o o - - -", "s m m m m m m m"),
    "quote_withdraw": ("s m m m m m m m", "s - - r r - - -"),
    "pair_goals": ("s - - o o - - -", "s - - r r - - -"),
    "pair_goal": ("s - - o o - - -", "s - - r r - - -"),
    "session_plan": ("s - - o o - - -", "s - - r r - - -"),
    "session_log": ("s - - o o - - -", "s - - r r - - -"),
    "session_ics": ("s - - o o - - -", "s m m m m m m m"),
    "session": ("s - - o o - - -", "s m m m m m m m"),
    "session_move": ("s - - o o - - -", "s - - r r - - -"),
    "session_notes": ("s - - o o - - -", "s - - r r - - -"),
    "session_cancel": ("s - - o o - - -", "s - - r r - - -"),
    "session_feedback": ("s - - o o - - -", "s - - r r - - -"),
    "feedback_by_link": ("o o o o o o o o", "o o o o o o o o"),
    "confirm": ("o o o o o o o o", "r r r r r r r r"),
    "certificate_search": ("o o o o o o o o", "m m m m m m m m"),
    "certificate_check": ("o o o o o o o o", "m m m m m m m m"),
    "testimonials": ("s x x x x x o o", "s x x x x x m m"),
    "testimonial_act": ("s x x x x x m m", "s x x x x x r r"),
    "calendar": ("s o o o o o o o", "s m m m m m m m"),
    "calendar_act": ("s m m m m m m m", "s r r r r r r r"),
    "calendar_feed": ("o o o o o o o o", "m m m m m m m m"),
    "contact": ("o o o o o o o o", "r r r r r r r r"),
    "contact_sent": ("o o o o o o o o", "m m m m m m m m"),
    "discord_guide": ("o o o o o o o o", "m m m m m m m m"),
    "discord_steps": ("s m m m m m m m", "s r r r r r r r"),
    "discord_ease": ("s m m m m m m m", "s r r r r r r r"),
    "discord_help": ("s o o o o o o o", "s r r r r r r r"),
    "discord_help_withdraw": ("s m m m m m m m", "s r r r r r r r"),
    "discord_workshops": ("o o o o o o o o", "m m m m m m m m"),
    "discord_workshop": ("o o o o o o o o", "m m m m m m m m"),
    "workshop_ics": ("o o o o o o o o", "m m m m m m m m"),
    "workshop_act": ("s m m m m m m m", "s r r r r r r r"),
    "workshop_interest": ("s m m m m m m m", "s r r r r r r r"),
    "help_requests": ("s x x x x x o o", "s x x x x x m m"),
    "help_act": ("s x x x x x m m", "s x x x x x r r"),
    "my_data": ("s o o o o o o o", "s r r r r r r r"),
    "data_looks": ("s o o o o o o o", "s m m m m m m m"),
    "data_export": ("s - - - o - - -", "s m m m m m m m"),
    "data_deletion": ("s o o o o o o o", "s r r r r r r r"),
    "data_deletion_cancel": ("s m m m m m m m", "s r r r r r r r"),
}

# The pages of the packages, one's own only. Columns: visitor, mentee, superuser.
PACKAGES_TABLE = {
    "account_login": ("o r r", "r r r"),
    "account_request_login_code": ("o r r", "r r r"),
    "account_confirm_login_code": ("r r r", "r r r"),
    "account_login_password": ("o r r", "o r r"),
    "account_logout": ("r o o", "r r r"),
    "account_email": ("s o o", "s r r"),
    "account_email_verification_sent": ("r r r", "r r r"),
    "account_change_password": ("s r r", "s r r"),
    "account_set_password": ("s o o", "s r r"),
    "account_reauthenticate": ("s x x", "s x x"),
    "account_inactive": ("o o o", "m m m"),
    "account_signup": ("r r r", "r r r"),
    "account_reset_password": ("r r r", "r r r"),
    "mfa_index": ("s o o", "s m m"),
    "mfa_authenticate": ("r r r", "r r r"),
    "mfa_reauthenticate": ("s x x", "s x x"),
    "mfa_activate_totp": ("s o o", "s o o"),
    "mfa_deactivate_totp": ("s - -", "s - -"),
    "mfa_view_recovery_codes": ("s - -", "s m m"),
    "mfa_generate_recovery_codes": ("s o o", "s o o"),
    "mfa_download_recovery_codes": ("s - -", "s - -"),
    "mfa_list_webauthn": ("s o o", "s m m"),
    "mfa_add_webauthn": ("s o o", "s o o"),
    "mfa_reauthenticate_webauthn": ("s x x", "s x x"),
    "mfa_remove_webauthn": ("s r -", "s r -"),
    "mfa_edit_webauthn": ("s r -", "s r -"),
    "mfa_login_webauthn": ("r r r", "r r r"),
    "socialaccount_login_cancelled": ("o o o", "m m m"),
    "socialaccount_login_error": ("s 401 401", "s m m"),
    "socialaccount_signup": ("r r r", "r r r"),
    "socialaccount_connections": ("s o o", "s o o"),
    "usersessions_list": ("s o o", "s r r"),
}


def expected(name, method, role):
    table, roles = (PACKAGES_TABLE, PACKAGE_ROLES) if name in PACKAGES_TABLE else (TABLE, ROLES)
    answers = table[name][0 if method == "get" else 1].split()
    assert len(answers) == len(roles), name
    return answers[roles.index(role)]


def roles(name):
    """Who has a column at this address; everybody at one that is not written down yet."""
    return PACKAGE_ROLES if name in PACKAGES_TABLE else ROLES


def few(name, method):
    """Some of them, for the quick pass: whoever reads a page that not everybody reads, then one person for
    each other answer, a stranger first."""
    if name not in TABLE:
        return roles(name)
    answers = {role: expected(name, method, role) for role in ROLES}
    readers = {role for role, symbol in answers.items() if (method, symbol) == ("get", "o")}
    kept = readers - {"superuser"} if answers["visitor"] != "o" else set()
    first = {}
    for role in ("visitor", "stranger", "mentee", "applicant", *ROLES):
        first.setdefault(answers[role], role)
    return [role for role in ROLES if role in kept | set(first.values())]
