# away24 in Italian. What is missing here is said in English.

## Problems: the configuration

config-unreadable = Impossibile leggere la configurazione { $path }: { $why }.
    .hint = Controllare che il file esista e di avere il permesso di leggerlo.
config-unwritable = Impossibile modificare la configurazione { $path }: { $why }.
    .hint = Controllare di avere il permesso di scrivere lì e che il disco non sia pieno.
config-syntax = { $path }, riga { $line }: questo non è TOML valido: { $why }.
    .hint = Correggere la riga; il testo va tra virgolette, per esempio threshold = "10m".
config-unknown-key = { $path }, riga { $line }: l’impostazione `{ $key }` non esiste.
    .hint = Rimuovere la riga.
config-misspelt-key = { $path }, riga { $line }: l’impostazione `{ $key }` non esiste.
    .hint = Si intendeva `{ $nearest }`?
config-type = { $path }, riga { $line }: `{ $key }` deve essere { $expected ->
        [threshold] un testo come "10m"
        [portal] un testo come "example.bitrix24.com"
        [auth] "webhook" oppure "oauth"
        [language] "en", "ru", "de" …
        [client-id] un testo come "local.…"
        [server] un testo come "https://oauth.example.com"
        [port] un numero di porta, come 7000
        [days] un numero di giorni, come 30
        [boolean] true oppure false
       *[section] una sezione, come [presence]
    }.
    .hint = Correggere la riga, oppure rimuoverla per usare il valore predefinito.
config-value = { $path }, riga { $line }: `{ $key }` non può essere { $value }; deve essere { $allowed ->
        [threshold] un valore tra "1s" e "24h"
        [portal] un nome di host, come "example.bitrix24.com"
        [auth] "webhook" oppure "oauth"
        [language] "en", "ru", "de" …
        [server] un indirizzo, come "https://oauth.example.com"
        [days] un valore tra 0 e 366
       *[port] un valore tra 1 e 65535
    }.
    .hint = Correggere la riga, oppure rimuoverla per usare il valore predefinito.
pinned = La sua organizzazione ha impostato `{ $key }` in { $path }.
    .hint = Solo un amministratore di questo computer può modificarlo.

## Problems: the webhook's URL

webhook-empty = Non è stato indicato alcun URL di webhook.
    .hint = { webhook-form }
webhook-not-url = Questo non è un URL di webhook.
    .hint = { webhook-form }
webhook-not-https = L’URL del webhook deve iniziare con https://.
    .hint = Solo un portale di prova su questo computer può fare a meno della crittografia.
webhook-user-info = L’URL del webhook non deve contenere nome utente o password prima dell’host.
    .hint = { webhook-form }
webhook-path = Il percorso dell’URL del webhook non è quello di un webhook in entrata.
    .hint = { webhook-form }
webhook-user-id = Nell’URL del webhook manca il numero dell’utente dopo /rest/.
    .hint = { webhook-form }
webhook-secret = Nell’URL del webhook manca il codice segreto, oppure il codice contiene caratteri insoliti.
    .hint = { webhook-form }
webhook-trailing = L’URL del webhook continua dopo il codice segreto.
    .hint = { webhook-form }
webhook-form = Copiarlo da Bitrix24: Developer resources > Other > Inbound webhook. Ha questo aspetto: https://example.bitrix24.com/rest/1/secret/
account-elsewhere = Questo accesso appartiene a { $found }, ma la configurazione indica il portale { $expected }.
    .hint = Accedere a quel portale, oppure modificare `account.portal`.

## Problems: signing in with the browser

portal-name = Questo non è il nome di un portale.
    .hint = Indicarlo come nella barra degli indirizzi del browser, per esempio example.bitrix24.com.
client-id = Questo non è l’ID di un’applicazione.
    .hint = Copiarlo dalla scheda dell’applicazione in Bitrix24; ha questo aspetto: local.0123456789abcd.01234567.
secret-empty = Non è stato indicato alcun segreto client.
    .hint = Copiarlo dalla scheda dell’applicazione in Bitrix24.
oauth-server = Inviare un segreto a `account.oauth_server` non è sicuro.
    .hint = L’indirizzo deve iniziare con https:// oppure trovarsi su questo computer, e non avere un percorso.
redirect-port = La porta { $port } di questo computer non può essere usata per l’accesso: { $why }.
    .hint = Chiudere ciò che la usa, oppure impostarne un’altra in `account.redirect_port` e la stessa nella scheda dell’applicazione.
