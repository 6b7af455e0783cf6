# away24 in Turkish. What is missing here is said in English.

## Problems: the configuration

config-unreadable = { $path } yapılandırması okunamadı: { $why }.
    .hint = Dosyanın var olduğunu ve okuma izniniz bulunduğunu denetleyin.
config-unwritable = { $path } yapılandırması değiştirilemedi: { $why }.
    .hint = Oraya yazma izniniz bulunduğunu ve diskin dolu olmadığını denetleyin.
config-syntax = { $path }, satır { $line }: bu geçerli bir TOML değil: { $why }.
    .hint = Bu satırı düzeltin; metin tırnak içinde olmalıdır, örneğin threshold = "10m".
config-unknown-key = { $path }, satır { $line }: `{ $key }` diye bir ayar yok.
    .hint = Bu satırı kaldırın.
config-misspelt-key = { $path }, satır { $line }: `{ $key }` diye bir ayar yok.
    .hint = Şunu mu demek istediniz: `{ $nearest }`?
config-type = { $path }, satır { $line }: `{ $key }` şu olmalıdır: { $expected ->
        [threshold] "10m" gibi bir metin
        [portal] "example.bitrix24.com" gibi bir metin
        [auth] "webhook" veya "oauth"
        [language] "en", "ru", "de" …
        [client-id] "local.…" gibi bir metin
        [server] "https://oauth.example.com" gibi bir metin
        [port] 7000 gibi bir port numarası
        [days] 30 gibi bir gün sayısı
        [boolean] true veya false
       *[section] [presence] gibi bir bölüm
    }.
    .hint = Bu satırı düzeltin veya varsayılan değer için kaldırın.
config-value = { $path }, satır { $line }: `{ $key }` için { $value } kullanılamaz; şu olmalıdır: { $allowed ->
        [threshold] "1s" ile "24h" arasında bir değer
        [portal] "example.bitrix24.com" gibi bir ana makine adı
        [auth] "webhook" veya "oauth"
        [language] "en", "ru", "de" …
        [server] "https://oauth.example.com" gibi bir adres
        [days] 0 ile 366 arasında bir değer
       *[port] 1 ile 65535 arasında bir değer
    }.
    .hint = Bu satırı düzeltin veya varsayılan değer için kaldırın.
pinned = `{ $key }` kuruluşunuz tarafından { $path } içinde belirlendi.
    .hint = Bunu yalnızca bu bilgisayarın yöneticisi değiştirebilir.

## Problems: the webhook's URL

webhook-empty = Webhook URL’si verilmedi.
    .hint = { webhook-form }
webhook-not-url = Bu bir webhook URL’si değil.
    .hint = { webhook-form }
webhook-not-https = Webhook URL’si https:// ile başlamalıdır.
    .hint = Yalnızca bu bilgisayardaki bir deneme portalı şifrelemesiz çalışabilir.
webhook-user-info = Webhook URL’sinde ana makineden önce kullanıcı adı veya parola bulunmamalıdır.
    .hint = { webhook-form }
webhook-path = Webhook URL’sinin yolu bir gelen webhook’a ait değil.
    .hint = { webhook-form }
webhook-user-id = Webhook URL’sinde /rest/ sonrasında kullanıcı numarası eksik.
    .hint = { webhook-form }
webhook-secret = Webhook URL’sinde gizli kod eksik veya kodda alışılmadık karakterler var.
    .hint = { webhook-form }
webhook-trailing = Webhook URL’si gizli koddan sonra da devam ediyor.
    .hint = { webhook-form }
webhook-form = Bitrix24’ten kopyalayın: Geliştirici kaynakları > Diğer > Gelen webhook. Şuna benzer: https://example.bitrix24.com/rest/1/secret/
account-elsewhere = Bu oturum { $found } portalına ait, ancak yapılandırmada { $expected } portalı yazıyor.
    .hint = O portalda oturum açın veya `account.portal` ayarını değiştirin.

## Problems: signing in with the browser

portal-name = Bu bir portal adı değil.
    .hint = Tarayıcının adres çubuğundaki gibi yazın, örneğin example.bitrix24.com.
client-id = Bu bir uygulama kimliği değil.
    .hint = Bitrix24’teki uygulama kartından kopyalayın; şuna benzer: local.0123456789abcd.01234567.
