# away24 in Brazilian Portuguese. What is missing here is said in English.

## Problems: the configuration

config-unreadable = Não foi possível ler a configuração { $path }: { $why }.
    .hint = Verifique se o arquivo existe e se você tem permissão para lê-lo.
config-unwritable = Não foi possível alterar a configuração { $path }: { $why }.
    .hint = Verifique se você tem permissão para gravar ali e se o disco não está cheio.
config-syntax = { $path }, linha { $line }: isto não é TOML válido: { $why }.
    .hint = Corrija essa linha; texto precisa de aspas, por exemplo threshold = "10m".
config-unknown-key = { $path }, linha { $line }: não existe a opção `{ $key }`.
    .hint = Remova a linha.
config-misspelt-key = { $path }, linha { $line }: não existe a opção `{ $key }`.
    .hint = Você quis dizer `{ $nearest }`?
config-type = { $path }, linha { $line }: `{ $key }` deve ser { $expected ->
        [threshold] um texto como "10m"
        [portal] um texto como "example.bitrix24.com"
        [auth] "webhook" ou "oauth"
        [language] "en", "ru", "de" …
        [client-id] um texto como "local.…"
        [server] um texto como "https://oauth.example.com"
        [port] um número de porta, como 7000
        [days] um número de dias, como 30
        [boolean] true ou false
       *[section] uma seção, como [presence]
    }.
    .hint = Corrija essa linha ou remova-a para usar o valor padrão.
config-value = { $path }, linha { $line }: `{ $key }` não pode ser { $value }; deve ser { $allowed ->
        [threshold] um valor entre "1s" e "24h"
        [portal] um nome de host, como "example.bitrix24.com"
        [auth] "webhook" ou "oauth"
        [language] "en", "ru", "de" …
        [server] um endereço, como "https://oauth.example.com"
        [days] um valor entre 0 e 366
       *[port] um valor entre 1 e 65535
    }.
    .hint = Corrija essa linha ou remova-a para usar o valor padrão.
pinned = Sua organização definiu `{ $key }` em { $path }.
    .hint = Só um administrador deste computador pode alterar isso.

## Problems: the webhook's URL

webhook-empty = Nenhuma URL de webhook foi informada.
    .hint = { webhook-form }
webhook-not-url = Isto não é uma URL de webhook.
    .hint = { webhook-form }
webhook-not-https = A URL do webhook deve começar com https://.
    .hint = Só um portal de testes neste computador pode dispensar a criptografia.
webhook-user-info = A URL do webhook não pode conter nome de usuário nem senha antes do host.
    .hint = { webhook-form }
webhook-path = O caminho da URL do webhook não é o de um webhook de entrada.
    .hint = { webhook-form }
webhook-user-id = Falta na URL do webhook o número do usuário depois de /rest/.
    .hint = { webhook-form }
webhook-secret = Falta na URL do webhook o código secreto, ou ele tem caracteres incomuns.
    .hint = { webhook-form }
webhook-trailing = A URL do webhook continua depois do código secreto.
    .hint = { webhook-form }
webhook-form = Copie-a do Bitrix24: Recursos para desenvolvedores > Outros > Webhook de entrada. Ela tem esta forma: https://example.bitrix24.com/rest/1/secret/
account-elsewhere = Este acesso pertence a { $found }, mas a configuração indica o portal { $expected }.
    .hint = Entre nesse portal ou altere `account.portal`.

## Problems: signing in with the browser

portal-name = Isto não é o nome de um portal.
    .hint = Informe-o como na barra de endereços do navegador, por exemplo example.bitrix24.com.
client-id = Isto não é o ID de um aplicativo.
    .hint = Copie-o da ficha do aplicativo no Bitrix24; ele tem esta forma: local.0123456789abcd.01234567.
secret-empty = Nenhum segredo do cliente foi informado.
    .hint = Copie-o da ficha do aplicativo no Bitrix24.
oauth-server = Não é seguro enviar um segredo para `account.oauth_server`.
    .hint = O endereço deve começar com https:// ou ficar neste computador, e não pode ter caminho.
redirect-port = A porta { $port } deste computador não pode ser usada para o login: { $why }.
    .hint = Encerre o que a está usando ou defina outra em `account.redirect_port` e a mesma na ficha do aplicativo.
