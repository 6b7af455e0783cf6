//! An icon in the notification area of Windows, or in the menu bar of macOS.
//!
//! Both want it drawn by the thread that runs the event loop, and macOS wants that to be the main
//! one. So the tray has the main thread and the agent another, with one channel each way.

use super::unpack;
use crate::events::Sender;
use crate::ui::view::{Command, Icon, Item, View};
use std::collections::HashMap;
use std::error::Error;
use std::sync::{OnceLock, mpsc as threads};
use std::thread::{self, JoinHandle};
use tokio::sync::{oneshot, watch};
use tray_icon::menu::{self, CheckMenuItem, IsMenuItem, Menu, MenuEvent, MenuId, MenuItem};
use tray_icon::menu::{MenuItemKind as Row, PredefinedMenuItem, Submenu};
use tray_icon::{TrayIcon, TrayIconAttributes, TrayIconEvent};
use winit::application::ApplicationHandler;
use winit::event::WindowEvent;
use winit::event_loop::{ActiveEventLoop, ControlFlow, DeviceEvents, EventLoop, EventLoopProxy};
use winit::window::WindowId;

#[cfg_attr(target_os = "macos", path = "native/macos.rs")]
#[cfg_attr(windows, path = "native/windows.rs")]
mod system;

/// What the main thread is wanted for while the program's work is done on another.
enum Stage {
    Tray {
        views: watch::Receiver<Option<View>>,
        commands: Sender<Command>,
        /// Dropped when the icon is gone.
        shown: oneshot::Sender<()>,
    },
    /// The work is done.
    Over,
}

/// The way to the main thread.
static MAIN: OnceLock<threads::Sender<Stage>> = OnceLock::new();

/// Does the program's work on a thread of its own, so that the main one is free for a tray.
pub fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> std::io::Result<T> {
    let (stages_in, stages) = threads::channel();
    let over = stages_in.clone();
    let _ = MAIN.set(stages_in);
    let working = thread::Builder::new().name("agent".into()).spawn(move || {
        let done = work();
        // The main thread waits for nothing else.
        let _ = over.send(Stage::Over);
        system::wake();
        done
    })?;
    while let Some(Stage::Tray { views, commands, shown }) = system::wait(&stages) {
        if let Err(error) = show(views, commands) {
            log::warn!("no tray: {error}");
        }
        drop(shown);
    }
    working.join().map_err(|_| std::io::Error::other("the agent's thread ended"))
}

/// Shows every view until there are no more, or returns at once if there can be no tray. Once: winit and tray-icon
/// allow no second time.
pub async fn run(views: watch::Receiver<Option<View>>, commands: Sender<Command>) {
    let (shown, gone) = oneshot::channel();
    if let Some(main) = MAIN.get()
        && main.send(Stage::Tray { views, commands, shown }).is_ok()
    {
        system::wake();
        // It is never sent, only dropped.
        let _ = gone.await;
    }
}

/// What the main thread wakes up for while there is a tray.
enum Event {
    Show(View),
    Chosen(MenuId),
    NoMoreViews,
}

/// Windows and macOS always have one.
#[expect(clippy::unused_async, reason = "where it has to be asked for, that takes a while")]
pub async fn has_host() -> bool {
    true
}

fn show(views: watch::Receiver<Option<View>>, commands: Sender<Command>) -> Result<(), Box<dyn Error>> {
    let mut builder = EventLoop::with_user_event();
    system::begin(&mut builder);
    let events: EventLoop<Event> = builder.build()?;
    events.set_control_flow(ControlFlow::Wait);
    // There is no window to move a mouse in, so none shall wake us.
    events.listen_device_events(DeviceEvents::Never);
    system::built();

    let chosen = events.create_proxy();
    MenuEvent::set_event_handler(Some(move |event: MenuEvent| {
        let _ = chosen.send_event(Event::Chosen(event.id));
    }));
    // Without a handler every movement over the icon is kept in memory for somebody to read.
    TrayIconEvent::set_event_handler(Some(|_| {}));

    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let shown = events.create_proxy();
    let follower = thread::Builder::new()
        .name("views".into())
        .spawn(move || runtime.block_on(follow_views(views, shown)))?;
    events.run_app(&mut Tray24 { drawn: None, commands, follower: Some(follower) })?;
    Ok(())
}

/// Hands the views over to the main thread; asleep between them.
async fn follow_views(mut views: watch::Receiver<Option<View>>, events: EventLoopProxy<Event>) {
    loop {
        let view = views.borrow_and_update().clone();
        if let Some(view) = view
            && events.send_event(Event::Show(view)).is_err()
        {
            return;
        }
        if views.changed().await.is_err() {
            break;
        }
    }
    let _ = events.send_event(Event::NoMoreViews);
}