secret-empty = İstemci gizli anahtarı verilmedi.
    .hint = Bitrix24’teki uygulama kartından kopyalayın.
oauth-server = `account.oauth_server` adresine gizli anahtar göndermek güvenli değil.
    .hint = Adres https:// ile başlamalı veya bu bilgisayarda olmalı ve yol içermemelidir.
redirect-port = Bu bilgisayardaki { $port } numaralı port oturum açmak için kullanılamıyor: { $why }.
    .hint = Onu kullanan programı kapatın veya `account.redirect_port` ayarında ve uygulama kartında aynı başka bir portu belirtin.
sign-in-timeout = Beş dakika içinde kimse oturum açmadı.
    .hint = Yeniden deneyin. Bitrix24 bir hata sayfası gösterdiyse yöneticinize uygulamayı sorun.
pasted-no-code = Bunun içinde Bitrix24’ten gelen bir kod yok.
    .hint = { pasted-again }
pasted-state = Bu yanıt başka bir oturum açma işlemine ait.
    .hint = { pasted-again }
pasted-portal = Bu yanıt başka bir portaldan geliyor.
    .hint = { pasted-again }
pasted-server = Bu yanıt, Bitrix24’e ait olmayan bir yetkilendirme sunucusu gösteriyor.
    .hint = { pasted-again }
pasted-again = Baştan başlayın ve tarayıcının en son vardığı adresin tamamını yapıştırın.

## Problems: the keychain

keychain-missing = Oturum bilgisinin saklanabileceği bir anahtarlık yok.
    .hint = Secret Service protokolünü destekleyen bir anahtarlık başlatın: GNOME Keyring, KWallet veya KeePassXC.
keychain-locked = Anahtarlık kilitli.
    .hint = Kilidini açıp yeniden deneyin.
keychain-damaged = Anahtarlığın away24 için sakladığı şey bir oturum bilgisi değil.
    .hint = away24 login ile yeniden oturum açın.
keychain-too-small = Bu oturum bilgisi bir anahtarlık kaydı için fazla uzun.
    .hint = Lütfen bunu bildirin: bu uzunlukta belirteçler bilinmiyor.
keychain-ambiguous = Anahtarlıkta away24 için birden çok kayıt var.
    .hint = Bunları anahtarlığınızın kendi programıyla silip yeniden oturum açın.
keychain-failed = Anahtarlık çalışmadı: { $why }.
    .hint = Anahtarlığınızın çalıştığını denetleyip yeniden deneyin.

## Problems: the portal

not-signed-in = Oturum açmadınız.
    .hint = Şunlardan biriyle oturum açın: away24 setup, away24 login --webhook veya away24 login --portal HOST --client-id ID.
no-agent = Çalışan bir aracı yok.
    .hint = Şununla başlatın: away24
no-source = Bu oturumda burada olup olmadığınız anlaşılamıyor.
    .hint = X11, GNOME veya ext-idle-notify-v1 destekli bir Wayland birleştiricisi (KDE, Sway, Hyprland, COSMIC) gerekir.
unwell = Bir şey ilginizi bekliyor.
trouble-offline = { $host } adresine ulaşılamıyor.
    .hint = { trouble-passes }
trouble-server-fault = { $host } kendi tarafında bir hata bildiriyor.
    .hint = { trouble-passes }
trouble-busy = { $host } daha az istek gönderilmesini istiyor.
    .hint = { trouble-passes }
trouble-crowded = Ağınızdan { $host } adresine çok fazla istek gidiyor.
    .hint = { trouble-passes }
trouble-blocked = { $host } adresine istekler şimdilik engellenmiş.
    .hint = { trouble-passes }
trouble-unconfirmed = Bu erişimi { $host } portalının bir yöneticisi henüz onaylamadı.
    .hint = Bitrix24 yöneticinizden onaylamasını isteyip yeniden deneyin.
trouble-denied = { $host } portalının bir yöneticisi bu erişimi reddetti.
    .hint = Bitrix24 yöneticinizden izin vermesini isteyip yeniden deneyin.
trouble-unsupported = { $host } durumunuzu ayarlayan yöntemi tanımıyor.
    .hint = Portal kendi sunucunuzdaysa Bitrix24 yöneticinizden “im” modülünü kurmasını veya güncellemesini isteyip yeniden deneyin.
trouble-deleted = { $host } portalı şimdilik kapalı.
    .hint = Daha sonra yeniden deneyin. Portal kapalı kalırsa Bitrix24 yöneticinize başvurun.
