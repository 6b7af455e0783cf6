# away24 in German. What is missing here is said in English.

## Problems: the configuration

config-unreadable = Die Konfiguration { $path } konnte nicht gelesen werden: { $why }.
    .hint = Prüfen Sie, ob die Datei existiert und ob Sie sie lesen dürfen.
config-unwritable = Die Konfiguration { $path } konnte nicht geändert werden: { $why }.
    .hint = Prüfen Sie, ob Sie dort schreiben dürfen und ob der Datenträger noch Platz hat.
config-syntax = { $path }, Zeile { $line }: Das ist kein gültiges TOML: { $why }.
    .hint = Korrigieren Sie diese Zeile; Text braucht Anführungszeichen, zum Beispiel threshold = "10m".
config-unknown-key = { $path }, Zeile { $line }: Die Einstellung `{ $key }` gibt es nicht.
    .hint = Entfernen Sie die Zeile.
config-misspelt-key = { $path }, Zeile { $line }: Die Einstellung `{ $key }` gibt es nicht.
    .hint = Meinten Sie `{ $nearest }`?
config-type = { $path }, Zeile { $line }: `{ $key }` muss { $expected ->
        [threshold] ein Text wie "10m"
        [portal] ein Text wie "example.bitrix24.com"
        [auth] "webhook" oder "oauth"
        [language] "en", "ru", "de" …
        [client-id] ein Text wie "local.…"
        [server] ein Text wie "https://oauth.example.com"
        [port] eine Portnummer wie 7000
        [days] eine Anzahl von Tagen wie 30
        [boolean] true oder false
       *[section] ein Abschnitt wie [presence]
    } sein.
    .hint = Korrigieren Sie diese Zeile, oder entfernen Sie sie, dann gilt der Standardwert.
config-value = { $path }, Zeile { $line }: `{ $key }` kann nicht { $value } sein; erlaubt ist { $allowed ->
        [threshold] ein Wert zwischen "1s" und "24h"
        [portal] ein Hostname wie "example.bitrix24.com"
        [auth] "webhook" oder "oauth"
        [language] "en", "ru", "de" …
        [server] eine Adresse wie "https://oauth.example.com"
        [days] ein Wert zwischen 0 und 366
       *[port] ein Wert zwischen 1 und 65535
    }.
    .hint = Korrigieren Sie diese Zeile, oder entfernen Sie sie, dann gilt der Standardwert.
pinned = Ihre Organisation hat `{ $key }` festgelegt, in { $path }.
    .hint = Nur ein Administrator dieses Rechners kann das ändern.

## Problems: the webhook's URL

webhook-empty = Es wurde keine Webhook-URL angegeben.
    .hint = { webhook-form }
webhook-not-url = Das ist keine Webhook-URL.
    .hint = { webhook-form }
webhook-not-https = Die Webhook-URL muss mit https:// beginnen.
    .hint = Nur ein Übungsportal auf diesem Rechner darf auf Verschlüsselung verzichten.
webhook-user-info = Die Webhook-URL darf vor dem Host weder Benutzernamen noch Passwort enthalten.
    .hint = { webhook-form }
webhook-path = Der Pfad der Webhook-URL ist nicht der eines eingehenden Webhooks.
    .hint = { webhook-form }
webhook-user-id = In der Webhook-URL fehlt nach /rest/ die Nummer des Benutzers.
    .hint = { webhook-form }
webhook-secret = In der Webhook-URL fehlt der geheime Code, oder er enthält ungewöhnliche Zeichen.
    .hint = { webhook-form }
webhook-trailing = Die Webhook-URL geht nach dem geheimen Code noch weiter.
    .hint = { webhook-form }
webhook-form = Kopieren Sie sie aus Bitrix24: Entwicklerressourcen > Andere > Eingehender Webhook. Sie sieht so aus: https://example.bitrix24.com/rest/1/secret/
account-elsewhere = Diese Anmeldung gehört zu { $found }, in der Konfiguration steht aber das Portal { $expected }.
    .hint = Melden Sie sich bei jenem Portal an, oder ändern Sie `account.portal`.

## Problems: signing in with the browser

portal-name = Das ist kein Name eines Portals.
    .hint = Geben Sie ihn an wie in der Adressleiste des Browsers, zum Beispiel example.bitrix24.com.
client-id = Das ist keine ID einer Anwendung.
    .hint = Kopieren Sie sie von der Karte der Anwendung in Bitrix24; sie sieht aus wie local.0123456789abcd.01234567.
