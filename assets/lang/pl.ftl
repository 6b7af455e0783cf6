# away24 in Polish. What is missing here is said in English.

## Problems: the configuration

config-unreadable = Nie udało się odczytać konfiguracji { $path }: { $why }.
    .hint = Proszę sprawdzić, czy plik istnieje i czy wolno go odczytać.
config-unwritable = Nie udało się zmienić konfiguracji { $path }: { $why }.
    .hint = Proszę sprawdzić, czy wolno tam zapisywać i czy dysk nie jest pełny.
config-syntax = { $path }, wiersz { $line }: to nie jest poprawny TOML: { $why }.
    .hint = Proszę poprawić ten wiersz; tekst musi być w cudzysłowie, na przykład threshold = "10m".
config-unknown-key = { $path }, wiersz { $line }: nie ma ustawienia `{ $key }`.
    .hint = Proszę usunąć ten wiersz.
config-misspelt-key = { $path }, wiersz { $line }: nie ma ustawienia `{ $key }`.
    .hint = Czy chodziło o `{ $nearest }`?
config-type = { $path }, wiersz { $line }: `{ $key }` to musi być { $expected ->
        [threshold] tekst taki jak "10m"
        [portal] tekst taki jak "example.bitrix24.com"
        [auth] "webhook" lub "oauth"
        [language] "en", "ru", "de" …
        [client-id] tekst taki jak "local.…"
        [server] tekst taki jak "https://oauth.example.com"
        [port] numer portu, na przykład 7000
        [days] liczba dni, na przykład 30
        [boolean] true lub false
       *[section] sekcja, na przykład [presence]
    }.
    .hint = Proszę poprawić ten wiersz albo usunąć go, aby użyć wartości domyślnej.
config-value = { $path }, wiersz { $line }: `{ $key }` nie może mieć wartości { $value }; dozwolone: { $allowed ->
        [threshold] od "1s" do "24h"
        [portal] nazwa hosta, na przykład "example.bitrix24.com"
        [auth] "webhook" lub "oauth"
        [language] "en", "ru", "de" …
        [server] adres, na przykład "https://oauth.example.com"
        [days] od 0 do 366
       *[port] od 1 do 65535
    }.
    .hint = Proszę poprawić ten wiersz albo usunąć go, aby użyć wartości domyślnej.
pinned = Organizacja ustawiła `{ $key }` w { $path }.
    .hint = Zmienić to może tylko administrator tego komputera.

## Problems: the webhook's URL

webhook-empty = Nie podano adresu URL webhooka.
    .hint = { webhook-form }
webhook-not-url = To nie jest adres URL webhooka.
    .hint = { webhook-form }
webhook-not-https = Adres URL webhooka musi zaczynać się od https://.
    .hint = Tylko portal testowy na tym komputerze może obyć się bez szyfrowania.
webhook-user-info = Adres URL webhooka nie może zawierać nazwy użytkownika ani hasła przed hostem.
    .hint = { webhook-form }
webhook-path = Ścieżka w adresie URL nie jest ścieżką webhooka przychodzącego.
    .hint = { webhook-form }
webhook-user-id = W adresie URL webhooka brakuje numeru użytkownika po /rest/.
    .hint = { webhook-form }
webhook-secret = W adresie URL webhooka brakuje tajnego kodu albo kod zawiera nietypowe znaki.
    .hint = { webhook-form }
webhook-trailing = Adres URL webhooka ma dalszy ciąg po tajnym kodzie.
    .hint = { webhook-form }
webhook-form = Proszę skopiować go z Bitrix24: Developer resources > Other > Inbound webhook. Wygląda tak: https://example.bitrix24.com/rest/1/secret/
account-elsewhere = To logowanie należy do { $found }, ale konfiguracja wskazuje portal { $expected }.
    .hint = Proszę zalogować się do tamtego portalu albo zmienić `account.portal`.

## Problems: signing in with the browser

portal-name = To nie jest nazwa portalu.
    .hint = Proszę podać ją tak jak na pasku adresu przeglądarki, na przykład example.bitrix24.com.
client-id = To nie jest identyfikator aplikacji.
    .hint = Proszę skopiować go z karty aplikacji w Bitrix24; wygląda jak local.0123456789abcd.01234567.
secret-empty = Nie podano klucza tajnego klienta.
    .hint = Proszę skopiować go z karty aplikacji w Bitrix24.
