//! Stand-ins on a bus, by python-dbusmock: services that cannot run in a test. They say what they are
//! told to, and no more: its `logind` template, for one, locks nothing and sends nothing to sleep.

use crate::desk::{Desk, Process, needs, wait_for};
use std::collections::HashMap;
use zbus::blocking::{Connection, Proxy, connection::Builder};
use zbus::zvariant::{DynamicType, Value};

const MOCK: &str = "org.freedesktop.DBus.Mock";
const LOGIN1: &str = "org.freedesktop.login1";
const SESSION: &str = "/org/freedesktop/login1/session/7";

/// Whether the stand-ins can run.
pub fn is_there() -> bool {
    needs(&["/usr/bin/python3", "/usr/lib/python3/dist-packages/dbusmock/__main__.py"])
}

pub struct Mock {
    process: Process,
    bus: Connection,
    name: String,
    path: String,
}

impl Mock {
    /// A service with one object, which has no methods yet.
    pub fn service(desk: &Desk, name: &str, path: &str) -> Self {
        let process = run(desk, &["--session", name, path, name]);
        Self::at(desk.bus_address(), process, name, path)
    }

    /// logind with one session, which is ours.
    pub fn logind(desk: &Desk) -> Self {
        let process = run(desk, &["--system", "--template", "logind"]);
        let address = desk.variable("DBUS_SYSTEM_BUS_ADDRESS");
        let logind = Self::at(address, process, LOGIN1, "/org/freedesktop/login1");
        logind.call("AddSession", &("7", "seat0", 0_u32, "anna", true));
        logind
    }

    fn at(address: &str, process: Process, name: &str, path: &str) -> Self {
        let bus = Builder::address(address).unwrap().build().unwrap();
        let mock = Self { process, bus, name: name.into(), path: path.into() };
        wait_for(name, || {
            let dbus = zbus::blocking::fdo::DBusProxy::new(&mock.bus).ok()?;
            dbus.name_has_owner(name.try_into().unwrap()).ok()?.then_some(())
        });
        mock
    }

    /// Ends it as a crash does.
    pub fn kill(self) {
        drop(self.process);
    }

    fn proxy<'a>(&'a self, path: &'a str) -> Proxy<'a> {
        Proxy::new(&self.bus, self.name.as_str(), path, MOCK).unwrap()
    }

    fn call<B: serde::Serialize + DynamicType>(&self, method: &str, body: &B) {
        self.proxy(&self.path).call_method(method, body).unwrap();
    }

    /// From now on, a method without a result of its own answers with this Python expression.
    pub fn answers(&self, method: &str, takes: &str, gives: &str, expression: &str) {
        self.call("AddMethod", &(&*self.name, method, takes, gives, format!("ret = {expression}")));
    }

    /// Gives it a property.
    pub fn has(&self, property: &str, value: Value<'_>) {
        self.call("AddProperty", &(&*self.name, property, value));
    }

    /// Changes it.
    pub fn is(&self, property: &str, value: Value<'_>) {
        self.call("UpdateProperties", &(&*self.name, HashMap::from([(property, value)])));
    }

    pub fn signal(&self, member: &str, signature: &str, arguments: Vec<Value<'_>>) {
        self.emit(&self.path, &self.name, member, signature, arguments);
    }

    fn emit(&self, path: &str, interface: &str, member: &str, signature: &str, arguments: Vec<Value<'_>>) {
        self.proxy(path).call_method("EmitSignal", &(interface, member, signature, arguments)).unwrap();
    }

    // ---- logind ----

    /// `Lock` and `Unlock`: somebody asks for it.
    pub fn ask(&self, member: &str) {
        self.emit(SESSION, "org.freedesktop.login1.Session", member, "", vec![]);
    }

    /// `LockedHint`, `Active` and `State`: what the session is.
    pub fn session_is<'a>(&self, property: &str, value: impl Into<Value<'a>>) {
        let changed = HashMap::from([(property, value.into())]);
        let proxy = self.proxy(SESSION);
        proxy.call_method("UpdateProperties", &("org.freedesktop.login1.Session", changed)).unwrap();
    }

    /// Somebody's session is gone, and nothing of it runs any more.
    pub fn session_removed(&self, id: &str, path: &str) {
        let path = zbus::zvariant::ObjectPath::try_from(path).unwrap();
        let interface = "org.freedesktop.login1.Manager";
        self.emit(&self.path, interface, "SessionRemoved", "so", vec![id.into(), path.into()]);
    }

    /// `Sleep` and `Shutdown`: the machine is about to, or is over it.
    pub fn prepare_for(&self, what: &str, begins: bool) {
        let interface = "org.freedesktop.login1.Manager";
        self.emit(&self.path, interface, &format!("PrepareFor{what}"), "b", vec![begins.into()]);
    }

    /// Tells this process what only logind may tell: that the machine sleeps.
    pub fn forge_sleep(&self, pid: u32) {
        let dbus = zbus::blocking::fdo::DBusProxy::new(&self.bus).unwrap();
        let belongs = |name: &zbus::names::OwnedBusName| {
            dbus.get_connection_unix_process_id(name.as_ref()).is_ok_and(|owner| owner == pid)
        };
        let names = dbus.list_names().unwrap().into_iter().filter(|name| name.starts_with(':'));
        let victims: Vec<_> = names.filter(belongs).collect();
        assert!(!victims.is_empty());
        for victim in victims {
            let interface = "org.freedesktop.login1.Manager";
            self.bus.emit_signal(Some(victim), &*self.path, interface, "PrepareForSleep", &(true,)).unwrap();
        }
    }

    /// Who makes the machine wait, for what, and how.
    pub fn inhibitors(&self) -> Vec<(String, String, String)> {
        let manager =
            Proxy::new(&self.bus, LOGIN1, "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
                .unwrap();
        let all: Vec<(String, String, String, String, u32, u32)> =
            manager.call("ListInhibitors", &()).unwrap();
        all.into_iter().map(|(what, who, _, mode, _, _)| (what, who, mode)).collect()
    }
}

fn run(desk: &Desk, args: &[&str]) -> Process {
    let mut command = desk.command("/usr/bin/python3");
    Desk::keep(command.args(["-m", "dbusmock"]).args(args).stdout(std::process::Stdio::null()))
}
