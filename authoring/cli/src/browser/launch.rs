//! Starting the browser with a throw-away profile.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};

/// How long a browser may take until it can be talked to. On a machine that never ran it before, 20 s were seen.
const START_TIME: Duration = Duration::from_secs(90);
/// How long it may take to end when asked to.
const END_TIME: Duration = Duration::from_secs(5);
/// What it writes when it is ready.
const READY: &str = "DevTools listening on ";

/// The browser did not start.
#[derive(Debug)]
pub enum LaunchError {
    /// The program cannot be run, or its profile cannot be made.
    Io(PathBuf, io::Error),
    /// It ended, or never became ready; the last thing that it wrote.
    NotReady(PathBuf, String),
}

impl fmt::Display for LaunchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(program, error) => write!(f, "{}: {error}", program.display()),
            Self::NotReady(program, said) if said.is_empty() => {
                write!(f, "{} did not start", program.display())
            }
            Self::NotReady(program, said) => write!(f, "{} did not start: {said}", program.display()),
        }
    }
}

impl std::error::Error for LaunchError {}

/// A running browser. Dropping it ends the process.
pub(super) struct Launched {
    child: Child,
    profile: TempDir,
    /// Address of its debugging protocol.
    pub(super) endpoint: String,
}

impl Launched {
    /// Starts `program` with `arguments` beside those that the debugging protocol needs.
    pub(super) async fn start(program: &Path, arguments: &[String]) -> Result<Self, LaunchError> {
        let failed = |error| LaunchError::Io(program.to_path_buf(), error);
        let profile = profile_for(program).map_err(failed)?;
        let mut child = Command::new(program)
            .arg("--remote-debugging-port=0")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .args(["--no-first-run", "--no-default-browser-check", "--disable-search-engine-choice-screen"])
            .args(arguments)
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(failed)?;
        let output = child.stderr.take().map(|stderr| BufReader::new(stderr).lines());
        let mut lines = output.ok_or_else(|| LaunchError::NotReady(program.to_path_buf(), String::new()))?;
        let mut last = String::new();
        let endpoint = tokio::time::timeout(START_TIME, wait_for_endpoint(&mut lines, &mut last)).await;
        let Ok(Some(endpoint)) = endpoint else {
            return Err(LaunchError::NotReady(program.to_path_buf(), last));
        };
        // Somebody has to read what it writes, or it stops when the pipe is full.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { child, profile, endpoint })
    }

    /// Waits for the process to end by itself, however it does.
    pub(super) async fn ended(&mut self) {
        let _ = self.child.wait().await;
    }

    /// Waits a little for the process that was asked to end, ends it otherwise, and removes the profile.
    pub(super) async fn finish(mut self) {
        if tokio::time::timeout(END_TIME, self.child.wait()).await.is_err() {
            // It may have ended just now; either way nothing of it is left.
            let _ = self.child.kill().await;
        }
        let folder = self.profile.path().to_path_buf();
        for _ in 0..10 {
            if tokio::fs::remove_dir_all(&folder).await.is_ok() {
                break;
            }
            // Children of the browser may still be writing their last files.
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

/// A browser in a snap sees no other temporary folder than its own.
fn profile_for(program: &Path) -> io::Result<TempDir> {
    let make = || tempfile::Builder::new().prefix("lotse-try-").to_owned();
    let snap = program.starts_with("/snap/").then(|| program.file_name()).flatten();
    match (snap, std::env::var_os("HOME")) {
        (Some(name), Some(home)) => {
            let folder = PathBuf::from(home).join("snap").join(name).join("common");
            std::fs::create_dir_all(&folder)?;
            make().tempdir_in(folder)
        }
        _ => make().tempdir(),
    }
}

async fn wait_for_endpoint(lines: &mut Lines<BufReader<ChildStderr>>, last: &mut String) -> Option<String> {
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some(endpoint) = line.trim().strip_prefix(READY) {
            return Some(endpoint.to_owned());
        }
        if !line.trim().is_empty() {
            *last = line;
        }
    }
    None
}
