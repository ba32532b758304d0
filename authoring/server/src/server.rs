//! A server from its settings: opened, as a router, on a socket.

use std::fmt;
use std::future::Future;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use lotse_desk::{Carrier, Outgoing, Rules, SystemResolver};
use lotse_editor::compile::Kept;
use tokio::net::TcpListener;

use crate::app::{App, Parts};
use crate::bucket::Bucket;
use crate::config::Config;
use crate::csrf::Own;
use crate::custody::Custody;
use crate::refusal::Refusal;
use crate::seal::Seal;
use crate::store::{self, Store};
use crate::{clockwork, routes, secret};

/// Room for guides that were compiled before: some 8,000 of twelve steps.
const MOST_KEPT_BYTES: usize = 256 * 1024 * 1024;

/// Why a server cannot be opened.
#[derive(Debug)]
pub struct OpenError(String);

impl fmt::Display for OpenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for OpenError {}

/// An opened server.
#[derive(Clone, Debug)]
pub struct Server {
    pub(crate) app: App,
}

impl Server {
    /// Opens the folder and the database, and brings its tables up to date.
    ///
    /// # Errors
    /// When the folder or the database cannot be used, or an address in the settings is none.
    pub async fn open(config: Config) -> Result<Self, OpenError> {
        let folder = config.data.clone();
        let named = |error: &dyn fmt::Display| OpenError(format!("{}: {error}", folder.display()));
        let own = Own::read(config.public_url.as_deref()).ok_or_else(|| {
            let address = config.public_url.as_deref().unwrap_or_default();
            OpenError(format!("{address}: has to be like https://lotse.example.com"))
        })?;
        let bucket = config.bucket.as_ref().map(Bucket::open).transpose().map_err(OpenError)?;
        private_folder(&folder).map_err(|error| named(&error))?;
        let seal = Seal::open(&folder).map_err(|error| named(&error))?;
        let custody = Custody::open(config.keys.as_deref()).map_err(|error| named(&error))?;
        let store = Store::open(&folder, config.database.as_deref()).await;
        let store = store.map_err(|error| named(&error))?;
        let drawn = || secret::code().map_err(|refusal| named(&refusal.english));
        let setup_code = config.setup_code.clone().map_or_else(drawn, Ok)?;
        let clock = config.clock.clone();
        let rules = Rules { internal: config.internal_desks.clone() };
        let outgoing = Outgoing::new(rules, Arc::new(SystemResolver)).map_err(|error| named(&error))?;
        let carrier = Carrier { outgoing };
        let app = App::new(Parts {
            config,
            own,
            store,
            bucket,
            seal,
            custody,
            clock,
            setup_code,
            passwords: Default::default(),
            counters: Default::default(),
            kept: Arc::new(Kept::of_at_most(MOST_KEPT_BYTES)),
            pairings: Default::default(),
            carrier,
            bell: Default::default(),
        });
        Ok(Server { app })
    }

    /// Every route of [`routes::table`], and the files of studio and SDK.
    pub fn router(&self) -> Router {
        routes::router(self.app.clone())
    }

    /// The code that makes the first account; absent when there is one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn setup_code(&self) -> Result<Option<String>, Refusal> {
        let needs = crate::people::needs_setup(&self.app).await?;
        Ok(needs.then(|| self.app.setup_code.clone()))
    }

    /// Serves on a socket until `until`, then closes the database.
    ///
    /// # Errors
    /// When the socket breaks.
    pub async fn serve(
        &self,
        listener: TcpListener,
        until: impl Future<Output = ()> + Send + 'static,
    ) -> std::io::Result<()> {
        let service = self.router().into_make_service_with_connect_info::<SocketAddr>();
        let clockwork = tokio::spawn(clockwork::run(self.app.clone()));
        let served = axum::serve(listener, service).with_graceful_shutdown(until).await;
        // What it was at is done again by whoever comes next.
        clockwork.abort();
        self.close().await;
        served
    }

    /// Does once what [`Server::serve`] does by itself all the time: delivers what is due, looks how tickets stand, signs anew.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn tick(&self) -> Result<(), Refusal> {
        clockwork::tick(&self.app).await
    }

    /// Waits for what is under way and closes the database.
    pub async fn close(&self) {
        self.app.store.close().await;
    }

    /// The first line of a project's ledger that does not follow from the one before; `None` when all do.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn ledger_fault(&self, project: &str) -> Result<Option<i64>, Refusal> {
        crate::audit::verify(&crate::scope::Scope::public(self.app.clone(), project.to_owned())).await
    }

    /// Name of the database in the data folder.
    #[must_use]
    pub fn database_file() -> &'static str {
        store::DATABASE_FILE
    }
}

/// Makes a folder that only its owner can read; one that is there is taken as it is.
pub(crate) fn private_folder(folder: &Path) -> std::io::Result<()> {
    make_private(folder, std::fs::DirBuilder::new().recursive(true))
}

/// The same, but fails when it is there.
pub(crate) fn new_private_folder(folder: &Path) -> std::io::Result<()> {
    make_private(folder, &mut std::fs::DirBuilder::new())
}

fn make_private(folder: &Path, builder: &mut std::fs::DirBuilder) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}