sign-in-timeout = Nessuno ha effettuato l’accesso entro cinque minuti.
    .hint = Riprovare. Se Bitrix24 ha mostrato una pagina di errore, chiedere all’amministratore informazioni sull’applicazione.
pasted-no-code = Qui non c’è alcun codice di Bitrix24.
    .hint = { pasted-again }
pasted-state = Questa risposta appartiene a un altro accesso.
    .hint = { pasted-again }
pasted-portal = Questa risposta proviene da un altro portale.
    .hint = { pasted-again }
pasted-server = Questa risposta indica un server di autorizzazione che non è di Bitrix24.
    .hint = { pasted-again }
pasted-again = Ricominciare e incollare l’intero indirizzo a cui è arrivato il browser.

## Problems: the keychain

keychain-missing = Non c’è un portachiavi in cui conservare l’accesso.
    .hint = Avviare un portachiavi compatibile con il protocollo Secret Service: GNOME Keyring, KWallet o KeePassXC.
keychain-locked = Il portachiavi è bloccato.
    .hint = Sbloccarlo e riprovare.
keychain-damaged = Ciò che il portachiavi contiene per away24 non è un accesso.
    .hint = Accedere di nuovo con away24 login.
keychain-too-small = Questo accesso è troppo lungo per una voce del portachiavi.
    .hint = Si prega di segnalarlo: non sono noti token di questa lunghezza.
keychain-ambiguous = Il portachiavi contiene più voci per away24.
    .hint = Eliminarle con il programma del portachiavi e accedere di nuovo.
keychain-failed = Il portachiavi non ha funzionato: { $why }.
    .hint = Controllare che il portachiavi funzioni e riprovare.

## Problems: the portal

not-signed-in = Non è stato effettuato l’accesso.
    .hint = Accedere con away24 setup, away24 login --webhook oppure away24 login --portal HOST --client-id ID.
no-agent = Nessun agente è in esecuzione.
    .hint = Avviarlo con: away24
no-source = In questa sessione non si può capire se Lei è qui.
    .hint = Servono X11, GNOME o un compositor Wayland con ext-idle-notify-v1 (KDE, Sway, Hyprland, COSMIC).
unwell = Qualcosa richiede attenzione.
trouble-offline = { $host } non è raggiungibile.
    .hint = { trouble-passes }
trouble-server-fault = { $host } segnala un proprio guasto.
    .hint = { trouble-passes }
trouble-busy = { $host } chiede meno richieste.
    .hint = { trouble-passes }
trouble-crowded = Dalla rete in uso arrivano troppe richieste a { $host }.
    .hint = { trouble-passes }
trouble-blocked = Le richieste a { $host } sono per ora bloccate.
    .hint = { trouble-passes }
trouble-unconfirmed = Un amministratore di { $host } deve ancora confermare questo accesso.
    .hint = Chiedere all’amministratore di Bitrix24 di confermarlo, poi riprovare.
trouble-denied = Un amministratore di { $host } ha rifiutato questo accesso.
    .hint = Chiedere all’amministratore di Bitrix24 di consentirlo, poi riprovare.
trouble-unsupported = { $host } non conosce il metodo che imposta lo stato.
    .hint = Se il portale è su un server proprio, chiedere all’amministratore di Bitrix24 di installare o aggiornare il modulo “im”, poi riprovare.
trouble-deleted = Il portale { $host } è chiuso per il momento.
    .hint = Riprovare più tardi. Se il portale resta chiuso, rivolgersi all’amministratore di Bitrix24.
trouble-unauthorized = { $host } non accetta più il Suo accesso.
    .hint = Accedere di nuovo: dal menu dell’icona o con away24 setup.
trouble-scope = A questo accesso a { $host } manca il permesso `im`.
    .hint = { scope-add }
trouble-user = { $host } non Le consente di usare questo accesso.
    .hint = Chiedere l’accesso all’amministratore di Bitrix24.
trouble-plan = { $host } consente REST solo con i piani commerciali.
    .hint = Chiedere all’amministratore di Bitrix24 informazioni sul piano.
trouble-moved = Il portale { $host } si è trasferito a un altro indirizzo.
    .hint = Accedere di nuovo al nuovo indirizzo del portale.
trouble-configuration = { $host } rifiuta la forma della richiesta.
    .hint = Usare l’indirizzo https:// del webhook.