secret-empty = Es wurde kein Client-Secret angegeben.
    .hint = Kopieren Sie es von der Karte der Anwendung in Bitrix24.
oauth-server = An `account.oauth_server` kann ein Secret nicht sicher gesendet werden.
    .hint = Die Adresse muss mit https:// beginnen oder auf diesem Rechner liegen und darf keinen Pfad haben.
redirect-port = Port { $port } dieses Rechners lässt sich für die Anmeldung nicht nutzen: { $why }.
    .hint = Beenden Sie, was ihn belegt, oder stellen Sie `account.redirect_port` und auf der Karte der Anwendung denselben anderen Port ein.
sign-in-timeout = Innerhalb von fünf Minuten hat sich niemand angemeldet.
    .hint = Versuchen Sie es noch einmal. Falls Bitrix24 eine Fehlerseite gezeigt hat, fragen Sie Ihren Administrator nach der Anwendung.
pasted-no-code = Darin steht kein Code von Bitrix24.
    .hint = { pasted-again }
pasted-state = Diese Antwort gehört zu einer anderen Anmeldung.
    .hint = { pasted-again }
pasted-portal = Diese Antwort kommt von einem anderen Portal.
    .hint = { pasted-again }
pasted-server = Diese Antwort nennt einen Autorisierungsserver, der nicht zu Bitrix24 gehört.
    .hint = { pasted-again }
pasted-again = Beginnen Sie von vorn, und fügen Sie die ganze Adresse ein, bei der der Browser zuletzt angekommen ist.

## Problems: the keychain

keychain-missing = Es gibt keinen Schlüsselbund, in dem sich die Anmeldung aufbewahren lässt.
    .hint = Starten Sie einen Schlüsselbund, der das Secret-Service-Protokoll beherrscht: GNOME Keyring, KWallet oder KeePassXC.
keychain-locked = Der Schlüsselbund ist gesperrt.
    .hint = Entsperren Sie ihn, und versuchen Sie es noch einmal.
keychain-damaged = Was der Schlüsselbund für away24 enthält, ist keine Anmeldung.
    .hint = Melden Sie sich mit away24 login neu an.
keychain-too-small = Diese Anmeldung ist zu lang für einen Eintrag im Schlüsselbund.
    .hint = Bitte melden Sie das den Entwicklern: Token dieser Länge sind nicht bekannt.
keychain-ambiguous = Der Schlüsselbund enthält mehrere Einträge für away24.
    .hint = Löschen Sie diese mit dem Programm Ihres Schlüsselbunds, und melden Sie sich neu an.
keychain-failed = Der Schlüsselbund hat nicht funktioniert: { $why }.
    .hint = Prüfen Sie, ob Ihr Schlüsselbund funktioniert, und versuchen Sie es noch einmal.

## Problems: the portal

not-signed-in = Sie sind nicht angemeldet.
    .hint = Melden Sie sich an mit away24 setup, away24 login --webhook oder away24 login --portal HOST --client-id ID.
no-agent = Es läuft kein Agent.
    .hint = Starten Sie ihn mit: away24
no-source = In dieser Sitzung lässt sich nicht erkennen, ob Sie da sind.
    .hint = Nötig ist X11, GNOME oder ein Wayland-Compositor mit ext-idle-notify-v1 (KDE, Sway, Hyprland, COSMIC).
unwell = Etwas braucht Ihre Aufmerksamkeit.
trouble-offline = { $host } ist nicht erreichbar.
    .hint = { trouble-passes }
trouble-server-fault = { $host } meldet einen eigenen Fehler.
    .hint = { trouble-passes }
trouble-busy = { $host } bittet um weniger Anfragen.
    .hint = { trouble-passes }
trouble-crowded = Aus Ihrem Netzwerk erreichen { $host } zu viele Anfragen.
    .hint = { trouble-passes }
trouble-blocked = Anfragen an { $host } sind vorübergehend gesperrt.
    .hint = { trouble-passes }
trouble-unconfirmed = Ein Administrator von { $host } muss diesen Zugriff noch bestätigen.
    .hint = Bitten Sie Ihren Bitrix24-Administrator, ihn zu bestätigen, und versuchen Sie es dann noch einmal.
trouble-denied = Ein Administrator von { $host } hat diesen Zugriff abgelehnt.
    .hint = Bitten Sie Ihren Bitrix24-Administrator, ihn zu erlauben, und versuchen Sie es dann noch einmal.
