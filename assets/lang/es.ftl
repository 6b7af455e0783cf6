# away24 in Spanish. What is missing here is said in English.

## Problems: the configuration

config-unreadable = No se pudo leer la configuración { $path }: { $why }.
    .hint = Compruebe que el archivo existe y que tiene permiso para leerlo.
config-unwritable = No se pudo modificar la configuración { $path }: { $why }.
    .hint = Compruebe que tiene permiso para escribir ahí y que el disco no está lleno.
config-syntax = { $path }, línea { $line }: esto no es TOML válido: { $why }.
    .hint = Corrija esa línea; el texto va entre comillas, por ejemplo threshold = "10m".
config-unknown-key = { $path }, línea { $line }: no existe el ajuste `{ $key }`.
    .hint = Elimine la línea.
config-misspelt-key = { $path }, línea { $line }: no existe el ajuste `{ $key }`.
    .hint = ¿Quería decir `{ $nearest }`?
config-type = { $path }, línea { $line }: `{ $key }` debe ser { $expected ->
        [threshold] un texto como "10m"
        [portal] un texto como "example.bitrix24.com"
        [auth] "webhook" u "oauth"
        [language] "en", "ru", "de" …
        [client-id] un texto como "local.…"
        [server] un texto como "https://oauth.example.com"
        [port] un número de puerto, como 7000
        [days] un número de días, como 30
        [boolean] true o false
       *[section] una sección, como [presence]
    }.
    .hint = Corrija esa línea, o elimínela para usar el valor predeterminado.
config-value = { $path }, línea { $line }: `{ $key }` no puede ser { $value }; debe ser { $allowed ->
        [threshold] un valor entre "1s" y "24h"
        [portal] un nombre de host, como "example.bitrix24.com"
        [auth] "webhook" u "oauth"
        [language] "en", "ru", "de" …
        [server] una dirección, como "https://oauth.example.com"
        [days] un valor entre 0 y 366
       *[port] un valor entre 1 y 65535
    }.
    .hint = Corrija esa línea, o elimínela para usar el valor predeterminado.
pinned = Su organización ha fijado `{ $key }` en { $path }.
    .hint = Solo un administrador de este equipo puede cambiarlo.

## Problems: the webhook's URL

webhook-empty = No se indicó ninguna URL de webhook.
    .hint = { webhook-form }
webhook-not-url = Esto no es una URL de webhook.
    .hint = { webhook-form }
webhook-not-https = La URL del webhook debe empezar por https://.
    .hint = Solo un portal de prácticas en este equipo puede prescindir del cifrado.
webhook-user-info = La URL del webhook no debe llevar usuario ni contraseña antes del host.
    .hint = { webhook-form }
webhook-path = La ruta de la URL del webhook no es la de un webhook entrante.
    .hint = { webhook-form }
webhook-user-id = A la URL del webhook le falta el número del usuario después de /rest/.
    .hint = { webhook-form }
webhook-secret = A la URL del webhook le falta el código secreto, o el código tiene caracteres inusuales.
    .hint = { webhook-form }
webhook-trailing = La URL del webhook continúa después del código secreto.
    .hint = { webhook-form }
webhook-form = Cópiela de Bitrix24: Recursos para desarrolladores > Otro > Webhook entrante. Tiene este aspecto: https://example.bitrix24.com/rest/1/secret/
account-elsewhere = Este acceso pertenece a { $found }, pero la configuración indica el portal { $expected }.
    .hint = Inicie sesión en ese portal, o cambie `account.portal`.

## Problems: signing in with the browser

portal-name = Esto no es el nombre de un portal.
    .hint = Escríbalo como en la barra de direcciones del navegador, por ejemplo example.bitrix24.com.
client-id = Esto no es el ID de una aplicación.
    .hint = Cópielo de la ficha de la aplicación en Bitrix24; tiene este aspecto: local.0123456789abcd.01234567.
secret-empty = No se indicó ningún secreto de cliente.
    .hint = Cópielo de la ficha de la aplicación en Bitrix24.
oauth-server = No es seguro enviar un secreto a `account.oauth_server`.
    .hint = La dirección debe empezar por https:// o estar en este equipo, y no tener ruta.
redirect-port = El puerto { $port } de este equipo no se puede usar para iniciar sesión: { $why }.
    .hint = Cierre lo que lo esté usando, o defina otro en `account.redirect_port` y ponga el mismo en la ficha de la aplicación.
