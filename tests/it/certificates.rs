//! Whom an agent believes: the portal that the system's certificates speak for.

use crate::desk::{Desk, needs, wait_for};
use crate::journey::PARTS;
use crate::portal::Portal;
use crate::tls::Tls;

fn parts() -> bool {
    needs(&PARTS) && Tls::is_there()
}

/// A portal behind TLS, and its webhook.
fn behind_tls() -> (Desk, Portal, Tls, String) {
    let mut desk = Desk::bare().with_display().with_bus().with_keychain();
    let portal = Portal::start(&desk);
    let tls = Tls::begin(&mut desk, &portal);
    let webhook = tls.webhook(&portal);
    desk.configure("threshold = \"1s\"\n");
    (desk, portal, tls, webhook)
}

#[test]
fn a_portal_is_believed_by_the_systems_certificates_and_by_no_others() {
    if !parts() {
        return;
    }
    let (mut desk, portal, _tls, webhook) = behind_tls();
    let said = desk.away24(&["login", "--webhook"], &webhook);
    assert_eq!(said.code, 0, "{said:?}");
    desk.set("SSL_CERT_FILE", Tls::SYSTEM);
    let said = desk.away24(&["login", "--webhook"], &webhook);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("127.0.0.1") && !said.all().contains(portal.code()), "{said:?}");
}

#[test]
fn a_machine_without_certificates_says_so() {
    if !parts() {
        return;
    }
    let (mut desk, portal, _tls, webhook) = behind_tls();
    desk.set("SSL_CERT_FILE", "/nowhere");
    desk.set("SSL_CERT_DIR", "/nowhere");
    let said = desk.away24(&["login", "--webhook"], &webhook);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("has no certificates by which a portal could be believed"), "{said:?}");
    assert!(said.err.contains("hint: Install them"), "{said:?}");
    assert!(!said.all().contains(portal.code()));
}

/// Certificates are read for each portal that shows its own, and not once for ever.
#[test]
fn a_certificate_that_is_installed_while_the_agent_runs_is_believed() {
    if !parts() {
        return;
    }
    let (mut desk, portal, _tls, webhook) = behind_tls();
    assert_eq!(desk.away24(&["login", "--webhook"], &webhook).code, 0);
    let (whole, without) = (desk.path("roots.crt"), desk.path("installed.crt"));
    std::fs::copy(Tls::SYSTEM, &without).unwrap();
    desk.set("SSL_CERT_FILE", without.to_str().unwrap());
    desk.set("AWAY24_PACE", "50");
    let mut agent = desk.agent(&["--no-tray"]);
    wait_for("a refusal", || desk.log().contains("not accepted").then_some(()));
    assert_eq!(portal.reports().len(), 0);
    std::fs::copy(&whole, &without).unwrap();
    assert_eq!(portal.report(0).method, "im.user.status.idle.start");
    assert!(agent.is_running());
}