oauth-server = Wysłanie klucza tajnego do `account.oauth_server` nie jest bezpieczne.
    .hint = Adres musi zaczynać się od https:// albo znajdować się na tym komputerze i nie może mieć ścieżki.
redirect-port = Portu { $port } tego komputera nie można użyć do logowania: { $why }.
    .hint = Proszę zamknąć to, co go używa, albo ustawić inny w `account.redirect_port` i ten sam na karcie aplikacji.
sign-in-timeout = W ciągu pięciu minut nikt się nie zalogował.
    .hint = Proszę spróbować ponownie. Jeśli Bitrix24 pokazał stronę błędu, proszę zapytać administratora o aplikację.
pasted-no-code = Nie ma tu żadnego kodu z Bitrix24.
    .hint = { pasted-again }
pasted-state = Ta odpowiedź należy do innego logowania.
    .hint = { pasted-again }
pasted-portal = Ta odpowiedź pochodzi z innego portalu.
    .hint = { pasted-again }
pasted-server = Ta odpowiedź wskazuje serwer autoryzacji, który nie należy do Bitrix24.
    .hint = { pasted-again }
pasted-again = Proszę zacząć od nowa i wkleić cały adres, na którym zatrzymała się przeglądarka.

## Problems: the keychain

keychain-missing = Nie ma bazy kluczy, w której można przechować dane logowania.
    .hint = Proszę uruchomić bazę kluczy obsługującą protokół Secret Service: GNOME Keyring, KWallet lub KeePassXC.
keychain-locked = Baza kluczy jest zablokowana.
    .hint = Proszę ją odblokować i spróbować ponownie.
keychain-damaged = To, co baza kluczy przechowuje dla away24, nie jest danymi logowania.
    .hint = Proszę zalogować się ponownie poleceniem away24 login.
keychain-too-small = Dane logowania są zbyt długie na jeden wpis w bazie kluczy.
    .hint = Proszę to zgłosić: tokeny tej długości nie są znane.
keychain-ambiguous = Baza kluczy zawiera kilka wpisów dla away24.
    .hint = Proszę usunąć je w programie bazy kluczy i zalogować się ponownie.
keychain-failed = Baza kluczy nie zadziałała: { $why }.
    .hint = Proszę sprawdzić, czy baza kluczy działa, i spróbować ponownie.

## Problems: the portal

not-signed-in = Nie zalogowano.
    .hint = Proszę zalogować się poleceniem away24 setup, away24 login --webhook lub away24 login --portal HOST --client-id ID.
no-agent = Żaden agent nie działa.
    .hint = Można go uruchomić poleceniem: away24
no-source = W tej sesji nie da się stwierdzić, czy ktoś jest przy komputerze.
    .hint = Potrzebne jest X11, GNOME lub kompozytor Wayland z ext-idle-notify-v1 (KDE, Sway, Hyprland, COSMIC).
unwell = Coś wymaga uwagi.
trouble-offline = Nie można połączyć się z { $host }.
    .hint = { trouble-passes }
trouble-server-fault = { $host } zgłasza własną awarię.
    .hint = { trouble-passes }
trouble-busy = { $host } prosi o mniej żądań.
    .hint = { trouble-passes }
trouble-crowded = Z tej sieci trafia do { $host } zbyt wiele żądań.
    .hint = { trouble-passes }
trouble-blocked = Żądania do { $host } są na razie zablokowane.
    .hint = { trouble-passes }
trouble-unconfirmed = Administrator { $host } musi jeszcze potwierdzić ten dostęp.
    .hint = Proszę poprosić administratora Bitrix24 o potwierdzenie, a potem spróbować ponownie.
trouble-denied = Administrator { $host } odrzucił ten dostęp.
    .hint = Proszę poprosić administratora Bitrix24 o zgodę, a potem spróbować ponownie.
trouble-unsupported = { $host } nie zna metody, która ustawia status.
    .hint = Jeśli portal działa na własnym serwerze, proszę poprosić administratora Bitrix24 o zainstalowanie lub zaktualizowanie modułu „im”, a potem spróbować ponownie.
trouble-deleted = Portal { $host } jest tymczasowo zamknięty.
    .hint = Proszę spróbować ponownie później. Jeśli portal pozostanie zamknięty, proszę zwrócić się do administratora Bitrix24.