sign-in-timeout = Nadie inició sesión en cinco minutos.
    .hint = Inténtelo de nuevo. Si Bitrix24 mostró una página de error, consulte a su administrador sobre la aplicación.
pasted-no-code = Aquí no hay ningún código de Bitrix24.
    .hint = { pasted-again }
pasted-state = Esta respuesta pertenece a otro inicio de sesión.
    .hint = { pasted-again }
pasted-portal = Esta respuesta viene de otro portal.
    .hint = { pasted-again }
pasted-server = Esta respuesta nombra un servidor de autorización que no es de Bitrix24.
    .hint = { pasted-again }
pasted-again = Empiece de nuevo y pegue la dirección completa en la que terminó el navegador.

## Problems: the keychain

keychain-missing = No hay ningún depósito de claves donde guardar el acceso.
    .hint = Inicie un depósito de claves compatible con el protocolo Secret Service: GNOME Keyring, KWallet o KeePassXC.
keychain-locked = El depósito de claves está bloqueado.
    .hint = Desbloquéelo e inténtelo de nuevo.
keychain-damaged = Lo que el depósito de claves guarda para away24 no es un acceso.
    .hint = Inicie sesión de nuevo con away24 login.
keychain-too-small = Este acceso es demasiado largo para una entrada del depósito de claves.
    .hint = Informe de esto, por favor: no se conocen tokens de esta longitud.
keychain-ambiguous = El depósito de claves contiene varias entradas de away24.
    .hint = Elimínelas con el programa de su depósito de claves e inicie sesión de nuevo.
keychain-failed = El depósito de claves no funcionó: { $why }.
    .hint = Compruebe que su depósito de claves funciona e inténtelo de nuevo.

## Problems: the portal

not-signed-in = No ha iniciado sesión.
    .hint = Inicie sesión con away24 setup, away24 login --webhook o away24 login --portal HOST --client-id ID.
no-agent = No hay ningún agente en marcha.
    .hint = Inícielo con: away24
no-source = En esta sesión no se puede saber si usted está aquí.
    .hint = Se necesita X11, GNOME o un compositor de Wayland con ext-idle-notify-v1 (KDE, Sway, Hyprland, COSMIC).
unwell = Algo requiere su atención.
trouble-offline = No se puede contactar con { $host }.
    .hint = { trouble-passes }
trouble-server-fault = { $host } informa de un fallo propio.
    .hint = { trouble-passes }
trouble-busy = { $host } pide menos solicitudes.
    .hint = { trouble-passes }
trouble-crowded = Llegan demasiadas solicitudes a { $host } desde su red.
    .hint = { trouble-passes }
trouble-blocked = Las solicitudes a { $host } están bloqueadas por ahora.
    .hint = { trouble-passes }
trouble-unconfirmed = Un administrador de { $host } aún debe confirmar este acceso.
    .hint = Pida a su administrador de Bitrix24 que lo confirme e inténtelo de nuevo.
trouble-denied = Un administrador de { $host } rechazó este acceso.
    .hint = Pida a su administrador de Bitrix24 que lo permita e inténtelo de nuevo.
trouble-unsupported = { $host } no conoce el método que cambia su estado.
    .hint = Si el portal está en un servidor propio, pida a su administrador de Bitrix24 que instale o actualice el módulo «im» e inténtelo de nuevo.
trouble-deleted = El portal { $host } está cerrado por el momento.
    .hint = Inténtelo de nuevo más tarde. Si el portal sigue cerrado, consulte a su administrador de Bitrix24.
trouble-unauthorized = { $host } ya no acepta su acceso.
    .hint = Inicie sesión de nuevo: en el menú del icono o con away24 setup.
trouble-scope = A este acceso a { $host } le falta el permiso `im`.
    .hint = { scope-add }
trouble-user = { $host } no le permite usar este acceso.
    .hint = Pida acceso a su administrador de Bitrix24.
trouble-plan = { $host } solo permite REST en los planes comerciales.
    .hint = Consulte a su administrador de Bitrix24 sobre el plan.
trouble-moved = El portal { $host } se trasladó a otra dirección.
    .hint = Inicie sesión de nuevo en la nueva dirección del portal.
trouble-configuration = { $host } rechaza la forma de la solicitud.
    .hint = Use la dirección https:// del webhook.
