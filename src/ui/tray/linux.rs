//! A StatusNotifierItem over D-Bus. The host may come later, restart, or never exist.

use super::colours::pictures;
use super::unpack;
use crate::clock::Backoff;
use crate::events::Sender;
use crate::platform::dbus::{Address, Bus};
use crate::ui::view::{self, Command, Item, View};
use ksni::menu::{CheckmarkItem, MenuItem, RadioGroup, RadioItem, StandardItem, SubMenu};
use ksni::{Handle, Icon, OfflineReason, ToolTip, Tray, TrayMethods};
use tokio::sync::watch;

/// Does the program's work: a tray needs no thread of its own.
pub fn beside<T>(work: impl FnOnce() -> T) -> std::io::Result<T> {
    Ok(work())
}

/// Whether there is a place for an icon at this moment.
pub async fn has_host() -> bool {
    let name = "org.kde.StatusNotifierWatcher";
    let watcher = Address { name, path: "/StatusNotifierWatcher", interface: name };
    let Ok(bus) = Bus::session().await else { return false };
    bus.property(watcher, "IsStatusNotifierHostRegistered").await.unwrap_or(false)
}

struct Item24 {
    view: View,
    commands: Sender<Command>,
}

/// Shows every view until there are no more.
pub async fn run(mut views: watch::Receiver<Option<View>>, commands: Sender<Command>) {
    let mut retry = Backoff::default();
    let mut known = false;
    loop {
        let Ok(view) = views.wait_for(Option::is_some).await.map(|view| view.clone()) else { return };
        let Some(view) = view else { continue };
        let item = Item24 { view, commands: commands.clone() };
        match item.assume_sni_available(true).spawn().await {
            Ok(handle) => {
                (retry, known) = (Backoff::default(), true);
                let ended = tokio::select! {
                    followed = follow_views(&mut views, &handle) => followed.is_none(),
                    // The library does not notice it.
                    () = until_the_bus_is_gone() => false,
                };
                handle.shutdown().await;
                if ended {
                    return;
                }
                log::info!("the tray is gone");
            }
            Err(error) => log::info!("no tray: {error}"),
        }
        retry.wait(if known { Backoff::SOON } else { Backoff::RARELY }).await;
    }
}

async fn until_the_bus_is_gone() {
    let Ok(mut bus) = Bus::session().await else { return };
    while bus.signal().await.is_ok() {}
}

/// Shows views until the tray is lost; `None`: there are no more views.
async fn follow_views(views: &mut watch::Receiver<Option<View>>, handle: &Handle<Item24>) -> Option<()> {
    loop {
        views.changed().await.ok()?;
        let view = views.borrow_and_update().clone()?;
        let shown = handle.update(|item| item.view = view).await;
        if shown.is_none() {
            return Some(());
        }
    }
}

/// Network byte order, as the protocol has it.
fn argb(icon: view::Icon) -> Vec<Icon> {
    let rotated = |packed| {
        let (width, mut data) = unpack(packed)?;
        data.chunks_exact_mut(4).for_each(|pixel| pixel.rotate_right(1));
        let width = i32::try_from(width).ok()?;
        Some(Icon { width, height: width, data })
    };
    pictures(icon).into_iter().filter_map(rotated).collect()
}

impl Item24 {
    fn send(&self, command: Command) {
        // The agent is on its way out: it wants no more commands.
        let _ = self.commands.send(command);
    }
}

impl Tray for Item24 {
    /// There is no window to open: a left click shows the menu, as a right click does.
    const MENU_ON_ACTIVATE: bool = true;

    fn id(&self) -> String {
        "away24".into()
    }

    fn title(&self) -> String {
        self.view.status.clone()
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        argb(self.view.icon)
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip { title: self.view.status.clone(), ..ToolTip::default() }
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        self.view.menu.iter().map(menu_item).collect()
    }

    fn watcher_offline(&self, reason: OfflineReason) -> bool {
        log::info!(reason:?; "no tray host; the icon appears when there is one");
        true
    }
}

fn menu_item(item: &Item) -> MenuItem<Item24> {
    match item {
        Item::Separator => MenuItem::Separator,
        Item::Label(label) => {
            StandardItem { label: plain(label), enabled: false, ..StandardItem::default() }.into()
        }
        Item::Button { label, command } => {
            let command = *command;
            let activate = Box::new(move |item: &mut Item24| item.send(command));
            StandardItem { label: plain(label), activate, ..StandardItem::default() }.into()
        }
        Item::Check { label, checked, command } => {
            let command = *command;
            let activate = Box::new(move |item: &mut Item24| item.send(command));
            CheckmarkItem { label: plain(label), checked: *checked, activate, ..CheckmarkItem::default() }
                .into()
        }
        Item::Submenu { label, buttons } => {
            let button = |(label, command): &(String, Command)| {
                menu_item(&Item::Button { label: label.clone(), command: *command })
            };
            let submenu = buttons.iter().map(button).collect();
            SubMenu { label: plain(label), submenu, ..SubMenu::default() }.into()
        }
        Item::Choice { label, chosen, options } => {
            let commands: Vec<Command> = options.iter().map(|(_, command)| *command).collect();
            let select = Box::new(move |item: &mut Item24, index: usize| {
                if let Some(command) = commands.get(index) {
                    item.send(*command);
                }
            });
            let options =
                options.iter().map(|(label, _)| RadioItem { label: plain(label), ..RadioItem::default() });
            let group =
                RadioGroup { selected: chosen.unwrap_or(usize::MAX), select, options: options.collect() };
            SubMenu { label: plain(label), submenu: vec![group.into()], ..SubMenu::default() }.into()
        }
    }
}

/// An underscore marks an access key in this protocol; ours mean themselves.
fn plain(label: &str) -> String {
    label.replace('_', "__")
}