trouble-unsupported = { $host } kennt die Methode nicht, die Ihren Status setzt.
    .hint = Bitten Sie Ihren Bitrix24-Administrator, auf einem selbst betriebenen Portal das Modul „im“ zu installieren oder zu aktualisieren, und versuchen Sie es dann noch einmal.
trouble-deleted = Das Portal { $host } ist vorübergehend geschlossen.
    .hint = Versuchen Sie es später noch einmal. Bleibt das Portal geschlossen, fragen Sie Ihren Bitrix24-Administrator.
trouble-unauthorized = { $host } akzeptiert Ihre Anmeldung nicht mehr.
    .hint = Melden Sie sich neu an: im Menü des Symbols oder mit away24 setup.
trouble-scope = Dieser Anmeldung bei { $host } fehlt die Berechtigung `im`.
    .hint = { scope-add }
trouble-user = { $host } lässt Sie diesen Zugriff nicht nutzen.
    .hint = Bitten Sie Ihren Bitrix24-Administrator um Zugriff.
trouble-plan = { $host } erlaubt REST nur in kostenpflichtigen Tarifen.
    .hint = Fragen Sie Ihren Bitrix24-Administrator nach dem Tarif.
trouble-moved = Das Portal { $host } ist an eine andere Adresse umgezogen.
    .hint = Melden Sie sich unter der neuen Adresse des Portals neu an.
trouble-configuration = { $host } lehnt die Form der Anfrage ab.
    .hint = Verwenden Sie die https://-Adresse des Webhooks.
trouble-application = { $host } kennt diese Anwendung nicht, oder ihr Secret ist falsch.
    .hint = Prüfen Sie die Client-ID und das Secret auf der Karte der Anwendung.
trouble-keychain = Der Schlüsselbund lässt nicht zu, dass die Anmeldung erneuert wird.
    .hint = Entsperren Sie den Schlüsselbund, und versuchen Sie es noch einmal.
trouble-rejected = { $host } verweigert den Zugang ohne Angabe von Gründen: vermutlich eine Firewall oder ein Gateway.
    .hint = Wenn sonst alles dort funktioniert, melden Sie sich neu an; andernfalls fragen Sie Ihren Bitrix24-Administrator.
trouble-passes = Versuchen Sie es in einigen Minuten noch einmal.
scope-add = Bearbeiten Sie den Webhook oder die Anwendung in Bitrix24, und fügen Sie die Berechtigung „Chat und Benachrichtigungen (im)“ hinzu.
unreachable-name = Der Name { $host } wurde nicht gefunden.
    .hint = Prüfen Sie die Adresse und die Netzwerkverbindung.
unreachable-connection = Zu { $host } kam keine sichere Verbindung zustande.
    .hint = { unreachable-check }
unreachable-timeout = { $host } hat nicht rechtzeitig geantwortet.
    .hint = { unreachable-check }
unreachable-cut-off = { $host } hat die Antwort abgebrochen.
    .hint = { unreachable-check }
unreachable-check = Prüfen Sie die Netzwerkverbindung und den Proxy, und versuchen Sie es noch einmal.
not-bitrix-page = { $host } hat mit einer Webseite statt mit Daten geantwortet.
    .hint = { not-bitrix-check }
not-bitrix-too-long = { $host } hat mit weit mehr Daten geantwortet, als Bitrix24 je sendet.
    .hint = { not-bitrix-garbled }
not-bitrix-broken = { $host } hat mit beschädigten Daten geantwortet.
    .hint = { not-bitrix-garbled }
not-bitrix-empty = { $host } hat eine leere Antwort gegeben.
    .hint = { not-bitrix-garbled }
not-bitrix-foreign = { $host } hat geantwortet, aber nicht so wie Bitrix24.
    .hint = { not-bitrix-garbled }
not-bitrix-redirect = { $host } hat mit einer Weiterleitung nach { $path } geantwortet, und nicht so wie Bitrix24.
    .hint = Wartungsarbeiten, eine abgelaufene Lizenz oder eine Anmeldeseite können der Grund sein. { not-bitrix-stays }
not-bitrix-status = { $host } hat mit dem Status { $status } geantwortet, und nicht so wie Bitrix24.
    .hint = Wartungsarbeiten, eine Firewall oder ein Proxy können der Grund sein. { not-bitrix-stays }
not-bitrix-disconnected = { $host } erreicht seinen Autorisierungsserver nicht.
    .hint = { trouble-passes }
