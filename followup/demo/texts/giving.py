"""What people who offer their time write. `{skills}` are two skills they know, `{job}` their job."""

# « Il manque une compétence ? », by the number of the row.
MISSING = {3: "Rust", 9: "rust, Elixir", 11: "LangChain", 19: "Rust", 20: "LangChain et MLflow"}

# « Pourquoi voulez-vous devenir mentor ? »
WHY = (
    "Une collègue a pris du temps pour moi à mes débuts, et cela a tout changé. Je voudrais le rendre à quelqu’un.",
    "Dans mon équipe, nous recrutons peu de débutants et je trouve cela dommage. Accompagner une personne est ma façon de changer les choses.",
    "Transmettre m’oblige à mieux comprendre ce que je fais. J’y trouve donc mon compte autant que la personne que j’accompagne.",
    "Je donne déjà un coup de main sur des forums, mais il y manque la durée. Suivre une personne plusieurs mois m’attire davantage.",
    "Mon entreprise encourage le bénévolat de compétences, et je préfère une rencontre régulière à une grande conférence.",
    "Nos métiers se voient peu. J’aimerais les raconter sans jargon à des gens curieux.",
    "Je viens d’un quartier où personne ne connaissait ce métier. Si je peux servir de preuve, tant mieux.",
    "Je lis beaucoup de candidatures. Je vois des parcours très riches, mal racontés. Cela se travaille et j’aime le faire.",
    "J’ai formé plusieurs collègues et j’aime le moment où l’autre n’a plus besoin de moi.",
    "J’ai eu plusieurs vies professionnelles et j’ai fait toutes les erreurs possibles. Autant qu’elles servent.",
    "Les questions de débutants sont les meilleures : elles montrent ce que nous avons cessé de voir.",
    "Je constate chaque jour combien il manque de personnes bien accompagnées dans notre métier.",
    "J’aimerais que davantage de femmes rejoignent mon métier, et y restent longtemps avec plaisir.",
    "Je crois aux petites conversations régulières. C’est ainsi que j’ai progressé, et c’est ce que je propose.",
    "Mes enfants grandissent, j’ai retrouvé quelques soirées, et je veux qu’elles soient utiles.",
    "J’ai découvert le programme par une amie qui en parle avec enthousiasme. Sa façon de le raconter m’a donné envie.",
    "Je veux garder un pied dans la réalité de celles et ceux qui apprennent aujourd’hui.",
)

WHY_OF = {
    "alumni": (
        "J’ai changé de voie à trente ans. Je me souviens du vertige des premières semaines et de la personne qui m’a dit : montre-moi ton code.",
        "J’ai suivi l’une de vos formations. Je connais les modules qui font peur et ce qui se cache derrière.",
        "On m’a refusé deux alternances avant mon premier contrat. Je voudrais éviter à d’autres de prendre cela pour eux.",
        "Ce qui m’a manqué pendant ma formation, c’est un avis bienveillant de l’extérieur. Je peux l’apporter une heure par quinzaine.",
        "Simplon m’a ouvert une porte il y a quelques années. Je n’ai jamais vraiment dit merci.",
        "Je travaille à distance, loin d’un campus. Accompagner quelqu’un me garderait en lien avec l’école.",
        "Une ancienne de l’école m’a appris à négocier mon premier salaire. Je n’aurais jamais osé. Je voudrais faire de même.",
        "Ma promotion comptait quinze personnes et nous nous écrivons encore. J’aimerais que d’autres aient la même chance.",
        "J’ai failli abandonner au troisième mois. Une conversation a suffi pour me faire rester, je n’oublie pas.",
        "Je sais à quoi ressemble la première année de travail après la formation. Personne ne nous la raconte.",
        "Les formateurs nous disaient de garder le contact. C’est ma façon de le faire.",
    ),
    "learner": (
        "J’ai un pas d’avance sur les nouvelles promotions, et je me souviens encore bien de ce qui coince.",
        "Je termine ma formation et je vois bien ce qui m’a fait perdre du temps. Le dire tôt à quelqu’un lui servira.",
    ),
    "tutor": (
        "Je reçois des stagiaires depuis des années. Les plus discrets sont souvent ceux qui ont le plus à donner, et j’ai envie de leur consacrer du temps.",
        "J’encadre une promotion chaque année et je voudrais aller plus loin, dans un cadre plus calme que la salle.",
        "Les stagiaires que j’encadre posent souvent les mêmes questions la dernière semaine. Il faudrait pouvoir les poser avant.",
        "Au fil des stages, j’ai vu des personnes douter jusqu’à renoncer. Quelques rendez-vous suffisent parfois.",
        "Je recrute d’anciens apprenants de Simplon depuis plusieurs années, et je sais ce qu’un coup de pouce peut changer.",
    ),
}