struct Tray24 {
    drawn: Option<Drawn>,
    commands: Sender<Command>,
    /// Ends when the agent has.
    follower: Option<JoinHandle<()>>,
}

impl ApplicationHandler<Event> for Tray24 {
    // macOS takes no icon before its loop runs. The first view makes it, and views come later.
    fn resumed(&mut self, _: &ActiveEventLoop) {}

    fn window_event(&mut self, _: &ActiveEventLoop, _: WindowId, _: WindowEvent) {}

    fn user_event(&mut self, events: &ActiveEventLoop, event: Event) {
        match event {
            Event::Show(view) => self.show(view),
            Event::Chosen(id) => self.choose(&id),
            Event::NoMoreViews => {
                // On Windows an open menu would keep the loop from ending; it goes with its icon.
                self.drawn = None;
                events.exit();
            }
        }
    }

    /// At logout macOS ends the process right after this, so the agent has to clear its status now.
    fn exiting(&mut self, _: &ActiveEventLoop) {
        self.drawn = None;
        self.send(Command::Quit);
        if let Some(follower) = self.follower.take() {
            let _ = follower.join();
        }
    }
}

impl Tray24 {
    fn send(&self, command: Command) {
        // The agent may be on its way out: it wants no more commands.
        let _ = self.commands.send(command);
    }

    fn show(&mut self, view: View) {
        if let Some(drawn) = &mut self.drawn {
            match drawn.change(&view) {
                Ok(()) => return,
                // When Explorer comes back it gets what the icon was made of, and not what it
                // refused since then. So the icon is made again, and waits for it.
                Err(error) => log::info!("the icon could not be changed: {error}"),
            }
        }
        // First the old one goes: they must not be seen side by side.
        self.drawn = None;
        match Drawn::new(view) {
            Ok(drawn) => self.drawn = Some(drawn),
            Err(error) => log::warn!("no tray: {error}"),
        }
    }

    fn choose(&self, id: &MenuId) {
        let Some(drawn) = &self.drawn else { return };
        // The system has moved the check mark by itself; but it moves when the agent says so.
        let commands = fill(&drawn.menu.items(), &drawn.view.menu);
        if let Some(command) = commands.get(id) {
            self.send(*command);
        }
    }
}

/// An icon, and the view it shows.
struct Drawn {
    icon: TrayIcon,
    menu: Menu,
    view: View,
}

impl Drawn {
    fn new(view: View) -> Result<Self, Box<dyn Error>> {
        let menu = menu_of(&view.menu)?;
        let icon = TrayIcon::new(TrayIconAttributes {
            tooltip: Some(tooltip(&view.status)),
            menu: Some(Box::new(menu.clone())),
            ..TrayIconAttributes::default()
        })?;
        system::set_icon(&icon, picture(view.icon))?;
        Ok(Self { icon, menu, view })
    }

    fn change(&mut self, view: &View) -> Result<(), Box<dyn Error>> {
        if self.view.icon != view.icon {
            system::set_icon(&self.icon, picture(view.icon))?;
        }
        if self.view.status != view.status {
            self.icon.set_tooltip(Some(tooltip(&view.status)))?;
        }
        let rows = self.menu.items();
        // A menu that stays the same menu can change while it is open.
        if rows.len() == view.menu.len() && rows.iter().zip(&view.menu).all(fits) {
            fill(&rows, &view.menu);
        } else {
            self.menu = menu_of(&view.menu)?;
            self.icon.set_menu(Some(Box::new(self.menu.clone())));
        }
        self.view = view.clone();
        Ok(())
    }
}

fn menu_of(items: &[Item]) -> menu::Result<Menu> {
    let menu = Menu::new();
    for item in items {
        menu.append(&*row(item)?)?;
    }
    Ok(menu)
}

fn row(item: &Item) -> menu::Result<Box<dyn IsMenuItem>> {
    let check = |label, checked| CheckMenuItem::new(plain(label), true, checked, None);
    Ok(match item {
        Item::Separator => Box::new(PredefinedMenuItem::separator()),
        Item::Label(label) => Box::new(MenuItem::new(plain(label), false, None)),
        Item::Button { label, .. } => Box::new(MenuItem::new(plain(label), true, None)),
        Item::Check { label, checked, .. } => Box::new(check(label, *checked)),
        Item::Submenu { label, buttons } => {
            let submenu = Submenu::new(plain(label), true);
            for (label, _) in buttons {
                submenu.append(&MenuItem::new(plain(label), true, None))?;
            }
            Box::new(submenu)
        }
        Item::Choice { label, chosen, options } => {
            let submenu = Submenu::new(plain(label), true);
            for (index, (label, _)) in options.iter().enumerate() {
                submenu.append(&check(label, *chosen == Some(index)))?;
            }
            Box::new(submenu)
        }
    })
}