trouble-unauthorized = { $host } nie akceptuje już tego logowania.
    .hint = Proszę zalogować się ponownie: w menu ikony lub poleceniem away24 setup.
trouble-scope = Temu logowaniu do { $host } brakuje uprawnienia `im`.
    .hint = { scope-add }
trouble-user = { $host } nie pozwala korzystać z tego dostępu.
    .hint = Proszę poprosić administratora Bitrix24 o dostęp.
trouble-plan = { $host } zezwala na REST tylko w planach komercyjnych.
    .hint = Proszę zapytać administratora Bitrix24 o plan.
trouble-moved = Portal { $host } został przeniesiony pod inny adres.
    .hint = Proszę zalogować się ponownie pod nowym adresem portalu.
trouble-configuration = { $host } odrzuca formę żądania.
    .hint = Proszę użyć adresu https:// webhooka.
trouble-application = { $host } nie zna tej aplikacji albo jej klucz tajny jest błędny.
    .hint = Proszę sprawdzić identyfikator klienta i klucz tajny na karcie aplikacji.
trouble-keychain = Baza kluczy nie pozwala odnowić danych logowania.
    .hint = Proszę odblokować bazę kluczy i spróbować ponownie.
trouble-rejected = { $host } odmawia dostępu bez podania przyczyny: najpewniej to zapora lub brama.
    .hint = Jeśli reszta portalu działa, proszę zalogować się ponownie; jeśli nie, zapytać administratora Bitrix24.
trouble-passes = Proszę spróbować ponownie za kilka minut.
scope-add = Proszę otworzyć do edycji webhook lub aplikację w Bitrix24 i dodać uprawnienie „Chat and Notifications (im)”.
unreachable-name = Nie znaleziono nazwy { $host }.
    .hint = Proszę sprawdzić adres i połączenie sieciowe.
unreachable-connection = Nie udało się nawiązać bezpiecznego połączenia z { $host }.
    .hint = { unreachable-check }
unreachable-timeout = Brak odpowiedzi od { $host } na czas.
    .hint = { unreachable-check }
unreachable-cut-off = Odpowiedź od { $host } została przerwana.
    .hint = { unreachable-check }
unreachable-check = Proszę sprawdzić połączenie sieciowe i serwer proxy, a potem spróbować ponownie.
not-bitrix-page = Odpowiedzią od { $host } jest strona internetowa zamiast danych.
    .hint = { not-bitrix-check }
not-bitrix-too-long = Odpowiedź od { $host } zawiera znacznie więcej danych, niż kiedykolwiek wysyła Bitrix24.
    .hint = { not-bitrix-garbled }
not-bitrix-broken = Odpowiedź od { $host } zawiera uszkodzone dane.
    .hint = { not-bitrix-garbled }
not-bitrix-empty = Odpowiedź od { $host } jest pusta.
    .hint = { not-bitrix-garbled }
not-bitrix-foreign = { $host } odpowiada, ale nie tak jak Bitrix24.
    .hint = { not-bitrix-garbled }
not-bitrix-redirect = Odpowiedzią od { $host } jest przekierowanie do { $path }, a nie odpowiedź Bitrix24.
    .hint = Przyczyną mogą być prace konserwacyjne, wygasła licencja lub strona logowania. { not-bitrix-stays }
not-bitrix-status = { $host } odpowiada kodem { $status }, ale nie tak jak Bitrix24.
    .hint = Przyczyną mogą być prace konserwacyjne, zapora sieciowa lub serwer proxy. { not-bitrix-stays }
not-bitrix-disconnected = { $host } nie może połączyć się ze swoim serwerem autoryzacji.
    .hint = { trouble-passes }
not-bitrix-check = Proszę sprawdzić adres; sieć hotelowa lub firmowa może najpierw wymagać zalogowania.
not-bitrix-garbled = Proszę sprawdzić adres; odpowiedź mógł zmienić serwer proxy lub inny serwer po drodze.
not-bitrix-stays = Jeśli to nie minie, proszę zwrócić się do administratora Bitrix24.
scope-none = To logowanie do { $host } nie ma żadnych uprawnień.
    .hint = { scope-add }
scope-missing = Temu logowaniu do { $host } brakuje uprawnienia `im`; ma: { $granted }.
    .hint = { scope-add }
