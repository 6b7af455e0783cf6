# Все фразы away24, которые может прочитать человек, по-русски. Перевод с en.ftl.
#
# Одно сообщение — одна целая фраза; никто не складывает её из частей. `.hint` говорит, что делать дальше.
# { $host } — адрес портала, { $since } и { $until } — местное время суток, например 12:04.
# Названия пунктов меню Битрикс24 — как в его русском интерфейсе.

## Неполадки: настройки

config-unreadable = Не удалось прочитать файл настроек { $path }: { $why }.
    .hint = Проверьте, что файл существует и доступен вам для чтения.
config-unwritable = Не удалось изменить файл настроек { $path }: { $why }.
    .hint = Проверьте, что файл доступен вам для записи и на диске есть место.
config-syntax = { $path }, строка { $line }: ошибка в записи TOML: { $why }.
    .hint = Исправьте эту строку; текст пишется в кавычках, например threshold = "10m".
config-unknown-key = { $path }, строка { $line }: параметра `{ $key }` не существует.
    .hint = Удалите эту строку.
config-misspelt-key = { $path }, строка { $line }: параметра `{ $key }` не существует.
    .hint = Возможно, имелось в виду `{ $nearest }`?
config-type = { $path }, строка { $line }: для `{ $key }` { $expected ->
        [threshold] нужен текст, например "10m"
        [portal] нужен текст, например "example.bitrix24.ru"
        [auth] нужно "webhook" или "oauth"
        [language] нужен язык: "ru", "en", "de" …
        [client-id] нужен текст, например "local.…"
        [server] нужен текст, например "https://oauth.example.com"
        [port] нужен номер порта, например 7000
        [days] нужно число дней, например 30
        [boolean] нужно true или false
       *[section] нужен раздел, например [presence]
    }.
    .hint = Исправьте эту строку или удалите её: тогда действует значение по умолчанию.
config-value = { $path }, строка { $line }: значение { $value } для `{ $key }` не подходит; { $allowed ->
        [threshold] нужно от "1s" до "24h"
        [portal] нужен адрес портала, например "example.bitrix24.ru"
        [auth] нужно "webhook" или "oauth"
        [language] нужен язык: "ru", "en", "de" …
        [server] нужен адрес, например "https://oauth.example.com"
        [days] нужно от 0 до 366
       *[port] нужно от 1 до 65535
    }.
    .hint = Исправьте эту строку или удалите её: тогда действует значение по умолчанию.
no-certificates = На этом компьютере нет сертификатов, по которым можно проверить портал: { $why }.
    .hint = Установите их; пакет обычно называется ca-certificates.
pinned = Значение `{ $key }` задано вашей организацией в { $path }.
    .hint = Изменить его может только администратор этого компьютера.

## Неполадки: адрес вебхука

webhook-empty = Адрес вебхука не указан.
    .hint = { webhook-form }
webhook-not-url = Это не адрес вебхука.
    .hint = { webhook-form }
webhook-not-https = Адрес вебхука должен начинаться с https://.
    .hint = Без шифрования может работать только учебный портал на этом же компьютере.
webhook-user-info = В адресе вебхука перед именем портала не должно быть имени пользователя и пароля.
    .hint = { webhook-form }
webhook-path = Путь в этом адресе не такой, как у входящего вебхука.
    .hint = { webhook-form }
webhook-user-id = В адресе вебхука после /rest/ нет номера пользователя.
    .hint = { webhook-form }
webhook-secret = В адресе вебхука нет секретного кода или в коде есть недопустимые символы.
    .hint = { webhook-form }
webhook-trailing = В адресе вебхука после секретного кода есть что-то лишнее.
    .hint = { webhook-form }
webhook-form = Скопируйте адрес в Битрикс24: Разработчикам > Другое > Входящий вебхук. Он выглядит так: https://example.bitrix24.ru/rest/1/secret/
account-elsewhere = Это вход на портал { $found }, а в настройках указан портал { $expected }.
    .hint = Войдите на указанный портал или измените `account.portal`.

