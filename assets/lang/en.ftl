# Every sentence of away24 that a person can read, in English: the language that the others are translated from.
#
# A message is one whole sentence; nobody puts pieces together. `.hint` says what to do next.
# { $host } is the portal's address, { $since } and { $until } a local time of day such as 12:04.
# Bitrix24's own names of its menus stay as its interface in that language has them.

## Problems: the configuration

config-unreadable = The configuration { $path } could not be read: { $why }.
    .hint = Check that the file exists and that you may read it.
config-unwritable = The configuration { $path } could not be changed: { $why }.
    .hint = Check that you may write there, and that the disk is not full.
config-syntax = { $path }, line { $line }: this is not valid TOML: { $why }.
    .hint = Correct that line; text needs quotes, for example threshold = "10m".
config-unknown-key = { $path }, line { $line }: there is no setting `{ $key }`.
    .hint = Remove the line.
config-misspelt-key = { $path }, line { $line }: there is no setting `{ $key }`.
    .hint = Did you mean `{ $nearest }`?
config-type = { $path }, line { $line }: `{ $key }` must be { $expected ->
        [threshold] text such as "10m"
        [portal] text such as "example.bitrix24.com"
        [auth] "webhook" or "oauth"
        [language] "en", "ru", "de" …
        [client-id] text such as "local.…"
        [server] text such as "https://oauth.example.com"
        [port] a port number, such as 7000
        [days] a number of days, such as 30
        [boolean] true or false
       *[section] a section, such as [presence]
    }.
    .hint = Correct that line, or remove it to get the default.
config-value = { $path }, line { $line }: `{ $key }` cannot be { $value }; it must be { $allowed ->
        [threshold] between "1s" and "24h"
        [portal] a host name, such as "example.bitrix24.com"
        [auth] "webhook" or "oauth"
        [language] "en", "ru", "de" …
        [server] an address, such as "https://oauth.example.com"
        [days] between 0 and 366
       *[port] between 1 and 65535
    }.
    .hint = Correct that line, or remove it to get the default.
no-certificates = This machine has no certificates by which a portal could be believed: { $why }.
    .hint = Install them; the package is mostly called ca-certificates.
pinned = Your organisation has set `{ $key }`, in { $path }.
    .hint = Only an administrator of this machine can change it.

## Problems: the webhook's URL

webhook-empty = No webhook URL was given.
    .hint = { webhook-form }
webhook-not-url = This is not a webhook URL.
    .hint = { webhook-form }
webhook-not-https = The webhook URL must begin with https://.
    .hint = Only a practice portal on this machine may do without encryption.
webhook-user-info = The webhook URL must not contain a user name or password before the host.
    .hint = { webhook-form }
webhook-path = The path of the webhook URL is not that of an incoming webhook.
    .hint = { webhook-form }
webhook-user-id = The webhook URL lacks the user's number after /rest/.
    .hint = { webhook-form }
webhook-secret = The webhook URL lacks its secret code, or the code has unusual characters.
    .hint = { webhook-form }
webhook-trailing = The webhook URL goes on after its secret code.
    .hint = { webhook-form }
webhook-form = Copy it from Bitrix24: Developer resources > Other > Inbound webhook. It looks like https://example.bitrix24.com/rest/1/secret/
account-elsewhere = This sign-in belongs to { $found }, but the configuration names the portal { $expected }.
    .hint = Sign in to that portal, or change `account.portal`.

## Problems: signing in with the browser

portal-name = This is not the name of a portal.
    .hint = Name it as in the browser's address bar, for example example.bitrix24.com.
client-id = This is not the id of an application.
    .hint = Copy it from the application's card in Bitrix24; it looks like local.0123456789abcd.01234567.
secret-empty = No client secret was given.
    .hint = Copy it from the application's card in Bitrix24.
oauth-server = `account.oauth_server` is not safe to send a secret to.
    .hint = It must begin with https://, or be on this machine, and have no path.
redirect-port = Port { $port } of this machine cannot be used for signing in: { $why }.
    .hint = End what uses it, or set `account.redirect_port` and the same port in the application's card.
sign-in-timeout = Nobody signed in within five minutes.
    .hint = Try again. If Bitrix24 showed an error page, ask your administrator about the application.
pasted-no-code = This holds no code from Bitrix24.
    .hint = { pasted-again }