sign-in-timeout = Ninguém fez login em cinco minutos.
    .hint = Tente de novo. Se o Bitrix24 mostrou uma página de erro, pergunte ao administrador sobre o aplicativo.
pasted-no-code = Não há aqui nenhum código do Bitrix24.
    .hint = { pasted-again }
pasted-state = Esta resposta pertence a outro login.
    .hint = { pasted-again }
pasted-portal = Esta resposta vem de outro portal.
    .hint = { pasted-again }
pasted-server = Esta resposta indica um servidor de autorização que não é do Bitrix24.
    .hint = { pasted-again }
pasted-again = Comece de novo e cole o endereço completo em que o navegador parou.

## Problems: the keychain

keychain-missing = Não há um chaveiro em que guardar o acesso.
    .hint = Inicie um chaveiro compatível com o protocolo Secret Service: GNOME Keyring, KWallet ou KeePassXC.
keychain-locked = O chaveiro está bloqueado.
    .hint = Desbloqueie-o e tente de novo.
keychain-damaged = O que o chaveiro guarda para o away24 não é um acesso.
    .hint = Entre de novo com away24 login.
keychain-too-small = Este acesso é longo demais para uma entrada do chaveiro.
    .hint = Comunique isto, por favor: não se conhecem tokens desse tamanho.
keychain-ambiguous = O chaveiro contém várias entradas do away24.
    .hint = Exclua-as com o programa do seu chaveiro e entre de novo.
keychain-failed = O chaveiro não funcionou: { $why }.
    .hint = Verifique se o seu chaveiro funciona e tente de novo.

## Problems: the portal

not-signed-in = Você não fez login.
    .hint = Entre com away24 setup, away24 login --webhook ou away24 login --portal HOST --client-id ID.
no-agent = Nenhum agente está em execução.
    .hint = Inicie-o com: away24
no-source = Nesta sessão não dá para saber se você está aqui.
    .hint = É preciso X11, GNOME ou um compositor Wayland com ext-idle-notify-v1 (KDE, Sway, Hyprland, COSMIC).
unwell = Algo precisa da sua atenção.
trouble-offline = Não foi possível acessar { $host }.
    .hint = { trouble-passes }
trouble-server-fault = { $host } informa uma falha própria.
    .hint = { trouble-passes }
trouble-busy = { $host } pede menos solicitações.
    .hint = { trouble-passes }
trouble-crowded = Chegam solicitações demais a { $host } a partir da sua rede.
    .hint = { trouble-passes }
trouble-blocked = As solicitações a { $host } estão bloqueadas por enquanto.
    .hint = { trouble-passes }
trouble-unconfirmed = Um administrador de { $host } ainda precisa confirmar este acesso.
    .hint = Peça ao administrador do Bitrix24 que o confirme e tente de novo.
trouble-denied = Um administrador de { $host } recusou este acesso.
    .hint = Peça ao administrador do Bitrix24 que o permita e tente de novo.
trouble-unsupported = { $host } não conhece o método que define o seu status.
    .hint = Se o portal está em um servidor próprio, peça ao administrador do Bitrix24 que instale ou atualize o módulo “im” e tente de novo.
trouble-deleted = O portal { $host } está fechado por enquanto.
    .hint = Tente de novo mais tarde. Se o portal continuar fechado, fale com o administrador do Bitrix24.
trouble-unauthorized = { $host } não aceita mais o seu acesso.
    .hint = Entre de novo: pelo menu do ícone ou com away24 setup.
trouble-scope = Falta a este acesso a { $host } a permissão `im`.
    .hint = { scope-add }
trouble-user = { $host } não permite que você use este acesso.
    .hint = Peça acesso ao administrador do Bitrix24.
trouble-plan = { $host } só permite REST em planos comerciais.
    .hint = Fale com o administrador do Bitrix24 sobre o plano.
trouble-moved = O portal { $host } mudou de endereço.
    .hint = Entre de novo no novo endereço do portal.
trouble-configuration = { $host } recusa a forma da solicitação.
    .hint = Use o endereço https:// do webhook.
