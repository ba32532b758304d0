//! One browser with one app in it.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use tokio::sync::mpsc;
use url::Url;

use super::attach::{Attached, run, watch};
use super::launch::{LaunchError, Launched};
use super::protocol::{Connection, ProtocolError};
use crate::proxy::{Notices, OwnFiles, ProxyError, Reporter, origin_of};

/// What happens to the app's content security policies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PagePolicy {
    /// As strict as the app sent them.
    Keep,
    /// Extended in headers by what an integrator would have to add.
    #[default]
    Extend,
    /// Switched off, for pages whose policy stands in their markup.
    Bypass,
}

/// What to start.
pub struct Setup<'a> {
    /// The browser's program.
    pub program: &'a Path,
    /// More arguments for it.
    pub arguments: &'a [String],
    /// The page to open.
    pub url: &'a Url,
    /// SDK and guides.
    pub own: OwnFiles,
    /// What happens to policies.
    pub policy: PagePolicy,
    /// Hears what a person should know.
    pub notices: Notices,
}

/// Why a session did not come about.
#[derive(Debug)]
pub enum SessionError {
    /// The address is not on the web.
    Address(ProxyError),
    /// The browser did not start.
    Launch(LaunchError),
    /// The browser started but does not do as it is told: it is too old, or its debugging is forbidden by policy.
    Protocol(String),
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(error) => error.fmt(f),
            Self::Launch(error) => error.fmt(f),
            Self::Protocol(said) => write!(
                f,
                "the browser cannot be controlled (is it up to date, is debugging allowed?): {said}"
            ),
        }
    }
}

impl std::error::Error for SessionError {}

impl From<ProtocolError> for SessionError {
    fn from(error: ProtocolError) -> Self {
        Self::Protocol(error.0)
    }
}

/// A running browser with the app open.
pub struct Session {
    launched: Launched,
    connection: Connection,
}

impl Session {
    /// Starts the browser and opens the app.
    ///
    /// # Errors
    /// When the address is not on the web, or the browser does not start or obey.
    pub async fn start(setup: Setup<'_>) -> Result<Self, SessionError> {
        let origin = origin_of(setup.url).map_err(SessionError::Address)?.origin().ascii_serialization();
        let launched = Launched::start(setup.program, setup.arguments).await.map_err(SessionError::Launch)?;
        let (connection, events) = Connection::open(&launched.endpoint).await?;
        let attached = Arc::new(Attached {
            connection: connection.clone(),
            origin,
            own: setup.own,
            policy: setup.policy,
            reporter: Arc::new(Reporter::new(setup.notices)),
        });
        let (first, mut opened) = mpsc::channel(1);
        tokio::spawn(run(attached, events, first));
        watch(&connection).await?;
        let gone = || SessionError::Protocol("no tab could be set up".to_owned());
        let tab = opened.recv().await.ok_or_else(gone)?;
        connection.command(Some(&tab), "Page.navigate", json!({"url": setup.url.as_str()})).await?;
        Ok(Self { launched, connection })
    }

    /// Waits until the user closes the browser.
    pub async fn ended(&mut self) {
        self.launched.ended().await;
    }

    /// Closes the browser, if it still runs, and removes its profile.
    pub async fn stop(self) {
        // When it has ended already, there is nobody to tell.
        let _ = self.connection.command(None, "Browser.close", json!({})).await;
        self.launched.finish().await;
    }
}
