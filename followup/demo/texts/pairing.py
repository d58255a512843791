"""What pairs write: goals, what they keep of a session, what they say to the team."""

GOALS = (
    ("Écrire des tests pour un projet existant", "Trois fonctions sont couvertes et relues"),
    ("Présenter un projet de A à Z en entretien", "Je le raconte en cinq minutes, sans notes"),
    ("Choisir entre deux métiers", "J’ai parlé à deux personnes de chaque métier"),
    ("Lire une grosse base de code sans paniquer", "Je retrouve seul le point d’entrée d’une page"),
    ("Tenir un journal d’apprentissage", "Une page par semaine pendant un mois"),
    ("Demander une relecture chaque semaine", "Quatre relectures demandées et suivies"),
    ("Refaire mon CV et ma page professionnelle", "Deux personnes du métier les ont relus"),
    ("Mettre mon projet en ligne", "Une adresse que je peux envoyer"),
    ("Préparer la certification de fin d’année", "Deux examens blancs au-dessus de la moyenne"),
    ("Oser poser mes questions en cours", "Une question par jour pendant deux semaines"),
)
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
    "Garder une heure sans écran le jour d’avant la soutenance.",
)
SHARED = (
    "J’ai compris par où commencer, merci pour la patience.",
    "Très bon échange, le plan de la semaine est clair.",
    "On a débloqué ensemble le problème de la semaine dernière.",
    "Je repars avec une méthode que je peux refaire sans aide.",
    "Beau progrès depuis la dernière fois, surtout dans la façon d’expliquer.",
    "La relecture à deux m’a appris plus que trois tutoriels.",
    "J’ai osé montrer mon code, et tout s’est bien passé.",
    "Les exemples du vrai métier m’aident à me projeter.",
    "On garde ce rythme, il me convient bien.",
    "Discussion utile sur les premiers entretiens.",
)
TEAM = (
    "Tout se passe bien.",
    "Nous avons changé d’horaire, c’est plus simple ainsi.",
    "Une séance plus longue serait utile avant la soutenance.",
    "Le son coupait un peu, nous avons fini au téléphone.",
    "La personne progresse vite, je cherche des sujets plus ambitieux.",
)
