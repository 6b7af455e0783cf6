//! Whether a program listens to the microphone: asked of PulseAudio, or of PipeWire, which speaks the
//! same protocol. Nothing is recorded, and no permission is needed.

use super::Word;
use crate::clock::Backoff;
use pulseaudio::protocol::{
    self, AuthParams, AuthReply, Command, CommandReply, Prop, Props, SourceInfoList, SourceOutputInfo,
    SourceOutputInfoList, SubscriptionMask, TagStructReader,
};
use std::io::{Cursor, Error, Result};
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::sync::mpsc::UnboundedSender;

/// A server that takes longer does not work.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// Longer than any list of a desktop's streams.
const LONGEST: u32 = 4 << 20;
const HEADER: usize = 20;
const COOKIE: usize = 256;

/// Listens for as long as anybody listens to us.
pub async fn watch_microphone(words: UnboundedSender<Word>) {
    let mut retry = Backoff::default();
    loop {
        let mut known = false;
        if let Err(error) = follow_recordings(&words, &mut known).await {
            log::debug!("no sound server: {error}");
        }
        // With the server, every recording ends.
        if words.send(Word::Microphone(false)).is_err() {
            return;
        }
        if known {
            retry = Backoff::default();
        }
        retry.wait(if known { Backoff::SOON } else { Backoff::RARELY }).await;
    }
}

async fn follow_recordings(words: &UnboundedSender<Word>, known: &mut bool) -> Result<()> {
    let mut server = Server::connect().await?;
    *known = true;
    server.send(Command::Subscribe(SubscriptionMask::SOURCE_OUTPUT)).await?;
    loop {
        let used = within(server.microphone_used()).await?;
        if words.send(Word::Microphone(used)).is_err() {
            return Ok(());
        }
        // Whatever changed, the whole list is asked for again.
        tokio::select! {
            news = server.news() => news?,
            () = words.closed() => return Ok(()),
        }
    }
}

struct Server {
    stream: UnixStream,
    version: u16,
    sequence: u32,
    /// Something changed since it was last asked about.
    changed: bool,
}

impl Server {
    async fn connect() -> Result<Self> {
        let path = pulseaudio::socket_path_from_env().ok_or_else(|| Error::other("there is no socket"))?;
        let stream = within(UnixStream::connect(path)).await?;
        let mut server = Self { stream, version: protocol::MAX_VERSION, sequence: 0, changed: false };
        let auth = AuthParams {
            version: protocol::MAX_VERSION,
            supports_shm: false,
            supports_memfd: false,
            cookie: cookie(),
        };
        let answer: AuthReply = within(server.command(Command::Auth(auth))).await?;
        server.version = answer.version.min(protocol::MAX_VERSION);
        let mut name = Props::new();
        name.set(Prop::ApplicationName, c"away24");
        within(server.send(Command::SetClientName(name))).await?;
        Ok(server)
    }

    /// A microphone is a source that does not play back what some output plays.
    async fn microphone_used(&mut self) -> Result<bool> {
        self.changed = false;
        let streams: SourceOutputInfoList = self.command(Command::GetSourceOutputInfoList).await?;
        let streams: Vec<_> = streams.into_iter().filter(listens).collect();
        if streams.is_empty() {
            return Ok(false);
        }
        let sources: SourceInfoList = self.command(Command::GetSourceInfoList).await?;
        Ok(streams.iter().any(|stream| {
            let source = sources.iter().find(|source| source.index == stream.source_index);
            source.is_none_or(|source| source.monitor_of_sink_index.is_none())
        }))
    }

    /// Waits until a stream comes, goes or changes.
    async fn news(&mut self) -> Result<()> {
        while !self.changed {
            self.receive().await?;
        }
        Ok(())
    }

    async fn send(&mut self, command: Command) -> Result<()> {
        self.sequence += 1;
        let mut bytes = Vec::new();
        protocol::write_command_message(&mut bytes, self.sequence, &command, self.version)
            .map_err(Error::other)?;
        self.stream.write_all(&bytes).await
    }

    async fn command<T: CommandReply>(&mut self, command: Command) -> Result<T> {
        self.send(command).await?;
        loop {
            let (sequence, command, rest) = self.receive().await?;
            match command {
                Command::Reply if sequence == self.sequence => {
                    let mut rest = Cursor::new(rest);
                    let mut reader = TagStructReader::new(&mut rest, self.version);
                    return T::read(&mut reader, self.version).map_err(Error::other);
                }
                Command::Error(error) if sequence == self.sequence => {
                    return Err(Error::other(format!("{error:?}")));
                }
                _ => {}
            }
        }
    }

    /// The next message: what it answers, what it is, and what follows.
    async fn receive(&mut self) -> Result<(u32, Command, Vec<u8>)> {
        loop {
            // Nobody but `news` is ever interrupted, and that one has nothing half read but at its end.
            let mut header = [0; HEADER];
            self.stream.read_exact(&mut header).await?;
            let header = protocol::read_descriptor(&mut header.as_slice()).map_err(Error::other)?;
            if header.length > LONGEST {
                return Err(Error::other("a message that is too long"));
            }
            let mut payload = vec![0; header.length as usize];
            self.stream.read_exact(&mut payload).await?;
            let mut cursor = Cursor::new(payload);
            // A command that is none of ours is none of our business.
            let Ok((sequence, command)) = Command::read_tag_prefixed(&mut cursor, self.version) else {
                continue;
            };
            self.changed |= matches!(command, Command::SubscribeEvent(_));
            let read = usize::try_from(cursor.position()).unwrap_or(usize::MAX);
            let payload = cursor.into_inner();
            return Ok((sequence, command, payload.get(read..).unwrap_or_default().to_vec()));
        }
    }
}

/// What PulseAudio knows its user's programs by. (PipeWire wants to see one, and takes any.)
fn cookie() -> Vec<u8> {
    let moved = std::env::var_os("XDG_CONFIG_HOME").map(|folder| PathBuf::from(folder).join("pulse/cookie"));
    let read = |path: Option<PathBuf>| path.and_then(|path| std::fs::read(path).ok());
    read(moved).or_else(|| read(pulseaudio::cookie_path_from_env())).unwrap_or_else(|| vec![0; COOKIE])
}

async fn within<T>(step: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::time::timeout(ANSWER_WITHIN, step).await.map_err(|_| Error::other("no answer"))?
}

/// A stream that is paused hears nothing, and a meter that shows levels is no listener.
fn listens(stream: &SourceOutputInfo) -> bool {
    let peaks = stream.resample_method.as_ref().is_some_and(|method| method.as_bytes() == b"peaks");
    let meter = peaks || stream.name.as_bytes() == b"Peak detect";
    !stream.corked && !meter
}

/// Whether there is a sound server to ask.
pub async fn examine() -> bool {
    Server::connect().await.is_ok()
}
