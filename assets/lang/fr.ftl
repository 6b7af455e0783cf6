# away24 in French. What is missing here is said in English.

## Problems: the configuration

config-unreadable = La configuration { $path } n’a pas pu être lue : { $why }.
    .hint = Vérifiez que le fichier existe et que vous avez le droit de le lire.
config-unwritable = La configuration { $path } n’a pas pu être modifiée : { $why }.
    .hint = Vérifiez que vous avez le droit d’y écrire et que le disque n’est pas plein.
config-syntax = { $path }, ligne { $line } : ce n’est pas du TOML valide : { $why }.
    .hint = Corrigez cette ligne ; un texte doit être entre guillemets, par exemple threshold = "10m".
config-unknown-key = { $path }, ligne { $line } : le réglage `{ $key }` n’existe pas.
    .hint = Supprimez cette ligne.
config-misspelt-key = { $path }, ligne { $line } : le réglage `{ $key }` n’existe pas.
    .hint = Vouliez-vous dire `{ $nearest }` ?
config-type = { $path }, ligne { $line } : `{ $key }` doit être { $expected ->
        [threshold] un texte comme "10m"
        [portal] un texte comme "example.bitrix24.com"
        [auth] "webhook" ou "oauth"
        [language] "en", "ru", "de" …
        [client-id] un texte comme "local.…"
        [server] un texte comme "https://oauth.example.com"
        [port] un numéro de port, comme 7000
        [days] un nombre de jours, comme 30
        [boolean] true ou false
       *[section] une section, comme [presence]
    }.
    .hint = Corrigez cette ligne, ou supprimez-la pour utiliser la valeur par défaut.
config-value = { $path }, ligne { $line } : `{ $key }` ne peut pas être { $value } ; il faut { $allowed ->
        [threshold] une valeur entre "1s" et "24h"
        [portal] un nom d’hôte, comme "example.bitrix24.com"
        [auth] "webhook" ou "oauth"
        [language] "en", "ru", "de" …
        [server] une adresse, comme "https://oauth.example.com"
        [days] une valeur entre 0 et 366
       *[port] une valeur entre 1 et 65535
    }.
    .hint = Corrigez cette ligne, ou supprimez-la pour utiliser la valeur par défaut.
pinned = Votre organisation a fixé `{ $key }` dans { $path }.
    .hint = Seul un administrateur de cet ordinateur peut le modifier.

## Problems: the webhook's URL

webhook-empty = Aucune URL de webhook n’a été indiquée.
    .hint = { webhook-form }
webhook-not-url = Ceci n’est pas une URL de webhook.
    .hint = { webhook-form }
webhook-not-https = L’URL du webhook doit commencer par https://.
    .hint = Seul un portail d’essai sur cet ordinateur peut se passer de chiffrement.
webhook-user-info = L’URL du webhook ne doit contenir ni nom d’utilisateur ni mot de passe avant l’hôte.
    .hint = { webhook-form }
webhook-path = Le chemin de l’URL du webhook n’est pas celui d’un webhook entrant.
    .hint = { webhook-form }
webhook-user-id = Il manque à l’URL du webhook le numéro de l’utilisateur après /rest/.
    .hint = { webhook-form }
webhook-secret = Il manque à l’URL du webhook son code secret, ou celui-ci contient des caractères inhabituels.
    .hint = { webhook-form }
webhook-trailing = L’URL du webhook continue après son code secret.
    .hint = { webhook-form }
webhook-form = Copiez-la depuis Bitrix24 : Ressources pour les développeurs > Autre > Webhook entrant. Elle a cette forme : https://example.bitrix24.com/rest/1/secret/
account-elsewhere = Cette connexion appartient à { $found }, mais la configuration indique le portail { $expected }.
    .hint = Connectez-vous à ce portail, ou modifiez `account.portal`.

## Problems: signing in with the browser

portal-name = Ceci n’est pas le nom d’un portail.
    .hint = Indiquez-le comme dans la barre d’adresse du navigateur, par exemple example.bitrix24.com.