## Неполадки: вход через браузер

portal-name = Это не адрес портала.
    .hint = Укажите его как в адресной строке браузера, например example.bitrix24.ru.
client-id = Это не код приложения (client_id).
    .hint = Скопируйте его из карточки приложения в Битрикс24; он выглядит так: local.0123456789abcd.01234567.
secret-empty = Ключ приложения (client_secret) не указан.
    .hint = Скопируйте его из карточки приложения в Битрикс24.
oauth-server = Отправлять ключ приложения на адрес из `account.oauth_server` небезопасно.
    .hint = Адрес должен начинаться с https:// или вести на этот компьютер, а пути в нём быть не должно.
redirect-port = Порт { $port } этого компьютера нельзя использовать для входа: { $why }.
    .hint = Закройте программу, которая его занимает, или укажите другой порт в `account.redirect_port` и тот же порт в карточке приложения.
sign-in-timeout = За пять минут никто не вошёл.
    .hint = Попробуйте ещё раз. Если Битрикс24 показал страницу с ошибкой, спросите о приложении у администратора.
pasted-no-code = Здесь нет кода от Битрикс24.
    .hint = { pasted-again }
pasted-state = Этот ответ относится к другой попытке входа.
    .hint = { pasted-again }
pasted-portal = Этот ответ пришёл с другого портала.
    .hint = { pasted-again }
pasted-server = В этом ответе указан сервер авторизации, который не принадлежит Битрикс24.
    .hint = { pasted-again }
pasted-again = Начните вход заново и вставьте целиком адрес, на котором остановился браузер.

## Неполадки: связка ключей

keychain-missing = Нет связки ключей, в которой можно хранить данные для входа.
    .hint = Запустите связку ключей с поддержкой протокола Secret Service: GNOME Keyring, KWallet или KeePassXC.
keychain-locked = Связка ключей заблокирована.
    .hint = Разблокируйте её и попробуйте ещё раз.
keychain-damaged = В записи away24 в связке ключей нет данных для входа.
    .hint = Войдите заново командой away24 login.
keychain-too-small = Данные для входа слишком длинные для записи в связке ключей.
    .hint = Пожалуйста, сообщите об этом: токены такой длины до сих пор не встречались.
keychain-ambiguous = В связке ключей несколько записей away24.
    .hint = Удалите их в программе, которая управляет связкой ключей, и войдите заново.
keychain-failed = Связка ключей не сработала: { $why }.
    .hint = Проверьте, что связка ключей работает, и попробуйте ещё раз.

## Неполадки: портал

not-signed-in = Вход не выполнен.
    .hint = Войдите одной из команд: away24 setup, away24 login --webhook или away24 login --portal HOST --client-id ID.
no-agent = Агент не запущен.
    .hint = Запустите его: away24
no-source = В этом сеансе нельзя определить, на месте ли вы.
    .hint = Нужен X11, GNOME или композитор Wayland с ext-idle-notify-v1 (KDE, Sway, Hyprland, COSMIC).
unwell = Кое-что требует вашего внимания.
trouble-offline = Портал { $host } недоступен.
    .hint = { trouble-passes }
trouble-server-fault = Портал { $host } сообщает о внутренней ошибке.
    .hint = { trouble-passes }
trouble-busy = Портал { $host } просит присылать меньше запросов.
    .hint = { trouble-passes }
trouble-crowded = Из вашей сети на портал { $host } идёт слишком много запросов.
    .hint = { trouble-passes }
trouble-blocked = Запросы к порталу { $host } временно заблокированы.
    .hint = { trouble-passes }
trouble-unconfirmed = Администратор портала { $host } ещё не подтвердил этот доступ.
    .hint = Попросите администратора Битрикс24 подтвердить его, затем повторите попытку.
trouble-denied = Администратор портала { $host } отклонил этот доступ.
    .hint = Попросите администратора Битрикс24 разрешить его, затем повторите попытку.