trouble-unauthorized = { $host } oturumunuzu artık kabul etmiyor.
    .hint = Yeniden oturum açın: simgenin menüsünden veya away24 setup ile.
trouble-scope = { $host } için bu oturumda `im` izni yok.
    .hint = { scope-add }
trouble-user = { $host } bu erişimi kullanmanıza izin vermiyor.
    .hint = Bitrix24 yöneticinizden erişim isteyin.
trouble-plan = { $host } REST kullanımına yalnızca ticari planlarda izin veriyor.
    .hint = Bitrix24 yöneticinize planı sorun.
trouble-moved = { $host } portalı başka bir adrese taşındı.
    .hint = Portalın yeni adresinde yeniden oturum açın.
trouble-configuration = { $host } isteğin biçimini reddediyor.
    .hint = Webhook’un https:// adresini kullanın.
trouble-application = { $host } bu uygulamayı tanımıyor veya uygulamanın gizli anahtarı yanlış.
    .hint = Uygulama kartındaki istemci kimliğini ve gizli anahtarı denetleyin.
trouble-keychain = Anahtarlık, oturumun yenilenmesine izin vermiyor.
    .hint = Anahtarlığın kilidini açıp yeniden deneyin.
trouble-rejected = { $host } neden belirtmeden erişimi reddediyor: büyük olasılıkla bir güvenlik duvarı veya ağ geçidi.
    .hint = Orada diğer her şey çalışıyorsa yeniden oturum açın; çalışmıyorsa Bitrix24 yöneticinize sorun.
trouble-passes = Birkaç dakika sonra yeniden deneyin.
scope-add = Bitrix24’te webhook’u veya uygulamayı düzenleyip “Chat and Notifications (im)” iznini ekleyin.
unreachable-name = { $host } adı bulunamadı.
    .hint = Adresi ve ağ bağlantısını denetleyin.
unreachable-connection = { $host } ile güvenli bir bağlantı kurulamadı.
    .hint = { unreachable-check }
unreachable-timeout = { $host } zamanında yanıt vermedi.
    .hint = { unreachable-check }
unreachable-cut-off = { $host } yanıtını yarıda kesti.
    .hint = { unreachable-check }
unreachable-check = Ağ bağlantısını ve vekil sunucuyu denetleyip yeniden deneyin.
not-bitrix-page = { $host } veri yerine bir web sayfasıyla yanıt verdi.
    .hint = { not-bitrix-check }
not-bitrix-too-long = { $host } Bitrix24’ün hiç göndermediği kadar çok veriyle yanıt verdi.
    .hint = { not-bitrix-garbled }
not-bitrix-broken = { $host } bozuk veriyle yanıt verdi.
    .hint = { not-bitrix-garbled }
not-bitrix-empty = { $host } boş bir yanıt verdi.
    .hint = { not-bitrix-garbled }
not-bitrix-foreign = { $host } yanıt verdi, ama Bitrix24 gibi değil.
    .hint = { not-bitrix-garbled }
not-bitrix-redirect = { $host } isteği { $path } adresine yönlendirdi; Bitrix24 böyle yanıt vermez.
    .hint = Nedeni bakım, süresi dolmuş bir lisans veya bir giriş sayfası olabilir. { not-bitrix-stays }
not-bitrix-status = { $host } { $status } koduyla yanıt verdi, ama Bitrix24 gibi değil.
    .hint = Nedeni bakım, bir güvenlik duvarı veya bir proxy olabilir. { not-bitrix-stays }
not-bitrix-disconnected = { $host } kendi yetkilendirme sunucusuna ulaşamıyor.
    .hint = { trouble-passes }
not-bitrix-check = Adresi denetleyin; bir otel veya şirket ağı önce giriş yapmanızı istiyor olabilir.
not-bitrix-garbled = Adresi denetleyin; yanıtı yoldaki bir proxy veya başka bir sunucu değiştirmiş olabilir.
not-bitrix-stays = Geçmezse Bitrix24 yöneticinize başvurun.
scope-none = { $host } için bu oturumun hiçbir izni yok.
    .hint = { scope-add }
scope-missing = { $host } için bu oturumda `im` izni yok; olan izinler: { $granted }.
    .hint = { scope-add }
