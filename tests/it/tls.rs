//! TLS in front of the practice portal, and certificates to believe it by.

use crate::desk::{Desk, Process, needs, wait_for};
use crate::portal::Portal;
use std::path::PathBuf;
use std::process::Stdio;

/// TLS in front of a portal, and the certificate to believe it by, beside all of the system's.
pub struct Tls {
    _process: Process,
    pub port: u16,
}

impl Tls {
    /// What every machine believes.
    pub const SYSTEM: &str = "/etc/ssl/certs/ca-certificates.crt";

    pub fn is_there() -> bool {
        needs(&["openssl", "socat", Self::SYSTEM])
    }

    pub fn begin(desk: &mut Desk, portal: &Portal) -> Self {
        let [key, certificate, roots] = ["tls.key", "tls.crt", "roots.crt"].map(|name| desk.path(name));
        let mut openssl = desk.command("openssl");
        openssl.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]);
        openssl.args(["-days", "2", "-subj", "/CN=practice", "-addext", "subjectAltName=IP:127.0.0.1"]);
        openssl.args(["-addext", "basicConstraints=critical,CA:FALSE"]);
        openssl.arg("-keyout").arg(&key).arg("-out").arg(&certificate);
        assert!(openssl.status().unwrap().success(), "openssl");
        let all =
            [Self::SYSTEM.into(), certificate.clone()].map(|path: PathBuf| std::fs::read(path).unwrap());
        std::fs::write(&roots, all.concat()).unwrap();
        desk.set("SSL_CERT_FILE", roots.to_str().unwrap());
        let said = desk.path("socat.err");
        let listen = format!(
            "OPENSSL-LISTEN:0,bind=127.0.0.1,fork,verify=0,cert={},key={}",
            certificate.display(),
            key.display()
        );
        let mut socat = desk.command("socat");
        socat.args(["-d", "-d", &listen, &format!("TCP:{}", portal.host())]);
        socat.stdout(Stdio::null()).stderr(std::fs::File::create(&said).unwrap());
        let process = Desk::keep(&mut socat);
        let port = wait_for("TLS", || {
            let text = std::fs::read_to_string(&said).unwrap_or_default();
            text.lines()
                .find_map(|line| line.split_once("listening on")?.1.rsplit(':').next()?.trim().parse().ok())
        });
        Self { _process: process, port }
    }

    /// The webhook by way of TLS.
    pub fn webhook(&self, portal: &Portal) -> String {
        portal.webhook.replace(&portal.base, &format!("https://127.0.0.1:{}", self.port))
    }
}