# « Présentez-vous à la personne que vous accompagnerez »
HELLO = (
    "J’ai commencé par la vente avant d’apprendre à coder, et je sais ce que coûte le premier pas.",
    "Je travaille depuis longtemps dans le numérique, et je continue à chercher mes erreurs dans la documentation comme tout le monde.",
    "J’aime les choses simples : un carnet, une question par séance, et un petit essai avant la suivante.",
    "Mon parcours n’a rien d’une ligne droite. Nous pourrons parler des détours, ils m’ont beaucoup appris.",
    "Je suis plutôt calme et je laisse volontiers du silence. Personne n’a besoin d’arriver avec une question parfaite.",
    "Je parle vite quand un sujet me passionne, n’hésitez pas à m’arrêter.",
    "J’ai appris mon métier avec des gens patients, et j’essaie de faire pareil.",
    "On se dit les choses franchement et on garde le sourire : c’est ma façon de travailler.",
    "Je ne connais pas toutes les réponses, mais je sais souvent où les chercher, et nous chercherons ensemble.",
    "J’ai grandi loin d’ici, j’ai repris des études tard, et je ne l’ai jamais regretté.",
    "Dans mon équipe, je suis la personne à qui l’on vient montrer ce qui ne marche pas. Vous pouvez faire pareil.",
    "Le soir, je jardine ; la journée, je répare des systèmes. Les deux demandent de la patience.",
    "Je viens aux séances avec une chose préparée et beaucoup de place pour vos sujets.",
    "J’ai connu le doute, les entretiens ratés et la joie du premier contrat. Rien de tout cela n’est honteux.",
    "Mon fil conducteur : comprendre avant d’aller vite.",
    "J’ai travaillé dans de petites et de grandes structures, et je peux vous dire ce qui change vraiment.",
    "Je dessine beaucoup pour expliquer. Prévoyez une feuille, même au téléphone.",
    "Je préfère les exemples concrets aux grands principes, et les miens viennent de vrais projets.",
    "Une bonne séance, pour moi, se termine par une action que vous avez choisie.",
    "J’ai encadré des personnes de tous les âges. Je n’ai jamais vu deux chemins identiques.",
    "Je vous poserai des questions naïves : elles aident souvent plus que mes conseils.",
    "Je travaille à mi-temps pour mes enfants, je connais donc la valeur d’une heure bien employée.",
    "J’ai longtemps pensé ne pas être à ma place. En parler m’a fait du bien, et peut aider quelqu’un d’autre.",
    "J’aime voir les gens prendre confiance, et je célèbre les petites victoires.",
    "Si nous ne nous entendons pas, ce n’est pas grave, nous le dirons à l’équipe. Essayons.",
)
HELLO_OF = {
    "alumni": (
        "Après Simplon, j’ai mis six mois à trouver ma place. Je peux vous raconter ce qui a marché et le reste.",
        "Je viens de la même école que vous. Les murs ont changé, les questions un peu moins.",
        "J’ai gardé tous mes carnets de formation, fautes comprises. Nous pourrons en rire.",
        "Il y a quelques années, j’étais à votre place, avec les mêmes nuits courtes avant les soutenances.",
    ),
    "learner": (
        "J’ai été en formation il y a peu, les souvenirs sont frais et mes notes sont à vous.",
        "Je finis ma formation cette année : je n’ai pas réponse à tout, mais je comprends très bien la question.",
    ),
}
HELLO_MORE = (
    "Au plaisir de vous rencontrer.",
    "Nous irons à votre rythme.",
    "Dites-moi ce qui vous ferait du bien dès la première séance.",
    "Je tutoie facilement, mais c’est vous qui décidez.",
    "Aucune question n’est trop petite.",
    "Je réponds en général sous deux jours.",
    "Le premier rendez-vous servira surtout à faire connaissance.",
)