client-id = Ceci n’est pas l’identifiant d’une application.
    .hint = Copiez-le depuis la fiche de l’application dans Bitrix24 ; il ressemble à local.0123456789abcd.01234567.
secret-empty = Aucun secret client n’a été indiqué.
    .hint = Copiez-le depuis la fiche de l’application dans Bitrix24.
oauth-server = Envoyer un secret à `account.oauth_server` n’est pas sûr.
    .hint = L’adresse doit commencer par https:// ou se trouver sur cet ordinateur, et ne pas avoir de chemin.
redirect-port = Le port { $port } de cet ordinateur ne peut pas servir à la connexion : { $why }.
    .hint = Arrêtez ce qui l’utilise, ou choisissez-en un autre dans `account.redirect_port` et le même dans la fiche de l’application.
sign-in-timeout = Personne ne s’est connecté en cinq minutes.
    .hint = Réessayez. Si Bitrix24 a affiché une page d’erreur, interrogez votre administrateur au sujet de l’application.
pasted-no-code = Il n’y a là aucun code de Bitrix24.
    .hint = { pasted-again }
pasted-state = Cette réponse appartient à une autre connexion.
    .hint = { pasted-again }
pasted-portal = Cette réponse vient d’un autre portail.
    .hint = { pasted-again }
pasted-server = Cette réponse désigne un serveur d’autorisation qui n’est pas celui de Bitrix24.
    .hint = { pasted-again }
pasted-again = Recommencez, et collez l’adresse complète à laquelle le navigateur est arrivé.

## Problems: the keychain

keychain-missing = Il n’y a pas de trousseau de clés où conserver la connexion.
    .hint = Démarrez un trousseau compatible avec le protocole Secret Service : GNOME Keyring, KWallet ou KeePassXC.
keychain-locked = Le trousseau de clés est verrouillé.
    .hint = Déverrouillez-le et réessayez.
keychain-damaged = Ce que le trousseau de clés contient pour away24 n’est pas une connexion.
    .hint = Reconnectez-vous avec away24 login.
keychain-too-small = Cette connexion est trop longue pour une entrée du trousseau de clés.
    .hint = Merci de le signaler : on ne connaît pas de jetons de cette longueur.
keychain-ambiguous = Le trousseau de clés contient plusieurs entrées pour away24.
    .hint = Supprimez-les avec le programme de votre trousseau, puis reconnectez-vous.
keychain-failed = Le trousseau de clés n’a pas fonctionné : { $why }.
    .hint = Vérifiez que votre trousseau fonctionne et réessayez.

## Problems: the portal

not-signed-in = Aucun compte Bitrix24 n’est connecté.
    .hint = Connectez-vous avec away24 setup, away24 login --webhook ou away24 login --portal HOST --client-id ID.
no-agent = Aucun agent n’est en marche.
    .hint = Lancez-le avec : away24
no-source = Dans cette session, rien ne permet de savoir si vous êtes là.
    .hint = Il faut X11, GNOME ou un compositeur Wayland avec ext-idle-notify-v1 (KDE, Sway, Hyprland, COSMIC).
unwell = Quelque chose demande votre attention.
trouble-offline = { $host } est injoignable.
    .hint = { trouble-passes }
trouble-server-fault = { $host } signale une panne de son côté.
    .hint = { trouble-passes }
trouble-busy = { $host } demande moins de requêtes.
    .hint = { trouble-passes }
trouble-crowded = Trop de requêtes arrivent à { $host } depuis votre réseau.
    .hint = { trouble-passes }
trouble-blocked = Les requêtes vers { $host } sont bloquées pour le moment.
    .hint = { trouble-passes }
trouble-unconfirmed = Un administrateur de { $host } doit encore confirmer cet accès.
    .hint = Demandez à votre administrateur Bitrix24 de le confirmer, puis réessayez.
trouble-denied = Un administrateur de { $host } a refusé cet accès.
    .hint = Demandez à votre administrateur Bitrix24 de l’autoriser, puis réessayez.