not-bitrix-check = Prüfen Sie die Adresse; vielleicht verlangt ein Hotel- oder Firmennetz zuerst eine Anmeldung.
not-bitrix-garbled = Prüfen Sie die Adresse; vielleicht hat ein Proxy oder ein anderer Server unterwegs die Antwort verändert.
not-bitrix-stays = Geht es nicht vorüber, fragen Sie Ihren Bitrix24-Administrator.
scope-none = Diese Anmeldung bei { $host } hat gar keine Berechtigungen.
    .hint = { scope-add }
scope-missing = Dieser Anmeldung bei { $host } fehlt die Berechtigung `im`; sie hat: { $granted }.
    .hint = { scope-add }
not-cleared = { $host } konnte nicht erfahren, dass Sie zurück sind, und zeigt Sie vielleicht noch eine Weile als abwesend.
    .hint = Bitrix24 hebt das auf, sobald Sie dort eine Nachricht schreiben oder Ihren Status ändern.

## Problems: this machine

no-home = Der persönliche Ordner ist nicht bekannt.
    .hint = Setzen Sie HOME oder AWAY24_CONFIG_DIR und AWAY24_STATE_DIR.
state-unwritable = { $path } konnte nicht geschrieben werden: { $why }.
    .hint = Prüfen Sie, ob der Ordner existiert, ob Sie dort schreiben dürfen und ob der Datenträger noch Platz hat.
journal-unwritable = Was nach einem Absturz aufzuheben ist, konnte nicht in { $path } notiert werden: { $why }.
    .hint = away24 macht ohne weiter. Prüfen Sie, ob Sie dort schreiben dürfen und ob der Datenträger noch Platz hat.
autostart-failed = Der automatische Start konnte nicht geändert werden: { $why }.
    .hint = Prüfen Sie, ob Sie { $path } schreiben dürfen.
listen-failed = Das Übungsportal kann an { $addr } keine Verbindungen annehmen: { $why }.
    .hint = Wählen Sie mit --listen eine andere Adresse, zum Beispiel 127.0.0.1:0.
input-unreadable = Die Eingabe konnte nicht gelesen werden: { $why }.
input-not-text = Die Eingabe ist kein Text.
pause-when = „{ $text }“ ist weder eine Dauer noch eine Uhrzeit.
    .hint = Zum Beispiel: away24 pause 30m oder away24 pause until 17:00.
day-when = „{ $text }“ ist kein Datum.
    .hint = Schreiben Sie es wie 2026-11-25.
language-unknown = away24 spricht „{ $text }“ nicht.
    .hint = Es spricht: { $known }.
agent-answer = Der laufende Agent hat nicht wie erwartet geantwortet.
    .hint = Vielleicht ist es eine andere Version: Beenden Sie ihn, und starten Sie ihn neu.
internal = In away24 ist etwas fehlgeschlagen: { $why }.
    .hint = Bitte melden Sie das den Entwicklern, zusammen mit dem Protokoll.

## The status: the tray's first line, and what the command line says

status-not-signed-in = Nicht angemeldet
status-keychain = Warten auf den Schlüsselbund
status-paused = Pausiert: Es wird nichts gemeldet
status-paused-until = Pausiert bis { $until }: Es wird nichts gemeldet
status-unknown = Nicht erkennbar, ob Sie da sind; daher wird nichts gemeldet
status-waiting = Warten auf den ersten Tastendruck oder die erste Mausbewegung
status-held = { $by ->
        [microphone] Anwesend: Das Mikrofon ist in Gebrauch
        [program] Anwesend: Ein Programm bittet, dies nicht als Untätigkeit zu zählen
       *[window] Anwesend: Ein Fenster bittet, dies nicht als Untätigkeit zu zählen
    }
status-present = { $unit ->
        [seconds] Anwesend; abwesend nach { $count ->
            [one] { $count } Sekunde
           *[other] { $count } Sekunden
        } ohne Eingabe
       *[minutes] Anwesend; abwesend nach { $count ->
            [one] { $count } Minute
           *[other] { $count } Minuten
        } ohne Eingabe
    }
status-away-accepted = { $why ->
        [locked] Abwesend seit { $since } (gesperrt), von { $host } angenommen
        [asleep] Abwesend seit { $since } (im Ruhezustand), von { $host } angenommen
        [said] Abwesend seit { $since } (von Ihnen gemeldet), von { $host } angenommen
       *[idle] Abwesend seit { $since }, von { $host } angenommen
    }
