"""What pairs write: goals, what they keep of a session, what they say to the team."""

# How the first goal, the one the person came with, will be seen to be reached.
SUCCESS = (
    "Je peux le refaire sans aide, du début à la fin",
    "Je l’explique à une personne de ma promotion sans notes",
    "Un résultat terminé, que je peux montrer",
    "Deux personnes du métier l’ont relu et approuvé",
    "Je sais par où commencer et quoi faire quand je bloque",
    "J’ai tenu le plan trois semaines de suite",
)
# A second goal: what it is, and how it will be seen.
GOALS = (
    ("Présenter un projet de A à Z en entretien", "Je le raconte en cinq minutes, sans notes"),
    ("Tenir un journal d’apprentissage", "Une page par semaine pendant un mois"),
    ("Demander une relecture chaque semaine", "Quatre relectures demandées et suivies"),
    ("Refaire mon CV et ma page professionnelle", "Deux personnes du métier les ont relus"),
    ("Mettre mon projet en ligne", "Une adresse que je peux envoyer"),
    ("Préparer l’évaluation de fin d’année", "Deux examens blancs au-dessus de la moyenne"),
    ("Oser poser mes questions en cours", "Une question par jour pendant deux semaines"),
    ("Parler à trois personnes du métier", "Trois conversations, trois pages de notes"),
    ("Lire une grosse base de code sans paniquer", "Je retrouve le point d’entrée d’une page en dix minutes"),
    ("Organiser mes semaines", "Le dimanche soir, je sais ce que je fais lundi"),
    ("Écrire une documentation utile", "Une personne installe mon projet sans m’appeler"),
)
# « À retenir », shared by the two.
NOTES = (
    "Lire une pile d’appels de bas en haut. Isoler le plus petit cas qui échoue.",
    "Commencer par écrire le test qui échoue, même maladroit.",
    "Découper le projet en trois livraisons, la première vendredi.",
    "Dire ce que l’on a essayé avant de demander de l’aide.",
    "Relire l’énoncé à voix haute avant d’ouvrir l’éditeur.",
    "Raconter le projet en trois temps : le besoin, le choix, le résultat.",
    "Noter chaque soir une chose comprise et une chose à demander.",
    "Regarder les journaux avant de changer la configuration.",
    "Préparer deux questions par entretien, sur l’équipe et sur le quotidien.",
    "Une branche par sujet, et des messages de commit qui disent pourquoi.",
    "Dessiner le schéma avant d’écrire la requête.",
    "Garder une soirée sans écran la veille de la soutenance.",
    "Trois annonces lues ensemble : souligner ce que je sais déjà faire.",
    "Ne pas optimiser avant d’avoir mesuré. Mesurer avant et après.",
    "Écrire à deux anciens collègues d’ici vendredi, message court.",
    "Choisir une seule technologie pour les six prochaines semaines.",
    "Refaire l’exercice sans regarder la solution, dans deux jours.",
    "Parler plus lentement, et laisser des silences.",
    "Mettre les secrets hors du dépôt, et vérifier l’historique.",
    "Chercher la question derrière la question du recruteur.",
    "Prendre rendez-vous avec la personne qui a fait ce métier avant.",
    "Un schéma d’une page vaut mieux que dix paragraphes.",
    "Commencer la semaine par la tâche que je repousse.",
    "Lister ce qui marche avant ce qui manque.",
    "Vérifier les sauvegardes en restaurant, pas en regardant la date.",
    "Se donner trente minutes, puis demander.",
)
# What one says of a session to the other: whoever learns, then whoever accompanies.
SHARED_BY_MENTEE = (
    "J’ai compris par où commencer, merci pour la patience.",
    "Le plan de la semaine est clair, et il tient sur une page.",
    "Je repars avec une méthode que je peux refaire sans aide.",
    "La relecture à deux m’a appris plus que trois tutoriels.",
    "J’ai osé montrer mon code, et tout s’est bien passé.",
    "Les exemples du vrai métier m’aident à me projeter.",
    "Ce rythme me convient bien, gardons-le.",
    "Le schéma dessiné ensemble est resté au-dessus de mon bureau.",
    "J’ai appris à lire un message d’erreur sans m’affoler.",
    "Je vois mieux ce qu’une équipe attend de moi.",
    "La simulation d’entretien était difficile, et très utile.",
    "J’ai noté deux noms de personnes à contacter.",
    "J’avais peur de poser cette question, elle a tout débloqué.",
    "Le fil rouge avance : la première version est en ligne.",
    "J’ai refait l’exercice hier, sans notes, du premier coup.",
    "Merci d’avoir partagé vos propres erreurs.",
)
SHARED_BY_MENTOR = (
    "Très bon échange, les questions étaient bien préparées.",
    "Beau progrès depuis la dernière fois, surtout dans la façon d’expliquer.",
    "Nous avons débloqué ensemble le problème de la semaine dernière.",
    "Votre façon de raconter votre parcours gagne en clarté.",
    "Quel plaisir de voir le projet tourner, même imparfait.",
    "Nous avons surtout parlé d’organisation, et c’était le bon moment.",
    "Prenons plus de temps la prochaine fois pour le code.",
    "Je retiens surtout votre remarque sur les tests, elle est juste.",
    "Séance courte, mais elle a remis de l’ordre.",
    "Vous avez trouvé la panne sans moi : notez comment.",
    "J’ai appris quelque chose aussi, je regarderai cet outil.",
)
# What one says to the team alone.
TEAM_BY_MENTEE = (
    "Tout se passe bien.",
    "Nous avons changé d’horaire, c’est plus simple ainsi.",
    "Une séance plus longue serait utile avant la soutenance.",
    "Le son coupait un peu, nous avons fini au téléphone.",
    "La formation est chargée ce mois-ci, nous espaçons un peu.",
)
TEAM_BY_MENTOR = (
    "La personne progresse vite, je cherche des sujets plus ambitieux.",
    "Je manque d’exercices à proposer sur ce sujet, auriez-vous des pistes ?",
    "Nous aimerions nous rencontrer une fois, est-ce possible sur le campus ?",
    "Le rythme est bon, même en période de projet.",
    "J’ai parfois l’impression de trop parler, je vais poser plus de questions.",
)
CHANGE = "Nos attentes sont trop différentes, et je n’ose pas le dire. Je préférerais avancer avec quelqu’un d’autre."
TEAM_WORD = (
    "Votre dernière séance commence à dater. Comment avance votre binôme ?\n\n"
    "Si le rythme prévu ne convient plus, il peut changer : dites-le-moi."
)
REPORT = "Des remarques sur ma vie privée me mettent mal à l’aise, et je ne sais pas comment le dire."
CONTACT = "J’aimerais parler à quelqu’un de l’équipe avant la prochaine séance, rien de grave."

# What the team noted: of Yanis's pair, of a silent one, of a wish to change, of a mentee who hesitates.
TEAM_NOTES = (
    "Joints tous les deux : le rythme leur convient, Yanis prépare ses questions avant chaque séance.",
    "Deux appels sans réponse côté mentor. Message laissé, je rappelle jeudi.",
    "Appel passé : le soir ne convient plus depuis un nouvel horaire. On cherche un créneau avant de changer.",
    "Hésite à continuer, souhaite une séance de plus avant de décider.",
)