pasted-state = This answer belongs to another sign-in.
    .hint = { pasted-again }
pasted-portal = This answer comes from another portal.
    .hint = { pasted-again }
pasted-server = This answer names an authorization server that is not Bitrix24's.
    .hint = { pasted-again }
pasted-again = Start again, and paste the whole address that the browser ended at.

## Problems: the keychain

keychain-missing = There is no keychain to keep the sign-in in.
    .hint = Start a keychain that speaks the Secret Service protocol: GNOME Keyring, KWallet or KeePassXC.
keychain-locked = The keychain is locked.
    .hint = Unlock it and try again.
keychain-damaged = What the keychain holds for away24 is not a sign-in.
    .hint = Sign in again with away24 login.
keychain-too-small = This sign-in is too long for a keychain entry.
    .hint = Please report this: tokens of this length are not known.
keychain-ambiguous = The keychain holds several entries for away24.
    .hint = Delete them with your keychain's own program, and sign in again.
keychain-failed = The keychain did not work: { $why }.
    .hint = Check that your keychain works and try again.

## Problems: the portal

not-signed-in = You are not signed in.
    .hint = Sign in with away24 setup, away24 login --webhook, or away24 login --portal HOST --client-id ID.
no-agent = No agent is running.
    .hint = Start it with: away24
no-source = Whether you are here cannot be seen in this session.
    .hint = It needs X11, GNOME, or a Wayland compositor with ext-idle-notify-v1 (KDE, Sway, Hyprland, COSMIC).
unwell = Something needs your attention.
trouble-offline = { $host } cannot be reached.
    .hint = { trouble-passes }
trouble-server-fault = { $host } reports a fault of its own.
    .hint = { trouble-passes }
trouble-busy = { $host } asks for fewer requests.
    .hint = { trouble-passes }
trouble-crowded = Too many requests reach { $host } from your network.
    .hint = { trouble-passes }
trouble-blocked = Requests to { $host } are blocked for now.
    .hint = { trouble-passes }
trouble-unconfirmed = An administrator of { $host } still has to confirm this access.
    .hint = Ask your Bitrix24 administrator to confirm it, then try again.
trouble-denied = An administrator of { $host } refused this access.
    .hint = Ask your Bitrix24 administrator to allow it, then try again.
trouble-unsupported = { $host } does not know the method that sets your status.
    .hint = Ask your Bitrix24 administrator to install or update the module "im" on a self-hosted portal, then try again.
trouble-deleted = The portal { $host } is closed for the time being.
    .hint = Try again later. If the portal stays closed, ask your Bitrix24 administrator.
trouble-unauthorized = { $host } no longer accepts your sign-in.
    .hint = Sign in again: in the icon's menu, or with away24 setup.
trouble-scope = This sign-in to { $host } lacks the permission `im`.
    .hint = { scope-add }
trouble-user = { $host } does not let you use this access.
    .hint = Ask your Bitrix24 administrator for access.
trouble-plan = { $host } allows REST on commercial plans only.
    .hint = Ask your Bitrix24 administrator about the plan.
trouble-moved = The portal { $host } has moved to another address.
    .hint = Sign in again at the portal's new address.
trouble-configuration = { $host } refuses the form of the request.
    .hint = Use the webhook's https:// address.
trouble-application = { $host } does not know this application, or its secret is wrong.
    .hint = Check the client id and the secret in the application's card.
trouble-keychain = The keychain does not let the sign-in be renewed.
    .hint = Unlock the keychain and try again.
trouble-rejected = { $host } refuses access without saying why: a firewall or a gateway, most likely.
    .hint = If everything else works there, sign in again; otherwise ask your Bitrix24 administrator.
trouble-passes = Try again in a few minutes.
scope-add = Edit the webhook or application in Bitrix24 and add the permission "Chat and Notifications (im)".
unreachable-name = The name { $host } could not be found.
    .hint = Check the address and the network connection.
unreachable-connection = No secure connection to { $host } could be made.
    .hint = { unreachable-check }
unreachable-timeout = { $host } did not answer in time.
    .hint = { unreachable-check }
unreachable-cut-off = { $host } broke off its answer.
    .hint = { unreachable-check }
unreachable-check = Check the network connection and the proxy, then try again.
not-bitrix-page = { $host } answered with a web page instead of data.
    .hint = { not-bitrix-check }