not-cleared = Nie udało się powiadomić { $host } o powrocie, więc przez pewien czas może tam być widoczna nieobecność.
    .hint = Bitrix24 usunie ją po napisaniu tam wiadomości lub zmianie statusu.

## Problems: this machine

no-home = Katalog domowy nie jest znany.
    .hint = Proszę ustawić HOME albo AWAY24_CONFIG_DIR i AWAY24_STATE_DIR.
state-unwritable = Nie udało się zapisać { $path }: { $why }.
    .hint = Proszę sprawdzić, czy katalog istnieje, czy wolno w nim zapisywać i czy dysk nie jest pełny.
journal-unwritable = Nie udało się zanotować w { $path }, co cofnąć po awarii: { $why }.
    .hint = away24 działa dalej bez tego. Proszę sprawdzić, czy wolno tam zapisywać i czy dysk nie jest pełny.
autostart-failed = Nie udało się zmienić automatycznego uruchamiania: { $why }.
    .hint = Proszę sprawdzić, czy wolno zapisywać w { $path }.
listen-failed = Portal testowy nie może nasłuchiwać na { $addr }: { $why }.
    .hint = Proszę wybrać inny adres opcją --listen, na przykład 127.0.0.1:0.
input-unreadable = Nie udało się odczytać danych wejściowych: { $why }.
input-not-text = Dane wejściowe nie są tekstem.
pause-when = „{ $text }” nie jest ani czasem trwania, ani godziną.
    .hint = Na przykład: away24 pause 30m lub away24 pause until 17:00.
day-when = „{ $text }” nie jest datą.
    .hint = Proszę zapisać ją tak: 2026-11-25.
language-unknown = away24 nie zna języka „{ $text }”.
    .hint = Zna: { $known }.
agent-answer = Działający agent nie odpowiedział zgodnie z oczekiwaniem.
    .hint = Może to być inna wersja: proszę go zamknąć i uruchomić ponownie.
internal = Coś w away24 zawiodło: { $why }.
    .hint = Proszę to zgłosić, dołączając dziennik.

## The status: the tray's first line, and what the command line says

status-not-signed-in = Nie zalogowano
status-keychain = Oczekiwanie na bazę kluczy
status-paused = Wstrzymano: nic nie jest zgłaszane
status-paused-until = Wstrzymano do { $until }: nic nie jest zgłaszane
status-unknown = Nie da się stwierdzić obecności, więc nic nie jest zgłaszane
status-waiting = Oczekiwanie na pierwsze naciśnięcie klawisza lub ruch myszy
status-held = { $by ->
        [microphone] Obecność: mikrofon jest w użyciu
        [program] Obecność: program prosi, by nie liczyć tego jako bezczynności
       *[window] Obecność: okno prosi, by nie liczyć tego jako bezczynności
    }
status-present = { $unit ->
        [seconds] Obecność; nieobecność po { $count ->
            [one] { $count } sekundzie
            [few] { $count } sekundach
            [many] { $count } sekundach
           *[other] { $count } sekundy
        } bez aktywności
       *[minutes] Obecność; nieobecność po { $count ->
            [one] { $count } minucie
            [few] { $count } minutach
            [many] { $count } minutach
           *[other] { $count } minuty
        } bez aktywności
    }
status-away-accepted = { $why ->
        [locked] Nieobecność od { $since } (blokada), przyjęta przez { $host }
        [asleep] Nieobecność od { $since } (uśpienie), przyjęta przez { $host }
        [said] Nieobecność od { $since } (zgłoszona ręcznie), przyjęta przez { $host }
       *[idle] Nieobecność od { $since }, przyjęta przez { $host }
    }
status-away-recorded = { $why ->
        [locked] Nieobecność od { $since } (blokada), odnotowana przez { $host }
        [asleep] Nieobecność od { $since } (uśpienie), odnotowana przez { $host }
        [said] Nieobecność od { $since } (zgłoszona ręcznie), odnotowana przez { $host }
       *[idle] Nieobecność od { $since }, odnotowana przez { $host }
    }
status-away-cleared = { $why ->
        [locked] Nieobecność od { $since } (blokada), odwołana przez innego klienta na { $host }
        [asleep] Nieobecność od { $since } (uśpienie), odwołana przez innego klienta na { $host }
        [said] Nieobecność od { $since } (zgłoszona ręcznie), odwołana przez innego klienta na { $host }
       *[idle] Nieobecność od { $since }, odwołana przez innego klienta na { $host }
    }