trouble-unsupported = { $host } ne connaît pas la méthode qui change votre statut.
    .hint = Si le portail est auto-hébergé, demandez à votre administrateur Bitrix24 d’installer ou de mettre à jour le module « im », puis réessayez.
trouble-deleted = Le portail { $host } est fermé pour le moment.
    .hint = Réessayez plus tard. Si le portail reste fermé, adressez-vous à votre administrateur Bitrix24.
trouble-unauthorized = { $host } n’accepte plus votre connexion.
    .hint = Reconnectez-vous : par le menu de l’icône ou avec away24 setup.
trouble-scope = Il manque à cette connexion à { $host } l’autorisation `im`.
    .hint = { scope-add }
trouble-user = { $host } ne vous laisse pas utiliser cet accès.
    .hint = Demandez l’accès à votre administrateur Bitrix24.
trouble-plan = { $host } n’autorise REST qu’avec les plans commerciaux.
    .hint = Interrogez votre administrateur Bitrix24 au sujet du plan.
trouble-moved = Le portail { $host } a changé d’adresse.
    .hint = Reconnectez-vous à la nouvelle adresse du portail.
trouble-configuration = { $host } refuse la forme de la requête.
    .hint = Utilisez l’adresse https:// du webhook.
trouble-application = { $host } ne connaît pas cette application, ou son secret est faux.
    .hint = Vérifiez l’identifiant client et le secret dans la fiche de l’application.
trouble-keychain = Le trousseau de clés ne permet pas de renouveler la connexion.
    .hint = Déverrouillez le trousseau et réessayez.
trouble-rejected = { $host } refuse l’accès sans dire pourquoi : sans doute un pare-feu ou une passerelle.
    .hint = Si tout le reste y fonctionne, reconnectez-vous ; sinon, adressez-vous à votre administrateur Bitrix24.
trouble-passes = Réessayez dans quelques minutes.
scope-add = Modifiez le webhook ou l’application dans Bitrix24 et ajoutez l’autorisation « Chat et notifications (im) ».
unreachable-name = Le nom { $host } est introuvable.
    .hint = Vérifiez l’adresse et la connexion réseau.
unreachable-connection = Aucune connexion sécurisée à { $host } n’a pu être établie.
    .hint = { unreachable-check }
unreachable-timeout = { $host } n’a pas répondu à temps.
    .hint = { unreachable-check }
unreachable-cut-off = { $host } a interrompu sa réponse.
    .hint = { unreachable-check }
unreachable-check = Vérifiez la connexion réseau et le proxy, puis réessayez.
not-bitrix-page = { $host } a répondu par une page web au lieu de données.
    .hint = { not-bitrix-check }
not-bitrix-too-long = { $host } a répondu avec bien plus de données que Bitrix24 n’en envoie jamais.
    .hint = { not-bitrix-garbled }
not-bitrix-broken = { $host } a répondu avec des données endommagées.
    .hint = { not-bitrix-garbled }
not-bitrix-empty = { $host } a donné une réponse vide.
    .hint = { not-bitrix-garbled }
not-bitrix-foreign = { $host } a répondu, mais pas comme le fait Bitrix24.
    .hint = { not-bitrix-garbled }
not-bitrix-redirect = { $host } a répondu par une redirection vers { $path }, et non comme le fait Bitrix24.
    .hint = Une maintenance, une licence expirée ou une page de connexion peut en être la cause. { not-bitrix-stays }
not-bitrix-status = { $host } a répondu avec le code { $status }, et non comme le fait Bitrix24.
    .hint = Une maintenance, un pare-feu ou un proxy peut en être la cause. { not-bitrix-stays }
not-bitrix-disconnected = { $host } ne peut pas joindre son serveur d’autorisation.
    .hint = { trouble-passes }