trouble-application = { $host } non conosce questa applicazione, oppure il suo segreto è errato.
    .hint = Controllare l’ID client e il segreto nella scheda dell’applicazione.
trouble-keychain = Il portachiavi non consente di rinnovare l’accesso.
    .hint = Sbloccare il portachiavi e riprovare.
trouble-rejected = { $host } nega l’accesso senza dire perché: probabilmente un firewall o un gateway.
    .hint = Se tutto il resto funziona, accedere di nuovo; altrimenti rivolgersi all’amministratore di Bitrix24.
trouble-passes = Riprovare tra qualche minuto.
scope-add = Modificare il webhook o l’applicazione in Bitrix24 e aggiungere il permesso “Chat and Notifications (im)”.
unreachable-name = Il nome { $host } non è stato trovato.
    .hint = Controllare l’indirizzo e la connessione di rete.
unreachable-connection = Impossibile stabilire una connessione sicura con { $host }.
    .hint = { unreachable-check }
unreachable-timeout = { $host } non ha risposto in tempo.
    .hint = { unreachable-check }
unreachable-cut-off = { $host } ha interrotto la risposta.
    .hint = { unreachable-check }
unreachable-check = Controllare la connessione di rete e il proxy, poi riprovare.
not-bitrix-page = { $host } ha risposto con una pagina web invece che con dati.
    .hint = { not-bitrix-check }
not-bitrix-too-long = { $host } ha risposto con molti più dati di quanti Bitrix24 ne invii mai.
    .hint = { not-bitrix-garbled }
not-bitrix-broken = { $host } ha risposto con dati danneggiati.
    .hint = { not-bitrix-garbled }
not-bitrix-empty = { $host } ha dato una risposta vuota.
    .hint = { not-bitrix-garbled }
not-bitrix-foreign = { $host } ha risposto, ma non come fa Bitrix24.
    .hint = { not-bitrix-garbled }
not-bitrix-redirect = { $host } ha risposto con un reindirizzamento a { $path }, e non come fa Bitrix24.
    .hint = La causa può essere una manutenzione, una licenza scaduta o una pagina di accesso. { not-bitrix-stays }
not-bitrix-status = { $host } ha risposto con il codice { $status }, e non come fa Bitrix24.
    .hint = La causa può essere una manutenzione, un firewall o un proxy. { not-bitrix-stays }
not-bitrix-disconnected = { $host } non riesce a raggiungere il proprio server di autorizzazione.
    .hint = { trouble-passes }
not-bitrix-check = Controllare l’indirizzo; la rete di un hotel o di un’azienda potrebbe richiedere prima un accesso.
not-bitrix-garbled = Controllare l’indirizzo; un proxy o un altro server intermedio potrebbe aver modificato la risposta.
not-bitrix-stays = Se il problema persiste, rivolgersi all’amministratore di Bitrix24.
scope-none = Questo accesso a { $host } non ha alcun permesso.
    .hint = { scope-add }
scope-missing = A questo accesso a { $host } manca il permesso `im`; ha: { $granted }.
    .hint = { scope-add }
not-cleared = Non è stato possibile comunicare a { $host } il Suo ritorno, che potrebbe quindi mostrarLa ancora per un po’ come assente.
    .hint = Bitrix24 lo corregge non appena vi si scrive un messaggio o si cambia il proprio stato.

## Problems: this machine

no-home = La cartella personale non è nota.
    .hint = Impostare HOME, oppure AWAY24_CONFIG_DIR e AWAY24_STATE_DIR.
state-unwritable = Impossibile scrivere { $path }: { $why }.
    .hint = Controllare che la cartella esista, di avere il permesso di scrivervi e che il disco non sia pieno.
journal-unwritable = Impossibile annotare in { $path } ciò che va annullato dopo un arresto anomalo: { $why }.
    .hint = away24 prosegue senza. Controllare di avere il permesso di scrivere lì e che il disco non sia pieno.
autostart-failed = Impossibile modificare l’avvio automatico: { $why }.
    .hint = Controllare di avere il permesso di scrivere in { $path }.
listen-failed = Il portale di prova non può restare in ascolto su { $addr }: { $why }.
    .hint = Scegliere un altro indirizzo con --listen, per esempio 127.0.0.1:0.
input-unreadable = Impossibile leggere l’input: { $why }.
input-not-text = L’input non è testo.
pause-when = “{ $text }” non è né una durata né un orario.
    .hint = Per esempio: away24 pause 30m oppure away24 pause until 17:00.