status-away-unrecorded = { $why ->
        [locked] Nieobecność od { $since } (blokada), przyjęta przez { $host }, ale odczyt nie pokazuje bezczynności: odwołana przez innego klienta lub ukryta
        [asleep] Nieobecność od { $since } (uśpienie), przyjęta przez { $host }, ale odczyt nie pokazuje bezczynności: odwołana przez innego klienta lub ukryta
        [said] Nieobecność od { $since } (zgłoszona ręcznie), przyjęta przez { $host }, ale odczyt nie pokazuje bezczynności: odwołana przez innego klienta lub ukryta
       *[idle] Nieobecność od { $since }, przyjęta przez { $host }, ale odczyt nie pokazuje bezczynności: odwołana przez innego klienta lub ukryta
    }
status-away-telling = { $why ->
        [locked] Nieobecność od { $since } (blokada), zgłaszanie do { $host }…
        [asleep] Nieobecność od { $since } (uśpienie), zgłaszanie do { $host }…
        [said] Nieobecność od { $since } (zgłoszona ręcznie), zgłaszanie do { $host }…
       *[idle] Nieobecność od { $since }, zgłaszanie do { $host }…
    }
status-away-untold = { $why ->
        [locked] Nieobecność od { $since } (blokada), jeszcze nie zgłoszona. { $trouble }
        [asleep] Nieobecność od { $since } (uśpienie), jeszcze nie zgłoszona. { $trouble }
        [said] Nieobecność od { $since } (zgłoszona ręcznie), jeszcze nie zgłoszona. { $trouble }
       *[idle] Nieobecność od { $since }, jeszcze nie zgłoszona. { $trouble }
    }
status-back-telling = Powrót, zgłaszanie do { $host }…
status-back-untold = Nastąpił powrót, ale portal jeszcze o nim nie wie. { $trouble }

## The menu

menu-try-again = Spróbuj ponownie
menu-report = Zgłaszaj moją obecność
menu-away = Nie ma mnie
menu-back = Już jestem
menu-pause = Wstrzymaj
menu-pause-minutes = { $count ->
        [one] Na { $count } minutę
        [few] Na { $count } minuty
        [many] Na { $count } minut
       *[other] Na { $count } minuty
    }
menu-pause-hours = { $count ->
        [one] Na { $count } godzinę
        [few] Na { $count } godziny
        [many] Na { $count } godzin
       *[other] Na { $count } godziny
    }
menu-pause-morning = Do jutra, { $time }
menu-pause-open = Do wznowienia
menu-threshold = Czas do nieobecności
menu-seconds = { $count ->
        [one] { $count } sekunda
        [few] { $count } sekundy
        [many] { $count } sekund
       *[other] { $count } sekundy
    }
menu-minutes = { $count ->
        [one] { $count } minuta
        [few] { $count } minuty
        [many] { $count } minut
       *[other] { $count } minuty
    }
menu-calls = Obecność podczas rozmów
menu-locked = Nieobecność przy blokadzie ekranu
menu-pinned-on = ✓ { $label } (ustawione przez organizację)
menu-pinned-off = { $label }: wył. (ustawione przez organizację)
menu-pinned-span = { $label }: { $span } (ustawione przez organizację)
menu-autostart = Uruchamiaj automatycznie
menu-today = Dzisiaj
menu-open = Otwórz Bitrix24
menu-sign-in = Zaloguj się…
menu-sign-out = Wyloguj się
menu-diagnostics = Diagnostyka…
menu-about = O programie away24 { $version }
menu-quit = Zakończ

## Notifications

notify-running = away24 działa
notify-signed-out = Wylogowano z away24
notify-attention = away24 wymaga uwagi
notify-text = { $problem } { $hint }
notify-sign-in = Zaloguj się
notify-back = Witamy ponownie
notify-back-text = { $hours ->
        [one] Nieobecność na { $host } trwała { $hours } godzinę; portal wie już o powrocie.
        [few] Nieobecność na { $host } trwała { $hours } godziny; portal wie już o powrocie.
        [many] Nieobecność na { $host } trwała { $hours } godzin; portal wie już o powrocie.
       *[other] Nieobecność na { $host } trwała { $hours } godziny; portal wie już o powrocie.
    }