not-bitrix-check = Vérifiez l’adresse ; le réseau d’un hôtel ou d’une entreprise demande peut-être d’abord une identification.
not-bitrix-garbled = Vérifiez l’adresse ; un proxy ou un autre serveur a peut-être modifié la réponse en chemin.
not-bitrix-stays = Si cela persiste, adressez-vous à votre administrateur Bitrix24.
scope-none = Cette connexion à { $host } n’a aucune autorisation.
    .hint = { scope-add }
scope-missing = Il manque à cette connexion à { $host } l’autorisation `im` ; elle a : { $granted }.
    .hint = { scope-add }
not-cleared = { $host } n’a pas pu être averti de votre retour et vous affiche peut-être encore un moment en absence.
    .hint = Bitrix24 y met fin dès que vous y écrivez un message ou y changez votre statut.

## Problems: this machine

no-home = Le dossier personnel n’est pas connu.
    .hint = Définissez HOME, ou bien AWAY24_CONFIG_DIR et AWAY24_STATE_DIR.
state-unwritable = { $path } n’a pas pu être écrit : { $why }.
    .hint = Vérifiez que le dossier existe, que vous avez le droit d’y écrire et que le disque n’est pas plein.
journal-unwritable = Ce qu’il faudrait annuler après un plantage n’a pas pu être noté dans { $path } : { $why }.
    .hint = away24 continue sans cela. Vérifiez que vous avez le droit d’y écrire et que le disque n’est pas plein.
autostart-failed = Le démarrage automatique n’a pas pu être modifié : { $why }.
    .hint = Vérifiez que vous avez le droit d’écrire dans { $path }.
listen-failed = Le portail d’essai ne peut pas écouter sur { $addr } : { $why }.
    .hint = Choisissez une autre adresse avec --listen, par exemple 127.0.0.1:0.
input-unreadable = L’entrée n’a pas pu être lue : { $why }.
input-not-text = L’entrée n’est pas du texte.
pause-when = « { $text } » n’est ni une durée ni une heure.
    .hint = Par exemple : away24 pause 30m ou away24 pause until 17:00.
day-when = « { $text } » n’est pas une date.
    .hint = Écrivez-la sous la forme 2026-11-25.
language-unknown = away24 ne parle pas « { $text } ».
    .hint = Il parle : { $known }.
agent-answer = L’agent en marche n’a pas répondu comme prévu.
    .hint = C’est peut-être une autre version : quittez-le, puis relancez-le.
internal = Quelque chose a échoué dans away24 : { $why }.
    .hint = Merci de le signaler, avec le journal.

## The status: the tray's first line, and what the command line says

status-not-signed-in = Aucun compte connecté
status-keychain = En attente du trousseau de clés
status-paused = En pause : rien n’est signalé
status-paused-until = En pause jusqu’à { $until } : rien n’est signalé
status-unknown = Impossible de savoir si vous êtes là : rien n’est signalé
status-waiting = En attente de la première touche ou du premier mouvement de souris
status-held = { $by ->
        [microphone] Présence : le microphone est utilisé
        [program] Présence : un programme demande de ne pas compter ceci comme de l’inactivité
       *[window] Présence : une fenêtre demande de ne pas compter ceci comme de l’inactivité
    }
status-present = { $unit ->
        [seconds] Présence ; absence après { $count ->
            [one] { $count } seconde
           *[other] { $count } secondes
        } sans activité
       *[minutes] Présence ; absence après { $count ->
            [one] { $count } minute
           *[other] { $count } minutes
        } sans activité
    }
status-away-accepted = { $why ->
        [locked] Absence depuis { $since } (verrouillage), acceptée par { $host }
        [asleep] Absence depuis { $since } (veille), acceptée par { $host }
        [said] Absence depuis { $since } (signalée par vous), acceptée par { $host }
       *[idle] Absence depuis { $since }, acceptée par { $host }
    }
status-away-recorded = { $why ->
        [locked] Absence depuis { $since } (verrouillage), enregistrée par { $host }
        [asleep] Absence depuis { $since } (veille), enregistrée par { $host }
        [said] Absence depuis { $since } (signalée par vous), enregistrée par { $host }
       *[idle] Absence depuis { $since }, enregistrée par { $host }
    }