status-away-recorded = { $why ->
        [locked] Abwesend seit { $since } (gesperrt), bei { $host } vermerkt
        [asleep] Abwesend seit { $since } (im Ruhezustand), bei { $host } vermerkt
        [said] Abwesend seit { $since } (von Ihnen gemeldet), bei { $host } vermerkt
       *[idle] Abwesend seit { $since }, bei { $host } vermerkt
    }
status-away-cleared = { $why ->
        [locked] Abwesend seit { $since } (gesperrt), bei { $host } von einem anderen Client aufgehoben
        [asleep] Abwesend seit { $since } (im Ruhezustand), bei { $host } von einem anderen Client aufgehoben
        [said] Abwesend seit { $since } (von Ihnen gemeldet), bei { $host } von einem anderen Client aufgehoben
       *[idle] Abwesend seit { $since }, bei { $host } von einem anderen Client aufgehoben
    }
status-away-unrecorded = { $why ->
        [locked] Abwesend seit { $since } (gesperrt), von { $host } angenommen, beim Nachlesen aber nicht untätig: von einem anderen Client aufgehoben oder verborgen
        [asleep] Abwesend seit { $since } (im Ruhezustand), von { $host } angenommen, beim Nachlesen aber nicht untätig: von einem anderen Client aufgehoben oder verborgen
        [said] Abwesend seit { $since } (von Ihnen gemeldet), von { $host } angenommen, beim Nachlesen aber nicht untätig: von einem anderen Client aufgehoben oder verborgen
       *[idle] Abwesend seit { $since }, von { $host } angenommen, beim Nachlesen aber nicht untätig: von einem anderen Client aufgehoben oder verborgen
    }
status-away-telling = { $why ->
        [locked] Abwesend seit { $since } (gesperrt), wird { $host } gemeldet…
        [asleep] Abwesend seit { $since } (im Ruhezustand), wird { $host } gemeldet…
        [said] Abwesend seit { $since } (von Ihnen gemeldet), wird { $host } gemeldet…
       *[idle] Abwesend seit { $since }, wird { $host } gemeldet…
    }
status-away-untold = { $why ->
        [locked] Abwesend seit { $since } (gesperrt), noch nicht gemeldet. { $trouble }
        [asleep] Abwesend seit { $since } (im Ruhezustand), noch nicht gemeldet. { $trouble }
        [said] Abwesend seit { $since } (von Ihnen gemeldet), noch nicht gemeldet. { $trouble }
       *[idle] Abwesend seit { $since }, noch nicht gemeldet. { $trouble }
    }
status-back-telling = Zurück, wird { $host } gemeldet…
status-back-untold = Sie sind zurück, aber das Portal weiß es noch nicht. { $trouble }

## The menu

menu-try-again = Noch einmal versuchen
menu-report = Meine Anwesenheit melden
menu-away = Jetzt abwesend
menu-back = Ich bin zurück
menu-pause = Pause
menu-pause-minutes = { $count ->
        [one] Für { $count } Minute
       *[other] Für { $count } Minuten
    }
menu-pause-hours = { $count ->
        [one] Für { $count } Stunde
       *[other] Für { $count } Stunden
    }
menu-pause-morning = Bis morgen, { $time }
menu-pause-open = Bis ich fortsetze
menu-threshold = Abwesend nach
menu-seconds = { $count ->
        [one] { $count } Sekunde
       *[other] { $count } Sekunden
    }
menu-minutes = { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }
menu-calls = In Anrufen anwesend bleiben
menu-locked = Abwesend bei Bildschirmsperre
menu-pinned-on = ✓ { $label } (von Ihrer Organisation festgelegt)
menu-pinned-off = { $label }: aus (von Ihrer Organisation festgelegt)
menu-pinned-span = { $label }: { $span } (von Ihrer Organisation festgelegt)
menu-autostart = Automatisch starten
menu-today = Heute
menu-open = Bitrix24 öffnen
menu-sign-in = Anmelden…
menu-sign-out = Abmelden
menu-diagnostics = Diagnose…
menu-about = Über away24 { $version }
menu-quit = Beenden

## Notifications

notify-running = away24 läuft
notify-signed-out = away24 ist abgemeldet
notify-attention = away24 braucht Ihre Aufmerksamkeit
notify-text = { $problem } { $hint }
notify-sign-in = Anmelden
notify-back = Willkommen zurück
notify-back-text = { $hours ->
        [one] { $host } führte Sie { $hours } Stunde lang als abwesend; dort ist nun bekannt, dass Sie zurück sind.
       *[other] { $host } führte Sie { $hours } Stunden lang als abwesend; dort ist nun bekannt, dass Sie zurück sind.
    }