trouble-application = { $host } não conhece este aplicativo, ou o segredo dele está errado.
    .hint = Confira o ID do cliente e o segredo na ficha do aplicativo.
trouble-keychain = O chaveiro não permite renovar o acesso.
    .hint = Desbloqueie o chaveiro e tente de novo.
trouble-rejected = { $host } recusa o acesso sem dizer por quê: provavelmente um firewall ou gateway.
    .hint = Se o resto funciona lá, entre de novo; caso contrário, fale com o administrador do Bitrix24.
trouble-passes = Tente de novo em alguns minutos.
scope-add = Edite o webhook ou o aplicativo no Bitrix24 e adicione a permissão “Chat and Notifications (im)”.
unreachable-name = O nome { $host } não foi encontrado.
    .hint = Verifique o endereço e a conexão de rede.
unreachable-connection = Não foi possível estabelecer uma conexão segura com { $host }.
    .hint = { unreachable-check }
unreachable-timeout = { $host } não respondeu a tempo.
    .hint = { unreachable-check }
unreachable-cut-off = { $host } interrompeu a resposta.
    .hint = { unreachable-check }
unreachable-check = Verifique a conexão de rede e o proxy e tente de novo.
not-bitrix-page = { $host } respondeu com uma página da web em vez de dados.
    .hint = { not-bitrix-check }
not-bitrix-too-long = { $host } respondeu com muito mais dados do que o Bitrix24 costuma enviar.
    .hint = { not-bitrix-garbled }
not-bitrix-broken = { $host } respondeu com dados corrompidos.
    .hint = { not-bitrix-garbled }
not-bitrix-empty = { $host } deu uma resposta vazia.
    .hint = { not-bitrix-garbled }
not-bitrix-foreign = { $host } respondeu, mas não como o Bitrix24.
    .hint = { not-bitrix-garbled }
not-bitrix-redirect = { $host } respondeu com um redirecionamento para { $path }, e não como o Bitrix24.
    .hint = A causa pode ser uma manutenção, uma licença vencida ou uma página de login. { not-bitrix-stays }
not-bitrix-status = { $host } respondeu com o código { $status }, e não como o Bitrix24.
    .hint = A causa pode ser uma manutenção, um firewall ou um proxy. { not-bitrix-stays }
not-bitrix-disconnected = { $host } não consegue acessar o seu servidor de autorização.
    .hint = { trouble-passes }
not-bitrix-check = Verifique o endereço; a rede de um hotel ou de uma empresa pode exigir um login antes.
not-bitrix-garbled = Verifique o endereço; um proxy ou outro servidor no caminho pode ter alterado a resposta.
not-bitrix-stays = Se isso não passar, fale com o administrador do Bitrix24.
scope-none = Este acesso a { $host } não tem nenhuma permissão.
    .hint = { scope-add }
scope-missing = Falta a este acesso a { $host } a permissão `im`; ele tem: { $granted }.
    .hint = { scope-add }
not-cleared = Não foi possível avisar { $host } da sua volta, então você pode aparecer lá como ausente por algum tempo.
    .hint = O Bitrix24 corrige isso assim que você escrever uma mensagem lá ou mudar o seu status.

## Problems: this machine

no-home = A pasta pessoal não é conhecida.
    .hint = Defina HOME, ou então AWAY24_CONFIG_DIR e AWAY24_STATE_DIR.
state-unwritable = Não foi possível gravar { $path }: { $why }.
    .hint = Verifique se a pasta existe, se você tem permissão para gravar nela e se o disco não está cheio.
journal-unwritable = Não foi possível anotar em { $path } o que desfazer após uma falha: { $why }.
    .hint = O away24 continua sem isso. Verifique se você tem permissão para gravar ali e se o disco não está cheio.
autostart-failed = Não foi possível alterar o início automático: { $why }.
    .hint = Verifique se você tem permissão para gravar em { $path }.
listen-failed = O portal de testes não consegue escutar em { $addr }: { $why }.
    .hint = Escolha outro endereço com --listen, por exemplo 127.0.0.1:0.
input-unreadable = Não foi possível ler a entrada: { $why }.
input-not-text = A entrada não é texto.
pause-when = “{ $text }” não é uma duração nem um horário.
    .hint = Por exemplo: away24 pause 30m ou away24 pause until 17:00.
