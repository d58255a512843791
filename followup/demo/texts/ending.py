"""What people write at the end of a pair, and at a check-in."""

# A sentence to give others the wish; those of mentees, then those of mentors.
QUOTES_BY_MENTEE = (
    "J’ai trouvé en quatre mois ce que je cherchais depuis un an : quelqu’un qui pose les bonnes questions.",
    "J’avais un doute sur tout, je repars avec un contrat et une méthode.",
    "Une heure toutes les deux semaines, et mes entretiens ne ressemblent plus à des interrogatoires.",
    "Mon mentor n’a jamais fait à ma place, et c’est ce qui m’a fait avancer.",
)
QUOTES_BY_MENTOR = (
    "Expliquer mon métier m’a rappelé pourquoi je l’ai choisi.",
    "On croit donner une heure, on repart avec des idées pour sa propre équipe.",
    "Voir quelqu’un réussir son premier entretien vaut toutes les réunions du mois.",
    "J’ai appris à me taire au bon moment.",
)
IMPROVEMENTS = (
    "Un exemple de première séance en vidéo aiderait les personnes timides.",
    "Rappeler plus tôt que l’on peut prolonger de deux mois.",
    "Proposer des rencontres entre plusieurs binômes, une fois par trimestre.",
    "Rien à changer, le rythme des messages est bon.",
)
CHECK_INS = (
    "Nous avons trouvé notre rythme, le mardi soir.",
    "Un peu de mal à fixer les dates pendant les projets, mais nous y arrivons.",
    "Très bon contact, je prépare mes questions la veille.",
    "J’aimerais des idées d’exercices à faire entre deux séances.",
    "Les objectifs sont clairs, nous les relisons à chaque fois.",
    "Le son coupe parfois, le téléphone marche mieux.",
)