day-when = “{ $text }” non è una data.
    .hint = Scriverla così: 2026-11-25.
language-unknown = away24 non parla “{ $text }”.
    .hint = Parla: { $known }.
agent-answer = L’agente in esecuzione non ha risposto come previsto.
    .hint = Potrebbe essere un’altra versione: chiuderlo e avviarlo di nuovo.
internal = Qualcosa in away24 non ha funzionato: { $why }.
    .hint = Si prega di segnalarlo, allegando il registro.

## The status: the tray's first line, and what the command line says

status-not-signed-in = Accesso non effettuato
status-keychain = In attesa del portachiavi
status-paused = In pausa: non viene comunicato nulla
status-paused-until = In pausa fino alle { $until }: non viene comunicato nulla
status-unknown = Non si può capire se Lei è qui, quindi non viene comunicato nulla
status-waiting = In attesa del primo tasto o del primo movimento del mouse
status-held = { $by ->
        [microphone] Presente: il microfono è in uso
        [program] Presente: un programma chiede di non considerarla inattività
       *[window] Presente: una finestra chiede di non considerarla inattività
    }
status-present = { $unit ->
        [seconds] Presente; assente dopo { $count ->
            [one] { $count } secondo
           *[other] { $count } secondi
        } senza attività
       *[minutes] Presente; assente dopo { $count ->
            [one] { $count } minuto
           *[other] { $count } minuti
        } senza attività
    }
status-away-accepted = { $why ->
        [locked] Assente dalle { $since } (blocco), accettato da { $host }
        [asleep] Assente dalle { $since } (sospensione), accettato da { $host }
        [said] Assente dalle { $since } (su Sua indicazione), accettato da { $host }
       *[idle] Assente dalle { $since }, accettato da { $host }
    }
status-away-recorded = { $why ->
        [locked] Assente dalle { $since } (blocco), registrato da { $host }
        [asleep] Assente dalle { $since } (sospensione), registrato da { $host }
        [said] Assente dalle { $since } (su Sua indicazione), registrato da { $host }
       *[idle] Assente dalle { $since }, registrato da { $host }
    }
status-away-cleared = { $why ->
        [locked] Assente dalle { $since } (blocco), annullato da un altro client su { $host }
        [asleep] Assente dalle { $since } (sospensione), annullato da un altro client su { $host }
        [said] Assente dalle { $since } (su Sua indicazione), annullato da un altro client su { $host }
       *[idle] Assente dalle { $since }, annullato da un altro client su { $host }
    }
status-away-unrecorded = { $why ->
        [locked] Assente dalle { $since } (blocco), accettato da { $host }, ma alla rilettura non risulta inattività: annullato da un altro client, o nascosto
        [asleep] Assente dalle { $since } (sospensione), accettato da { $host }, ma alla rilettura non risulta inattività: annullato da un altro client, o nascosto
        [said] Assente dalle { $since } (su Sua indicazione), accettato da { $host }, ma alla rilettura non risulta inattività: annullato da un altro client, o nascosto
       *[idle] Assente dalle { $since }, accettato da { $host }, ma alla rilettura non risulta inattività: annullato da un altro client, o nascosto
    }
status-away-telling = { $why ->
        [locked] Assente dalle { $since } (blocco), comunicazione a { $host }…
        [asleep] Assente dalle { $since } (sospensione), comunicazione a { $host }…
        [said] Assente dalle { $since } (su Sua indicazione), comunicazione a { $host }…
       *[idle] Assente dalle { $since }, comunicazione a { $host }…
    }
status-away-untold = { $why ->
        [locked] Assente dalle { $since } (blocco), non ancora comunicato. { $trouble }
        [asleep] Assente dalle { $since } (sospensione), non ancora comunicato. { $trouble }
        [said] Assente dalle { $since } (su Sua indicazione), non ancora comunicato. { $trouble }
       *[idle] Assente dalle { $since }, non ancora comunicato. { $trouble }
    }
status-back-telling = Di ritorno, comunicazione a { $host }…
status-back-untold = Lei è di ritorno, ma il portale non lo sa ancora. { $trouble }

## The menu

menu-try-again = Riprova
menu-report = Comunica la mia presenza
menu-away = Assente ora
menu-back = Sono di ritorno
menu-pause = Pausa
menu-pause-minutes = { $count ->
        [one] Per { $count } minuto
       *[other] Per { $count } minuti
    }
