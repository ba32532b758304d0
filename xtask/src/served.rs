//! `lotse serve` as a program of its own, on SQLite or PostgreSQL, for measurements that load it and kill it.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use lotse_api::people::{NewToken, Role};
use lotse_cli::language::Language;
use lotse_cli::proxy::{Trust, Upstream};
use lotse_cli::remote::{Remote, RemoteArguments};
use lotse_server::testing::{Postgres, measuring_admin};
use lotse_server::{Config, Server};
use lotse_tests::place::Place;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use url::Url;

/// Project of the measurements.
pub const PROJECT: &str = "measured";
/// How long a start may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where a server keeps its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// How the program is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// As it is released: for figures.
    Optimised,
    /// As tests are: for what does not depend on speed.
    Quick,
}

/// A server's data, and the program that serves it.
pub struct Served {
    program: PathBuf,
    data: PathBuf,
    /// Where the data is, unless the caller has brought a place for it.
    _folder: Option<tempfile::TempDir>,
    postgres: Option<Postgres>,
    port: u16,
    child: Option<Child>,
    /// Of an admin.
    pub token: String,
}

impl Served {
    /// Builds the program, makes the data, starts. `None` where PostgreSQL is wanted and not installed.
    ///
    /// # Errors
    /// When something cannot be built, made or started.
    pub async fn start(place: &Place, kind: Kind, build: Build) -> Result<Option<Self>> {
        let folder = tempfile::tempdir()?;
        let data = folder.path().to_owned();
        let started = Served::start_in(place, kind, build, &data).await?;
        Ok(started.map(|served| Served { _folder: Some(folder), ..served }))
    }

    /// The same with its data in this folder.
    ///
    /// # Errors
    /// As [`Served::start`].
    pub async fn start_in(place: &Place, kind: Kind, build: Build, data: &Path) -> Result<Option<Self>> {
        let postgres = match kind {
            Kind::Sqlite => None,
            Kind::Postgres => match Postgres::start_durable()? {
                Some(postgres) => Some(postgres),
                None => return Ok(None),
            },
        };
        let (profile, out) = match build {
            Build::Optimised => ("release", "release"),
            Build::Quick => ("dev", "debug"),
        };
        let arguments =
            ["build", "--quiet", "--locked", "-p", "lotse-cli", "--bin", "lotse", "--profile", profile];
        crate::command::Command::cargo().args(arguments).run().await.context("building `lotse`")?;
        let program = place.target().join(out).join("lotse");
        let mut served = Served {
            program,
            data: data.to_owned(),
            _folder: None,
            postgres,
            port: 0,
            child: None,
            token: String::new(),
        };
        let server = served.open().await?;
        server.add_member(measuring_admin(PROJECT)).await?;
        let asked = NewToken { name: "measure".to_owned(), role: Role::Admin, days: Some(1) };
        served.token = server.add_token(PROJECT, asked).await?.secret.unwrap_or_default();
        server.close().await;
        served.serve().await?;
        Ok(Some(served))
    }

    /// The data, opened in this process.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open(&self) -> Result<Server> {
        let mut config = Config::in_folder(self.data());
        config.database = self.database();
        Ok(Server::open(config).await?)
    }

    /// Starts the program; on the port that it had before.
    ///
    /// # Errors
    /// When it does not say that it serves.
    pub async fn serve(&mut self) -> Result<()> {
        let mut command = Command::new(&self.program);
        command
            .args(["serve", "--port", &self.port.to_string(), "--data"])
            .arg(self.data())
            .env("LC_ALL", "C");
        if let Some(database) = self.database() {
            command.args(["--database", &database]);
        }
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("no output")?).lines();
        let first = tokio::time::timeout(PATIENCE, lines.next_line())
            .await
            .context("the server does not start")??;
        let Some(line) = first else { bail!("the server has ended at once") };
        let origin = line.split_whitespace().next().unwrap_or_default();
        let port = Url::parse(origin)?.port().unwrap_or_default();
        if self.port != 0 && port != self.port {
            bail!("port {} was taken by somebody else", self.port);
        }
        self.port = port;
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        self.child = Some(child);
        Ok(())
    }

    /// Kills the program at once, as `kill -9` does.
    ///
    /// # Errors
    /// When it cannot be killed.
    pub async fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
        }
        Ok(())
    }

    /// Where it is.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The project, by its token.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn remote(&self) -> Result<Remote> {
        let arguments = RemoteArguments {
            server: Url::parse(&self.origin())?,
            project: PROJECT.to_owned(),
            token: self.token.clone(),
            ca: Vec::new(),
        };
        Ok(Remote::new(&arguments, &Trust::default(), Language::English)?)
    }

    /// Ends the database under the server.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub fn stop_database(&mut self) -> Result<()> {
        Ok(self.postgres.as_mut().context("it is SQLite")?.stop()?)
    }

    /// Starts the database again, with what it had.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_database(&mut self) -> Result<()> {
        Ok(self.postgres.as_mut().context("it is SQLite")?.start_again()?)
    }

    fn data(&self) -> &Path {
        &self.data
    }

    fn database(&self) -> Option<String> {
        Some(self.postgres.as_ref()?.address("postgres"))
    }
}

/// A browser of an end user: gets texts, or why not. Cheap to clone; making one reads every certificate that the machine trusts.
#[derive(Clone)]
pub struct Reader {
    client: Upstream,
    base: String,
}

impl Reader {
    /// One that reads published guides of the project.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(origin: &str) -> Result<Self> {
        let client = Upstream::new(&Trust::default())?;
        Ok(Reader { client, base: format!("{origin}/g/{PROJECT}/production/") })
    }

    /// The text of a file; absent when the server is down or has none.
    pub async fn get(&self, file: &str) -> Option<String> {
        use http_body_util::BodyExt as _;
        let url = Url::parse(&format!("{}{file}", self.base)).ok()?;
        let response = self.client.get(&url).await.ok()?;
        if !response.status().is_success() {
            return None;
        }
        let bytes = response.into_body().collect().await.ok()?.to_bytes();
        String::from_utf8(bytes.to_vec()).ok()
    }
}