not-cleared = Döndüğünüz { $host } adresine bildirilemedi; bu yüzden bir süre uzakta görünebilirsiniz.
    .hint = Orada bir ileti yazdığınızda veya durumunuzu değiştirdiğinizde Bitrix24 bunu düzeltir.

## Problems: this machine

no-home = Ev dizini bilinmiyor.
    .hint = HOME değişkenini ya da AWAY24_CONFIG_DIR ile AWAY24_STATE_DIR değişkenlerini ayarlayın.
state-unwritable = { $path } yazılamadı: { $why }.
    .hint = Klasörün var olduğunu, oraya yazma izniniz bulunduğunu ve diskin dolu olmadığını denetleyin.
journal-unwritable = Bir çökmeden sonra geri alınacaklar { $path } içine kaydedilemedi: { $why }.
    .hint = away24 bunsuz devam ediyor. Oraya yazma izniniz bulunduğunu ve diskin dolu olmadığını denetleyin.
autostart-failed = Otomatik başlatma değiştirilemedi: { $why }.
    .hint = { $path } konumuna yazma izniniz bulunduğunu denetleyin.
listen-failed = Deneme portalı { $addr } adresinde dinleyemiyor: { $why }.
    .hint = --listen ile başka bir adres seçin, örneğin 127.0.0.1:0.
input-unreadable = Girdi okunamadı: { $why }.
input-not-text = Girdi metin değil.
pause-when = “{ $text }” ne bir süre ne de bir saat.
    .hint = Örneğin: away24 pause 30m veya away24 pause until 17:00.
day-when = “{ $text }” bir tarih değil.
    .hint = Şöyle yazın: 2026-11-25.
language-unknown = away24 “{ $text }” dilini bilmiyor.
    .hint = Bildiği diller: { $known }.
agent-answer = Çalışan aracı beklendiği gibi yanıt vermedi.
    .hint = Başka bir sürüm olabilir: kapatıp yeniden başlatın.
internal = away24 içinde bir şey başarısız oldu: { $why }.
    .hint = Lütfen bunu günlükle birlikte bildirin.

## The status: the tray's first line, and what the command line says

status-not-signed-in = Oturum açılmadı
status-keychain = Anahtarlık bekleniyor
status-paused = Duraklatıldı: hiçbir şey bildirilmiyor
status-paused-until = Saat { $until } olana dek duraklatıldı: hiçbir şey bildirilmiyor
status-unknown = Burada olup olmadığınız anlaşılamıyor, bu yüzden hiçbir şey bildirilmiyor
status-waiting = İlk tuş basışı veya fare hareketi bekleniyor
status-held = { $by ->
        [microphone] Burada: mikrofon kullanımda
        [program] Burada: bir program bunun boşta sayılmamasını istiyor
       *[window] Burada: bir pencere bunun boşta sayılmamasını istiyor
    }
status-present = { $unit ->
        [seconds] Burada; girdi olmadan { $count ->
            [one] { $count } saniye
           *[other] { $count } saniye
        } sonra uzakta
       *[minutes] Burada; girdi olmadan { $count ->
            [one] { $count } dakika
           *[other] { $count } dakika
        } sonra uzakta
    }
status-away-accepted = { $why ->
        [locked] Saat { $since } itibarıyla uzakta (kilitli), { $host } kabul etti
        [asleep] Saat { $since } itibarıyla uzakta (uykuda), { $host } kabul etti
        [said] Saat { $since } itibarıyla uzakta (siz bildirdiniz), { $host } kabul etti
       *[idle] Saat { $since } itibarıyla uzakta, { $host } kabul etti
    }
status-away-recorded = { $why ->
        [locked] Saat { $since } itibarıyla uzakta (kilitli), { $host } kaydetti
        [asleep] Saat { $since } itibarıyla uzakta (uykuda), { $host } kaydetti
        [said] Saat { $since } itibarıyla uzakta (siz bildirdiniz), { $host } kaydetti
       *[idle] Saat { $since } itibarıyla uzakta, { $host } kaydetti
    }
status-away-cleared = { $why ->
        [locked] Saat { $since } itibarıyla uzakta (kilitli), { $host } üzerinde başka bir istemci kaldırdı
        [asleep] Saat { $since } itibarıyla uzakta (uykuda), { $host } üzerinde başka bir istemci kaldırdı
        [said] Saat { $since } itibarıyla uzakta (siz bildirdiniz), { $host } üzerinde başka bir istemci kaldırdı
       *[idle] Saat { $since } itibarıyla uzakta, { $host } üzerinde başka bir istemci kaldırdı
    }
