//! Deliveries under the worst that can be arranged: a server of its own that is killed again and again, a receiver that fails three
//! times in ten and is away for three days, a clock that runs some ten thousand times as fast.
//!
//! The clock stands still while no server runs, so that what is measured is the queue and not the time a start takes.

mod receiver;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, Instant};

use lotse_api::desk::{Connector, ConnectorKind, DeskSettings};
use lotse_api::people::Role;
use lotse_desk::{Answer, Outgoing, Rules, SystemResolver};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::time::sleep;

use crate::body::Body;
use crate::scope::{Caller, Scope};
use crate::{Clock, Config, Server, desk};
use receiver::Receiver;

/// Where the program that serves finds its folder, and the database if it is none in there.
const FOLDER: &str = "LOTSE_SIMULATED_FOLDER";
const DATABASE: &str = "LOTSE_SIMULATED_DATABASE";
/// Files in the folder: how far the clock is ahead, and the port.
const CLOCK_FILE: &str = "clock";
const PORT_FILE: &str = "port";
const PROJECT: &str = "measured";
const KEY: &str = "fedcba9876543210fedcba9876543210";
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// How often the clock is moved.
const STEP: Duration = Duration::from_millis(5);
const DAY_MS: i64 = 86_400_000;
/// When the receiver is away, in simulated time from the beginning.
const AWAY_MS: std::ops::Range<i64> = DAY_MS / 4..DAY_MS / 4 + 3 * DAY_MS;
/// How long a server lives between two kills, in milliseconds.
const LIFE_MS: (u64, u64) = (150, 800);
/// How often it is asked for cases that have not arrived.
const LOOK: Duration = Duration::from_millis(250);
/// The state of a case that the server has given up.
const LEFT: &str = "failed";
/// Longest for everything.
const LONGEST: Duration = Duration::from_secs(900);

/// How much.
#[derive(Clone, Debug)]
pub struct Soak {
    /// Cases handed over.
    pub cases: usize,
    /// Times that the server is killed.
    pub kills: usize,
    /// Simulated milliseconds in a real one.
    pub speed: i64,
    /// A PostgreSQL instead of SQLite.
    pub database: Option<String>,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Cases that were answered with 202.
    pub acknowledged: usize,
    /// Of these, how many the receiver never got and nobody was told of.
    pub lost: usize,
    /// Of these, how many the server goes on calling undelivered.
    pub untold: usize,
    /// Of these, how many it has left to people after seven days: the receiver failed every time, of which there are fewer on a
    /// machine that is too slow for the simulated time.
    pub left: usize,
    /// Requests that the receiver got once more under the same key.
    pub repeated: usize,
    /// Cases that it got under two keys.
    pub doubled: usize,
    /// Requests that it failed, and those that it did not hear while away.
    pub failed: usize,
    /// Kills.
    pub kills: usize,
    /// Simulated days.
    pub days: i64,
}

/// Serves what the environment names until it is killed. The program that [`Soak::run`] starts calls this, and nothing else does.
///
/// # Errors
/// When nothing is named, or it cannot be served.
pub async fn serve_simulated() -> io::Result<()> {
    let folder =
        PathBuf::from(std::env::var_os(FOLDER).ok_or_else(|| io::Error::other("no folder is named"))?);
    let config = config(&folder, std::env::var(DATABASE).ok());
    let clock = config.clock.clone();
    let file = folder.join(CLOCK_FILE);
    follow(&clock, &file);
    let server = Server::open(config).await.map_err(io::Error::other)?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move {
        loop {
            follow(&clock, &file);
            sleep(STEP).await;
        }
    });
    // Renamed, so that nobody reads it by half.
    std::fs::write(folder.join("port.new"), port.to_string())?;
    std::fs::rename(folder.join("port.new"), folder.join(PORT_FILE))?;
    server.serve(listener, std::future::pending()).await
}

/// Sets a clock as far ahead as the file says.
fn follow(clock: &Clock, file: &Path) {
    let said = std::fs::read_to_string(file).ok().and_then(|text| text.trim().parse::<i64>().ok());
    if let Some(ahead_ms) = said {
        clock.set_ahead(ahead_ms);
    }
}

fn config(folder: &Path, database: Option<String>) -> Config {
    let mut config = Config::in_folder(folder.join("data"));
    config.database = database;
    config.internal_desks = vec!["127.0.0.1".to_owned()];
    config
}