trouble-unsupported = Портал { $host } не знает метода, который меняет ваш статус.
    .hint = Если портал коробочный, попросите администратора Битрикс24 установить или обновить модуль «im», затем повторите попытку.
trouble-deleted = Портал { $host } временно закрыт.
    .hint = Повторите попытку позже. Если портал не откроется, обратитесь к администратору Битрикс24.
trouble-unauthorized = Портал { $host } больше не принимает ваши данные для входа.
    .hint = Войдите заново: через меню значка или командой away24 setup.
trouble-scope = Доступ к порталу { $host } выдан без права `im`.
    .hint = { scope-add }
trouble-user = Портал { $host } не разрешает вам пользоваться этим доступом.
    .hint = Попросите доступ у администратора Битрикс24.
trouble-plan = На портале { $host } REST доступен только на коммерческих тарифах.
    .hint = Спросите о тарифе у администратора Битрикс24.
trouble-moved = Портал { $host } переехал на другой адрес.
    .hint = Войдите заново по новому адресу портала.
trouble-configuration = Портал { $host } не принимает запрос в таком виде.
    .hint = Используйте адрес вебхука, который начинается с https://.
trouble-application = Портал { $host } не знает этого приложения, или его ключ неверен.
    .hint = Сверьте код (client_id) и ключ (client_secret) с карточкой приложения.
trouble-keychain = Связка ключей не даёт обновить данные для входа.
    .hint = Разблокируйте связку ключей и повторите попытку.
trouble-rejected = Портал { $host } отказывает в доступе без объяснений: скорее всего, это межсетевой экран или шлюз.
    .hint = Если остальное на портале работает, войдите заново; если нет, обратитесь к администратору Битрикс24.
trouble-passes = Повторите попытку через несколько минут.
scope-add = Откройте вебхук или приложение в Битрикс24 и добавьте право «Чат и уведомления (im)».
unreachable-name = Адрес { $host } не найден.
    .hint = Проверьте адрес и подключение к сети.
unreachable-connection = Не удалось установить защищённое соединение с порталом { $host }.
    .hint = { unreachable-check }
unreachable-timeout = Портал { $host } не ответил вовремя.
    .hint = { unreachable-check }
unreachable-cut-off = Ответ портала { $host } оборвался.
    .hint = { unreachable-check }
unreachable-check = Проверьте подключение к сети и прокси, затем попробуйте ещё раз.
not-bitrix-page = От { $host } вместо данных пришла веб-страница.
    .hint = { not-bitrix-check }
not-bitrix-too-long = От { $host } пришло намного больше данных, чем бывает от Битрикс24.
    .hint = { not-bitrix-garbled }
not-bitrix-broken = От { $host } пришли повреждённые данные.
    .hint = { not-bitrix-garbled }
not-bitrix-empty = От { $host } пришёл пустой ответ.
    .hint = { not-bitrix-garbled }
not-bitrix-foreign = Ответ от { $host } не похож на ответ Битрикс24.
    .hint = { not-bitrix-garbled }
not-bitrix-redirect = Портал { $host } перенаправил запрос на { $path }; это не похоже на ответ Битрикс24.
    .hint = Возможные причины: технические работы, истёкшая лицензия или страница входа. { not-bitrix-stays }
not-bitrix-status = От { $host } пришёл ответ с кодом { $status }, не похожий на ответ Битрикс24.
    .hint = Возможные причины: технические работы, межсетевой экран или прокси. { not-bitrix-stays }
not-bitrix-disconnected = Портал { $host } не может связаться со своим сервером авторизации.
    .hint = { trouble-passes }
not-bitrix-check = Проверьте адрес; возможно, сначала нужно войти в сеть гостиницы или компании.
not-bitrix-garbled = Проверьте адрес; возможно, ответ изменил прокси или другой сервер по пути.
not-bitrix-stays = Если это не пройдёт, обратитесь к администратору Битрикс24.
scope-none = Доступ к порталу { $host } выдан без каких-либо прав.
    .hint = { scope-add }
scope-missing = Доступ к порталу { $host } выдан без права `im`; есть только: { $granted }.
    .hint = { scope-add }