status-away-cleared = { $why ->
        [locked] Absence depuis { $since } (verrouillage), annulée par un autre client sur { $host }
        [asleep] Absence depuis { $since } (veille), annulée par un autre client sur { $host }
        [said] Absence depuis { $since } (signalée par vous), annulée par un autre client sur { $host }
       *[idle] Absence depuis { $since }, annulée par un autre client sur { $host }
    }
status-away-unrecorded = { $why ->
        [locked] Absence depuis { $since } (verrouillage), acceptée par { $host }, mais la relecture n’indique pas d’inactivité : annulée par un autre client, ou masquée
        [asleep] Absence depuis { $since } (veille), acceptée par { $host }, mais la relecture n’indique pas d’inactivité : annulée par un autre client, ou masquée
        [said] Absence depuis { $since } (signalée par vous), acceptée par { $host }, mais la relecture n’indique pas d’inactivité : annulée par un autre client, ou masquée
       *[idle] Absence depuis { $since }, acceptée par { $host }, mais la relecture n’indique pas d’inactivité : annulée par un autre client, ou masquée
    }
status-away-telling = { $why ->
        [locked] Absence depuis { $since } (verrouillage), envoi à { $host }…
        [asleep] Absence depuis { $since } (veille), envoi à { $host }…
        [said] Absence depuis { $since } (signalée par vous), envoi à { $host }…
       *[idle] Absence depuis { $since }, envoi à { $host }…
    }
status-away-untold = { $why ->
        [locked] Absence depuis { $since } (verrouillage), pas encore signalée. { $trouble }
        [asleep] Absence depuis { $since } (veille), pas encore signalée. { $trouble }
        [said] Absence depuis { $since } (signalée par vous), pas encore signalée. { $trouble }
       *[idle] Absence depuis { $since }, pas encore signalée. { $trouble }
    }
status-back-telling = De retour, envoi à { $host }…
status-back-untold = Vous êtes de retour, mais le portail ne le sait pas encore. { $trouble }

## The menu

menu-try-again = Réessayer
menu-report = Signaler ma présence
menu-away = Je m’absente
menu-back = Je suis de retour
menu-pause = Pause
menu-pause-minutes = { $count ->
        [one] Pendant { $count } minute
       *[other] Pendant { $count } minutes
    }
menu-pause-hours = { $count ->
        [one] Pendant { $count } heure
       *[other] Pendant { $count } heures
    }
menu-pause-morning = Jusqu’à demain, { $time }
menu-pause-open = Jusqu’à ce que je reprenne
menu-threshold = Absence après
menu-seconds = { $count ->
        [one] { $count } seconde
       *[other] { $count } secondes
    }
menu-minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
menu-calls = Rester en présence pendant les appels
menu-locked = Absence quand l’écran est verrouillé
menu-pinned-on = ✓ { $label } (fixé par votre organisation)
menu-pinned-off = { $label }: non (fixé par votre organisation)
menu-pinned-span = { $label }: { $span } (fixé par votre organisation)
menu-autostart = Lancer à l’ouverture de session
menu-today = Aujourd’hui
menu-open = Ouvrir Bitrix24
menu-sign-in = Se connecter…
menu-sign-out = Se déconnecter
menu-diagnostics = Diagnostic…
menu-about = À propos d’away24 { $version }
menu-quit = Quitter

## Notifications

notify-running = away24 est en marche
notify-signed-out = away24 n’est plus connecté à votre compte
notify-attention = away24 demande votre attention
notify-text = { $problem } { $hint }
notify-sign-in = Se connecter
notify-back = Bon retour
notify-back-text = { $hours ->
        [one] { $host } vous a compté en absence pendant { $hours } heure ; votre retour y est connu.
       *[other] { $host } vous a compté en absence pendant { $hours } heures ; votre retour y est connu.
    }
notify-about = Away for Bitrix24, version { $version } : indique à Bitrix24 quand vous avez quitté votre bureau et quand vous êtes de retour.

