"""The words a coordinator starts from: one message for each reason, questions often asked.

Each says thanks, the fact, what comes next, in ninety words at most (appendix A of the specification).
"""

from django.utils.translation import gettext as _

from applications.options import HoldReason, RejectReason


def hold_message(application, reason):
    """The message « Mettre en attente » is prefilled with."""
    return {
        HoldReason.NO_MENTOR: _(
            "Merci de votre demande. Nous n’avons pas encore de mentor disponible sur vos sujets. Nous en "
            "cherchons un et nous vous écrirons dès que la situation change."
        ),
        HoldReason.NO_MENTEE: _(
            "Merci de proposer votre aide. Personne ne cherche encore d’accompagnement sur vos sujets. Nous "
            "vous écrirons dès qu’une demande arrive."
        ),
        HoldReason.STARTS_LATER: _(
            "Merci de votre demande. Vous souhaitez commencer plus tard : nous la gardons et nous la "
            "relirons à ce moment-là."
        ),
        HoldReason.WORKLOAD: _(
            "Merci de votre demande. Votre formation est dans une période chargée, et le mentorat ne doit "
            "pas s’y ajouter. Nous gardons votre demande et nous la relirons après cette période."
        ),
        HoldReason.NO_ANSWER: _(
            "Nous n’avons pas reçu de réponse à notre question. Votre demande n’est pas perdue : elle "
            "revient en lecture dès que vous répondez."
        ),
        HoldReason.OTHER: _(
            "Merci de votre demande. Nous ne pouvons pas encore lui donner suite. Nous la gardons et nous la "
            "relirons."
        ),
    }[reason]


def reject_message(application, reason):
    """The message « Refuser » is prefilled with."""
    return {
        RejectReason.DUPLICATE: _(
            "Merci de votre demande. Nous en avons déjà une à votre nom : c’est elle que nous suivons. "
            "Celle-ci est donc fermée, et vous n’avez rien d’autre à faire."
        ),
        RejectReason.OUT_OF_SCOPE: _(
            "Merci de votre demande. Ce que vous décrivez sort de ce que le mentorat peut apporter. L’équipe "
            "de votre campus ou les services spécialisés sauront mieux vous répondre."
        ),
        RejectReason.AVAILABILITY: mentor_availability() if application.is_mentor else mentee_availability(),
        RejectReason.TOO_LITTLE: _(
            "Merci de votre demande. Il nous manque encore de quoi vous comprendre et bien vous orienter. "
            "Quelques phrases concrètes suffiront la prochaine fois."
        ),
        RejectReason.NOT_MEMBER: _(
            "Merci de votre demande. Le mentorat est réservé aux personnes en formation à Simplon et à ses "
            "alumni. Les formations ouvertes près de chez vous sont présentées sur le site de Simplon."
        ),
        RejectReason.COMMERCIAL: _(
            "Merci de l’intérêt que vous portez à Simplon. Le mentorat est un engagement bénévole, sans "
            "démarche commerciale ni recrutement. Pour un partenariat, l’équipe vous répondra volontiers."
        ),
        RejectReason.CHARTER: _(
            "Merci de votre demande. Ce que vous décrivez ne correspond pas aux engagements de la charte du "
            "mentorat. Vous pouvez la relire et nous écrire si nous avons mal compris."
        ),
        RejectReason.OTHER: _(
            "Merci de votre demande et du temps que vous y avez passé. Nous ne pouvons pas lui donner suite "
            "cette fois. L’équipe reste à votre disposition si vous souhaitez en parler."
        ),
    }[reason]


def mentor_availability():
    return _(
        "Merci d’avoir proposé votre aide. Pour que le mentorat serve vraiment, nous demandons au moins une "
        "séance par mois. Vos disponibilités actuelles ne le permettent pas encore.\n\nSi votre emploi du "
        "temps change, votre candidature se reprend en deux minutes."
    )


def mentee_availability():
    return _(
        "Merci de votre demande. Pour que le mentorat serve vraiment, il faut au moins une séance par mois. "
        "Vos disponibilités actuelles ne le permettent pas encore.\n\nSi votre emploi du temps change, votre "
        "demande se reprend en deux minutes."
    )


def questions(application):
    """[(label, question, slugs of the steps to complete)] that « Demander une précision » offers."""
    if application.is_mentor:
        aims = (
            _("Votre offre"),
            _(
                "Sur quels sujets pourriez-vous aider en premier ? Un exemple vécu nous aiderait à "
                "comprendre."
            ),
            ["offre"],
        )
    else:
        aims = (
            _("Vos objectifs"),
            _(
                "Qu’aimeriez-vous savoir faire dans trois mois ? Un exemple concret nous aiderait à "
                "comprendre."
            ),
            ["objectifs"],
        )
    return [
        (
            _("Vos disponibilités"),
            _("Quels sont les créneaux où vous êtes libre, même s’ils changent d’une semaine à l’autre ?"),
            ["disponibilites"],
        ),
        aims,
        (
            _("Votre expérience"),
            _("Dites-nous en plus sur votre parcours : qu’avez-vous déjà fait, et depuis quand ?"),
            ["parcours"],
        ),
        (
            _("Vos façons d’échanger"),
            _("Quels moyens d’échange vous conviennent le mieux, et lesquels préférez-vous éviter ?"),
            ["echanges"],
        ),
    ]
