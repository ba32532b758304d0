//! A real PostgreSQL for tests and measurements, in a folder of its own and reached through a socket there alone; and what is needed
//! to see deliveries through kills and days.

pub mod delivery;
mod seaweed;

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use lotse_api::people::Role;

use crate::operator::NewMember;

pub use seaweed::Seaweed;

/// The admin in whose name a project is made and used by measurements.
#[must_use]
pub fn measuring_admin(project: &str) -> NewMember<'_> {
    let (email, password) = ("measure@example.com", Some("only for measuring"));
    NewMember { email, name: None, password, project, language: "en", role: Role::Admin }
}

/// Where Debian puts it.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";
/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running PostgreSQL; ended when dropped, and its folder removed.
#[derive(Debug)]
pub struct Postgres {
    process: Child,
    folder: tempfile::TempDir,
    settings: &'static [&'static str],
}

impl Postgres {
    /// Starts one that need not survive a loss of power. `None` where PostgreSQL 15 is not installed.
    ///
    /// # Errors
    /// When it is installed and does not start.
    pub fn start() -> io::Result<Option<Self>> {
        Self::start_with(&["-c", "fsync=off"])
    }

    /// Starts one as it comes, which writes what is committed to the disk.
    ///
    /// # Errors
    /// When it is installed and does not start.
    pub fn start_durable() -> io::Result<Option<Self>> {
        Self::start_with(&[])
    }

    fn start_with(settings: &'static [&'static str]) -> io::Result<Option<Self>> {
        if !Path::new(PROGRAMS).join("postgres").is_file() {
            return Ok(None);
        }
        let folder = tempfile::tempdir()?;
        let data = folder.path().join("data");
        give_away(folder.path())?;
        let made = as_postgres("initdb")?
            .args(["--username=lotse", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"])
            .arg("--pgdata")
            .arg(&data)
            .output()?;
        if !made.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&made.stderr).into_owned()));
        }
        let process = spawn(folder.path(), settings)?;
        // From here on, whatever goes wrong, it is ended.
        let running = Postgres { process, folder, settings };
        running.wait()?;
        Ok(Some(running))
    }

    /// Ends it; what was committed stays.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub fn stop(&mut self) -> io::Result<()> {
        interrupt(self.folder.path());
        self.process.wait().map(drop)
    }

    /// Starts it again after [`Postgres::stop`], at the same address.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_again(&mut self) -> io::Result<()> {
        self.process = spawn(self.folder.path(), self.settings)?;
        self.wait()
    }

    fn wait(&self) -> io::Result<()> {
        let started = Instant::now();
        while !self.is_ready()? {
            if started.elapsed() > PATIENCE {
                return Err(io::Error::other("PostgreSQL does not start"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn is_ready(&self) -> io::Result<bool> {
        let mut ask = Command::new(Path::new(PROGRAMS).join("pg_isready"));
        Ok(ask.arg("--quiet").arg("--host").arg(self.folder.path()).status()?.success())
    }

    /// The address of one of its databases; `postgres` is there from the beginning.
    #[must_use]
    pub fn address(&self, database: &str) -> String {
        let host = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://lotse@{host}/{database}")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        interrupt(self.folder.path());
        let _ = self.process.wait();
    }
}

fn spawn(folder: &Path, settings: &[&str]) -> io::Result<Child> {
    as_postgres("postgres")?
        .arg("-D")
        .arg(folder.join("data"))
        .args(settings)
        .args(["-c", "listen_addresses=", "-c", "max_connections=200", "-c"])
        .arg(format!("unix_socket_directories={}", folder.display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
}

/// The program behind `runuser` is the one that has to end; its own file says which it is.
fn interrupt(folder: &Path) {
    let lock = std::fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
    if let Some(id) = lock.lines().next() {
        // Without it, there is nothing more that could be done.
        let _ = Command::new("kill").args(["-INT", id]).status();
    }
}

/// PostgreSQL refuses to run as root.
fn as_postgres(program: &str) -> io::Result<Command> {
    let program: PathBuf = Path::new(PROGRAMS).join(program);
    if !is_root()? {
        return Ok(Command::new(program));
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program).current_dir("/");
    Ok(command)
}

fn give_away(folder: &Path) -> io::Result<()> {
    if is_root()? && !Command::new("chown").arg("postgres").arg(folder).status()?.success() {
        return Err(io::Error::other("the folder cannot be given to the user postgres"));
    }
    Ok(())
}

fn is_root() -> io::Result<bool> {
    let id = Command::new("id").arg("-u").output()?;
    Ok(String::from_utf8_lossy(&id.stdout).trim() == "0")
}