not-cleared = Не удалось сообщить порталу { $host }, что вы вернулись, поэтому какое-то время он может показывать статус «Отошёл».
    .hint = Битрикс24 сбросит его, как только вы напишете сообщение или смените статус на портале.

## Неполадки: этот компьютер

no-home = Домашняя папка неизвестна.
    .hint = Задайте HOME или AWAY24_CONFIG_DIR и AWAY24_STATE_DIR.
state-unwritable = Не удалось записать { $path }: { $why }.
    .hint = Проверьте, что папка существует и доступна вам для записи, а на диске есть место.
journal-unwritable = Не удалось отметить в { $path }, что нужно сбросить после сбоя: { $why }.
    .hint = away24 продолжит работать без этого. Проверьте, что файл доступен вам для записи и на диске есть место.
autostart-failed = Не удалось изменить запуск при входе в систему: { $why }.
    .hint = Проверьте, что вам разрешена запись в { $path }.
listen-failed = Учебный портал не может принимать соединения на { $addr }: { $why }.
    .hint = Выберите другой адрес параметром --listen, например 127.0.0.1:0.
input-unreadable = Не удалось прочитать входные данные: { $why }.
input-not-text = Входные данные — не текст.
pause-when = «{ $text }» — это не длительность и не время суток.
    .hint = Например: away24 pause 30m или away24 pause until 17:00.
day-when = «{ $text }» — это не дата.
    .hint = Пишите её так: 2026-11-25.
language-unknown = away24 не знает языка «{ $text }».
    .hint = Есть такие: { $known }.
agent-answer = Запущенный агент ответил не так, как ожидалось.
    .hint = Возможно, это другая версия: закройте его и запустите снова.
internal = Внутренняя ошибка away24: { $why }.
    .hint = Пожалуйста, сообщите о ней и приложите журнал.

## Статус: первая строка меню значка и то, что говорит командная строка

status-not-signed-in = Вход не выполнен
status-keychain = Ожидание связки ключей
status-paused = Пауза: порталу ничего не сообщается
status-paused-until = Пауза до { $until }: порталу ничего не сообщается
status-unknown = Не видно, на месте ли вы, поэтому порталу ничего не сообщается
status-waiting = Ожидание первого нажатия клавиши или движения мыши
status-held = { $by ->
        [microphone] На месте: микрофон используется
        [program] На месте: программа просит не считать это бездействием
       *[window] На месте: окно просит не считать это бездействием
    }
status-present = { $unit ->
        [seconds] На месте; «Отошёл» — через { $count ->
            [one] { $count } секунду
            [few] { $count } секунды
            [many] { $count } секунд
           *[other] { $count } секунды
        } бездействия
       *[minutes] На месте; «Отошёл» — через { $count ->
            [one] { $count } минуту
            [few] { $count } минуты
            [many] { $count } минут
           *[other] { $count } минуты
        } бездействия
    }
status-away-accepted = { $why ->
        [locked] «Отошёл» с { $since } (экран заблокирован), принято порталом { $host }
        [asleep] «Отошёл» с { $since } (компьютер спит), принято порталом { $host }
        [said] «Отошёл» с { $since } (по вашей команде), принято порталом { $host }
       *[idle] «Отошёл» с { $since }, принято порталом { $host }
    }
status-away-recorded = { $why ->
        [locked] «Отошёл» с { $since } (экран заблокирован), записано порталом { $host }
        [asleep] «Отошёл» с { $since } (компьютер спит), записано порталом { $host }
        [said] «Отошёл» с { $since } (по вашей команде), записано порталом { $host }
       *[idle] «Отошёл» с { $since }, записано порталом { $host }
    }
status-away-cleared = { $why ->
        [locked] «Отошёл» с { $since } (экран заблокирован), сброшено другим клиентом на портале { $host }
        [asleep] «Отошёл» с { $since } (компьютер спит), сброшено другим клиентом на портале { $host }
        [said] «Отошёл» с { $since } (по вашей команде), сброшено другим клиентом на портале { $host }
       *[idle] «Отошёл» с { $since }, сброшено другим клиентом на портале { $host }
    }