impl Soak {
    /// Runs it. `program` makes the command that calls [`serve_simulated`].
    ///
    /// # Errors
    /// When something cannot be started, or it does not come to an end.
    pub async fn run(&self, program: impl Fn() -> Command) -> io::Result<Outcome> {
        let folder = tempfile::tempdir()?;
        let time = Time::start(folder.path(), self.speed)?;
        let receiver = Receiver::start(Arc::clone(&time.ahead_ms), AWAY_MS).await?;
        self.prepare(folder.path(), &receiver).await?;
        let mut running = Running { soak: self, program, folder: folder.path(), time, child: None, port: 0 };
        running.start().await?;
        let begun = Instant::now();
        let (mut handed, mut kills) = (0, 0);
        let client = Client::new()?;
        let mut life = life(0);
        let mut looked = begun;
        loop {
            if handed == self.cases && kills == self.kills && looked.elapsed() > LOOK {
                if self.is_settled(&running, &client, &receiver).await {
                    break;
                }
                looked = Instant::now();
            }
            if begun.elapsed() > LONGEST {
                return Err(io::Error::other(format!(
                    "{handed} handed over, {} arrived in time",
                    receiver.cases().len()
                )));
            }
            // A third before, a third while and a third after the receiver is away.
            let share = running.time.now_ms() * self.cases.cast_signed() as i64 / (5 * DAY_MS);
            if handed < self.cases && (share >= handed.cast_signed() as i64 || kills >= self.kills) {
                handed += usize::from(client.hand_over(running.port, handed).await);
            } else {
                sleep(Duration::from_millis(2)).await;
            }
            if kills < self.kills && running.lives_for(life) {
                running.kill()?;
                kills += 1;
                life = self::life(kills);
                running.start().await?;
            }
        }
        let outcome = self.compare(&running, &client, &receiver, kills).await?;
        running.kill()?;
        Ok(outcome)
    }

    async fn prepare(&self, folder: &Path, receiver: &Receiver) -> io::Result<()> {
        let server = Server::open(config(folder, self.database.clone())).await.map_err(io::Error::other)?;
        server.add_member(super::measuring_admin(PROJECT)).await.map_err(io::Error::other)?;
        let connector = Connector {
            id: "desk".to_owned(),
            name: "Desk".to_owned(),
            kind: ConnectorKind::Webhook,
            address: format!("http://{}/", receiver.host),
            account: None,
            queue: None,
            request_type: None,
            from: None,
            to: None,
            secret: Some(SECRET.to_owned()),
            has_secret: false,
            priorities: Vec::new(),
            is_next_level: false,
        };
        let settings = DeskSettings {
            takes_cases: true,
            connectors: vec![connector],
            desk: None,
            identify_secret: None,
            has_identify_secret: false,
            revision: 0,
        };
        let caller = Caller { person: String::new(), name: "measure".to_owned() };
        let scope = Scope::of_member(server.app.clone(), PROJECT.to_owned(), caller, Role::Admin);
        let saved = desk::settings::save(scope, Body(settings)).await.map_err(io::Error::other)?;
        server.close().await;
        if saved.0.takes_cases { Ok(()) } else { Err(io::Error::other("the desk takes no cases")) }
    }

    /// Whether every case has arrived or is called undelivered for good.
    async fn is_settled<P>(&self, running: &Running<'_, P>, client: &Client, receiver: &Receiver) -> bool {
        let got = receiver.cases();
        for number in (0..self.cases).filter(|number| !got.contains_key(&id(*number))) {
            if client.state_of(running.port, number).await.as_deref() != Some(LEFT) {
                return false;
            }
        }
        true
    }

    async fn compare<P: Fn() -> Command>(
        &self,
        running: &Running<'_, P>,
        client: &Client,
        receiver: &Receiver,
        kills: usize,
    ) -> io::Result<Outcome> {
        let got = receiver.cases();
        let mut outcome = Outcome { acknowledged: self.cases, kills, ..Outcome::default() };
        outcome.doubled = got.values().filter(|keys| keys.iter().collect::<BTreeSet<_>>().len() > 1).count();
        outcome.repeated = got.values().map(|keys| keys.len().saturating_sub(1)).sum();
        outcome.failed = receiver.failed();
        // What arrived and was not acknowledged is sent again, sooner or later.
        let begun = Instant::now();
        loop {
            (outcome.lost, outcome.untold, outcome.left) = (0, 0, 0);
            for number in 0..self.cases {
                match client.state_of(running.port, number).await.as_deref() {
                    Some(LEFT) => outcome.left += 1,
                    _ if !got.contains_key(&id(number)) => outcome.lost += 1,
                    Some("delivered") => {}
                    _ => outcome.untold += 1,
                }
            }
            if outcome.lost + outcome.untold == 0 || begun.elapsed() > Duration::from_secs(60) {
                break;
            }
            sleep(Duration::from_millis(500)).await;
        }
        outcome.days = running.time.now_ms() / DAY_MS;
        Ok(outcome)
    }
}

fn id(number: usize) -> String {
    format!("{number:032x}")
}