notify-about = Away for Bitrix24, wersja { $version }: informuje Bitrix24 o odejściu od biurka i o powrocie.

## The command line

error = błąd: { $problem }
warning = ostrzeżenie: { $problem }
hint = wskazówka: { $text }
runs-already = away24 już działa. { $status }
ask-for-webhook = Adres URL webhooka (nie jest wyświetlany):
ask-for-client-secret = Klucz tajny klienta (nie jest wyświetlany):
open-browser = Przeglądarka otwiera Bitrix24. Jeśli nie, proszę samodzielnie otworzyć ten adres:
open-yourself = Proszę otworzyć ten adres w przeglądarce:
paste-here = Jeśli zatrzyma się na stronie, której nie można wyświetlić, proszę wkleić tutaj adres tej strony; albo kod, jeśli został pokazany:
signed-in = Zalogowano do { $host } jako { $name }. Dane logowania są w bazie kluczy; away24 od teraz zgłasza obecność.
signed-out = Wylogowano z { $host }. Status tam został wyczyszczony, a dane logowania usunięto.
signed-out-uncleared = Wylogowano. Dane logowania usunięto.
not-revoked = Sam Bitrix24 zachowuje dostęp aplikacji do wygaśnięcia jej tokenów; administrator może zakończyć go wcześniej.
keychain-waits = Baza kluczy czeka na odpowiedź: proszę poszukać jej okna.
open-setup = Przeglądarka otwiera stronę logowania. Jeśli nie, proszę samodzielnie otworzyć ten adres:
autostart-is-on = away24 uruchamia się przy logowaniu do komputera: { $command }
autostart-is-off = away24 nie uruchamia się przy logowaniu do komputera.
autostart-is-stale = away24 uruchamia się przy logowaniu do komputera, ale z miejsca, w którym już go nie ma: { $command }
    .hint = Można to naprawić poleceniem: away24 autostart on
status-knows = Źródło informacji o aktywności: { $source }.
status-last-answer = { $told ->
        [present] Na { $host } figuruje obecność, zgodnie z tym, co zgłosił away24.
        [away] Zgłoszenie nieobecności zostało przyjęte przez { $host }.
       *[unsure] Nie jest pewne, co wie { $host }; away24 zgłosi stan, gdy tylko będzie to możliwe.
    }
practice-ready = Portal testowy pod adresem { $base }
practice-webhook = webhook
practice-client-id = ID klienta
practice-secret = klucz
practice-state = stan
practice-faults = awarie
practice-try = Można go wypróbować w innym terminalu:
practice-or = albo, z oauth_server = "{ $base }" w sekcji [account] pliku config.toml:
practice-stop = Naciśnięcie Ctrl-C kończy pracę.

## The doctor's findings

doctor-threshold = { $unit ->
        [seconds] nieobecność po { $count ->
            [one] { $count } sekundzie
            [few] { $count } sekundach
            [many] { $count } sekundach
           *[other] { $count } sekundy
        } bez aktywności
       *[minutes] nieobecność po { $count ->
            [one] { $count } minucie
            [few] { $count } minutach
            [many] { $count } minutach
           *[other] { $count } minuty
        } bez aktywności
    }
doctor-agent = działa: { $status }
doctor-no-agent = nie działa; można go uruchomić poleceniem: away24
doctor-source-idle = { $source }; ostatnia aktywność { $seconds } s temu
doctor-source-watches = { $source }; poinformuje o następnej aktywności
doctor-session = { $noticed ->
        [lock-and-sleep] blokada i uśpienie są zauważane
        [lock] blokada jest zauważana; uśpienie dopiero po wybudzeniu, bo brak logind, który wstrzymałby komputer
        [sleep] uśpienie jest zauważane; blokada nie, bo nic o niej nie informuje
       *[neither] ani logind, ani wygaszacz ekranu nie informuje o blokadzie; uśpienie jest zauważane dopiero po wybudzeniu
    }
doctor-calls = { $noticed ->
        [ignored] nie są uwzględniane, zgodnie z konfiguracją
        [both] programy wstrzymujące bezczynność i mikrofon są zauważane
        [programs] programy wstrzymujące bezczynność są zauważane; żaden serwer dźwięku nie informuje o mikrofonie
        [microphone] mikrofon jest zauważany; żaden menedżer sesji nie informuje o programach wstrzymujących bezczynność
       *[neither] ani menedżer sesji, ani serwer dźwięku o nich nie informuje
    }