status-away-unrecorded = { $why ->
        [locked] «Отошёл» с { $since } (экран заблокирован), принято порталом { $host }, но при проверке бездействия не видно: статус сбросил другой клиент или он скрыт
        [asleep] «Отошёл» с { $since } (компьютер спит), принято порталом { $host }, но при проверке бездействия не видно: статус сбросил другой клиент или он скрыт
        [said] «Отошёл» с { $since } (по вашей команде), принято порталом { $host }, но при проверке бездействия не видно: статус сбросил другой клиент или он скрыт
       *[idle] «Отошёл» с { $since }, принято порталом { $host }, но при проверке бездействия не видно: статус сбросил другой клиент или он скрыт
    }
status-away-telling = { $why ->
        [locked] «Отошёл» с { $since } (экран заблокирован), сообщается порталу { $host }…
        [asleep] «Отошёл» с { $since } (компьютер спит), сообщается порталу { $host }…
        [said] «Отошёл» с { $since } (по вашей команде), сообщается порталу { $host }…
       *[idle] «Отошёл» с { $since }, сообщается порталу { $host }…
    }
status-away-untold = { $why ->
        [locked] «Отошёл» с { $since } (экран заблокирован), портал об этом ещё не знает. { $trouble }
        [asleep] «Отошёл» с { $since } (компьютер спит), портал об этом ещё не знает. { $trouble }
        [said] «Отошёл» с { $since } (по вашей команде), портал об этом ещё не знает. { $trouble }
       *[idle] «Отошёл» с { $since }, портал об этом ещё не знает. { $trouble }
    }
status-back-telling = Снова на месте, сообщается порталу { $host }…
status-back-untold = Вы вернулись, но портал об этом ещё не знает. { $trouble }

## Меню

menu-try-again = Повторить попытку
menu-report = Сообщать о моём присутствии
menu-away = Я отхожу
menu-back = Я снова на месте
menu-pause = Пауза
menu-pause-minutes = { $count ->
        [one] На { $count } минуту
        [few] На { $count } минуты
        [many] На { $count } минут
       *[other] На { $count } минуты
    }
menu-pause-hours = { $count ->
        [one] На { $count } час
        [few] На { $count } часа
        [many] На { $count } часов
       *[other] На { $count } часа
    }
menu-pause-morning = До завтра, { $time }
menu-pause-open = Пока не возобновлю
menu-threshold = Время до статуса «Отошёл»
menu-seconds = { $count ->
        [one] { $count } секунда
        [few] { $count } секунды
        [many] { $count } секунд
       *[other] { $count } секунды
    }
menu-minutes = { $count ->
        [one] { $count } минута
        [few] { $count } минуты
        [many] { $count } минут
       *[other] { $count } минуты
    }
menu-calls = Во время звонков — на месте
menu-locked = При блокировке экрана — «Отошёл»
menu-pinned-on = ✓ { $label } (задано организацией)
menu-pinned-off = { $label }: выкл. (задано организацией)
menu-pinned-span = { $label }: { $span } (задано организацией)
menu-autostart = Запускать при входе в систему
menu-today = Сегодня
menu-open = Открыть Битрикс24
menu-sign-in = Войти…
menu-sign-out = Выйти из аккаунта
menu-diagnostics = Диагностика…
menu-about = О программе away24 { $version }
menu-quit = Закрыть away24

## Уведомления

notify-running = away24 работает
notify-signed-out = away24: вход больше не действует
notify-attention = away24 требует вашего внимания
notify-text = { $problem } { $hint }
notify-sign-in = Войти
notify-back = С возвращением
notify-back-text = { $hours ->
        [one] У вас на портале { $host } { $hours } час был статус «Отошёл»; теперь портал знает, что вы вернулись.
        [few] У вас на портале { $host } { $hours } часа был статус «Отошёл»; теперь портал знает, что вы вернулись.
        [many] У вас на портале { $host } { $hours } часов был статус «Отошёл»; теперь портал знает, что вы вернулись.
       *[other] У вас на портале { $host } { $hours } часа был статус «Отошёл»; теперь портал знает, что вы вернулись.
    }