day-when = “{ $text }” não é uma data.
    .hint = Escreva assim: 2026-11-25.
language-unknown = O away24 não fala “{ $text }”.
    .hint = Ele fala: { $known }.
agent-answer = O agente em execução não respondeu como esperado.
    .hint = Pode ser outra versão: encerre-o e inicie-o de novo.
internal = Algo falhou dentro do away24: { $why }.
    .hint = Comunique isto, por favor, junto com o log.

## The status: the tray's first line, and what the command line says

status-not-signed-in = Login não realizado
status-keychain = Aguardando o chaveiro
status-paused = Em pausa: nada é informado
status-paused-until = Em pausa até { $until }: nada é informado
status-unknown = Não dá para saber se você está aqui, por isso nada é informado
status-waiting = Aguardando a primeira tecla ou o primeiro movimento do mouse
status-held = { $by ->
        [microphone] Presente: o microfone está em uso
        [program] Presente: um programa pede para não contar isto como inatividade
       *[window] Presente: uma janela pede para não contar isto como inatividade
    }
status-present = { $unit ->
        [seconds] Presente; ausente após { $count ->
            [one] { $count } segundo
           *[other] { $count } segundos
        } sem atividade
       *[minutes] Presente; ausente após { $count ->
            [one] { $count } minuto
           *[other] { $count } minutos
        } sem atividade
    }
status-away-accepted = { $why ->
        [locked] Ausente desde { $since } (bloqueio), aceito por { $host }
        [asleep] Ausente desde { $since } (suspensão), aceito por { $host }
        [said] Ausente desde { $since } (informado por você), aceito por { $host }
       *[idle] Ausente desde { $since }, aceito por { $host }
    }
status-away-recorded = { $why ->
        [locked] Ausente desde { $since } (bloqueio), registrado por { $host }
        [asleep] Ausente desde { $since } (suspensão), registrado por { $host }
        [said] Ausente desde { $since } (informado por você), registrado por { $host }
       *[idle] Ausente desde { $since }, registrado por { $host }
    }
status-away-cleared = { $why ->
        [locked] Ausente desde { $since } (bloqueio), anulado por outro cliente em { $host }
        [asleep] Ausente desde { $since } (suspensão), anulado por outro cliente em { $host }
        [said] Ausente desde { $since } (informado por você), anulado por outro cliente em { $host }
       *[idle] Ausente desde { $since }, anulado por outro cliente em { $host }
    }
status-away-unrecorded = { $why ->
        [locked] Ausente desde { $since } (bloqueio), aceito por { $host }, mas na consulta não consta inatividade: anulado por outro cliente ou oculto
        [asleep] Ausente desde { $since } (suspensão), aceito por { $host }, mas na consulta não consta inatividade: anulado por outro cliente ou oculto
        [said] Ausente desde { $since } (informado por você), aceito por { $host }, mas na consulta não consta inatividade: anulado por outro cliente ou oculto
       *[idle] Ausente desde { $since }, aceito por { $host }, mas na consulta não consta inatividade: anulado por outro cliente ou oculto
    }
status-away-telling = { $why ->
        [locked] Ausente desde { $since } (bloqueio), informando { $host }…
        [asleep] Ausente desde { $since } (suspensão), informando { $host }…
        [said] Ausente desde { $since } (informado por você), informando { $host }…
       *[idle] Ausente desde { $since }, informando { $host }…
    }
status-away-untold = { $why ->
        [locked] Ausente desde { $since } (bloqueio), ainda não informado. { $trouble }
        [asleep] Ausente desde { $since } (suspensão), ainda não informado. { $trouble }
        [said] Ausente desde { $since } (informado por você), ainda não informado. { $trouble }
       *[idle] Ausente desde { $since }, ainda não informado. { $trouble }
    }
status-back-telling = De volta, informando { $host }…
status-back-untold = Você está de volta, mas o portal ainda não sabe. { $trouble }

## The menu

menu-try-again = Tentar de novo
menu-report = Informar minha presença
menu-away = Ausente agora
menu-back = Voltei
menu-pause = Pausar
menu-pause-minutes = { $count ->
        [one] Por { $count } minuto
       *[other] Por { $count } minutos
    }