# « Sur quels sujets ou problèmes précis pouvez-vous accompagner ? », technical help, then the rest.
TOPICS_TECHNICAL = (
    "Passer du projet d’école au code d’une équipe, avec des exemples sur {skills}.",
    "Lire un incident sans paniquer, chercher la cause, écrire ce qu’on a appris. Mes outils : {skills}.",
    "Relire du code ensemble, oser demander une relecture, répondre aux remarques. Plutôt sur {skills}.",
    "Reprendre les bases sur {skills} à partir d’un petit projet choisi ensemble.",
    "Préparer un entretien technique et s’entraîner à penser à voix haute, sur {skills}.",
    "Découper un gros problème en petites étapes, avec {skills} comme terrain d’essai.",
    "Choisir ses outils et savoir dire pourquoi. Je connais bien {skills}.",
    "Comprendre un projet existant en une semaine. Je peux montrer ma méthode sur {skills}.",
    "Organiser son apprentissage quand le temps manque : que travailler d’abord sur {skills}.",
    "Déboguer avec méthode, lire une trace, isoler une panne, sur {skills}.",
    "Mener un premier projet jusqu’à la mise en service, avec {skills}.",
    "Préparer un titre professionnel ou une certification autour des sujets que je pratique : {skills}.",
    "Documenter son travail et le présenter à des non-spécialistes, à partir de cas réels sur {skills}.",
    "Automatiser les tâches qui reviennent, sans en faire trop. Mes terrains : {skills}.",
    "Gagner en assurance au clavier, prendre de bons réflexes sur {skills}.",
)
TOPICS_OTHER = (
    "Préparer un entretien, choisir les exemples à raconter, oser parler de salaire.",
    "Comprendre ce que font les gens dans une équipe : qui décide, qui relit, qui livre.",
    "Relire un CV et un profil en ligne avec l’œil de la personne qui recrute.",
    "Choisir une spécialité sans se fermer de portes.",
    "Les codes de l’entreprise : réunions, messages, désaccords, demandes.",
    "Élargir son réseau quand on part de zéro, écrire à une personne qu’on ne connaît pas.",
    "Traverser la période d’essai et demander des retours utiles.",
    "Parler d’une reconversion comme d’une force.",
    "Prendre la parole en réunion ou devant un groupe.",
    "Lire une offre d’emploi entre les lignes et savoir si elle est pour soi.",
    "Organiser ses semaines entre la formation, la famille et la recherche.",
    "Découvrir les métiers voisins du mien et les ponts entre eux.",
    "Préparer une alternance : où chercher, que dire, quand relancer.",
)
PRIOR = (
    "Deux stagiaires dans mon équipe ces dernières années.",
    "Du soutien scolaire dans une association de quartier.",
    "Le parrainage d’une promotion pendant un an.",
    "L’arrivée des nouveaux collègues, que j’accompagne le premier mois.",
    "Des ateliers du samedi dans une médiathèque.",
    "Une collègue en reconversion, qui est aujourd’hui en poste.",
    "Des apprentis, un par an, avec un vrai suivi.",
    "Des relectures de projets pour des groupes d’étudiants.",
)
TERM_WHY = {
    "short": (
        "Mon agenda se remplit vite, je préfère tenir ce que je promets.",
        "J’aime les objectifs précis et les échéances proches.",
        "Je change de poste cette année.",
        "C’est une première pour moi, je commence petit.",
        "Je peux donner beaucoup sur deux ou trois mois.",
    ),
    "long": (
        "Il faut du temps pour se faire confiance.",
        "Les vrais progrès se voient sur plusieurs mois.",
        "J’aime suivre une personne jusqu’à son premier poste.",
        "Un rythme tranquille me convient mieux.",
        "Les meilleures conversations viennent après les trois premières séances.",
        "La formation dure, autant être là tout du long.",
    ),
    "flexible": ("", "Je m’adapte au besoin de la personne.", "", "Nous verrons ensemble."),
}
