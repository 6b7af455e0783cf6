//! D-Bus as the Linux edges use it: one stream of signals, calls that end, and names that nobody starts.

use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use std::path::Path;
use std::time::Duration;
use zbus::connection::Builder;
use zbus::message::Type;
use zbus::zvariant::{OwnedValue, StructureBuilder, Value};
use zbus::{Connection, Message, MessageStream};

/// A service that takes longer does not work.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
const DBUS: &str = "org.freedesktop.DBus";
const DAEMON: Address<'_> = Address { name: DBUS, path: "/org/freedesktop/DBus", interface: DBUS };
/// Where the system bus is, unless the environment says otherwise.
const SYSTEM_BUS: &str = "/var/run/dbus/system_bus_socket";

/// A service's name, one of its objects, and an interface of that.
#[derive(Clone, Copy, Debug)]
pub struct Address<'a> {
    pub name: &'a str,
    pub path: &'a str,
    pub interface: &'a str,
}

pub struct Bus {
    connection: Connection,
    messages: MessageStream,
}

impl Bus {
    pub async fn session() -> zbus::Result<Self> {
        Self::connect(Builder::session()?).await
    }

    pub async fn system() -> zbus::Result<Self> {
        // To find nothing there takes a thread otherwise, each time.
        if std::env::var_os("DBUS_SYSTEM_BUS_ADDRESS").is_none() && !Path::new(SYSTEM_BUS).exists() {
            return Err(failure("there is no system bus"));
        }
        Self::connect(Builder::system()?).await
    }

    async fn connect(builder: Builder<'_>) -> zbus::Result<Self> {
        let connecting = builder.method_timeout(ANSWER_WITHIN).build();
        let connection =
            tokio::time::timeout(ANSWER_WITHIN, connecting).await.map_err(|_| failure("no answer"))??;
        Ok(Self { messages: MessageStream::from(&connection), connection })
    }

    /// Lets signals through that match this rule; in the form that the specification of D-Bus has.
    pub async fn listen(&self, rule: &str) -> zbus::Result<()> {
        self.call(DAEMON, "AddMatch", vec![rule.into()]).await
    }

    /// Lets the news through that a name has another owner, or none.
    pub async fn listen_for_owner(&self, name: &str) -> zbus::Result<()> {
        self.listen(&format!("type='signal',sender='{DBUS}',member='NameOwnerChanged',arg0='{name}'")).await
    }

    /// Who has this name; nobody is started to have it.
    pub async fn owner(&self, name: &str) -> Option<String> {
        self.call(DAEMON, "GetNameOwner", vec![name.into()]).await.ok()
    }

    /// Calls a method; the answer as what it is.
    pub async fn call<R>(&self, to: Address<'_>, method: &str, body: Vec<Value<'_>>) -> zbus::Result<R>
    where
        R: DeserializeOwned + zbus::zvariant::Type,
    {
        self.reply(to, method, body).await?.body().deserialize()
    }

    /// The whole answer: for what is not plain data. (The arguments are values, and not of a type of their own for
    /// each method: that would compile all of this once for each.)
    pub async fn reply(&self, to: Address<'_>, method: &str, body: Vec<Value<'_>>) -> zbus::Result<Message> {
        let (name, interface) = (Some(to.name), Some(to.interface));
        if body.is_empty() {
            return self.connection.call_method(name, to.path, interface, method, &()).await;
        }
        let body = body.into_iter().fold(StructureBuilder::new(), StructureBuilder::append_field).build()?;
        self.connection.call_method(name, to.path, interface, method, &body).await
    }

    pub async fn property<T>(&self, of: Address<'_>, property: &str) -> zbus::Result<T>
    where
        T: TryFrom<OwnedValue>,
        T::Error: Into<zbus::zvariant::Error>,
    {
        let properties = Address { interface: "org.freedesktop.DBus.Properties", ..of };
        let wanted = vec![of.interface.into(), property.into()];
        let value: OwnedValue = self.call(properties, "Get", wanted).await?;
        T::try_from(value).map_err(|error| error.into().into())
    }

    /// The next signal.
    pub async fn signal(&mut self) -> zbus::Result<Signal> {
        loop {
            let message = self.messages.next().await.ok_or_else(|| failure("the bus is gone"))??;
            if message.message_type() == Type::Signal {
                return Ok(Signal(message));
            }
        }
    }
}

pub struct Signal(Message);

impl Signal {
    pub fn member(&self) -> String {
        self.0.header().member().map(ToString::to_string).unwrap_or_default()
    }

    pub fn interface(&self) -> String {
        self.0.header().interface().map(ToString::to_string).unwrap_or_default()
    }

    pub fn path(&self) -> String {
        self.0.header().path().map(ToString::to_string).unwrap_or_default()
    }

    pub fn is_from(&self, owner: &str) -> bool {
        self.0.header().sender().is_some_and(|sender| sender.as_str() == owner)
    }

    pub fn body<T: DeserializeOwned + zbus::zvariant::Type>(&self) -> Option<T> {
        self.0.body().deserialize().ok()
    }

    /// The name whose owner changed, and the new owner, if there is one.
    pub fn new_owner(&self) -> Option<(String, Option<String>)> {
        if !self.is_from(DBUS) || self.member() != "NameOwnerChanged" {
            return None;
        }
        let (name, _, new): (String, String, String) = self.body()?;
        Some((name, Some(new).filter(|new| !new.is_empty())))
    }
}

fn failure(why: &str) -> zbus::Error {
    zbus::Error::Failure(why.to_owned())
}