doctor-tray = jest miejsce na ikonę
doctor-no-tray = brak miejsca na ikonę; w GNOME tworzy je rozszerzenie AppIndicator Support. Agent działa i bez niej
doctor-keychain = otwarta
doctor-skipped = nie sprawdzono, bo nie można odczytać bazy kluczy
doctor-portal = { $host } odpowiada
doctor-sign-in = przyjęte ({ $kind })
doctor-scope = uprawnienie im jest przyznane
doctor-accepted = portal przyjmuje zgłoszenie nieobecności
doctor-recorded = im.user.get.idle zawierało datę; widzą ją boty, pulpity i inne programy
doctor-unrecorded = im.user.get.idle nie zawierało daty: nowsze serwery ją ukrywają, jeśli ostatnio nie widziały oficjalnej aplikacji na komputer
doctor-shown = nie wiadomo: obecny czat Bitrix24 tego nie pokazuje; profile i poprzedni czat pokazują
doctor-autostart-on = away24 uruchamia się przy logowaniu do komputera
doctor-autostart-off = away24 nie uruchamia się przy logowaniu do komputera; można to włączyć poleceniem: away24 autostart on

## The pages that a browser ends at

page-signed-in = Zalogowano
    .text = away24 od teraz zgłasza obecność. Można zamknąć tę stronę.
page-failed = Nie zalogowano
    .text = Bitrix24 nie przyjął logowania. away24 podaje przyczynę; proszę zacząć tam od nowa.
page-wrong = Nie zalogowano
    .text = Ta strona nie należy do trwającego logowania. Nic nie zostało zmienione.
page-not-here = Nic tu nie ma
    .text = away24 czeka tu tylko na logowanie.

## The demo: a timeline

demo-nothing-leaves = Portal testowy działa pod adresem { $base }; nic nie opuszcza tego komputera.
demo-hands-off = { $unit ->
        [seconds] Proszę nie dotykać klawiatury i myszy przez { $count ->
            [one] { $count } sekundę
            [few] { $count } sekundy
            [many] { $count } sekund
           *[other] { $count } sekundy
        }, a potem wrócić. Ctrl-C kończy.
       *[minutes] Proszę nie dotykać klawiatury i myszy przez { $count ->
            [one] { $count } minutę
            [few] { $count } minuty
            [many] { $count } minut
           *[other] { $count } minuty
        }, a potem wrócić. Ctrl-C kończy.
    }
demo-simulated = { $unit ->
        [seconds] Nie ma ekranu, więc symulowana jest osoba, która odchodzi na dłużej niż { $count ->
            [one] { $count } sekundę
            [few] { $count } sekundy
            [many] { $count } sekund
           *[other] { $count } sekundy
        }.
       *[minutes] Nie ma ekranu, więc symulowana jest osoba, która odchodzi na dłużej niż { $count ->
            [one] { $count } minutę
            [few] { $count } minuty
            [many] { $count } minut
           *[other] { $count } minuty
        }.
    }
demo-column = { $column ->
        [sign-in] logowanie
        [watching] obserwacja
        [noticed] zauważono
        [sent] wysłano
        [accepted] przyjęto
       *[recorded] odnotowano
    }
demo-sent-to = przeglądarka przechodzi do { $address }
demo-came-back = wróciła z kodem, wymienionym na tokeny { $host }
demo-ends = Pokaz zakończony; portal testowy już nie istnieje i nic nie zostało zapisane.
demo-source-found = aktywności
demo-source-lost = niczego: nie ma tu źródła czasu bezczynności
demo-session = { $event ->
        [locked] sesja jest zablokowana
        [unlocked] sesja jest odblokowana
        [sleep] komputer przechodzi w stan uśpienia
        [woke] komputer się wybudził
        [microphone] mikrofon jest w użyciu
        [microphone-over] mikrofon nie jest już w użyciu
        [inhibited] coś prosi, by nie liczyć tego jako bezczynności
        [inhibited-over] nic już o to nie prosi
       *[going-down] komputer się wyłącza
    }
demo-idle = ostatnia aktywność { $seconds } s temu
demo-active = aktywność
demo-recorded = bezczynność od { $date }
demo-not-recorded = brak bezczynności
demo-accepted = po { $ms } ms
demo-back-accepted = { $ms } ms po aktywności: powrót