notify-about = Away for Bitrix24, версия { $version }: сообщает Битрикс24, когда вы отошли от компьютера и когда вернулись.

## Командная строка

error = ошибка: { $problem }
warning = предупреждение: { $problem }
hint = подсказка: { $text }
run-only = --no-tray и --config относятся к команде: away24 run
runs-already = away24 уже работает. { $status }
ask-for-webhook = Адрес вебхука (не отображается):
ask-for-client-secret = Ключ приложения, client_secret (не отображается):
open-browser = В браузере откроется Битрикс24. Если этого не произошло, откройте этот адрес сами:
open-yourself = Откройте этот адрес в браузере:
paste-here = Если браузер остановится на странице, которую не может показать, вставьте сюда её адрес; а если показан код, вставьте код:
signed-in = Вы вошли на портал { $host } как { $name }. Данные для входа хранятся в связке ключей; теперь away24 сообщает о вашем присутствии.
signed-out = Вы вышли с портала { $host }. Ваш статус на нём сброшен, данные для входа удалены.
signed-out-uncleared = Вы вышли. Данные для входа удалены.
not-revoked = Сам Битрикс24 сохраняет доступ приложения, пока не истекут его токены; администратор может закрыть доступ раньше.
keychain-waits = Связка ключей ждёт вас: найдите её окно.
open-setup = В браузере откроется страница для входа. Если этого не произошло, откройте этот адрес сами:
autostart-is-on = away24 запускается при входе в систему: { $command }
autostart-is-off = away24 не запускается при входе в систему.
autostart-is-stale = away24 запускается при входе в систему, но из места, где его больше нет: { $command }
    .hint = Исправьте командой: away24 autostart on
status-knows = Источник сведений о вводе: { $source }.
status-last-answer = { $told ->
        [present] По сведениям away24, для портала { $host } вы на месте.
        [away] Портал { $host } принял сообщение о том, что вы отошли.
       *[unsure] Точно неизвестно, какой ваш статус знает портал { $host }; away24 сообщит ему, как только сможет.
    }
practice-ready = Учебный портал: { $base }
practice-webhook = вебхук
practice-client-id = client_id
practice-secret = ключ
practice-state = состояние
practice-faults = сбои
practice-try = Попробуйте в другом терминале:
practice-or = или, если в разделе [account] файла config.toml указано oauth_server = "{ $base }":
practice-stop = Чтобы остановить, нажмите Ctrl-C.

## Что находит диагностика

doctor-threshold = { $unit ->
        [seconds] «Отошёл» — через { $count ->
            [one] { $count } секунду
            [few] { $count } секунды
            [many] { $count } секунд
           *[other] { $count } секунды
        } бездействия
       *[minutes] «Отошёл» — через { $count ->
            [one] { $count } минуту
            [few] { $count } минуты
            [many] { $count } минут
           *[other] { $count } минуты
        } бездействия
    }
doctor-setting-own = { $key }: ваша собственная настройка
doctor-setting-preset = { $key }: предложено в { $path }
doctor-setting-pinned = { $key }: задано в { $path }
doctor-agent = работает. { $status }
doctor-no-agent = не запущен; запустите его: away24
doctor-source-idle = { $source }; последний ввод { $seconds } с назад
doctor-source-watches = { $source }; сообщит о следующем вводе
doctor-session = { $noticed ->
        [lock-and-sleep] блокировка и сон заметны
        [lock] блокировка заметна; сон — только при пробуждении: нет logind, который задержал бы засыпание
        [sleep] сон заметен; блокировка — нет: о ней ничто не сообщает
       *[neither] ни logind, ни хранитель экрана не сообщают о блокировке; сон заметен только при пробуждении
    }