notify-about = Away for Bitrix24, Version { $version }: teilt Bitrix24 mit, wann Sie Ihren Schreibtisch verlassen haben und wann Sie zurückgekommen sind.

## The command line

error = Fehler: { $problem }
warning = Warnung: { $problem }
hint = Tipp: { $text }
runs-already = away24 läuft bereits. { $status }
ask-for-webhook = Webhook-URL (wird nicht angezeigt):
ask-for-client-secret = Client-Secret (wird nicht angezeigt):
open-browser = Ihr Browser öffnet Bitrix24. Falls nicht, öffnen Sie diese Adresse selbst:
open-yourself = Öffnen Sie diese Adresse in einem Browser:
paste-here = Falls am Ende eine Seite erscheint, die sich nicht anzeigen lässt, fügen Sie deren Adresse hier ein; oder den Code, falls einer angezeigt wird:
signed-in = Bei { $host } als { $name } angemeldet. Die Anmeldung liegt in Ihrem Schlüsselbund; away24 meldet ab jetzt.
signed-out = Von { $host } abgemeldet. Ihr Status dort ist aufgehoben und die Anmeldung vergessen.
signed-out-uncleared = Abgemeldet. Die Anmeldung ist vergessen.
not-revoked = Bitrix24 selbst behält den Zugriff der Anwendung bei, bis ihre Token ablaufen; ein Administrator kann ihn früher beenden.
keychain-waits = Der Schlüsselbund wartet auf Sie: Suchen Sie sein Fenster.
open-setup = Ihr Browser öffnet die Seite zum Anmelden. Falls nicht, öffnen Sie diese Adresse selbst:
autostart-is-on = away24 startet bei der Anmeldung am Rechner: { $command }
autostart-is-off = away24 startet nicht bei der Anmeldung am Rechner.
autostart-is-stale = away24 startet bei der Anmeldung am Rechner, aber von einem Ort, an dem es nicht mehr liegt: { $command }
    .hint = Beheben Sie das mit: away24 autostart on
status-knows = Eingaben werden erkannt über: { $source }.
status-last-answer = { $told ->
        [present] { $host } führt Sie als anwesend, soweit away24 es gemeldet hat.
        [away] { $host } hat die Meldung angenommen, dass Sie abwesend sind.
       *[unsure] Was { $host } über Sie weiß, ist nicht sicher; away24 meldet es, sobald es kann.
    }
practice-ready = Übungsportal unter { $base }
practice-webhook = Webhook
practice-client-id = Client-ID
practice-secret = Secret
practice-state = Zustand
practice-faults = Störungen
practice-try = Probieren Sie es in einem anderen Terminal aus:
practice-or = oder, mit oauth_server = "{ $base }" unter [account] in config.toml:
practice-stop = Zum Beenden Ctrl-C drücken.

## The doctor's findings

doctor-threshold = { $unit ->
        [seconds] abwesend nach { $count ->
            [one] { $count } Sekunde
           *[other] { $count } Sekunden
        } ohne Eingabe
       *[minutes] abwesend nach { $count ->
            [one] { $count } Minute
           *[other] { $count } Minuten
        } ohne Eingabe
    }
doctor-agent = läuft: { $status }
doctor-no-agent = läuft nicht; starten Sie ihn mit: away24
doctor-source-idle = { $source }; die letzte Eingabe war vor { $seconds } s
doctor-source-watches = { $source }; meldet die nächste Eingabe
doctor-session = { $noticed ->
        [lock-and-sleep] Sperre und Ruhezustand werden bemerkt
        [lock] die Sperre wird bemerkt; der Ruhezustand erst beim Aufwachen, da kein logind den Rechner warten lässt
        [sleep] der Ruhezustand wird bemerkt; die Sperre nicht, da nichts davon berichtet
       *[neither] weder logind noch ein Bildschirmschoner berichtet von der Sperre; der Ruhezustand wird erst beim Aufwachen bemerkt
    }
doctor-calls = { $noticed ->
        [ignored] bleiben laut Ihrer Konfiguration unbeachtet
        [both] Programme, die Untätigkeit verhindern, und das Mikrofon werden bemerkt
        [programs] Programme, die Untätigkeit verhindern, werden bemerkt; kein Soundserver berichtet vom Mikrofon
        [microphone] das Mikrofon wird bemerkt; keine Sitzungsverwaltung berichtet von Programmen, die Untätigkeit verhindern
       *[neither] weder eine Sitzungsverwaltung noch ein Soundserver berichtet davon
    }