status-away-unrecorded = { $why ->
        [locked] Saat { $since } itibarıyla uzakta (kilitli), { $host } kabul etti, ancak okunduğunda boşta görünmüyor: başka bir istemci kaldırmış veya gizlenmiş
        [asleep] Saat { $since } itibarıyla uzakta (uykuda), { $host } kabul etti, ancak okunduğunda boşta görünmüyor: başka bir istemci kaldırmış veya gizlenmiş
        [said] Saat { $since } itibarıyla uzakta (siz bildirdiniz), { $host } kabul etti, ancak okunduğunda boşta görünmüyor: başka bir istemci kaldırmış veya gizlenmiş
       *[idle] Saat { $since } itibarıyla uzakta, { $host } kabul etti, ancak okunduğunda boşta görünmüyor: başka bir istemci kaldırmış veya gizlenmiş
    }
status-away-telling = { $why ->
        [locked] Saat { $since } itibarıyla uzakta (kilitli), { $host } adresine bildiriliyor…
        [asleep] Saat { $since } itibarıyla uzakta (uykuda), { $host } adresine bildiriliyor…
        [said] Saat { $since } itibarıyla uzakta (siz bildirdiniz), { $host } adresine bildiriliyor…
       *[idle] Saat { $since } itibarıyla uzakta, { $host } adresine bildiriliyor…
    }
status-away-untold = { $why ->
        [locked] Saat { $since } itibarıyla uzakta (kilitli), henüz bildirilmedi. { $trouble }
        [asleep] Saat { $since } itibarıyla uzakta (uykuda), henüz bildirilmedi. { $trouble }
        [said] Saat { $since } itibarıyla uzakta (siz bildirdiniz), henüz bildirilmedi. { $trouble }
       *[idle] Saat { $since } itibarıyla uzakta, henüz bildirilmedi. { $trouble }
    }
status-back-telling = Geri döndünüz, { $host } adresine bildiriliyor…
status-back-untold = Geri döndünüz, ancak portal bunu henüz bilmiyor. { $trouble }

## The menu

menu-try-again = Yeniden dene
menu-report = Burada olduğumu bildir
menu-away = Şimdi uzaktayım
menu-back = Geri döndüm
menu-pause = Duraklat
menu-pause-minutes = { $count ->
        [one] { $count } dakika boyunca
       *[other] { $count } dakika boyunca
    }
menu-pause-hours = { $count ->
        [one] { $count } saat boyunca
       *[other] { $count } saat boyunca
    }
menu-pause-morning = Yarına kadar, { $time }
menu-pause-open = Ben sürdürene kadar
menu-threshold = Uzakta sayılma süresi
menu-seconds = { $count ->
        [one] { $count } saniye
       *[other] { $count } saniye
    }
menu-minutes = { $count ->
        [one] { $count } dakika
       *[other] { $count } dakika
    }
menu-calls = Aramalarda burada kal
menu-locked = Ekran kilitliyken uzakta
menu-pinned-on = ✓ { $label } (kuruluşunuz belirledi)
menu-pinned-off = { $label }: kapalı (kuruluşunuz belirledi)
menu-pinned-span = { $label }: { $span } (kuruluşunuz belirledi)
menu-autostart = Otomatik başlat
menu-today = Bugün
menu-open = Bitrix24’ü aç
menu-sign-in = Oturum aç…
menu-sign-out = Oturumu kapat
menu-diagnostics = Tanılama…
menu-about = away24 { $version } hakkında
menu-quit = Çık

## Notifications

notify-running = away24 çalışıyor
notify-signed-out = away24 oturumu kapandı
notify-attention = away24 ilginizi bekliyor
notify-text = { $problem } { $hint }
notify-sign-in = Oturum aç
notify-back = Yeniden hoş geldiniz
notify-back-text = { $hours ->
        [one] { $host } sizi { $hours } saat boyunca uzakta gösterdi; döndüğünüzü artık biliyor.
       *[other] { $host } sizi { $hours } saat boyunca uzakta gösterdi; döndüğünüzü artık biliyor.
    }
notify-about = Away for Bitrix24, sürüm { $version }: masanızdan ne zaman ayrıldığınızı ve ne zaman döndüğünüzü Bitrix24’e bildirir.