menu-pause-hours = { $count ->
        [one] Per { $count } ora
       *[other] Per { $count } ore
    }
menu-pause-morning = Fino a domani, { $time }
menu-pause-open = Finché non riprendo
menu-threshold = Assente dopo
menu-seconds = { $count ->
        [one] { $count } secondo
       *[other] { $count } secondi
    }
menu-minutes = { $count ->
        [one] { $count } minuto
       *[other] { $count } minuti
    }
menu-calls = Resta presente durante le chiamate
menu-locked = Assente con lo schermo bloccato
menu-pinned-on = ✓ { $label } (impostato dalla sua organizzazione)
menu-pinned-off = { $label }: no (impostato dalla sua organizzazione)
menu-pinned-span = { $label }: { $span } (impostato dalla sua organizzazione)
menu-autostart = Avvio automatico
menu-today = Oggi
menu-open = Apri Bitrix24
menu-sign-in = Accedi…
menu-sign-out = Esci dall’account
menu-diagnostics = Diagnostica…
menu-about = Informazioni su away24 { $version }
menu-quit = Chiudi

## Notifications

notify-running = away24 è in esecuzione
notify-signed-out = away24 non ha più accesso
notify-attention = away24 richiede attenzione
notify-text = { $problem } { $hint }
notify-sign-in = Accedi
notify-back = Rieccoci
notify-back-text = { $hours ->
        [one] Per { $host } l’assenza è durata { $hours } ora; il ritorno vi è già noto.
       *[other] Per { $host } l’assenza è durata { $hours } ore; il ritorno vi è già noto.
    }
notify-about = Away for Bitrix24, versione { $version }: comunica a Bitrix24 quando ci si allontana dalla scrivania e quando si ritorna.

## The command line

error = errore: { $problem }
warning = avviso: { $problem }
hint = suggerimento: { $text }
runs-already = away24 è già in esecuzione. { $status }
ask-for-webhook = URL del webhook (non viene mostrato):
ask-for-client-secret = Segreto client (non viene mostrato):
open-browser = Il browser apre Bitrix24. Se non lo fa, aprire questo indirizzo a mano:
open-yourself = Aprire questo indirizzo in un browser:
paste-here = Se arriva a una pagina che non si può mostrare, incollare qui l’indirizzo di quella pagina; oppure il codice, se ne viene mostrato uno:
signed-in = Accesso a { $host } effettuato come { $name }. L’accesso è conservato nel portachiavi; da ora away24 comunica la presenza.
signed-out = Uscita da { $host } effettuata. Lo stato lì è stato cancellato e l’accesso dimenticato.
signed-out-uncleared = Uscita effettuata. L’accesso è stato dimenticato.
not-revoked = Bitrix24 stesso mantiene l’accesso dell’applicazione fino alla scadenza dei token; un amministratore può revocarlo prima.
keychain-waits = Il portachiavi è in attesa: cercare la sua finestra.
open-setup = Il browser apre la pagina per accedere. Se non lo fa, aprire questo indirizzo a mano:
autostart-is-on = away24 si avvia all’accesso al computer: { $command }
autostart-is-off = away24 non si avvia all’accesso al computer.
autostart-is-stale = away24 si avvia all’accesso al computer, ma da una posizione in cui non si trova più: { $command }
    .hint = Correggere con: away24 autostart on
status-knows = L’attività è nota tramite: { $source }.
status-last-answer = { $told ->
        [present] Per { $host } Lei risulta presente, stando a quanto away24 ha comunicato.
        [away] { $host } ha accettato la comunicazione della Sua assenza.
       *[unsure] Non è certo che cosa risulti a { $host }; away24 lo comunicherà appena possibile.
    }
practice-ready = Portale di prova su { $base }
practice-webhook = webhook
practice-client-id = ID client
practice-secret = segreto
practice-state = stato
practice-faults = guasti
practice-try = Provarlo in un altro terminale:
practice-or = oppure, con oauth_server = "{ $base }" in [account] di config.toml:
practice-stop = Premere Ctrl-C per terminare.

## The doctor's findings

doctor-threshold = { $unit ->
        [seconds] assente dopo { $count ->
            [one] { $count } secondo
           *[other] { $count } secondi
        } senza attività
       *[minutes] assente dopo { $count ->
            [one] { $count } minuto
           *[other] { $count } minuti
        } senza attività
    }