## The command line

error = erreur : { $problem }
warning = avertissement : { $problem }
hint = conseil : { $text }
runs-already = away24 est déjà en marche. { $status }
ask-for-webhook = URL du webhook (non affichée) :
ask-for-client-secret = Secret client (non affiché) :
open-browser = Votre navigateur ouvre Bitrix24. S’il ne le fait pas, ouvrez vous-même cette adresse :
open-yourself = Ouvrez cette adresse dans un navigateur :
paste-here = S’il arrive à une page impossible à afficher, collez ici l’adresse de cette page ; ou le code, s’il y en a un d’affiché :
signed-in = Connexion à { $host } établie en tant que { $name }. Elle est conservée dans votre trousseau de clés ; away24 signale désormais votre présence.
signed-out = Déconnexion de { $host } effectuée. Votre statut y est effacé et la connexion est oubliée.
signed-out-uncleared = Déconnexion effectuée. La connexion est oubliée.
not-revoked = Bitrix24 conserve de son côté l’accès de l’application jusqu’à l’expiration de ses jetons ; un administrateur peut y mettre fin plus tôt.
keychain-waits = Le trousseau de clés vous attend : cherchez sa fenêtre.
open-setup = Votre navigateur ouvre la page où se connecter. S’il ne le fait pas, ouvrez vous-même cette adresse :
autostart-is-on = away24 se lance à l’ouverture de session : { $command }
autostart-is-off = away24 ne se lance pas à l’ouverture de session.
autostart-is-stale = away24 se lance à l’ouverture de session, mais depuis un endroit où il n’est plus : { $command }
    .hint = Corrigez cela avec : away24 autostart on
status-knows = L’activité est connue par : { $source }.
status-last-answer = { $told ->
        [present] { $host } vous compte en présence, d’après ce qu’away24 a signalé.
        [away] { $host } a accepté l’annonce de votre absence.
       *[unsure] Ce que { $host } sait de vous n’est pas certain ; away24 le signalera dès que possible.
    }
practice-ready = Portail d’essai à { $base }
practice-webhook = webhook
practice-client-id = ID client
practice-secret = secret
practice-state = état
practice-faults = pannes
practice-try = Essayez-le dans un autre terminal :
practice-or = ou, avec oauth_server = "{ $base }" sous [account] dans config.toml :
practice-stop = Appuyez sur Ctrl-C pour arrêter.

## The doctor's findings

doctor-threshold = { $unit ->
        [seconds] absence après { $count ->
            [one] { $count } seconde
           *[other] { $count } secondes
        } sans activité
       *[minutes] absence après { $count ->
            [one] { $count } minute
           *[other] { $count } minutes
        } sans activité
    }
doctor-agent = en marche : { $status }
doctor-no-agent = pas en marche ; lancez-le avec : away24
doctor-source-idle = { $source } ; dernière activité il y a { $seconds } s
doctor-source-watches = { $source } ; signalera la prochaine activité
doctor-session = { $noticed ->
        [lock-and-sleep] le verrouillage et la veille sont remarqués
        [lock] le verrouillage est remarqué ; la veille, seulement au réveil, car aucun logind ne fait attendre l’ordinateur
        [sleep] la veille est remarquée ; le verrouillage ne l’est pas, car rien ne l’annonce
       *[neither] ni logind ni un économiseur d’écran n’annonce le verrouillage ; la veille n’est remarquée qu’au réveil
    }
doctor-calls = { $noticed ->
        [ignored] non pris en compte, d’après votre configuration
        [both] les programmes qui empêchent l’inactivité et le microphone sont remarqués
        [programs] les programmes qui empêchent l’inactivité sont remarqués ; aucun serveur de son n’informe sur le microphone
        [microphone] le microphone est remarqué ; aucun gestionnaire de session n’informe sur les programmes qui empêchent l’inactivité
       *[neither] ni un gestionnaire de session ni un serveur de son n’en informe
    }