doctor-tray = es gibt einen Platz für das Symbol
doctor-no-tray = kein Platz für ein Symbol; unter GNOME schafft ihn die Erweiterung AppIndicator Support. Der Agent arbeitet auch ohne
doctor-keychain = offen
doctor-skipped = nicht versucht, weil sich der Schlüsselbund nicht lesen lässt
doctor-portal = { $host } antwortet
doctor-sign-in = akzeptiert ({ $kind })
doctor-scope = im ist gewährt
doctor-accepted = das Portal nimmt eine Abwesenheitsmeldung an
doctor-recorded = im.user.get.idle enthielt das Datum; Bots, Dashboards und andere Programme sehen es
doctor-unrecorded = im.user.get.idle enthielt kein Datum: Neuere Server verbergen es, sofern die offizielle Desktop-App nicht vor Kurzem gesehen wurde
doctor-shown = nicht bekannt: Der aktuelle Chat von Bitrix24 zeigt es nicht; Profile und der frühere Chat schon
doctor-autostart-on = away24 startet bei der Anmeldung am Rechner
doctor-autostart-off = away24 startet nicht bei der Anmeldung am Rechner; einschalten mit: away24 autostart on

## The pages that a browser ends at

page-signed-in = Angemeldet
    .text = away24 meldet ab jetzt Ihre Anwesenheit. Sie können diese Seite schließen.
page-failed = Nicht angemeldet
    .text = Bitrix24 hat die Anmeldung nicht akzeptiert. away24 nennt den Grund; bitte beginnen Sie dort von vorn.
page-wrong = Nicht angemeldet
    .text = Diese Seite gehört nicht zu der laufenden Anmeldung. Es wurde nichts geändert.
page-not-here = Hier ist nichts
    .text = away24 wartet hier nur auf eine Anmeldung.

## The demo: a timeline

demo-nothing-leaves = Ein Übungsportal läuft unter { $base }; nichts verlässt diesen Rechner.
demo-hands-off = { $unit ->
        [seconds] Nehmen Sie die Hände { $count ->
            [one] { $count } Sekunde
           *[other] { $count } Sekunden
        } lang von Tastatur und Maus, und kommen Sie dann zurück. Ctrl-C beendet.
       *[minutes] Nehmen Sie die Hände { $count ->
            [one] { $count } Minute
           *[other] { $count } Minuten
        } lang von Tastatur und Maus, und kommen Sie dann zurück. Ctrl-C beendet.
    }
demo-simulated = { $unit ->
        [seconds] Es gibt keinen Bildschirm; daher wird eine Person simuliert, die länger als { $count ->
            [one] { $count } Sekunde
           *[other] { $count } Sekunden
        } wegbleibt.
       *[minutes] Es gibt keinen Bildschirm; daher wird eine Person simuliert, die länger als { $count ->
            [one] { $count } Minute
           *[other] { $count } Minuten
        } wegbleibt.
    }
demo-column = { $column ->
        [sign-in] Anmeldung
        [watching] beobachtet
        [noticed] bemerkt
        [sent] gesendet
        [accepted] angenommen
       *[recorded] vermerkt
    }
demo-sent-to = der Browser geht zu { $address }
demo-came-back = er kam mit einem Code zurück, eingetauscht gegen Token von { $host }
demo-ends = Die Demo ist vorbei; das Übungsportal ist weg, und nichts wurde gespeichert.
demo-source-found = Eingaben
demo-source-lost = nichts: Hier gibt es keine Quelle für die Untätigkeitsdauer
demo-session = { $event ->
        [locked] die Sitzung ist gesperrt
        [unlocked] die Sitzung ist entsperrt
        [sleep] der Rechner geht in den Ruhezustand
        [woke] der Rechner ist aufgewacht
        [microphone] das Mikrofon ist in Gebrauch
        [microphone-over] das Mikrofon ist nicht mehr in Gebrauch
        [inhibited] etwas bittet, dies nicht als Untätigkeit zu zählen
        [inhibited-over] nichts bittet mehr darum
       *[going-down] der Rechner fährt herunter
    }
demo-idle = letzte Eingabe vor { $seconds } s
demo-active = Eingabe
demo-recorded = untätig seit { $date }
demo-not-recorded = nicht untätig
demo-accepted = nach { $ms } ms
demo-back-accepted = { $ms } ms nach der Eingabe: zurück

## The history