doctor-agent = in esecuzione: { $status }
doctor-no-agent = non in esecuzione; avviarlo con: away24
doctor-source-idle = { $source }; ultima attività { $seconds } s fa
doctor-source-watches = { $source }; segnalerà la prossima attività
doctor-session = { $noticed ->
        [lock-and-sleep] il blocco e la sospensione vengono rilevati
        [lock] il blocco viene rilevato; la sospensione solo al risveglio, perché nessun logind fa attendere il computer
        [sleep] la sospensione viene rilevata; il blocco no, perché nulla lo segnala
       *[neither] né logind né un salvaschermo segnalano il blocco; la sospensione viene rilevata solo al risveglio
    }
doctor-calls = { $noticed ->
        [ignored] non considerate, secondo la configurazione
        [both] i programmi che impediscono l’inattività e il microfono vengono rilevati
        [programs] i programmi che impediscono l’inattività vengono rilevati; nessun server audio segnala il microfono
        [microphone] il microfono viene rilevato; nessun gestore di sessione segnala i programmi che impediscono l’inattività
       *[neither] né un gestore di sessione né un server audio le segnalano
    }
doctor-tray = c’è posto per l’icona
doctor-no-tray = nessun posto per un’icona; in GNOME lo crea l’estensione AppIndicator Support. L’agente funziona anche senza
doctor-keychain = aperto
doctor-skipped = non provato, perché non si può leggere il portachiavi
doctor-portal = { $host } risponde
doctor-sign-in = accettato ({ $kind })
doctor-scope = im è concesso
doctor-accepted = il portale accetta una comunicazione di assenza
doctor-recorded = im.user.get.idle conteneva la data; bot, dashboard e altri programmi la vedono
doctor-unrecorded = im.user.get.idle non conteneva alcuna data: i server più recenti la nascondono se l’app desktop ufficiale non è stata vista di recente
doctor-shown = non noto: la chat attuale di Bitrix24 non lo mostra; i profili e la chat precedente sì
doctor-autostart-on = away24 si avvia all’accesso al computer
doctor-autostart-off = away24 non si avvia all’accesso al computer; attivarlo con: away24 autostart on

## The pages that a browser ends at

page-signed-in = Accesso effettuato
    .text = Da ora away24 comunica la presenza. Questa pagina si può chiudere.
page-failed = Accesso non effettuato
    .text = Bitrix24 non ha accettato l’accesso. away24 ne indica il motivo; ricominciare da lì.
page-wrong = Accesso non effettuato
    .text = Questa pagina non appartiene all’accesso in corso. Non è stato modificato nulla.
page-not-here = Qui non c’è nulla
    .text = Qui away24 attende soltanto un accesso.

## The demo: a timeline

demo-nothing-leaves = Un portale di prova è attivo su { $base }; nulla lascia questo computer.
demo-hands-off = { $unit ->
        [seconds] Non toccare tastiera e mouse per { $count ->
            [one] { $count } secondo
           *[other] { $count } secondi
        }, poi tornare. Ctrl-C termina.
       *[minutes] Non toccare tastiera e mouse per { $count ->
            [one] { $count } minuto
           *[other] { $count } minuti
        }, poi tornare. Ctrl-C termina.
    }
demo-simulated = { $unit ->
        [seconds] Non c’è uno schermo, quindi viene simulata una persona che si allontana per più di { $count ->
            [one] { $count } secondo
           *[other] { $count } secondi
        }.
       *[minutes] Non c’è uno schermo, quindi viene simulata una persona che si allontana per più di { $count ->
            [one] { $count } minuto
           *[other] { $count } minuti
        }.
    }
demo-column = { $column ->
        [sign-in] accesso
        [watching] osservato
        [noticed] rilevato
        [sent] inviato
        [accepted] accettato
       *[recorded] registrato
    }
demo-sent-to = il browser va a { $address }
demo-came-back = è tornato con un codice, scambiato con token di { $host }
demo-ends = La demo è finita; il portale di prova non esiste più e nulla è stato conservato.
demo-source-found = l’attività
demo-source-lost = nulla: qui non c’è alcuna fonte del tempo di inattività
demo-session = { $event ->
        [locked] la sessione è bloccata
        [unlocked] la sessione è sbloccata
        [sleep] il computer entra in sospensione
        [woke] il computer si è risvegliato
        [microphone] il microfono è in uso
        [microphone-over] il microfono non è più in uso
        [inhibited] qualcosa chiede di non considerarla inattività
        [inhibited-over] nulla lo chiede più
       *[going-down] il computer si sta spegnendo
    }