trouble-application = { $host } no conoce esta aplicación, o su secreto es incorrecto.
    .hint = Compruebe el ID de cliente y el secreto en la ficha de la aplicación.
trouble-keychain = El depósito de claves no permite renovar el acceso.
    .hint = Desbloquee el depósito de claves e inténtelo de nuevo.
trouble-rejected = { $host } deniega el acceso sin decir por qué: probablemente un cortafuegos o una pasarela.
    .hint = Si todo lo demás funciona allí, inicie sesión de nuevo; si no, pregunte a su administrador de Bitrix24.
trouble-passes = Inténtelo de nuevo dentro de unos minutos.
scope-add = Edite el webhook o la aplicación en Bitrix24 y añada el permiso «Chat y Notificaciones (im)».
unreachable-name = No se encontró el nombre { $host }.
    .hint = Compruebe la dirección y la conexión de red.
unreachable-connection = No se pudo establecer una conexión segura con { $host }.
    .hint = { unreachable-check }
unreachable-timeout = { $host } no respondió a tiempo.
    .hint = { unreachable-check }
unreachable-cut-off = { $host } interrumpió su respuesta.
    .hint = { unreachable-check }
unreachable-check = Compruebe la conexión de red y el proxy, e inténtelo de nuevo.
not-bitrix-page = { $host } respondió con una página web en lugar de datos.
    .hint = { not-bitrix-check }
not-bitrix-too-long = { $host } respondió con muchos más datos de los que Bitrix24 envía jamás.
    .hint = { not-bitrix-garbled }
not-bitrix-broken = { $host } respondió con datos dañados.
    .hint = { not-bitrix-garbled }
not-bitrix-empty = { $host } dio una respuesta vacía.
    .hint = { not-bitrix-garbled }
not-bitrix-foreign = { $host } respondió, pero no como lo hace Bitrix24.
    .hint = { not-bitrix-garbled }
not-bitrix-redirect = { $host } respondió con una redirección a { $path }, y no como lo hace Bitrix24.
    .hint = La causa puede ser un mantenimiento, una licencia caducada o una página de inicio de sesión. { not-bitrix-stays }
not-bitrix-status = { $host } respondió con el código { $status }, y no como lo hace Bitrix24.
    .hint = La causa puede ser un mantenimiento, un cortafuegos o un proxy. { not-bitrix-stays }
not-bitrix-disconnected = { $host } no puede conectar con su servidor de autorización.
    .hint = { trouble-passes }
not-bitrix-check = Compruebe la dirección; la red de un hotel o de una empresa quizá exija identificarse antes.
not-bitrix-garbled = Compruebe la dirección; un proxy u otro servidor intermedio quizá haya cambiado la respuesta.
not-bitrix-stays = Si no se resuelve, consulte a su administrador de Bitrix24.
scope-none = Este acceso a { $host } no tiene ningún permiso.
    .hint = { scope-add }
scope-missing = A este acceso a { $host } le falta el permiso `im`; tiene: { $granted }.
    .hint = { scope-add }
not-cleared = No se pudo avisar a { $host } de su vuelta, así que puede que le muestre como ausente durante un rato.
    .hint = Bitrix24 lo corrige en cuanto escriba allí un mensaje o cambie su estado.

## Problems: this machine

no-home = No se conoce la carpeta personal.
    .hint = Defina HOME, o bien AWAY24_CONFIG_DIR y AWAY24_STATE_DIR.
state-unwritable = No se pudo escribir { $path }: { $why }.
    .hint = Compruebe que la carpeta existe, que tiene permiso para escribir en ella y que el disco no está lleno.
journal-unwritable = No se pudo anotar en { $path } lo que habría que anular tras un fallo: { $why }.
    .hint = away24 continúa sin ello. Compruebe que tiene permiso para escribir ahí y que el disco no está lleno.
autostart-failed = No se pudo cambiar el inicio automático: { $why }.
    .hint = Compruebe que tiene permiso para escribir en { $path }.
listen-failed = El portal de prácticas no puede escuchar en { $addr }: { $why }.
    .hint = Elija otra dirección con --listen, por ejemplo 127.0.0.1:0.
input-unreadable = No se pudo leer la entrada: { $why }.
input-not-text = La entrada no es texto.
pause-when = «{ $text }» no es ni una duración ni una hora.
    .hint = Por ejemplo: away24 pause 30m o away24 pause until 17:00.
