"""The two questionnaires: seven steps each, every question with its limits, help and error sentence.

`Application.answers` is {step slug: {question: value}}, values in JSON with the codes of `options` and of the
catalogue:

    vous            first_name, last_name, phone (E.164 or ""), languages [codes], languages_other, timezone
    parcours        mentor: mentor_kind, formation (code or ""), campus (code or ""),
                    cohort_year (int or None), diploma, job_family, job_title, employer, years_experience,
                    sectors [codes], supervises (bool or None), supervised [{"formation", "campus", "year"}],
                    profile_url
                    mentee: mentee_kind, formation, campus, training_start ("2026-03" or ""), training_end,
                    cohort_label, before, years_experience, target_family (code, "unknown" or ""), target_job,
                    target_job_unknown (bool), sectors [codes], workload
    motivation      (mentor) why_mentor, prior_mentoring, prior_mentoring_text, presentation
    objectifs       (mentee) why_mentee, mentoring_types [codes], domains_ranked [1 to 3 codes in order],
                    goals_text, challenges, term, term_why
    offre           (mentor) mentoring_types [codes], domains [codes], topics, skills [{"skill", "level"}],
                    skills_other, soft_skills [codes], style, term, term_why
    competences     (mentee) skills_wanted [{"skill", "level", "priority"}], soft_skills [codes], style,
                    expectations, avoid
    disponibilites  slots (28-bit int, bit = 4 × day + band), frequency, session_length (int),
                    capacity (int, mentor only), available_from (ISO date, or None for as soon as possible)
    echanges        channels [codes], preferred_channel, discord_ease, discord_help [codes], discord_name,
                    meet_in_person, postcode, city, country, travel
    engagement      charter_version, charter_ok, commit_availability, commit_empathy, commit_seriousness,
                    adult_ok, data_ok, newsletter_ok (bools), heard_from (code or "")

A question whose condition does not hold (`formation` of a professional) has its empty value.
"""