doctor-calls = { $noticed ->
        [ignored] не учитываются: так указано в ваших настройках
        [both] заметны микрофон и программы, которые запрещают бездействие
        [programs] заметны программы, которые запрещают бездействие; звуковой сервер не сообщает о микрофоне
        [microphone] заметен микрофон; менеджер сеансов не сообщает о программах, которые запрещают бездействие
       *[neither] ни менеджер сеансов, ни звуковой сервер о них не сообщают
    }
doctor-tray = место для значка есть
doctor-no-tray = места для значка нет; в GNOME его добавляет расширение AppIndicator Support. Агент работает и без значка
doctor-keychain = открыта
doctor-skipped = не проверялось: связку ключей нельзя прочитать
doctor-portal = { $host } отвечает
doctor-sign-in = вход принят ({ $kind })
doctor-scope = право im есть
doctor-accepted = портал принимает сообщение о том, что вы отошли
doctor-recorded = в im.user.get.idle была дата; её видят боты, панели мониторинга и другие программы
doctor-unrecorded = в im.user.get.idle не было даты: новые серверы скрывают её, если официальное приложение для компьютера давно не появлялось в сети
doctor-shown = неизвестно: нынешний чат Битрикс24 этого не показывает, а профили и прежний чат показывают
doctor-autostart-on = away24 запускается при входе в систему
doctor-autostart-off = away24 не запускается при входе в систему; включите это командой: away24 autostart on

## Страницы, на которых останавливается браузер

page-signed-in = Вход выполнен
    .text = Теперь away24 сообщает о вашем присутствии. Эту страницу можно закрыть.
page-failed = Вход не выполнен
    .text = Битрикс24 не принял вход. Причина указана в away24; начните вход там заново.
page-wrong = Вход не выполнен
    .text = Эта страница не относится к текущему входу. Ничего не изменилось.
page-not-here = Здесь ничего нет
    .text = По этому адресу away24 только ждёт входа.

## Демонстрация: что происходит и когда

demo-nothing-leaves = Учебный портал работает по адресу { $base }; никакие данные не покидают этот компьютер.
demo-hands-off = { $unit ->
        [seconds] Не трогайте клавиатуру и мышь { $count ->
            [one] { $count } секунду
            [few] { $count } секунды
            [many] { $count } секунд
           *[other] { $count } секунды
        }, потом вернитесь. Выход — Ctrl-C.
       *[minutes] Не трогайте клавиатуру и мышь { $count ->
            [one] { $count } минуту
            [few] { $count } минуты
            [many] { $count } минут
           *[other] { $count } минуты
        }, потом вернитесь. Выход — Ctrl-C.
    }
demo-simulated = { $unit ->
        [seconds] Экрана нет, поэтому имитируется человек, который отходит дольше чем на { $count ->
            [one] { $count } секунду
            [few] { $count } секунды
            [many] { $count } секунд
           *[other] { $count } секунды
        }.
       *[minutes] Экрана нет, поэтому имитируется человек, который отходит дольше чем на { $count ->
            [one] { $count } минуту
            [few] { $count } минуты
            [many] { $count } минут
           *[other] { $count } минуты
        }.
    }
demo-column = { $column ->
        [sign-in] вход
        [watching] наблюдение
        [noticed] замечено
        [sent] отправлено
        [accepted] принято
       *[recorded] записано
    }
demo-sent-to = браузер переходит на { $address }
demo-came-back = браузер вернулся с кодом, код обменян на токены { $host }
demo-ends = Демонстрация окончена; учебный портал остановлен, ничего не сохранено.
demo-source-found = за вводом
demo-source-lost = невозможно: здесь нет источника сведений о бездействии
demo-session = { $event ->
        [locked] сеанс заблокирован
        [unlocked] сеанс разблокирован
        [sleep] компьютер засыпает
        [woke] компьютер проснулся
        [microphone] микрофон используется
        [microphone-over] микрофон больше не используется
        [inhibited] поступила просьба не считать это бездействием
        [inhibited-over] этой просьбы больше нет
       *[going-down] компьютер выключается
    }