/// Whether the row can show the item by changing words and marks only.
fn fits((row, item): (&Row, &Item)) -> bool {
    match (row, item) {
        (Row::Predefined(_), Item::Separator)
        | (Row::MenuItem(_), Item::Label(_) | Item::Button { .. })
        | (Row::Check(_), Item::Check { .. }) => true,
        (Row::Submenu(row), Item::Choice { options, .. }) => {
            row.items().len() == options.len()
                && row.items().iter().all(|row| row.as_check_menuitem().is_some())
        }
        (Row::Submenu(row), Item::Submenu { buttons, .. }) => {
            row.items().len() == buttons.len() && row.items().iter().all(|row| row.as_menuitem().is_some())
        }
        _ => false,
    }
}

/// Gives the rows the words and marks of the items they fit, and tells what each of them asks for.
fn fill(rows: &[Row], items: &[Item]) -> HashMap<MenuId, Command> {
    let mut commands = HashMap::new();
    let mut set = |row: &Row, label: &str, on: bool, command: Option<Command>| {
        match row {
            Row::MenuItem(row) => {
                row.set_text(plain(label));
                row.set_enabled(on);
            }
            Row::Check(row) => {
                row.set_text(plain(label));
                row.set_checked(on);
            }
            Row::Submenu(row) => row.set_text(plain(label)),
            Row::Predefined(_) | Row::Icon(_) => {}
        }
        commands.extend(command.map(|command| (row.id().clone(), command)));
    };
    for (row, item) in rows.iter().zip(items) {
        match item {
            Item::Separator => {}
            Item::Label(label) => set(row, label, false, None),
            Item::Button { label, command } => set(row, label, true, Some(*command)),
            Item::Check { label, checked, command } => set(row, label, *checked, Some(*command)),
            Item::Submenu { label, buttons } => {
                set(row, label, true, None);
                let rows = row.as_submenu().map(Submenu::items).unwrap_or_default();
                for (row, (label, command)) in rows.iter().zip(buttons) {
                    set(row, label, true, Some(*command));
                }
            }
            Item::Choice { label, chosen, options } => {
                set(row, label, true, None);
                let rows = row.as_submenu().map(Submenu::items).unwrap_or_default();
                for (index, (row, (label, command))) in rows.iter().zip(options).enumerate() {
                    set(row, label, *chosen == Some(index), Some(*command));
                }
            }
        }
    }
    commands
}

/// The smallest picture that is as large as it is shown.
fn picture(icon: Icon) -> Option<tray_icon::Icon> {
    let unpacked = || system::pictures(icon).into_iter().filter_map(unpack);
    let (width, rgba) =
        unpacked().find(|(width, _)| *width >= system::size()).or_else(|| unpacked().next_back())?;
    let picture = tray_icon::Icon::from_rgba(rgba, width, width);
    picture.inspect_err(|error| log::warn!("the icon could not be made: {error}")).ok()
}

/// Windows has room for this many UTF-16 units and a zero, which tray-icon forgets if there are more.
const TOOLTIP: usize = 127;

fn tooltip(status: &str) -> String {
    if status.encode_utf16().count() <= TOOLTIP {
        return status.to_owned();
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < TOOLTIP
    };
    status.chars().take_while(fits).chain(['\u{2026}']).collect()
}

/// An ampersand marks an access key here; ours mean themselves.
fn plain(label: &str) -> String {
    label.replace('&', "&&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tooltip_fits_with_its_zero_whatever_it_is_written_in() {
        for word in ["a", "\u{e4}", "\u{1f600}", "a\u{1f600}"] {
            let shown = tooltip(&word.repeat(200));
            assert!((TOOLTIP - 1..=TOOLTIP).contains(&shown.encode_utf16().count()), "{shown}");
            assert!(shown.ends_with('\u{2026}'));
        }
        let longest = "a".repeat(TOOLTIP);
        assert_eq!(tooltip(&longest), longest);
    }

    #[test]
    fn an_ampersand_means_itself() {
        assert_eq!(plain("A & B"), "A && B");
    }
}