not-bitrix-too-long = { $host } answered with far more data than Bitrix24 ever does.
    .hint = { not-bitrix-garbled }
not-bitrix-broken = { $host } answered with damaged data.
    .hint = { not-bitrix-garbled }
not-bitrix-empty = { $host } answered with nothing.
    .hint = { not-bitrix-garbled }
not-bitrix-foreign = { $host } answered, but not as Bitrix24 does.
    .hint = { not-bitrix-garbled }
not-bitrix-redirect = { $host } answered with a redirect to { $path }, and not as Bitrix24 does.
    .hint = Maintenance, an expired licence or a login page can be the reason. { not-bitrix-stays }
not-bitrix-status = { $host } answered with status { $status }, and not as Bitrix24 does.
    .hint = Maintenance, a firewall or a proxy can be the reason. { not-bitrix-stays }
not-bitrix-disconnected = { $host } cannot reach its authorization server.
    .hint = { trouble-passes }
not-bitrix-check = Check the address; a hotel or company network may want you to log in first.
not-bitrix-garbled = Check the address; a proxy or another server on the way may have changed the answer.
not-bitrix-stays = If it does not pass, ask your Bitrix24 administrator.
scope-none = This sign-in to { $host } has no permissions at all.
    .hint = { scope-add }
scope-missing = This sign-in to { $host } lacks the permission `im`; it has: { $granted }.
    .hint = { scope-add }
not-cleared = { $host } could not be told that you are back, so it may show you as away for a while.
    .hint = Bitrix24 clears it as soon as you write a message or change your status there.

## Problems: this machine

no-home = The home folder is not known.
    .hint = Set HOME, or AWAY24_CONFIG_DIR and AWAY24_STATE_DIR.
state-unwritable = { $path } could not be written: { $why }.
    .hint = Check that the folder exists, that you may write there, and that the disk is not full.
journal-unwritable = What to clear after a crash could not be noted in { $path }: { $why }.
    .hint = away24 goes on without. Check that you may write there, and that the disk is not full.
autostart-failed = Starting at login could not be changed: { $why }.
    .hint = Check that you may write to { $path }.
listen-failed = The practice portal cannot listen on { $addr }: { $why }.
    .hint = Choose another address with --listen, for example 127.0.0.1:0.
input-unreadable = The input could not be read: { $why }.
input-not-text = The input is not text.
pause-when = “{ $text }” is neither a length of time nor a time of day.
    .hint = For example: away24 pause 30m, or away24 pause until 17:00.
day-when = “{ $text }” is not a date.
    .hint = Write it as in 2026-11-25.
language-unknown = away24 does not speak “{ $text }”.
    .hint = It speaks: { $known }.
agent-answer = The running agent did not answer as expected.
    .hint = It may be another version: quit it, and start it again.
internal = Something inside away24 failed: { $why }.
    .hint = Please report this, with the log.

## The status: the tray's first line, and what the command line says

status-not-signed-in = Not signed in
status-keychain = Waiting for the keychain
status-paused = Paused: nothing is reported
status-paused-until = Paused until { $until }: nothing is reported
status-unknown = Whether you are here cannot be seen, so nothing is reported
status-waiting = Waiting for the first key press or mouse move
status-held = { $by ->
        [microphone] Present: the microphone is in use
        [program] Present: a program asks not to count this as idle
       *[window] Present: a window asks not to count this as idle
    }
status-present = { $unit ->
        [seconds] Present; away after { $count ->
            [one] { $count } second
           *[other] { $count } seconds
        } without input
       *[minutes] Present; away after { $count ->
            [one] { $count } minute
           *[other] { $count } minutes
        } without input
    }
status-away-accepted = { $why ->
        [locked] Away since { $since } (locked), accepted by { $host }
        [asleep] Away since { $since } (asleep), accepted by { $host }
        [said] Away since { $since } (you said so), accepted by { $host }
       *[idle] Away since { $since }, accepted by { $host }
    }
status-away-recorded = { $why ->
        [locked] Away since { $since } (locked), recorded by { $host }
        [asleep] Away since { $since } (asleep), recorded by { $host }
        [said] Away since { $since } (you said so), recorded by { $host }
       *[idle] Away since { $since }, recorded by { $host }
    }