doctor-tray = il y a une place pour l’icône
doctor-no-tray = pas de place pour une icône ; sous GNOME, l’extension AppIndicator Support en crée une. L’agent fonctionne sans
doctor-keychain = ouvert
doctor-skipped = non essayé, car le trousseau de clés ne peut pas être lu
doctor-portal = { $host } répond
doctor-sign-in = acceptée ({ $kind })
doctor-scope = im est accordée
doctor-accepted = le portail accepte une annonce d’absence
doctor-recorded = im.user.get.idle contenait la date ; les bots, les tableaux de bord et d’autres programmes la voient
doctor-unrecorded = im.user.get.idle ne contenait pas de date : les serveurs récents la masquent si l’application de bureau officielle n’a pas été vue récemment
doctor-shown = inconnu : le chat actuel de Bitrix24 ne l’affiche pas ; les profils et l’ancien chat l’affichent
doctor-autostart-on = away24 se lance à l’ouverture de session
doctor-autostart-off = away24 ne se lance pas à l’ouverture de session ; activez-le avec : away24 autostart on

## The pages that a browser ends at

page-signed-in = Connexion établie
    .text = away24 signale désormais votre présence. Vous pouvez fermer cette page.
page-failed = Connexion non établie
    .text = Bitrix24 n’a pas accepté la connexion. away24 dit pourquoi ; recommencez à partir de là.
page-wrong = Connexion non établie
    .text = Cette page n’appartient pas à la connexion en cours. Rien n’a été modifié.
page-not-here = Rien ici
    .text = away24 n’attend ici qu’une connexion.

## The demo: a timeline

demo-nothing-leaves = Un portail d’essai tourne à { $base } ; rien ne quitte cet ordinateur.
demo-hands-off = { $unit ->
        [seconds] Ne touchez ni au clavier ni à la souris pendant { $count ->
            [one] { $count } seconde
           *[other] { $count } secondes
        }, puis revenez. Ctrl-C arrête.
       *[minutes] Ne touchez ni au clavier ni à la souris pendant { $count ->
            [one] { $count } minute
           *[other] { $count } minutes
        }, puis revenez. Ctrl-C arrête.
    }
demo-simulated = { $unit ->
        [seconds] Il n’y a pas d’écran ; on simule donc une personne qui s’éloigne pendant plus de { $count ->
            [one] { $count } seconde
           *[other] { $count } secondes
        }.
       *[minutes] Il n’y a pas d’écran ; on simule donc une personne qui s’éloigne pendant plus de { $count ->
            [one] { $count } minute
           *[other] { $count } minutes
        }.
    }
demo-column = { $column ->
        [sign-in] connexion
        [watching] observé
        [noticed] remarqué
        [sent] envoyé
        [accepted] accepté
       *[recorded] enregistré
    }
demo-sent-to = le navigateur va à { $address }
demo-came-back = il est revenu avec un code, échangé contre des jetons de { $host }
demo-ends = La démonstration est terminée ; le portail d’essai n’existe plus et rien n’a été conservé.
demo-source-found = l’activité
demo-source-lost = rien : il n’y a ici aucune source de durée d’inactivité
demo-session = { $event ->
        [locked] la session est verrouillée
        [unlocked] la session est déverrouillée
        [sleep] l’ordinateur se met en veille
        [woke] l’ordinateur s’est réveillé
        [microphone] le microphone est utilisé
        [microphone-over] le microphone n’est plus utilisé
        [inhibited] quelque chose demande de ne pas compter ceci comme de l’inactivité
        [inhibited-over] plus rien ne le demande
       *[going-down] l’ordinateur s’éteint
    }
demo-idle = dernière activité il y a { $seconds } s
demo-active = activité
demo-recorded = inactivité depuis { $date }
demo-not-recorded = pas d’inactivité
demo-accepted = après { $ms } ms
demo-back-accepted = { $ms } ms après l’activité : de retour

## The history