## The command line

error = hata: { $problem }
warning = uyarı: { $problem }
hint = ipucu: { $text }
runs-already = away24 zaten çalışıyor. { $status }
ask-for-webhook = Webhook URL’si (gösterilmez):
ask-for-client-secret = İstemci gizli anahtarı (gösterilmez):
open-browser = Tarayıcınız Bitrix24’ü açıyor. Açmazsa bu adresi kendiniz açın:
open-yourself = Bu adresi bir tarayıcıda açın:
paste-here = Tarayıcı gösterilemeyen bir sayfaya varırsa o sayfanın adresini, bir kod gösterilirse kodu buraya yapıştırın:
signed-in = { $host } portalında { $name } olarak oturum açıldı. Oturum bilgisi anahtarlığınızda; away24 bundan böyle bildirimde bulunuyor.
signed-out = { $host } oturumu kapatıldı. Oradaki durumunuz temizlendi ve oturum bilgisi silindi.
signed-out-uncleared = Oturum kapatıldı. Oturum bilgisi silindi.
not-revoked = Bitrix24, belirteçlerin süresi dolana kadar uygulamanın erişimini kendi tarafında korur; bir yönetici bunu daha önce sonlandırabilir.
keychain-waits = Anahtarlık sizi bekliyor: penceresini arayın.
open-setup = Tarayıcınız oturum açma sayfasını açıyor. Açmazsa bu adresi kendiniz açın:
autostart-is-on = away24, bilgisayarda oturum açılınca başlıyor: { $command }
autostart-is-off = away24, bilgisayarda oturum açılınca başlamıyor.
autostart-is-stale = away24, bilgisayarda oturum açılınca başlıyor, ama artık bulunmadığı bir yerden: { $command }
    .hint = Şununla düzeltin: away24 autostart on
status-knows = Girdinin öğrenildiği kaynak: { $source }.
status-last-answer = { $told ->
        [present] away24’ün bildirdiği kadarıyla { $host } sizi burada biliyor.
        [away] { $host } uzakta olduğunuz bildirimini kabul etti.
       *[unsure] { $host } tarafında ne bilindiği kesin değil; away24 olabildiğince çabuk bildirecek.
    }
practice-ready = Deneme portalı: { $base }
practice-webhook = webhook
practice-client-id = istemci
practice-secret = anahtar
practice-state = durum
practice-faults = arızalar
practice-try = Başka bir uçbirimde deneyin:
practice-or = veya config.toml içinde [account] altında oauth_server = "{ $base }" ile:
practice-stop = Durdurmak için Ctrl-C tuşlarına basın.

## The doctor's findings

doctor-threshold = { $unit ->
        [seconds] girdi olmadan { $count ->
            [one] { $count } saniye
           *[other] { $count } saniye
        } sonra uzakta
       *[minutes] girdi olmadan { $count ->
            [one] { $count } dakika
           *[other] { $count } dakika
        } sonra uzakta
    }
doctor-agent = çalışıyor: { $status }
doctor-no-agent = çalışmıyor; şununla başlatın: away24
doctor-source-idle = { $source }; son girdi { $seconds } s önceydi
doctor-source-watches = { $source }; bir sonraki girdiyi bildirir
doctor-session = { $noticed ->
        [lock-and-sleep] kilitlenme ve uyku fark ediliyor
        [lock] kilitlenme fark ediliyor; bilgisayarı bekleten bir logind olmadığından uyku yalnızca uyanınca fark ediliyor
        [sleep] uyku fark ediliyor; haber veren olmadığından kilitlenme fark edilmiyor
       *[neither] kilitlenmeyi ne logind ne de bir ekran koruyucu bildiriyor; uyku yalnızca uyanınca fark ediliyor
    }
doctor-calls = { $noticed ->
        [ignored] yapılandırmanız gereği dikkate alınmıyor
        [both] boşta sayılmayı engelleyen programlar ve mikrofon fark ediliyor
        [programs] boşta sayılmayı engelleyen programlar fark ediliyor; mikrofonu bildiren bir ses sunucusu yok
        [microphone] mikrofon fark ediliyor; boşta sayılmayı engelleyen programları bildiren bir oturum yöneticisi yok
       *[neither] bunları ne bir oturum yöneticisi ne de bir ses sunucusu bildiriyor
    }