## The history

history-title = Obecność, od { $from } do { $to }
history-title-day = Obecność w dniu { $from }
history-word = { $word ->
        [present] obecność
        [away] nieobecność
        [paused] wstrzymano
        [idle] brak aktywności
        [locked] blokada
        [asleep] uśpienie
        [said] zgłoszono ręcznie
        [microphone] mikrofon w użyciu
        [program] podtrzymane przez program
        [window] podtrzymane przez okno
        [ended] away24 nie działał
        [accepted] przyjęte przez portal
        [recorded] odnotowane przez portal
        [cleared] odwołane przez innego klienta
        [untold] nie zgłoszono portalowi
       *[unknown] nieznane
    }
history-weekday = { $day ->
        [mon] pon.
        [tue] wt.
        [wed] śr.
        [thu] czw.
        [fri] pt.
        [sat] sob.
       *[sun] niedz.
    }
history-total = Razem
history-empty = O tym okresie nic nie wiadomo.
history-off = Historia jest wyłączona (history_days = 0).

## The page on which to sign in: *this* is shown as one of Bitrix24's own names, `this` as what to type

setup-title = Logowanie do Bitrix24 - away24
setup-heading = Logowanie do Bitrix24
setup-intro = away24 informuje Bitrix24, czy użytkownik jest przy biurku, i przechowuje dane logowania w bazie kluczy tego komputera i nigdzie indziej.
setup-portal = Adres portalu
setup-portal-example = example.bitrix24.com
setup-portal-hint = Tak jak na pasku adresu przeglądarki.
setup-portal-by-webhook = Adres URL webhooka wskazuje portal.
setup-portal-ok = Logowanie nastąpi do { $host }.
setup-how = W jaki sposób się zalogować?
setup-application = Za pomocą aplikacji firmowej
setup-application-about = Identyfikator i klucz podaje administrator.
setup-own-webhook = Za pomocą własnego webhooka
setup-own-webhook-about = Tworzy się go samodzielnie w Bitrix24.
setup-client-id = Identyfikator aplikacji (client_id)
setup-client-id-example = local.0123456789abcd.01234567
setup-client-id-hint = Z karty aplikacji w Bitrix24.
setup-client-id-ok = To wygląda na identyfikator aplikacji.
setup-client-secret = Klucz aplikacji (client_secret)
setup-webhook = Adres URL webhooka
setup-webhook-example = https://example.bitrix24.com/rest/1/secret/
setup-webhook-hint = Działa jak hasło: proszę go nikomu nie ujawniać.
setup-webhook-ok = To jest webhook portalu { $host }.
setup-show = Pokaż
setup-show-webhook = Pokaż adres URL webhooka
setup-hide = Ukryj
setup-hide-webhook = Ukryj adres URL webhooka
setup-where = Gdzie to znaleźć?
setup-application-help = Administrator tworzy aplikację raz dla całej firmy:
setup-application-open = W Bitrix24 proszę otworzyć *Developer resources > Other > Local application*.
setup-application-no-interface = Proszę włączyć *Script only (no user interface)*.
setup-application-address = W polu *Your handler path* proszę wpisać `http://localhost:{ $port }`.
setup-application-permission = Proszę dodać uprawnienie *Chat and Notifications (im)*.
setup-application-save = Proszę zapisać. Karta aplikacji pokazuje teraz jej identyfikator i klucz.
setup-webhook-open = W Bitrix24 proszę otworzyć *Developer resources > Other > Inbound webhook*. Jeśli tej pozycji nie ma, proszę zapytać administratora.
setup-webhook-permission = Proszę dodać uprawnienie *Chat and Notifications (im)*.
setup-webhook-save = Proszę zapisać i skopiować adres URL webhooka.
setup-sign-in = Zaloguj się
setup-signing-in = Logowanie…
setup-opening = Otwieranie { $host }…
setup-gone = Ta strona nie jest już aktywna. Proszę rozpocząć logowanie ponownie w away24.
setup-done-title = Zalogowano - away24
setup-done = Zalogowano
setup-signed-in = Zalogowano do { $host } jako { $name }.
setup-signed-in-nameless = Zalogowano do { $host }.
setup-close = away24 od teraz zgłasza obecność. Można zamknąć tę stronę.