history-title = Présence, du { $from } au { $to }
history-title-day = Présence le { $from }
history-word = { $word ->
        [present] présence
        [away] absence
        [paused] pause
        [idle] sans activité
        [locked] verrouillage
        [asleep] veille
        [said] signalé par vous
        [microphone] microphone utilisé
        [program] maintenu par un programme
        [window] maintenu par une fenêtre
        [ended] away24 n’était pas en marche
        [accepted] accepté par le portail
        [recorded] enregistré par le portail
        [cleared] annulé par un autre client
        [untold] non signalé au portail
       *[unknown] inconnu
    }
history-weekday = { $day ->
        [mon] lun.
        [tue] mar.
        [wed] mer.
        [thu] jeu.
        [fri] ven.
        [sat] sam.
       *[sun] dim.
    }
history-total = Total
history-empty = On ne sait rien de cette période.
history-off = L’historique est désactivé (history_days = 0).

## The page on which to sign in: *this* is shown as one of Bitrix24's own names, `this` as what to type

setup-title = Se connecter à Bitrix24 - away24
setup-heading = Se connecter à Bitrix24
setup-intro = away24 indique à Bitrix24 si vous êtes à votre bureau, et conserve cette connexion dans le trousseau de clés de cet ordinateur et nulle part ailleurs.
setup-portal = Adresse du portail
setup-portal-example = example.bitrix24.com
setup-portal-hint = Comme dans la barre d’adresse de votre navigateur.
setup-portal-by-webhook = L’URL du webhook désigne le portail.
setup-portal-ok = Vous allez vous connecter à { $host }.
setup-how = Comment vous connectez-vous ?
setup-application = Avec l’application de l’entreprise
setup-application-about = Votre administrateur vous donne un identifiant et une clé.
setup-own-webhook = Avec mon propre webhook
setup-own-webhook-about = Vous le créez vous-même dans Bitrix24.
setup-client-id = Identifiant de l’application (client_id)
setup-client-id-example = local.0123456789abcd.01234567
setup-client-id-hint = Depuis la fiche de l’application dans Bitrix24.
setup-client-id-ok = Cela ressemble à un identifiant d’application.
setup-client-secret = Clé de l’application (client_secret)
setup-webhook = URL du webhook
setup-webhook-example = https://example.bitrix24.com/rest/1/secret/
setup-webhook-hint = Elle vaut un mot de passe : gardez-la pour vous.
setup-webhook-ok = C’est un webhook de { $host }.
setup-show = Afficher
setup-show-webhook = Afficher l’URL du webhook
setup-hide = Masquer
setup-hide-webhook = Masquer l’URL du webhook
setup-where = Où trouver cela ?
setup-application-help = Un administrateur crée l’application une fois pour toute l’entreprise :
setup-application-open = Dans Bitrix24, ouvrez *Ressources pour les développeurs > Autre > Application locale*.
setup-application-no-interface = Activez *Script only (no user interface)*.
setup-application-address = Saisissez `http://localhost:{ $port }` dans *Your handler path*.
setup-application-permission = Ajoutez l’autorisation *Chat et notifications (im)*.
setup-application-save = Enregistrez. La fiche de l’application affiche maintenant son identifiant et sa clé.
setup-webhook-open = Dans Bitrix24, ouvrez *Ressources pour les développeurs > Autre > Webhook entrant*. S’il n’y est pas, adressez-vous à votre administrateur.
setup-webhook-permission = Ajoutez l’autorisation *Chat et notifications (im)*.
setup-webhook-save = Enregistrez, puis copiez l’URL du webhook.
setup-sign-in = Se connecter
setup-signing-in = Connexion en cours…
setup-opening = Ouverture de { $host }…
setup-gone = Cette page n’est plus active. Relancez la connexion depuis away24.
setup-done-title = Connexion établie - away24
setup-done = Connexion établie
setup-signed-in = Connexion à { $host } établie en tant que { $name }.
setup-signed-in-nameless = Connexion à { $host } établie.
setup-close = away24 signale désormais votre présence. Vous pouvez fermer cette page.