doctor-tray = simge için yer var
doctor-no-tray = simge için yer yok; GNOME’da AppIndicator Support eklentisi yer açar. Aracı onsuz da çalışır
doctor-keychain = açık
doctor-skipped = anahtarlık okunamadığından denenmedi
doctor-portal = { $host } yanıt veriyor
doctor-sign-in = kabul edildi ({ $kind })
doctor-scope = im izni verilmiş
doctor-accepted = portal uzakta bildirimini kabul ediyor
doctor-recorded = im.user.get.idle içinde tarih vardı; botlar, panolar ve başka programlar bunu görür
doctor-unrecorded = im.user.get.idle içinde tarih yoktu: yeni sunucular, resmî masaüstü uygulaması yakın zamanda görülmediyse bunu gizler
doctor-shown = bilinmiyor: Bitrix24’ün şimdiki sohbeti bunu göstermez; profiller ve önceki sohbet gösterir
doctor-autostart-on = away24, bilgisayarda oturum açılınca başlıyor
doctor-autostart-off = away24, bilgisayarda oturum açılınca başlamıyor; şununla açın: away24 autostart on

## The pages that a browser ends at

page-signed-in = Oturum açıldı
    .text = away24 bundan böyle burada olup olmadığınızı bildiriyor. Bu sayfayı kapatabilirsiniz.
page-failed = Oturum açılmadı
    .text = Bitrix24 oturum açmayı kabul etmedi. Nedenini away24 söylüyor; lütfen oradan yeniden başlayın.
page-wrong = Oturum açılmadı
    .text = Bu sayfa, sürmekte olan oturum açma işlemine ait değil. Hiçbir şey değiştirilmedi.
page-not-here = Burada bir şey yok
    .text = away24 burada yalnızca bir oturum açma işlemini bekler.

## The demo: a timeline

demo-nothing-leaves = { $base } adresinde bir deneme portalı çalışıyor; bu bilgisayardan dışarı hiçbir şey çıkmaz.
demo-hands-off = { $unit ->
        [seconds] Ellerinizi klavye ve fareden { $count ->
            [one] { $count } saniye
           *[other] { $count } saniye
        } boyunca çekin, sonra geri dönün. Ctrl-C bitirir.
       *[minutes] Ellerinizi klavye ve fareden { $count ->
            [one] { $count } dakika
           *[other] { $count } dakika
        } boyunca çekin, sonra geri dönün. Ctrl-C bitirir.
    }
demo-simulated = { $unit ->
        [seconds] Ekran yok; bu yüzden ayrıldığı süre { $count ->
            [one] { $count } saniyeyi
           *[other] { $count } saniyeyi
        } aşan bir kişi canlandırılıyor.
       *[minutes] Ekran yok; bu yüzden ayrıldığı süre { $count ->
            [one] { $count } dakikayı
           *[other] { $count } dakikayı
        } aşan bir kişi canlandırılıyor.
    }
demo-column = { $column ->
        [sign-in] oturum
        [watching] izleniyor
        [noticed] fark edildi
        [sent] gönderildi
        [accepted] kabul edildi
       *[recorded] kaydedildi
    }
demo-sent-to = tarayıcı { $address } adresine gidiyor
demo-came-back = bir kodla döndü; kod { $host } belirteçleriyle değiştirildi
demo-ends = Gösterim bitti; deneme portalı artık yok ve hiçbir şey saklanmadı.
demo-source-found = girdi
demo-source-lost = hiçbir şey: burada boşta kalma süresi için bir kaynak yok
demo-session = { $event ->
        [locked] oturum kilitlendi
        [unlocked] oturumun kilidi açıldı
        [sleep] bilgisayar uykuya geçiyor
        [woke] bilgisayar uyandı
        [microphone] mikrofon kullanımda
        [microphone-over] mikrofon artık kullanımda değil
        [inhibited] bir şey bunun boşta sayılmamasını istiyor
        [inhibited-over] artık bunu isteyen yok
       *[going-down] bilgisayar kapanıyor
    }
demo-idle = son girdi { $seconds } s önce
demo-active = girdi
demo-recorded = boşta, başlangıç: { $date }
demo-not-recorded = boşta değil
demo-accepted = { $ms } ms sonra
demo-back-accepted = girdiden { $ms } ms sonra: geri döndü

## The history