status-away-cleared = { $why ->
        [locked] Away since { $since } (locked), cleared by another client at { $host }
        [asleep] Away since { $since } (asleep), cleared by another client at { $host }
        [said] Away since { $since } (you said so), cleared by another client at { $host }
       *[idle] Away since { $since }, cleared by another client at { $host }
    }
status-away-unrecorded = { $why ->
        [locked] Away since { $since } (locked), accepted by { $host }, but it reads back as not idle: cleared by another client, or hidden
        [asleep] Away since { $since } (asleep), accepted by { $host }, but it reads back as not idle: cleared by another client, or hidden
        [said] Away since { $since } (you said so), accepted by { $host }, but it reads back as not idle: cleared by another client, or hidden
       *[idle] Away since { $since }, accepted by { $host }, but it reads back as not idle: cleared by another client, or hidden
    }
status-away-telling = { $why ->
        [locked] Away since { $since } (locked), telling { $host }…
        [asleep] Away since { $since } (asleep), telling { $host }…
        [said] Away since { $since } (you said so), telling { $host }…
       *[idle] Away since { $since }, telling { $host }…
    }
status-away-untold = { $why ->
        [locked] Away since { $since } (locked), not reported yet. { $trouble }
        [asleep] Away since { $since } (asleep), not reported yet. { $trouble }
        [said] Away since { $since } (you said so), not reported yet. { $trouble }
       *[idle] Away since { $since }, not reported yet. { $trouble }
    }
status-back-telling = Back, telling { $host }…
status-back-untold = You are back, but the portal does not know yet. { $trouble }

## The menu

menu-try-again = Try again
menu-report = Report my presence
menu-away = Away now
menu-back = I'm back
menu-pause = Pause
menu-pause-minutes = { $count ->
        [one] For { $count } minute
       *[other] For { $count } minutes
    }
menu-pause-hours = { $count ->
        [one] For { $count } hour
       *[other] For { $count } hours
    }