day-when = «{ $text }» no es una fecha.
    .hint = Escríbala así: 2026-11-25.
language-unknown = away24 no habla «{ $text }».
    .hint = Habla: { $known }.
agent-answer = El agente en marcha no respondió como se esperaba.
    .hint = Puede que sea otra versión: ciérrelo e inícielo de nuevo.
internal = Algo falló dentro de away24: { $why }.
    .hint = Informe de esto, por favor, adjuntando el registro.

## The status: the tray's first line, and what the command line says

status-not-signed-in = Sesión no iniciada
status-keychain = Esperando al depósito de claves
status-paused = En pausa: no se comunica nada
status-paused-until = En pausa hasta las { $until }: no se comunica nada
status-unknown = No se puede saber si está aquí, así que no se comunica nada
status-waiting = Esperando la primera pulsación de tecla o el primer movimiento del ratón
status-held = { $by ->
        [microphone] Presente: el micrófono está en uso
        [program] Presente: un programa pide no contar esto como inactividad
       *[window] Presente: una ventana pide no contar esto como inactividad
    }
status-present = { $unit ->
        [seconds] Presente; ausente tras { $count ->
            [one] { $count } segundo
           *[other] { $count } segundos
        } sin actividad
       *[minutes] Presente; ausente tras { $count ->
            [one] { $count } minuto
           *[other] { $count } minutos
        } sin actividad
    }
status-away-accepted = { $why ->
        [locked] Ausente desde las { $since } (bloqueo), aceptado por { $host }
        [asleep] Ausente desde las { $since } (suspensión), aceptado por { $host }
        [said] Ausente desde las { $since } (lo indicó usted), aceptado por { $host }
       *[idle] Ausente desde las { $since }, aceptado por { $host }
    }
status-away-recorded = { $why ->
        [locked] Ausente desde las { $since } (bloqueo), registrado por { $host }
        [asleep] Ausente desde las { $since } (suspensión), registrado por { $host }
        [said] Ausente desde las { $since } (lo indicó usted), registrado por { $host }
       *[idle] Ausente desde las { $since }, registrado por { $host }
    }
status-away-cleared = { $why ->
        [locked] Ausente desde las { $since } (bloqueo), anulado por otro cliente en { $host }
        [asleep] Ausente desde las { $since } (suspensión), anulado por otro cliente en { $host }
        [said] Ausente desde las { $since } (lo indicó usted), anulado por otro cliente en { $host }
       *[idle] Ausente desde las { $since }, anulado por otro cliente en { $host }
    }
status-away-unrecorded = { $why ->
        [locked] Ausente desde las { $since } (bloqueo), aceptado por { $host }, pero al consultarlo no consta inactividad: anulado por otro cliente, u oculto
        [asleep] Ausente desde las { $since } (suspensión), aceptado por { $host }, pero al consultarlo no consta inactividad: anulado por otro cliente, u oculto
        [said] Ausente desde las { $since } (lo indicó usted), aceptado por { $host }, pero al consultarlo no consta inactividad: anulado por otro cliente, u oculto
       *[idle] Ausente desde las { $since }, aceptado por { $host }, pero al consultarlo no consta inactividad: anulado por otro cliente, u oculto
    }
status-away-telling = { $why ->
        [locked] Ausente desde las { $since } (bloqueo), comunicándolo a { $host }…
        [asleep] Ausente desde las { $since } (suspensión), comunicándolo a { $host }…
        [said] Ausente desde las { $since } (lo indicó usted), comunicándolo a { $host }…
       *[idle] Ausente desde las { $since }, comunicándolo a { $host }…
    }
status-away-untold = { $why ->
        [locked] Ausente desde las { $since } (bloqueo), aún sin comunicar. { $trouble }
        [asleep] Ausente desde las { $since } (suspensión), aún sin comunicar. { $trouble }
        [said] Ausente desde las { $since } (lo indicó usted), aún sin comunicar. { $trouble }
       *[idle] Ausente desde las { $since }, aún sin comunicar. { $trouble }
    }
status-back-telling = De vuelta, comunicándolo a { $host }…
status-back-untold = Está de vuelta, pero el portal aún no lo sabe. { $trouble }

## The menu

menu-try-again = Intentar de nuevo
menu-report = Comunicar mi presencia
menu-away = Ausente ahora
menu-back = Ya estoy aquí
menu-pause = Pausa
menu-pause-minutes = { $count ->
        [one] Durante { $count } minuto
       *[other] Durante { $count } minutos
    }