demo-idle = последний ввод { $seconds } с назад
demo-active = ввод
demo-recorded = бездействие с { $date }
demo-not-recorded = бездействия нет
demo-accepted = через { $ms } мс
demo-back-accepted = через { $ms } мс после ввода: на месте

## История

history-title = Присутствие с { $from } по { $to }
history-title-day = Присутствие за { $from }
history-word = { $word ->
        [present] на месте
        [away] отсутствие
        [paused] пауза
        [idle] нет ввода
        [locked] экран заблокирован
        [asleep] компьютер спал
        [said] по вашим словам
        [microphone] микрофон занят
        [program] удерживала программа
        [window] удерживало окно
        [ended] away24 не работала
        [accepted] принято порталом
        [recorded] записано порталом
        [cleared] снято другим клиентом
        [untold] портал не знал
       *[unknown] неизвестно
    }
history-weekday = { $day ->
        [mon] Пн
        [tue] Вт
        [wed] Ср
        [thu] Чт
        [fri] Пт
        [sat] Сб
       *[sun] Вс
    }
history-total = Всего
history-empty = За это время нет данных.
history-off = История отключена (history_days = 0).

## The page on which to sign in: *this* is shown as one of Bitrix24's own names, `this` as what to type

setup-title = Вход в Битрикс24 - away24
setup-heading = Вход в Битрикс24
setup-intro = away24 сообщает в Битрикс24, на месте ли вы, и хранит данные для входа только в связке ключей этого компьютера.
setup-portal = Адрес портала
setup-portal-example = example.bitrix24.ru
setup-portal-hint = Как в адресной строке браузера.
setup-portal-by-webhook = Портал указан в URL вебхука.
setup-portal-ok = Вы войдёте на портал { $host }.
setup-how = Способ входа
setup-application = Через приложение компании
setup-application-about = Код и ключ вам даст администратор.
setup-own-webhook = Через свой вебхук
setup-own-webhook-about = Вы сами создаёте его в Битрикс24.
setup-client-id = Код приложения (client_id)
setup-client-id-example = local.0123456789abcd.01234567
setup-client-id-hint = Из карточки приложения в Битрикс24.
setup-client-id-ok = Похоже на код приложения.
setup-client-secret = Ключ приложения (client_secret)
setup-webhook = URL вебхука
setup-webhook-example = https://example.bitrix24.ru/rest/1/secret/
setup-webhook-hint = Он работает как пароль: никому его не показывайте.
setup-webhook-ok = Это вебхук портала { $host }.
setup-show = Показать
setup-show-webhook = Показать URL вебхука
setup-hide = Скрыть
setup-hide-webhook = Скрыть URL вебхука
setup-where = Где это найти?
setup-application-help = Администратор один раз создаёт приложение для всей компании:
setup-application-open = Откройте в Битрикс24 *Разработчикам > Другое > Локальное приложение*.
setup-application-no-interface = Включите параметр *Использует только API*: интерфейс не нужен.
setup-application-address = В поле *Путь вашего обработчика* укажите `http://localhost:{ $port }`.
setup-application-permission = Отметьте в правах доступа *Чат и уведомления (im)*.
setup-application-save = Сохраните. Теперь код и ключ видны в карточке приложения.
setup-webhook-open = Откройте в Битрикс24 *Разработчикам > Другое > Входящий вебхук*. Если такого пункта нет, обратитесь к администратору.
setup-webhook-permission = Отметьте в правах доступа *Чат и уведомления (im)*.
setup-webhook-save = Сохраните и скопируйте URL вебхука.
setup-sign-in = Войти
setup-signing-in = Выполняется вход…
setup-opening = Открывается { $host }…
setup-gone = Эта страница больше не действует. Начните вход заново из away24.
setup-done-title = Вход выполнен - away24
setup-done = Вход выполнен
setup-signed-in = Вы вошли на портал { $host } как { $name }.
setup-signed-in-nameless = Вы вошли на портал { $host }.
setup-close = away24 теперь сообщает, на месте ли вы. Эту страницу можно закрыть.