history-title = Anwesenheit, { $from } bis { $to }
history-title-day = Anwesenheit am { $from }
history-word = { $word ->
        [present] anwesend
        [away] abwesend
        [paused] pausiert
        [idle] keine Eingabe
        [locked] gesperrt
        [asleep] im Ruhezustand
        [said] selbst gemeldet
        [microphone] Mikrofon in Gebrauch
        [program] von einem Programm gehalten
        [window] von einem Fenster gehalten
        [ended] away24 lief nicht
        [accepted] vom Portal angenommen
        [recorded] vom Portal vermerkt
        [cleared] von einem anderen Client aufgehoben
        [untold] dem Portal nicht gemeldet
       *[unknown] unbekannt
    }
history-weekday = { $day ->
        [mon] Mo
        [tue] Di
        [wed] Mi
        [thu] Do
        [fri] Fr
        [sat] Sa
       *[sun] So
    }
history-total = Gesamt
history-empty = Über diese Zeit ist nichts bekannt.
history-off = Der Verlauf ist ausgeschaltet (history_days = 0).

## The page on which to sign in: *this* is shown as one of Bitrix24's own names, `this` as what to type

setup-title = Bei Bitrix24 anmelden - away24
setup-heading = Bei Bitrix24 anmelden
setup-intro = away24 teilt Bitrix24 mit, ob Sie an Ihrem Schreibtisch sind, und bewahrt diese Anmeldung im Schlüsselbund dieses Rechners auf und nirgendwo sonst.
setup-portal = Adresse des Portals
setup-portal-example = example.bitrix24.com
setup-portal-hint = Wie in der Adressleiste Ihres Browsers.
setup-portal-by-webhook = Die Webhook-URL nennt das Portal.
setup-portal-ok = Sie melden sich bei { $host } an.
setup-how = Wie melden Sie sich an?
setup-application = Mit der Anwendung der Firma
setup-application-about = Ihr Administrator gibt Ihnen eine ID und einen Schlüssel.
setup-own-webhook = Mit einem eigenen Webhook
setup-own-webhook-about = Sie erstellen ihn selbst in Bitrix24.
setup-client-id = Anwendungs-ID (client_id)
setup-client-id-example = local.0123456789abcd.01234567
setup-client-id-hint = Von der Karte der Anwendung in Bitrix24.
setup-client-id-ok = Das sieht nach einer Anwendungs-ID aus.
setup-client-secret = Anwendungsschlüssel (client_secret)
setup-webhook = Webhook-URL
setup-webhook-example = https://example.bitrix24.com/rest/1/secret/
setup-webhook-hint = Sie wirkt wie ein Passwort: Behalten Sie sie für sich.
setup-webhook-ok = Das ist ein Webhook von { $host }.
setup-show = Anzeigen
setup-show-webhook = Webhook-URL anzeigen
setup-hide = Verbergen
setup-hide-webhook = Webhook-URL verbergen
setup-where = Wo finde ich das?
setup-application-help = Ein Administrator erstellt die Anwendung einmal für die ganze Firma:
setup-application-open = Öffnen Sie in Bitrix24 *Entwicklerressourcen > Andere > Lokale Anwendung*.
setup-application-no-interface = Schalten Sie *Script only (no user interface)* ein.
setup-application-address = Geben Sie `http://localhost:{ $port }` bei *Your handler path* ein.
setup-application-permission = Fügen Sie die Berechtigung *Chat und Benachrichtigungen (im)* hinzu.
setup-application-save = Speichern Sie. Die Karte der Anwendung zeigt nun ID und Schlüssel.
setup-webhook-open = Öffnen Sie in Bitrix24 *Entwicklerressourcen > Andere > Eingehender Webhook*. Falls es das dort nicht gibt, fragen Sie Ihren Administrator.
setup-webhook-permission = Fügen Sie die Berechtigung *Chat und Benachrichtigungen (im)* hinzu.
setup-webhook-save = Speichern Sie, und kopieren Sie die URL des Webhooks.
setup-sign-in = Anmelden
setup-signing-in = Anmeldung läuft…
setup-opening = { $host } wird geöffnet…
setup-gone = Diese Seite ist nicht mehr aktiv. Starten Sie die Anmeldung noch einmal aus away24.
setup-done-title = Angemeldet - away24
setup-done = Angemeldet
setup-signed-in = Bei { $host } als { $name } angemeldet.
setup-signed-in-nameless = Bei { $host } angemeldet.
setup-close = away24 meldet ab jetzt Ihre Anwesenheit. Sie können diese Seite schließen.
