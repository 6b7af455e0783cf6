//! What is on the heap of an agent that does nothing, and who put it there: `cargo bench --profile profiling --bench heap`.
//! The real agent on a real desk, with an allocator that keeps books (dhat).
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement stops at the first surprise"
)]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it prints what it measured")]

#[expect(dead_code, reason = "shared with the integration tests")]
#[path = "../tests/it/compositor.rs"]
mod compositor;
#[expect(dead_code, reason = "shared with the integration tests")]
#[path = "../tests/it/desk.rs"]
mod desk;
#[path = "../tests/it/mock.rs"]
#[expect(dead_code, reason = "shared with the integration tests")]
mod mock;
#[path = "../tests/it/portal.rs"]
#[expect(dead_code, reason = "shared with the integration tests")]
mod portal;
#[expect(dead_code, reason = "shared with the other measurements")]
#[path = "shared/session.rs"]
mod session;
#[expect(dead_code, reason = "shared with the integration tests")]
#[path = "../tests/it/tls.rs"]
mod tls;

use clap::Parser;
use desk::{Desk, wait_for};
use portal::Portal;
use serde_json::Value;
use session::{Place, pass};
use std::collections::HashMap;
use std::path::Path;
use tls::Tls;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// Names the file that the agent's books go to, when asked for.
const BOOKS: &str = "AWAY24_HEAP_BOOKS";
const SHOWN: usize = 40;

fn main() {
    if let Some(books) = std::env::var_os(BOOKS) {
        be_the_agent(Path::new(&books));
        return;
    }
    let mut place = Place::new("x11");
    let portal = Portal::start(&place.desk);
    let tls = Tls::begin(&mut place.desk, &portal);
    let desk = &place.desk;
    desk.configure("threshold = \"10m\"\n");
    assert_eq!(desk.away24(&["login", "--webhook"], &tls.webhook(&portal)).code, 0);
    let books = desk.path("books.json");
    let mut agent = desk.command(std::env::current_exe().unwrap());
    let _agent = Desk::keep(agent.env(BOOKS, &books));
    wait_for("the sign-in", || desk.log().contains("SignedIn").then_some(()));
    for (n, what) in ["away", "back"].into_iter().enumerate() {
        assert_eq!(desk.away24(&[what], "").code, 0);
        portal.report(n);
    }
    // The connection is closed after five seconds, helping threads end after ten.
    pass(20_000.0, || {});
    std::fs::write(books.with_extension("wanted"), "").unwrap();
    let books: Value = wait_for("the books", || {
        serde_json::from_str(&std::fs::read_to_string(&books).unwrap_or_default()).ok()
    });
    show(&books);
}

fn be_the_agent(books: &Path) {
    let profiler = dhat::Profiler::builder().file_name(books).trim_backtraces(Some(60)).build();
    let wanted = books.with_extension("wanted");
    std::thread::spawn(move || {
        let mut profiler = Some(profiler);
        pass(600_000.0, || {
            if wanted.exists() {
                // Writes the books.
                profiler.take();
                std::process::exit(0);
            }
        });
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let cli = away24::cli::Cli::parse_from(["away24", "run"]);
    runtime.block_on(cli.execute()).unwrap();
}

/// Bytes at the end, by the innermost frames that are not the allocator's or the standard library's.
fn show(books: &Value) {
    let frames: Vec<&str> = books["ftbl"].as_array().unwrap().iter().map(|f| f.as_str().unwrap()).collect();
    let plain = |frame: &&str| {
        ![
            "dhat",
            "alloc::",
            "alloc/src/",
            "src/boxed.rs",
            "src/raw_vec",
            "core::",
            "std::",
            "__rust",
            "[root]",
            "hashbrown",
        ]
        .iter()
        .any(|own| frame.contains(own))
    };
    let (mut total, mut sites) = (0, HashMap::<String, (u64, u64)>::new());
    for point in books["pps"].as_array().unwrap() {
        let (bytes, blocks) = (point["eb"].as_u64().unwrap(), point["ebk"].as_u64().unwrap());
        let stack = point["fs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|at| frames[usize::try_from(at.as_u64().unwrap()).unwrap()]);
        let names = stack.filter(plain).take(3).map(|frame| {
            let name = frame.split_once(": ").map_or(frame, |(_, name)| name);
            name.split(" (").next().unwrap_or(name).to_owned()
        });
        let site = sites.entry(names.collect::<Vec<_>>().join(" < ")).or_default();
        site.0 += bytes;
        site.1 += blocks;
        total += bytes;
    }
    println!("{total} bytes in use");
    let mut sites: Vec<_> = sites.into_iter().collect();
    sites.sort_by_key(|(_, (bytes, _))| std::cmp::Reverse(*bytes));
    for (site, (bytes, blocks)) in sites.into_iter().take(SHOWN) {
        println!("{bytes:8} in {blocks:5}  {site}");
    }
}
