//! What the kernel says about a process: its memory, its threads, and what woke it.

use std::collections::HashMap;

/// In kilobytes, as `smaps_rollup` counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// Shared pages count for each process in equal parts.
    pub pss: f64,
    pub rss: f64,
    /// What nobody else has.
    pub uss: f64,
    /// What is in no file: heap, stacks, written data.
    pub anonymous: f64,
}

impl Memory {
    pub fn of(pid: u32) -> Self {
        let text = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap();
        let sizes: HashMap<&str, f64> = text
            .lines()
            .filter_map(|line| {
                let (name, rest) = line.split_once(':')?;
                Some((name, rest.trim().strip_suffix(" kB")?.parse().ok()?))
            })
            .collect();
        Self {
            pss: sizes["Pss"],
            rss: sizes["Rss"],
            uss: sizes["Private_Clean"] + sizes["Private_Dirty"],
            anonymous: sizes["Anonymous"],
        }
    }
}

/// What one thread has done so far.
#[derive(Clone, Copy, Debug)]
struct Done {
    cpu_ns: u64,
    switches: u64,
}

/// What each thread of a process has done so far.
pub struct Work(HashMap<String, Done>);

impl Work {
    pub fn of(pid: u32) -> Self {
        let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap().flatten();
        // A thread may end between two looks.
        Self(
            tasks
                .filter_map(|task| Some((task.file_name().into_string().ok()?, done(&task.path())?)))
                .collect(),
        )
    }

    pub fn threads(&self) -> usize {
        self.0.len()
    }

    /// Nanoseconds on a processor and context switches since then. A thread that ended meanwhile took its
    /// own with it.
    pub fn since(&self, earlier: &Self) -> (u64, u64) {
        self.0.iter().fold((0, 0), |(cpu, switches), (thread, now)| {
            let before = earlier.0.get(thread).copied().unwrap_or(Done { cpu_ns: 0, switches: 0 });
            (cpu + now.cpu_ns - before.cpu_ns, switches + now.switches - before.switches)
        })
    }
}

fn done(task: &std::path::Path) -> Option<Done> {
    let schedule = std::fs::read_to_string(task.join("schedstat")).ok()?;
    let status = std::fs::read_to_string(task.join("status")).ok()?;
    let switches = status.lines().filter(|line| line.contains("ctxt_switches"));
    Some(Done {
        cpu_ns: schedule.split_whitespace().next()?.parse().ok()?,
        switches: switches.filter_map(|line| line.split_whitespace().last()?.parse::<u64>().ok()).sum(),
    })
}