demo-idle = ultima attività { $seconds } s fa
demo-active = attività
demo-recorded = inattività dal { $date }
demo-not-recorded = nessuna inattività
demo-accepted = dopo { $ms } ms
demo-back-accepted = { $ms } ms dopo l’attività: di ritorno

## The history

history-title = Presenza, da { $from } a { $to }
history-title-day = Presenza il { $from }
history-word = { $word ->
        [present] presente
        [away] assente
        [paused] in pausa
        [idle] nessuna attività
        [locked] bloccato
        [asleep] in sospensione
        [said] indicato a mano
        [microphone] microfono in uso
        [program] trattenuto da un programma
        [window] trattenuto da una finestra
        [ended] away24 non era in esecuzione
        [accepted] accettato dal portale
        [recorded] registrato dal portale
        [cleared] annullato da un altro client
        [untold] non comunicato al portale
       *[unknown] sconosciuto
    }
history-weekday = { $day ->
        [mon] lun
        [tue] mar
        [wed] mer
        [thu] gio
        [fri] ven
        [sat] sab
       *[sun] dom
    }
history-total = Totale
history-empty = Di questo periodo non si sa nulla.
history-off = La cronologia è disattivata (history_days = 0).

## The page on which to sign in: *this* is shown as one of Bitrix24's own names, `this` as what to type

setup-title = Accesso a Bitrix24 - away24
setup-heading = Accesso a Bitrix24
setup-intro = away24 comunica a Bitrix24 se si è alla propria scrivania e conserva questo accesso nel portachiavi di questo computer e in nessun altro luogo.
setup-portal = Indirizzo del portale
setup-portal-example = example.bitrix24.com
setup-portal-hint = Come nella barra degli indirizzi del browser.
setup-portal-by-webhook = L’URL del webhook indica il portale.
setup-portal-ok = L’accesso avverrà su { $host }.
setup-how = Come si effettua l’accesso?
setup-application = Con l’applicazione dell’azienda
setup-application-about = L’amministratore fornisce un ID e una chiave.
setup-own-webhook = Con un webhook personale
setup-own-webhook-about = Si crea da sé in Bitrix24.
setup-client-id = ID dell’applicazione (client_id)
setup-client-id-example = local.0123456789abcd.01234567
setup-client-id-hint = Dalla scheda dell’applicazione in Bitrix24.
setup-client-id-ok = Sembra un ID di applicazione.
setup-client-secret = Chiave dell’applicazione (client_secret)
setup-webhook = URL del webhook
setup-webhook-example = https://example.bitrix24.com/rest/1/secret/
setup-webhook-hint = Vale come una password: non va condiviso.
setup-webhook-ok = È un webhook di { $host }.
setup-show = Mostra
setup-show-webhook = Mostra l’URL del webhook
setup-hide = Nascondi
setup-hide-webhook = Nascondi l’URL del webhook
setup-where = Dove si trova?
setup-application-help = Un amministratore crea l’applicazione una sola volta per tutta l’azienda:
setup-application-open = In Bitrix24, aprire *Developer resources > Other > Local application*.
setup-application-no-interface = Attivare *Script only (no user interface)*.
setup-application-address = Inserire `http://localhost:{ $port }` in *Your handler path*.
setup-application-permission = Aggiungere il permesso *Chat and Notifications (im)*.
setup-application-save = Salvare. Ora la scheda dell’applicazione mostra il suo ID e la sua chiave.
setup-webhook-open = In Bitrix24, aprire *Developer resources > Other > Inbound webhook*. Se non c’è, chiedere all’amministratore.
setup-webhook-permission = Aggiungere il permesso *Chat and Notifications (im)*.
setup-webhook-save = Salvare e copiare l’URL del webhook.
setup-sign-in = Accedi
setup-signing-in = Accesso in corso…
setup-opening = Apertura di { $host }…
setup-gone = Questa pagina non è più attiva. Avviare di nuovo l’accesso da away24.
setup-done-title = Accesso effettuato - away24
setup-done = Accesso effettuato
setup-signed-in = Accesso a { $host } effettuato come { $name }.
setup-signed-in-nameless = Accesso a { $host } effettuato.
setup-close = Da ora away24 comunica la presenza. Questa pagina si può chiudere.