history-title = Burada olma, { $from } – { $to }
history-title-day = { $from } günü burada olma
history-word = { $word ->
        [present] burada
        [away] uzakta
        [paused] duraklatıldı
        [idle] girdi yok
        [locked] kilitli
        [asleep] uykuda
        [said] elle bildirildi
        [microphone] mikrofon kullanımda
        [program] bir program tutuyor
        [window] bir pencere tutuyor
        [ended] away24 çalışmıyordu
        [accepted] portal kabul etti
        [recorded] portal kaydetti
        [cleared] başka bir istemci kaldırdı
        [untold] portala bildirilmedi
       *[unknown] bilinmiyor
    }
history-weekday = { $day ->
        [mon] Pzt
        [tue] Sal
        [wed] Çar
        [thu] Per
        [fri] Cum
        [sat] Cmt
       *[sun] Paz
    }
history-total = Toplam
history-empty = Bu süre hakkında hiçbir şey bilinmiyor.
history-off = Geçmiş kapalı (history_days = 0).

## The page on which to sign in: *this* is shown as one of Bitrix24's own names, `this` as what to type

setup-title = Bitrix24’te oturum aç - away24
setup-heading = Bitrix24’te oturum aç
setup-intro = away24, masanızda olup olmadığınızı Bitrix24’e bildirir ve bu oturum bilgisini yalnızca bu bilgisayarın anahtarlığında saklar.
setup-portal = Portal adresi
setup-portal-example = example.bitrix24.com
setup-portal-hint = Tarayıcınızın adres çubuğundaki gibi.
setup-portal-by-webhook = Portal, webhook URL’sinden anlaşılır.
setup-portal-ok = { $host } adresinde oturum açacaksınız.
setup-how = Nasıl oturum açıyorsunuz?
setup-application = Şirketin uygulamasıyla
setup-application-about = Yöneticiniz size bir kimlik ve bir anahtar verir.
setup-own-webhook = Kendi webhook’umla
setup-own-webhook-about = Bunu Bitrix24’te kendiniz oluşturursunuz.
setup-client-id = Uygulama kimliği (client_id)
setup-client-id-example = local.0123456789abcd.01234567
setup-client-id-hint = Bitrix24’teki uygulama kartından.
setup-client-id-ok = Bu bir uygulama kimliğine benziyor.
setup-client-secret = Uygulama anahtarı (client_secret)
setup-webhook = Webhook URL’si
setup-webhook-example = https://example.bitrix24.com/rest/1/secret/
setup-webhook-hint = Parola gibidir: kimseyle paylaşmayın.
setup-webhook-ok = Bu, { $host } portalının bir webhook’u.
setup-show = Göster
setup-show-webhook = Webhook URL’sini göster
setup-hide = Gizle
setup-hide-webhook = Webhook URL’sini gizle
setup-where = Bunu nerede bulurum?
setup-application-help = Bir yönetici uygulamayı tüm şirket için bir kez oluşturur:
setup-application-open = Bitrix24’te *Geliştirici kaynakları > Diğer > Yerel uygulama* bölümünü açın.
setup-application-no-interface = *Script only (no user interface)* seçeneğini açın.
setup-application-address = *Your handler path* alanına `http://localhost:{ $port }` yazın.
setup-application-permission = *Chat and Notifications (im)* iznini ekleyin.
setup-application-save = Kaydedin. Uygulama kartında artık kimliği ve anahtarı görünür.
setup-webhook-open = Bitrix24’te *Geliştirici kaynakları > Diğer > Gelen webhook* bölümünü açın. Orada yoksa yöneticinize sorun.
setup-webhook-permission = *Chat and Notifications (im)* iznini ekleyin.
setup-webhook-save = Kaydedin ve webhook’un URL’sini kopyalayın.
setup-sign-in = Oturum aç
setup-signing-in = Oturum açılıyor…
setup-opening = { $host } açılıyor…
setup-gone = Bu sayfa artık etkin değil. Oturum açmayı away24’ten yeniden başlatın.
setup-done-title = Oturum açıldı - away24
setup-done = Oturum açıldı
setup-signed-in = { $host } portalında { $name } olarak oturum açıldı.
setup-signed-in-nameless = { $host } portalında oturum açıldı.
setup-close = away24 bundan böyle burada olup olmadığınızı bildiriyor. Bu sayfayı kapatabilirsiniz.