/// Lives of many lengths, the same in every run.
fn life(round: usize) -> Duration {
    let (least, most) = LIFE_MS;
    Duration::from_millis(least + (round as u64).wrapping_mul(2_654_435_761) % (most - least))
}

/// Simulated time: runs while it may, and is written down for the server.
struct Time {
    ahead_ms: Arc<AtomicI64>,
    runs: Arc<AtomicBool>,
    task: tokio::task::JoinHandle<()>,
}

impl Time {
    fn start(folder: &Path, speed: i64) -> io::Result<Self> {
        let (ahead_ms, runs) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicBool::new(false)));
        let (ahead, may_run, file) = (Arc::clone(&ahead_ms), Arc::clone(&runs), folder.join(CLOCK_FILE));
        std::fs::write(&file, "0")?;
        let task = tokio::spawn(async move {
            loop {
                sleep(STEP).await;
                if may_run.load(Ordering::Relaxed) {
                    let step_ms = i64::try_from(STEP.as_millis()).unwrap_or(1) * speed;
                    let now = ahead.fetch_add(step_ms, Ordering::Relaxed) + step_ms;
                    // One that cannot be written is followed by the next.
                    let _ = std::fs::write(&file, now.to_string());
                }
            }
        });
        Ok(Time { ahead_ms, runs, task })
    }

    fn now_ms(&self) -> i64 {
        self.ahead_ms.load(Ordering::Relaxed)
    }
}

impl Drop for Time {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The server at the moment.
struct Running<'a, P> {
    soak: &'a Soak,
    program: P,
    folder: &'a Path,
    time: Time,
    child: Option<(Child, Instant)>,
    port: u16,
}

impl<P: Fn() -> Command> Running<'_, P> {
    async fn start(&mut self) -> io::Result<()> {
        let file = self.folder.join(PORT_FILE);
        if file.exists() {
            std::fs::remove_file(&file)?;
        }
        let mut command = (self.program)();
        command.env(FOLDER, self.folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Some(database) = &self.soak.database {
            command.env(DATABASE, database);
        }
        let mut child = command.spawn()?;
        let begun = Instant::now();
        loop {
            if let Some(port) = std::fs::read_to_string(&file).ok().and_then(|text| text.parse().ok()) {
                self.port = port;
                break;
            }
            if begun.elapsed() > Duration::from_secs(30) || child.try_wait()?.is_some() {
                // It may be gone already.
                let _ = child.kill();
                return Err(io::Error::other("the server does not start"));
            }
            sleep(Duration::from_millis(5)).await;
        }
        self.child = Some((child, Instant::now()));
        self.time.runs.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn lives_for(&self, life: Duration) -> bool {
        self.child.as_ref().is_some_and(|(_, since)| since.elapsed() > life)
    }

    fn kill(&mut self) -> io::Result<()> {
        self.time.runs.store(false, Ordering::Relaxed);
        if let Some((mut child, _)) = self.child.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }
}

impl<P> Drop for Running<'_, P> {
    fn drop(&mut self) {
        if let Some((mut child, _)) = self.child.take() {
            // While dropping there is nobody to tell.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// A user's page: keeps what was not acknowledged, and asks how cases are.
struct Client(Outgoing);

impl Client {
    fn new() -> io::Result<Self> {
        let rules = Rules { internal: vec!["127.0.0.1".to_owned()] };
        Outgoing::new(rules, Arc::new(SystemResolver)).map(Client).map_err(io::Error::other)
    }

    async fn ask(
        &self,
        port: u16,
        post: Option<String>,
        path: &str,
        headers: &[(&'static str, String)],
    ) -> Option<Answer> {
        let url = url::Url::parse(&format!("http://127.0.0.1:{port}/d/{PROJECT}/production/{path}")).ok()?;
        let method = if post.is_some() { axum::http::Method::POST } else { axum::http::Method::GET };
        self.0.send(method, &url, headers, post.unwrap_or_default().into_bytes()).await.ok()
    }

    async fn hand_over(&self, port: u16, number: usize) -> bool {
        let id = id(number);
        let case = json!({
            "schema": 0, "id": id, "key": KEY, "project": PROJECT, "language": "en", "who": { "name": "Anna" },
            "text": format!("Case {number}"), "sent_ms": 1,
        });
        let answer = self.ask(port, Some(case.to_string()), "cases", &[("idempotency-key", id)]).await;
        answer.is_some_and(|answer| answer.status == 202)
    }

    async fn state_of(&self, port: u16, number: usize) -> Option<String> {
        let headers = [("authorization", format!("Bearer {KEY}"))];
        let answer = self.ask(port, None, &format!("cases/{}", id(number)), &headers).await;
        Some(answer?.json().get("state")?.as_str()?.to_owned())
    }
}