menu-pause-hours = { $count ->
        [one] Por { $count } hora
       *[other] Por { $count } horas
    }
menu-pause-morning = Até amanhã, { $time }
menu-pause-open = Até eu retomar
menu-threshold = Ausente após
menu-seconds = { $count ->
        [one] { $count } segundo
       *[other] { $count } segundos
    }
menu-minutes = { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
menu-calls = Continuar presente em chamadas
menu-locked = Ausente com a tela bloqueada
menu-pinned-on = ✓ { $label } (definido pela sua organização)
menu-pinned-off = { $label }: não (definido pela sua organização)
menu-pinned-span = { $label }: { $span } (definido pela sua organização)
menu-autostart = Iniciar automaticamente
menu-today = Hoje
menu-open = Abrir o Bitrix24
menu-sign-in = Entrar…
menu-sign-out = Sair da conta
menu-diagnostics = Diagnóstico…
menu-about = Sobre o away24 { $version }
menu-quit = Encerrar

## Notifications

notify-running = O away24 está em execução
notify-signed-out = O away24 saiu da sua conta
notify-attention = O away24 precisa da sua atenção
notify-text = { $problem } { $hint }
notify-sign-in = Entrar
notify-back = Que bom que você voltou
notify-back-text = { $hours ->
        [one] Em { $host } você constou como ausente por { $hours } hora; lá já se sabe que você voltou.
       *[other] Em { $host } você constou como ausente por { $hours } horas; lá já se sabe que você voltou.
    }
notify-about = Away for Bitrix24, versão { $version }: informa ao Bitrix24 quando você saiu da sua mesa e quando voltou.

## The command line

error = erro: { $problem }
warning = aviso: { $problem }
hint = dica: { $text }
runs-already = O away24 já está em execução. { $status }
ask-for-webhook = URL do webhook (não é exibida):
ask-for-client-secret = Segredo do cliente (não é exibido):
open-browser = O seu navegador abrirá o Bitrix24. Se não abrir, abra este endereço manualmente:
open-yourself = Abra este endereço em um navegador:
paste-here = Se ele parar em uma página que não pode ser exibida, cole aqui o endereço dessa página; ou o código, se algum for exibido:
signed-in = Login feito em { $host } como { $name }. O acesso está no seu chaveiro; a partir de agora o away24 informa a sua presença.
signed-out = Você saiu de { $host }. O seu status lá foi limpo e o acesso foi esquecido.
signed-out-uncleared = Você saiu. O acesso foi esquecido.
not-revoked = O próprio Bitrix24 mantém o acesso do aplicativo até que os tokens expirem; um administrador pode encerrá-lo antes.
keychain-waits = O chaveiro espera por você: procure a janela dele.
open-setup = O seu navegador abrirá a página para entrar. Se não abrir, abra este endereço manualmente:
autostart-is-on = O away24 inicia quando você entra no computador: { $command }
autostart-is-off = O away24 não inicia quando você entra no computador.
autostart-is-stale = O away24 inicia quando você entra no computador, mas de um lugar onde não está mais: { $command }
    .hint = Corrija com: away24 autostart on
status-knows = A atividade é conhecida por: { $source }.
status-last-answer = { $told ->
        [present] Em { $host } você consta como presente, conforme o away24 informou.
        [away] { $host } aceitou o aviso da sua ausência.
       *[unsure] Não é certo o que { $host } sabe de você; o away24 informará assim que puder.
    }
practice-ready = Portal de testes em { $base }
practice-webhook = webhook
practice-client-id = ID cliente
practice-secret = segredo
practice-state = estado
practice-faults = falhas
practice-try = Experimente em outro terminal:
practice-or = ou, com oauth_server = "{ $base }" em [account] no config.toml:
practice-stop = Pressione Ctrl-C para parar.

## The doctor's findings

doctor-threshold = { $unit ->
        [seconds] ausente após { $count ->
            [one] { $count } segundo
           *[other] { $count } segundos
        } sem atividade
       *[minutes] ausente após { $count ->
            [one] { $count } minuto
           *[other] { $count } minutos
        } sem atividade
    }
doctor-agent = em execução: { $status }
doctor-no-agent = não está em execução; inicie-o com: away24
doctor-source-idle = { $source }; a última atividade foi há { $seconds } s
doctor-source-watches = { $source }; avisará da próxima atividade
doctor-session = { $noticed ->
        [lock-and-sleep] bloqueio e suspensão são percebidos
        [lock] o bloqueio é percebido; a suspensão, só ao acordar, pois nenhum logind faz o computador esperar
        [sleep] a suspensão é percebida; o bloqueio não, pois nada avisa dele
       *[neither] nem o logind nem um protetor de tela avisam do bloqueio; a suspensão só é percebida ao acordar
    }
doctor-calls = { $noticed ->
        [ignored] não são consideradas, conforme a sua configuração
        [both] os programas que impedem a inatividade e o microfone são percebidos
        [programs] os programas que impedem a inatividade são percebidos; nenhum servidor de som avisa do microfone
        [microphone] o microfone é percebido; nenhum gerenciador de sessão avisa de programas que impedem a inatividade
       *[neither] nem um gerenciador de sessão nem um servidor de som avisam delas
    }
doctor-tray = há lugar para o ícone
doctor-no-tray = não há lugar para um ícone; no GNOME, a extensão AppIndicator Support cria um. O agente funciona sem ele
doctor-keychain = aberto
doctor-skipped = não foi testado, porque não é possível ler o chaveiro
doctor-portal = { $host } responde
doctor-sign-in = aceito ({ $kind })
doctor-scope = im está concedida
doctor-accepted = o portal aceita um aviso de ausência
doctor-recorded = im.user.get.idle continha a data; bots, painéis e outros programas a veem
doctor-unrecorded = im.user.get.idle não continha data: servidores mais novos a ocultam se o aplicativo oficial para desktop não foi visto há pouco
doctor-shown = não se sabe: o chat atual do Bitrix24 não mostra; os perfis e o chat anterior mostram
doctor-autostart-on = o away24 inicia quando você entra no computador
doctor-autostart-off = o away24 não inicia quando você entra no computador; ative com: away24 autostart on

## The pages that a browser ends at

page-signed-in = Login feito
    .text = A partir de agora o away24 informa a sua presença. Você pode fechar esta página.
page-failed = Login não realizado
    .text = O Bitrix24 não aceitou o login. O away24 diz o motivo; comece de novo por lá.
page-wrong = Login não realizado
    .text = Esta página não pertence ao login em andamento. Nada foi alterado.
page-not-here = Não há nada aqui
    .text = O away24 só espera um login aqui.

## The demo: a timeline

demo-nothing-leaves = Um portal de testes funciona em { $base }; nada sai deste computador.
demo-hands-off = { $unit ->
        [seconds] Tire as mãos do teclado e do mouse por { $count ->
            [one] { $count } segundo
           *[other] { $count } segundos
        } e depois volte. Ctrl-C encerra.
       *[minutes] Tire as mãos do teclado e do mouse por { $count ->
            [one] { $count } minuto
           *[other] { $count } minutos
        } e depois volte. Ctrl-C encerra.
    }
demo-simulated = { $unit ->
        [seconds] Não há tela, por isso é simulada uma pessoa que se afasta por mais de { $count ->
            [one] { $count } segundo
           *[other] { $count } segundos
        }.
       *[minutes] Não há tela, por isso é simulada uma pessoa que se afasta por mais de { $count ->
            [one] { $count } minuto
           *[other] { $count } minutos
        }.
    }
demo-column = { $column ->
        [sign-in] login
        [watching] observado
        [noticed] percebido
        [sent] enviado
        [accepted] aceito
       *[recorded] registrado
    }
demo-sent-to = o navegador vai para { $address }
demo-came-back = voltou com um código, trocado por tokens de { $host }
demo-ends = A demonstração terminou; o portal de testes não existe mais e nada foi guardado.
demo-source-found = a atividade
demo-source-lost = nada: não há aqui nenhuma fonte do tempo de inatividade
demo-session = { $event ->
        [locked] a sessão está bloqueada
        [unlocked] a sessão está desbloqueada
        [sleep] o computador entra em suspensão
        [woke] o computador acordou
        [microphone] o microfone está em uso
        [microphone-over] o microfone não está mais em uso
        [inhibited] algo pede para não contar isto como inatividade
        [inhibited-over] nada mais pede isso
       *[going-down] o computador está desligando
    }
demo-idle = última atividade há { $seconds } s
demo-active = atividade
demo-recorded = inatividade desde { $date }
demo-not-recorded = sem inatividade
demo-accepted = após { $ms } ms
demo-back-accepted = { $ms } ms após a atividade: de volta

## The history

history-title = Presença, de { $from } a { $to }
history-title-day = Presença em { $from }
history-word = { $word ->
        [present] presente
        [away] ausente
        [paused] em pausa
        [idle] sem atividade
        [locked] bloqueado
        [asleep] em suspensão
        [said] informado à mão
        [microphone] microfone em uso
        [program] mantido por um programa
        [window] mantido por uma janela
        [ended] o away24 não estava em execução
        [accepted] aceito pelo portal
        [recorded] registrado pelo portal
        [cleared] anulado por outro cliente
        [untold] o portal não foi informado
       *[unknown] desconhecido
    }
history-weekday = { $day ->
        [mon] seg
        [tue] ter
        [wed] qua
        [thu] qui
        [fri] sex
        [sat] sáb
       *[sun] dom
    }
history-total = Total
history-empty = Nada se sabe deste período.
history-off = O histórico está desativado (history_days = 0).

## The page on which to sign in: *this* is shown as one of Bitrix24's own names, `this` as what to type

setup-title = Entrar no Bitrix24 - away24
setup-heading = Entrar no Bitrix24
setup-intro = O away24 informa ao Bitrix24 se você está na sua mesa e guarda este acesso no chaveiro deste computador e em nenhum outro lugar.
setup-portal = Endereço do portal
setup-portal-example = example.bitrix24.com
setup-portal-hint = Como na barra de endereços do navegador.
setup-portal-by-webhook = A URL do webhook indica o portal.
setup-portal-ok = Você entrará em { $host }.
setup-how = Como você entra?
setup-application = Com o aplicativo da empresa
setup-application-about = O administrador fornece a você um ID e uma chave.
setup-own-webhook = Com o meu próprio webhook
setup-own-webhook-about = É criado por você no Bitrix24.
setup-client-id = ID do aplicativo (client_id)
setup-client-id-example = local.0123456789abcd.01234567
setup-client-id-hint = Da ficha do aplicativo no Bitrix24.
setup-client-id-ok = Parece um ID de aplicativo.
setup-client-secret = Chave do aplicativo (client_secret)
setup-webhook = URL do webhook
setup-webhook-example = https://example.bitrix24.com/rest/1/secret/
setup-webhook-hint = Funciona como uma senha: não a compartilhe.
setup-webhook-ok = Este é um webhook de { $host }.
setup-show = Mostrar
setup-show-webhook = Mostrar a URL do webhook
setup-hide = Ocultar
setup-hide-webhook = Ocultar a URL do webhook
setup-where = Onde encontro isto?
setup-application-help = Um administrador cria o aplicativo uma única vez para toda a empresa:
setup-application-open = No Bitrix24, abra *Recursos para desenvolvedores > Outros > Aplicativo local*.
setup-application-no-interface = Ative *Script only (no user interface)*.
setup-application-address = Digite `http://localhost:{ $port }` em *Your handler path*.
setup-application-permission = Adicione a permissão *Chat and Notifications (im)*.
setup-application-save = Salve. A ficha do aplicativo agora mostra o ID e a chave.
setup-webhook-open = No Bitrix24, abra *Recursos para desenvolvedores > Outros > Webhook de entrada*. Se não estiver lá, fale com o administrador.
setup-webhook-permission = Adicione a permissão *Chat and Notifications (im)*.
setup-webhook-save = Salve e copie a URL do webhook.
setup-sign-in = Entrar
setup-signing-in = Entrando…
setup-opening = Abrindo { $host }…
setup-gone = Esta página não está mais ativa. Inicie o login de novo pelo away24.
setup-done-title = Login feito - away24
setup-done = Login feito
setup-signed-in = Login feito em { $host } como { $name }.
setup-signed-in-nameless = Login feito em { $host }.
setup-close = A partir de agora o away24 informa a sua presença. Você pode fechar esta página.