menu-pause-morning = Until tomorrow, { $time }
menu-pause-open = Until I resume
menu-threshold = Away after
menu-seconds = { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
menu-minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
menu-calls = Stay present in calls
menu-locked = Away when locked
menu-pinned-on = ✓ { $label } (set by your organisation)
menu-pinned-off = { $label }: off (set by your organisation)
menu-pinned-span = { $label }: { $span } (set by your organisation)
menu-autostart = Start at login
menu-today = Today
menu-open = Open Bitrix24
menu-sign-in = Sign in…
menu-sign-out = Sign out
menu-diagnostics = Diagnostics…
menu-about = About away24 { $version }
menu-quit = Quit

## Notifications

notify-running = away24 is running
notify-signed-out = away24 is signed out
notify-attention = away24 needs your attention
notify-text = { $problem } { $hint }
notify-sign-in = Sign in
notify-back = Welcome back
notify-back-text = { $hours ->
        [one] { $host } had you as away for { $hours } hour; it knows that you are back.
       *[other] { $host } had you as away for { $hours } hours; it knows that you are back.
    }
notify-about = Away for Bitrix24, version { $version }: tells Bitrix24 when you left your desk, and when you came back.

## The command line

error = error: { $problem }
warning = warning: { $problem }
hint = hint: { $text }
run-only = --no-tray and --config belong to: away24 run
runs-already = away24 is running already. { $status }
ask-for-webhook = Webhook URL (not shown):
ask-for-client-secret = Client secret (not shown):
open-browser = Your browser opens Bitrix24. If it does not, open this address yourself:
open-yourself = Open this address in a browser:
paste-here = If it ends at a page that cannot be shown, paste that page's address here; or the code, if one is shown:
signed-in = Signed in to { $host } as { $name }. The sign-in is in your keychain; away24 reports from now on.
signed-out = Signed out of { $host }. Your status there is cleared and the sign-in is forgotten.
signed-out-uncleared = Signed out. The sign-in is forgotten.
not-revoked = Bitrix24 itself keeps the application's access until its tokens run out; an administrator can end it sooner.
keychain-waits = The keychain waits for you: look for its window.
open-setup = Your browser opens the page on which to sign in. If it does not, open this address yourself:
autostart-is-on = away24 starts at login: { $command }
autostart-is-off = away24 does not start at login.
autostart-is-stale = away24 starts at login, but from where it is not any more: { $command }
    .hint = Mend it with: away24 autostart on
status-knows = Input is known from: { $source }.
status-last-answer = { $told ->
        [present] { $host } has you as present, as far as away24 told it.
        [away] { $host } took the report that you are away.
       *[unsure] What { $host } has of you is not certain; away24 tells it as soon as it can.
    }
practice-ready = Practice portal at { $base }
practice-webhook = webhook
practice-client-id = client id
practice-secret = secret
practice-state = state
practice-faults = faults
practice-try = Try it in another terminal:
practice-or = or, with oauth_server = "{ $base }" under [account] in config.toml:
practice-stop = Press Ctrl-C to stop.

## The doctor's findings

doctor-threshold = { $unit ->
        [seconds] away after { $count ->
            [one] { $count } second
           *[other] { $count } seconds
        } without input
       *[minutes] away after { $count ->
            [one] { $count } minute
           *[other] { $count } minutes
        } without input
    }
doctor-setting-own = { $key }: your own configuration
doctor-setting-preset = { $key }: suggested by { $path }
doctor-setting-pinned = { $key }: set by { $path }
doctor-agent = running: { $status }
doctor-no-agent = not running; start it with: away24
doctor-source-idle = { $source }; the last input was { $seconds } s ago
doctor-source-watches = { $source }; it tells of the next input
doctor-session = { $noticed ->
        [lock-and-sleep] locking and sleep are noticed
        [lock] locking is noticed; sleep is noticed on waking only, as no logind lets the machine wait
        [sleep] sleep is noticed; locking is not, as nothing tells of it
       *[neither] neither logind nor a screen saver tells of locking; sleep is noticed on waking only
    }
doctor-calls = { $noticed ->
        [ignored] not heeded, by your configuration
        [both] programs that inhibit idleness and the microphone are noticed
        [programs] programs that inhibit idleness are noticed; no sound server tells of the microphone
        [microphone] the microphone is noticed; no session manager tells of programs that inhibit idleness
       *[neither] neither a session manager nor a sound server tells of them
    }
doctor-tray = there is a place for the icon
doctor-no-tray = no place for an icon; on GNOME the extension AppIndicator Support makes one. The agent works without it
doctor-keychain = open
doctor-skipped = not tried, because the keychain cannot be read
doctor-portal = { $host } answers
doctor-sign-in = accepted ({ $kind })
doctor-scope = im is granted
doctor-accepted = the portal takes an away report
doctor-recorded = im.user.get.idle had the date; bots, dashboards and other programs see it
doctor-unrecorded = im.user.get.idle had no date: newer servers hide it unless the official desktop app was seen lately
doctor-shown = not known: Bitrix24's current chat does not show it; profiles and the previous chat do
doctor-autostart-on = away24 starts at login
doctor-autostart-off = away24 does not start at login; switch it on with: away24 autostart on

## The pages that a browser ends at

page-signed-in = Signed in
    .text = away24 reports your presence from now on. You can close this page.
page-failed = Not signed in
    .text = Bitrix24 did not accept the sign-in. away24 says why; please start again there.
page-wrong = Not signed in
    .text = This page does not belong to the sign-in that is under way. Nothing was changed.
page-not-here = Nothing here
    .text = away24 only waits here for a sign-in.

## The demo: a timeline

demo-nothing-leaves = A practice portal runs at { $base }; nothing leaves this machine.
demo-hands-off = { $unit ->
        [seconds] Take your hands off the keyboard and mouse for { $count ->
            [one] { $count } second
           *[other] { $count } seconds
        }, then come back. Ctrl-C ends.
       *[minutes] Take your hands off the keyboard and mouse for { $count ->
            [one] { $count } minute
           *[other] { $count } minutes
        }, then come back. Ctrl-C ends.
    }
demo-simulated = { $unit ->
        [seconds] There is no display, so a person is simulated who leaves for longer than { $count ->
            [one] { $count } second
           *[other] { $count } seconds
        }.
       *[minutes] There is no display, so a person is simulated who leaves for longer than { $count ->
            [one] { $count } minute
           *[other] { $count } minutes
        }.
    }
demo-column = { $column ->
        [sign-in] sign-in
        [watching] watching
        [noticed] noticed
        [sent] sent
        [accepted] accepted
       *[recorded] recorded
    }
demo-sent-to = the browser goes to { $address }
demo-came-back = it came back with a code, exchanged for tokens of { $host }
demo-ends = The demo is over; the practice portal is gone, and nothing was stored.
demo-source-found = for input
demo-source-lost = nothing: there is no source of idle time here
demo-session = { $event ->
        [locked] the session is locked
        [unlocked] the session is unlocked
        [sleep] the machine goes to sleep
        [woke] the machine woke up
        [microphone] the microphone is in use
        [microphone-over] the microphone is not in use any more
        [inhibited] something asks not to count this as idle
        [inhibited-over] nothing asks that any more
       *[going-down] the machine is going down
    }
demo-idle = last input { $seconds } s ago
demo-active = input
demo-recorded = idle since { $date }
demo-not-recorded = not idle
demo-accepted = after { $ms } ms
demo-back-accepted = { $ms } ms after the input: back

## The history

history-title = Presence, { $from } to { $to }
history-title-day = Presence on { $from }
history-word = { $word ->
        [present] present
        [away] away
        [paused] paused
        [idle] no input
        [locked] locked
        [asleep] asleep
        [said] said so
        [microphone] microphone in use
        [program] held by a program
        [window] held by a window
        [ended] away24 did not run
        [accepted] accepted by the portal
        [recorded] recorded by the portal
        [cleared] cleared by another client
        [untold] the portal was not told
       *[unknown] unknown
    }
history-weekday = { $day ->
        [mon] Mon
        [tue] Tue
        [wed] Wed
        [thu] Thu
        [fri] Fri
        [sat] Sat
       *[sun] Sun
    }
history-total = Total
history-empty = Nothing is known of this time.
history-off = The history is switched off (history_days = 0).

## The page on which to sign in: *this* is shown as one of Bitrix24's own names, `this` as what to type

setup-title = Sign in to Bitrix24 - away24
setup-heading = Sign in to Bitrix24
setup-intro = away24 tells Bitrix24 whether you are at your desk, and keeps this sign-in in this computer's keychain and nowhere else.
setup-portal = Portal address
setup-portal-example = example.bitrix24.com
setup-portal-hint = As in your browser's address bar.
setup-portal-by-webhook = The webhook's URL names the portal.
setup-portal-ok = You will sign in to { $host }.
setup-how = How do you sign in?
setup-application = With the company's application
setup-application-about = Your administrator gives you an ID and a key.
setup-own-webhook = With my own webhook
setup-own-webhook-about = You create it in Bitrix24 yourself.
setup-client-id = Application ID (client_id)
setup-client-id-example = local.0123456789abcd.01234567
setup-client-id-hint = From the application's card in Bitrix24.
setup-client-id-ok = This looks like an application ID.
setup-client-secret = Application key (client_secret)
setup-webhook = Webhook URL
setup-webhook-example = https://example.bitrix24.com/rest/1/secret/
setup-webhook-hint = It works like a password: keep it to yourself.
setup-webhook-ok = This is a webhook of { $host }.
setup-show = Show
setup-show-webhook = Show the webhook URL
setup-hide = Hide
setup-hide-webhook = Hide the webhook URL
setup-where = Where do I find this?
setup-application-help = An administrator creates the application once for the whole company:
setup-application-open = In Bitrix24, open *Developer resources > Other > Local application*.
setup-application-no-interface = Turn on *Script only (no user interface)*.
setup-application-address = Enter `http://localhost:{ $port }` as *Your handler path*.
setup-application-permission = Add the permission *Chat and Notifications (im)*.
setup-application-save = Save. The application's card now shows its ID and its key.
setup-webhook-open = In Bitrix24, open *Developer resources > Other > Inbound webhook*. If it is not there, ask your administrator.
setup-webhook-permission = Add the permission *Chat and Notifications (im)*.
setup-webhook-save = Save, and copy the webhook's URL.
setup-sign-in = Sign in
setup-signing-in = Signing in…
setup-opening = Opening { $host }…
setup-gone = This page is no longer active. Start the sign-in again from away24.
setup-done-title = Signed in - away24
setup-done = Signed in
setup-signed-in = Signed in to { $host } as { $name }.
setup-signed-in-nameless = Signed in to { $host }.
setup-close = away24 reports your presence from now on. You can close this page.
