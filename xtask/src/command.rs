//! Programs we start: with a deadline, with their lines passed on as they come, and never outliving us.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::Child;
use tokio::time::{Instant, sleep_until, timeout};

/// Longest that anything may take when the caller names no deadline.
pub const LONGEST: Duration = Duration::from_secs(40 * 60);

/// How the variables begin that cargo sets for the package that it runs.
const OF_A_PACKAGE: [&str; 5] =
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_NAME", "CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE"];

/// How long a program gets between being asked to end and being made to.
const GRACE: Duration = Duration::from_secs(3);

/// A program with its arguments, not yet started.
pub struct Command {
    inner: tokio::process::Command,
    shown: String,
    deadline: Instant,
}

/// How a program ended that was allowed to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Success,
    Failure,
    OutOfTime,
}

impl Command {
    /// `program` is looked up in `PATH` unless it is a path.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let mut inner = tokio::process::Command::new(program.as_ref());
        inner.process_group(0).kill_on_drop(true).stdin(Stdio::null());
        let shown = Path::new(program.as_ref()).file_name().unwrap_or(program.as_ref());
        Self { inner, shown: shown.to_string_lossy().into_owned(), deadline: Instant::now() + LONGEST }
    }

    /// The cargo that runs us, so that a chosen toolchain stays chosen. It is not told which package that was for: build scripts
    /// that ask are run anew when the answer changes (that of `ring` is one), and all that stands on them is compiled once more.
    pub fn cargo() -> Self {
        let mut command = Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        for (name, _) in std::env::vars_os() {
            if OF_A_PACKAGE.iter().any(|begin| name.to_string_lossy().starts_with(begin)) {
                command.inner.env_remove(name);
            }
        }
        command
    }

    /// Adds one argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.shown = format!("{} {}", self.shown, argument.as_ref().to_string_lossy());
        self.inner.arg(argument);
        self
    }

    /// Adds arguments.
    pub fn args<T: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = T>) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    /// Sets the folder to run in.
    pub fn in_folder(mut self, folder: &Path) -> Self {
        self.inner.current_dir(folder);
        self
    }

    /// Sets one environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.inner.env(name, value);
        self
    }

    /// Ends the program when this moment comes.
    pub fn until(mut self, deadline: Instant) -> Self {
        self.deadline = deadline;
        self
    }

    /// Runs with its output going where ours goes.
    ///
    /// # Errors
    /// When it cannot be started, fails or runs out of time.
    pub async fn run(self) -> Result<()> {
        let shown = self.shown.clone();
        match self.ending().await? {
            Ending::Success => Ok(()),
            Ending::Failure => bail!("`{shown}` failed"),
            Ending::OutOfTime => bail!("`{shown}` took too long and was ended"),
        }
    }

    /// Like [`Command::run`], but a failure is an answer.
    ///
    /// # Errors
    /// When it cannot be started.
    pub async fn ending(mut self) -> Result<Ending> {
        let mut child = self.spawn()?;
        finish(&mut child, self.deadline).await
    }

    /// Runs and hands every line of both outputs over as it comes.
    ///
    /// # Errors
    /// When it cannot be started.
    pub async fn lines(mut self, mut on_line: impl FnMut(&str)) -> Result<Ending> {
        self.inner.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.spawn()?;
        let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
        pass_on(child.stdout.take(), sender.clone());
        pass_on(child.stderr.take(), sender);
        let deadline = self.deadline;
        let ended = finish(&mut child, deadline);
        tokio::pin!(ended);
        loop {
            tokio::select! {
                biased;
                Some(line) = receiver.recv() => on_line(&line),
                ending = &mut ended => {
                    // A grandchild may hold the pipe open; what is already written still counts.
                    while let Ok(Some(line)) = timeout(Duration::from_millis(200), receiver.recv()).await {
                        on_line(&line);
                    }
                    return ending;
                }
            }
        }
    }

    /// Runs silently and returns what it wrote to standard output.
    ///
    /// # Errors
    /// When it cannot be started or fails; its standard error is in the message.
    pub async fn output(mut self) -> Result<String> {
        let output = self.inner.output().await.with_context(|| format!("starting `{}`", self.shown))?;
        if !output.status.success() {
            bail!("`{}` failed: {}", self.shown, String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn spawn(&mut self) -> Result<Child> {
        self.inner.spawn().with_context(|| format!("starting `{}`", self.shown))
    }
}

/// Whether a program of this name is in `PATH`.
pub fn in_path(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

fn pass_on(
    stream: Option<impl AsyncRead + Unpin + Send + 'static>,
    sender: tokio::sync::mpsc::UnboundedSender<String>,
) {
    let Some(stream) = stream else { return };
    tokio::spawn(async move {
        let mut lines = BufReader::new(stream).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
}

/// Waits for the end, the deadline or Ctrl+C, whichever comes first; afterwards the whole process group is gone.
async fn finish(child: &mut Child, deadline: Instant) -> Result<Ending> {
    let group = child.id();
    tokio::select! {
        status = child.wait() => {
            return Ok(if status?.success() { Ending::Success } else { Ending::Failure });
        }
        () = sleep_until(deadline) => end_group(child, group).await,
        _ = tokio::signal::ctrl_c() => {
            end_group(child, group).await;
            bail!("interrupted");
        }
    }
    Ok(Ending::OutOfTime)
}

async fn end_group(child: &mut Child, group: Option<u32>) {
    let Some(group) = group.and_then(|id| i32::try_from(id).ok()).map(Pid::from_raw) else { return };
    // An error means that the group is already gone, which is what we want.
    let _ = killpg(group, Signal::SIGTERM);
    let _ = timeout(GRACE, child.wait()).await;
    let _ = killpg(group, Signal::SIGKILL);
    let _ = timeout(GRACE, child.wait()).await;
}
