//! Standard input, output and error, as a person or a program uses them.

use crate::messages::{self, Problem};
use std::io::{BufRead, IsTerminal, Read, Write, stdin, stdout};
use tokio::sync::mpsc;
use zeroize::Zeroizing;

#[cfg_attr(unix, path = "terminal/unix.rs")]
#[cfg_attr(windows, path = "terminal/windows.rs")]
mod os;

pub use os::begin;

/// A line that is not shown while it is typed; or the next line of standard input.
pub fn secret_line(prompt: impl ToString) -> Result<Zeroizing<String>, Problem> {
    let unreadable = |error: std::io::Error| Problem::Input { why: error.to_string() };
    if stdin().is_terminal() {
        return rpassword::prompt_password(prompt).map(Into::into).map_err(unreadable);
    }
    let mut bytes = Zeroizing::new(Vec::new());
    stdin().lock().take(LONGEST_LINE).read_until(b'\n', &mut bytes).map_err(unreadable)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Problem::InputNotText)?;
    Ok(Zeroizing::new(text.trim().to_owned()))
}

/// Longer than any line that is asked for, and short enough for any machine.
const LONGEST_LINE: u64 = 4096;

/// The lines of standard input that are not empty, as they come.
pub fn lines() -> mpsc::UnboundedReceiver<String> {
    let (sender, lines) = mpsc::unbounded_channel();
    // It ends with the input, or with the process: nobody can interrupt a person who types.
    std::thread::spawn(move || {
        loop {
            let mut line = Vec::new();
            match stdin().lock().take(LONGEST_LINE).read_until(b'\n', &mut line) {
                Ok(length) if length > 0 => {}
                _ => return,
            }
            let text = String::from_utf8_lossy(&line).trim().to_owned();
            if !text.is_empty() && sender.send(text).is_err() {
                return;
            }
        }
    });
    lines
}

/// Prints a line for a person or a program.
pub fn say(line: impl std::fmt::Display) -> Result<(), Problem> {
    write(format!("{line}\n").as_bytes())
}

/// Prints bytes as they are.
pub fn write(bytes: &[u8]) -> Result<(), Problem> {
    let mut out = stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        // `away24 man | head` is no error.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Problem::Internal { why: error.to_string() })
        }
        _ => Ok(()),
    }
}

/// Says something beside the result, to whoever watches.
pub fn remark(line: impl std::fmt::Display) {
    // Where standard error is closed, there is nobody to tell.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Says on standard error what is not as it should be.
pub fn warn(problem: &Problem) {
    complain(&messages::warning(problem), problem);
}

/// Says on standard error what went wrong and what to do; or wherever it is seen.
pub fn fail(problem: &Problem) {
    complain(&messages::error(problem), problem);
    let lines = [Some(problem.to_string()), problem.hint()];
    os::show_to_nobody_else(&lines.into_iter().flatten().collect::<Vec<_>>().join("\n\n"));
}

fn complain(first: &str, problem: &Problem) {
    let mut err = std::io::stderr().lock();
    // Where standard error is closed, there is nobody to tell.
    let _ = writeln!(err, "{first}");
    if let Some(hint) = problem.hint() {
        let _ = writeln!(err, "{}", messages::hint(&hint));
    }
}