menu-pause-hours = { $count ->
        [one] Durante { $count } hora
       *[other] Durante { $count } horas
    }
menu-pause-morning = Hasta mañana, { $time }
menu-pause-open = Hasta que la reanude
menu-threshold = Ausente tras
menu-seconds = { $count ->
        [one] { $count } segundo
       *[other] { $count } segundos
    }
menu-minutes = { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
menu-calls = Seguir presente en llamadas
menu-locked = Ausente al bloquear la pantalla
menu-pinned-on = ✓ { $label } (fijado por su organización)
menu-pinned-off = { $label }: no (fijado por su organización)
menu-pinned-span = { $label }: { $span } (fijado por su organización)
menu-autostart = Iniciar automáticamente
menu-today = Hoy
menu-open = Abrir Bitrix24
menu-sign-in = Iniciar sesión…
menu-sign-out = Cerrar sesión
menu-diagnostics = Diagnóstico…
menu-about = Acerca de away24 { $version }
menu-quit = Salir

## Notifications

notify-running = away24 está en marcha
notify-signed-out = La sesión de away24 está cerrada
notify-attention = away24 requiere su atención
notify-text = { $problem } { $hint }
notify-sign-in = Iniciar sesión
notify-back = Le damos la bienvenida de nuevo
notify-back-text = { $hours ->
        [one] { $host } le tuvo como ausente durante { $hours } hora; ya sabe que ha vuelto.
       *[other] { $host } le tuvo como ausente durante { $hours } horas; ya sabe que ha vuelto.
    }
notify-about = Away for Bitrix24, versión { $version }: comunica a Bitrix24 cuándo dejó su puesto y cuándo volvió.

## The command line

error = error: { $problem }
warning = advertencia: { $problem }
hint = sugerencia: { $text }
runs-already = away24 ya está en marcha. { $status }
ask-for-webhook = URL del webhook (no se muestra):
ask-for-client-secret = Secreto de cliente (no se muestra):
open-browser = Su navegador abrirá Bitrix24. Si no lo hace, abra usted esta dirección:
open-yourself = Abra esta dirección en un navegador:
paste-here = Si termina en una página que no se puede mostrar, pegue aquí la dirección de esa página; o el código, si se muestra uno:
signed-in = Sesión iniciada en { $host } como { $name }. El acceso está en su depósito de claves; away24 comunica su presencia desde ahora.
signed-out = Sesión cerrada en { $host }. Su estado allí se ha borrado y el acceso se ha olvidado.
signed-out-uncleared = Sesión cerrada. El acceso se ha olvidado.
not-revoked = Bitrix24 mantiene por su parte el acceso de la aplicación hasta que caduquen sus tokens; un administrador puede retirarlo antes.
keychain-waits = El depósito de claves le espera: busque su ventana.
open-setup = Su navegador abrirá la página para iniciar sesión. Si no lo hace, abra usted esta dirección:
autostart-is-on = away24 se inicia al entrar en el equipo: { $command }
autostart-is-off = away24 no se inicia al entrar en el equipo.
autostart-is-stale = away24 se inicia al entrar en el equipo, pero desde un lugar donde ya no está: { $command }
    .hint = Corríjalo con: away24 autostart on
status-knows = La actividad se conoce por: { $source }.
status-last-answer = { $told ->
        [present] { $host } le tiene como presente, según lo que away24 ha comunicado.
        [away] { $host } aceptó el aviso de su ausencia.
       *[unsure] No es seguro qué sabe { $host } de usted; away24 se lo comunicará en cuanto pueda.
    }
practice-ready = Portal de prácticas en { $base }
practice-webhook = webhook
practice-client-id = ID cliente
practice-secret = secreto
practice-state = estado
practice-faults = fallos
practice-try = Pruébelo en otro terminal:
practice-or = o bien, con oauth_server = "{ $base }" en [account] de config.toml:
practice-stop = Pulse Ctrl-C para detenerlo.

## The doctor's findings

doctor-threshold = { $unit ->
        [seconds] ausente tras { $count ->
            [one] { $count } segundo
           *[other] { $count } segundos
        } sin actividad
       *[minutes] ausente tras { $count ->
            [one] { $count } minuto
           *[other] { $count } minutos
        } sin actividad
    }
doctor-agent = en marcha: { $status }
doctor-no-agent = no está en marcha; inícielo con: away24
doctor-source-idle = { $source }; la última actividad fue hace { $seconds } s
doctor-source-watches = { $source }; avisará de la próxima actividad
doctor-session = { $noticed ->
        [lock-and-sleep] se detectan el bloqueo y la suspensión
        [lock] se detecta el bloqueo; la suspensión, solo al reanudar, pues ningún logind hace esperar al equipo
        [sleep] se detecta la suspensión; el bloqueo no, pues nada avisa de él
       *[neither] ni logind ni un salvapantallas avisan del bloqueo; la suspensión se detecta solo al reanudar
    }
doctor-calls = { $noticed ->
        [ignored] no se tienen en cuenta, según su configuración
        [both] se detectan los programas que impiden la inactividad y el micrófono
        [programs] se detectan los programas que impiden la inactividad; ningún servidor de sonido informa del micrófono
        [microphone] se detecta el micrófono; ningún gestor de sesiones informa de programas que impiden la inactividad
       *[neither] ni un gestor de sesiones ni un servidor de sonido informan de ellas
    }
doctor-tray = hay sitio para el icono
doctor-no-tray = no hay sitio para un icono; en GNOME lo crea la extensión AppIndicator Support. El agente funciona sin él
doctor-keychain = abierto
doctor-skipped = no se probó, porque no se puede leer el depósito de claves
doctor-portal = { $host } responde
doctor-sign-in = aceptado ({ $kind })
doctor-scope = im está concedido
doctor-accepted = el portal acepta un aviso de ausencia
doctor-recorded = im.user.get.idle contenía la fecha; la ven bots, paneles y otros programas
doctor-unrecorded = im.user.get.idle no contenía fecha: los servidores más nuevos la ocultan si no se ha visto hace poco la aplicación de escritorio oficial
doctor-shown = no se sabe: el chat actual de Bitrix24 no lo muestra; los perfiles y el chat anterior sí
doctor-autostart-on = away24 se inicia al entrar en el equipo
doctor-autostart-off = away24 no se inicia al entrar en el equipo; actívelo con: away24 autostart on

## The pages that a browser ends at

page-signed-in = Sesión iniciada
    .text = away24 comunica su presencia desde ahora. Puede cerrar esta página.
page-failed = Sesión no iniciada
    .text = Bitrix24 no aceptó el inicio de sesión. away24 indica el motivo; empiece allí de nuevo, por favor.
page-wrong = Sesión no iniciada
    .text = Esta página no pertenece al inicio de sesión en curso. No se ha cambiado nada.
page-not-here = Aquí no hay nada
    .text = away24 solo espera aquí un inicio de sesión.

## The demo: a timeline

demo-nothing-leaves = Un portal de prácticas funciona en { $base }; nada sale de este equipo.
demo-hands-off = { $unit ->
        [seconds] Aparte las manos del teclado y del ratón durante { $count ->
            [one] { $count } segundo
           *[other] { $count } segundos
        } y luego vuelva. Ctrl-C termina.
       *[minutes] Aparte las manos del teclado y del ratón durante { $count ->
            [one] { $count } minuto
           *[other] { $count } minutos
        } y luego vuelva. Ctrl-C termina.
    }
demo-simulated = { $unit ->
        [seconds] No hay pantalla, así que se simula una persona que se va durante más de { $count ->
            [one] { $count } segundo
           *[other] { $count } segundos
        }.
       *[minutes] No hay pantalla, así que se simula una persona que se va durante más de { $count ->
            [one] { $count } minuto
           *[other] { $count } minutos
        }.
    }
demo-column = { $column ->
        [sign-in] acceso
        [watching] observado
        [noticed] detectado
        [sent] enviado
        [accepted] aceptado
       *[recorded] registrado
    }
demo-sent-to = el navegador va a { $address }
demo-came-back = volvió con un código, canjeado por tokens de { $host }
demo-ends = La demostración terminó; el portal de prácticas ya no existe y no se guardó nada.
demo-source-found = la actividad
demo-source-lost = nada: aquí no hay ninguna fuente del tiempo de inactividad
demo-session = { $event ->
        [locked] la sesión está bloqueada
        [unlocked] la sesión está desbloqueada
        [sleep] el equipo se suspende
        [woke] el equipo se reanudó
        [microphone] el micrófono está en uso
        [microphone-over] el micrófono ya no está en uso
        [inhibited] algo pide no contar esto como inactividad
        [inhibited-over] ya nada lo pide
       *[going-down] el equipo se apaga
    }
demo-idle = última actividad hace { $seconds } s
demo-active = actividad
demo-recorded = inactividad desde { $date }
demo-not-recorded = sin inactividad
demo-accepted = tras { $ms } ms
demo-back-accepted = { $ms } ms después de la actividad: de vuelta

## The history

history-title = Presencia, del { $from } al { $to }
history-title-day = Presencia el { $from }
history-word = { $word ->
        [present] presente
        [away] ausente
        [paused] en pausa
        [idle] sin actividad
        [locked] bloqueado
        [asleep] en suspensión
        [said] indicado a mano
        [microphone] micrófono en uso
        [program] retenido por un programa
        [window] retenido por una ventana
        [ended] away24 no estaba en marcha
        [accepted] aceptado por el portal
        [recorded] registrado por el portal
        [cleared] anulado por otro cliente
        [untold] no se comunicó al portal
       *[unknown] desconocido
    }
history-weekday = { $day ->
        [mon] lun
        [tue] mar
        [wed] mié
        [thu] jue
        [fri] vie
        [sat] sáb
       *[sun] dom
    }
history-total = Total
history-empty = No se sabe nada de este periodo.
history-off = El historial está desactivado (history_days = 0).

## The page on which to sign in: *this* is shown as one of Bitrix24's own names, `this` as what to type

setup-title = Iniciar sesión en Bitrix24 - away24
setup-heading = Iniciar sesión en Bitrix24
setup-intro = away24 comunica a Bitrix24 si está usted en su puesto, y guarda este acceso en el depósito de claves de este equipo y en ningún otro lugar.
setup-portal = Dirección del portal
setup-portal-example = example.bitrix24.com
setup-portal-hint = Como en la barra de direcciones del navegador.
setup-portal-by-webhook = La URL del webhook indica el portal.
setup-portal-ok = Iniciará sesión en { $host }.
setup-how = ¿Cómo inicia sesión?
setup-application = Con la aplicación de la empresa
setup-application-about = Su administrador le da un ID y una clave.
setup-own-webhook = Con mi propio webhook
setup-own-webhook-about = Lo crea usted en Bitrix24.
setup-client-id = ID de la aplicación (client_id)
setup-client-id-example = local.0123456789abcd.01234567
setup-client-id-hint = De la ficha de la aplicación en Bitrix24.
setup-client-id-ok = Parece un ID de aplicación.
setup-client-secret = Clave de la aplicación (client_secret)
setup-webhook = URL del webhook
setup-webhook-example = https://example.bitrix24.com/rest/1/secret/
setup-webhook-hint = Funciona como una contraseña: no la comparta.
setup-webhook-ok = Es un webhook de { $host }.
setup-show = Mostrar
setup-show-webhook = Mostrar la URL del webhook
setup-hide = Ocultar
setup-hide-webhook = Ocultar la URL del webhook
setup-where = ¿Dónde encuentro esto?
setup-application-help = Un administrador crea la aplicación una sola vez para toda la empresa:
setup-application-open = En Bitrix24, abra *Recursos para desarrolladores > Otro > Aplicación local*.
setup-application-no-interface = Active *Script only (no user interface)*.
setup-application-address = Introduzca `http://localhost:{ $port }` en *Your handler path*.
setup-application-permission = Añada el permiso *Chat y Notificaciones (im)*.
setup-application-save = Guarde. La ficha de la aplicación muestra ahora su ID y su clave.
setup-webhook-open = En Bitrix24, abra *Recursos para desarrolladores > Otro > Webhook entrante*. Si no aparece, consulte a su administrador.
setup-webhook-permission = Añada el permiso *Chat y Notificaciones (im)*.
setup-webhook-save = Guarde y copie la URL del webhook.
setup-sign-in = Iniciar sesión
setup-signing-in = Iniciando sesión…
setup-opening = Abriendo { $host }…
setup-gone = Esta página ya no está activa. Inicie sesión de nuevo desde away24.
setup-done-title = Sesión iniciada - away24
setup-done = Sesión iniciada
setup-signed-in = Sesión iniciada en { $host } como { $name }.
setup-signed-in-nameless = Sesión iniciada en { $host }.
setup-close = away24 comunica su presencia desde ahora. Puede cerrar esta página.
