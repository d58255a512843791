"""What the team notes while reading: facts, by the number of the file and the login of who wrote."""

NOTES = {
    "E53": (
        ("julien", "Appelé mardi : tenable si les séances restent après 18 h."),
        ("awa", "Retirer le prénom et la ville du texte présenté sans nom avant de valider."),
    ),
    "E54": (("awa", "Fin de formation très proche : proposer un mentorat court, centré sur l’entretien."),),
    "E57": (("julien", "Connaît déjà un peu l’administration Linux par son poste précédent."),),
    "E69": (("awa", "Question posée sur l’objectif : la première version tenait en une ligne."),),
    "E70": (("awa", "Deux semaines d’absence à rattraper ; à relire après l’évaluation."),),
    "E72": (("julien", "Aucun mentor en tests d’intrusion avec une place avant le mois prochain."),),
    "M31": (("awa", "Rencontre au salon : disponible surtout le midi, très à l’aise à l’oral."),),
    "M34": (("julien", "A encadré deux stagiaires de Lyon l’an dernier, retours excellents."),),
    "M36": (("awa", "Une seule façon d’échanger cochée : demander si le téléphone convient aussi."),),
    "M38": (("julien", "La motivation présente une offre commerciale, confirmée au téléphone."),),
}
