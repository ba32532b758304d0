//! The same tests on a real PostgreSQL, started here in a folder of its own.
//!
//! One test starts it and runs this test program again with its address; every test there makes a database of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sqlx::Connection as _;

/// Tells the tests of the inner run where the database is.
pub const ADDRESS: &str = "LOTSE_TEST_DATABASE";
/// Where Debian puts it.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";
/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running PostgreSQL; ended with its folder.
pub struct Postgres {
    process: Child,
    folder: tempfile::TempDir,
}

impl Postgres {
    /// Starts one, reached through a socket in its folder alone. `None` where it is not installed.
    pub fn start() -> Option<Self> {
        if !Path::new(PROGRAMS).join("postgres").is_file() {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        give_away(folder.path());
        let made = as_postgres("initdb")
            .args(["--username=lotse", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"])
            .arg("--pgdata")
            .arg(&data)
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let process = as_postgres("postgres")
            .arg("-D")
            .arg(&data)
            .args(["-c", "listen_addresses=", "-c", "max_connections=200", "-c", "fsync=off", "-c"])
            .arg(format!("unix_socket_directories={}", folder.path().display()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let started = Instant::now();
        let is_ready = || {
            let mut ask = Command::new(Path::new(PROGRAMS).join("pg_isready"));
            ask.arg("--quiet").arg("--host").arg(folder.path()).status().unwrap().success()
        };
        while !is_ready() {
            assert!(started.elapsed() < PATIENCE, "PostgreSQL does not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(Postgres { process, folder })
    }

    /// The address of one of its databases.
    pub fn address(&self, database: &str) -> String {
        let host = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://lotse@{host}/{database}")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // The program behind `runuser` is the one that has to end; its own file says which it is.
        let lock =
            std::fs::read_to_string(self.folder.path().join("data/postmaster.pid")).unwrap_or_default();
        if let Some(id) = lock.lines().next() {
            let _ = Command::new("kill").args(["-INT", id]).status();
        }
        let _ = self.process.wait();
    }
}

/// PostgreSQL refuses to run as root.
fn as_postgres(program: &str) -> Command {
    let program: PathBuf = Path::new(PROGRAMS).join(program);
    if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program).current_dir("/");
        command
    } else {
        Command::new(program)
    }
}

fn give_away(folder: &Path) {
    if is_root() {
        let done = Command::new("chown").arg("postgres").arg(folder).status().unwrap();
        assert!(done.success());
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    String::from_utf8_lossy(&id.stdout).trim() == "0"
}

/// Makes an empty database beside the one that the address names.
pub async fn new_database(address: &str) -> String {
    let name = format!("test_{}_{}", std::process::id(), unique());
    let mut connection = sqlx::PgConnection::connect(&format!("{address}postgres")).await.unwrap();
    let text = sqlx::AssertSqlSafe(format!("create database {name}"));
    sqlx::query(text).execute(&mut connection).await.unwrap();
    format!("{address}{name}")
}

fn unique() -> usize {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

#[test]
fn everything_holds_on_postgresql() {
    if std::env::var_os(ADDRESS).is_some() {
        return;
    }
    let Some(postgres) = Postgres::start() else {
        eprintln!("skipped: PostgreSQL 15 is not installed (cargo xtask setup)");
        return;
    };
    let inner = Command::new(std::env::current_exe().unwrap())
        .args(["--test-threads", "4", "--skip", "everything_holds_on_postgresql"])
        .env(ADDRESS, postgres.address(""))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&inner.stdout);
    assert!(inner.status.success(), "{said}\n{}", String::from_utf8_lossy(&inner.stderr));
    let passed: usize = said
        .split("test result: ok. ")
        .nth(1)
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|count| count.parse().ok())
        .unwrap();
    assert!(passed > 25, "only {passed} tests ran:\n{said}");
}
