//! An application that the scripts in `../shared/realapps` install, fill and start, and a proxy in front of it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, bail};
use lotse_cli::proxy::{Guides, OwnFiles, Proxy, Trust, Upstream};
use lotse_cli::serve::Server;
use lotse_tests::page::Page;
use lotse_tests::server::uncompressed;
use lotse_tests::skip::Skip;
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use tokio::net::TcpStream;
use tokio::process::Command;

/// Where an application is, and how its scripts name it.
pub struct Known {
    pub name: &'static str,
    variant: &'static [&'static str],
    port: u16,
    /// What its server is called among those that run.
    process: &'static str,
    /// What is there once it is installed, below the folder of all installations.
    installed: &'static str,
}

pub const UI5: Known = Known {
    name: "ui5-tickets",
    variant: &["1.152"],
    port: 8422,
    process: "ui5-1.152",
    installed: "ui5/app-1.152/.ra-done",
};
pub const UI5_BEFORE: Known = Known {
    name: "ui5-tickets",
    variant: &["1.120"],
    port: 8421,
    process: "ui5-1.120",
    installed: "ui5/app-1.120/.ra-done",
};
pub const DIRECTUS: Known = Known {
    name: "directus",
    variant: &[],
    port: 8441,
    process: "directus",
    installed: "directus/data/.seeded",
};

/// A running application. It goes on for the next test that wants it, which takes less time than a start, until [`stop_all`].
pub struct App {
    scripts: PathBuf,
    known: &'static Known,
}

/// What was started by this program.
struct Started {
    scripts: PathBuf,
    known: &'static Known,
    /// The process group of its server.
    group: Pid,
}

static STARTED: Mutex<Vec<Started>> = Mutex::new(Vec::new());

impl App {
    /// Starts it where it is installed, or may be.
    pub async fn start(page: &Page, known: &'static Known) -> Result<App> {
        let scripts = page.place().shared().map(|shared| shared.join("realapps").join(known.name));
        let Some(scripts) = scripts.filter(|folder| folder.is_dir()) else {
            return Err(Skip::because("there is no ../shared/realapps").into());
        };
        let may_install = std::env::var_os("LOTSE_REALAPPS").is_some();
        if !may_install && !installations().is_some_and(|home| home.join(known.installed).exists()) {
            let why =
                format!("{} is not installed, which takes minutes; LOTSE_REALAPPS=1 does it", known.name);
            return Err(Skip::because(why).into());
        }
        let was_running = TcpStream::connect(("127.0.0.1", known.port)).await.is_ok();
        let output = Command::new("bash").arg(scripts.join("start.sh")).args(known.variant).output().await?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let last = said.lines().last().unwrap_or_default();
            return Err(Skip::because(format!("{} cannot be installed: {last}", known.name)).into());
        }
        if !was_running && let Some(group) = group_of(known) {
            let started = Started { scripts: scripts.clone(), known, group };
            STARTED.lock().unwrap_or_else(PoisonError::into_inner).push(started);
        }
        Ok(App { scripts, known })
    }

    /// What the examples call it.
    pub fn name(&self) -> &'static str {
        self.known.name
    }

    /// A proxy that puts these guides into it, and the picker where a studio is named; an origin of its own, therefore.
    pub async fn behind(&self, page: &Page, guides: Guides, studio: Option<&str>) -> Result<Server> {
        let Ok(own) = OwnFiles::new(&page.place().dist(), guides) else { bail!("no guides, or no SDK") };
        let url = format!("http://127.0.0.1:{}/", self.known.port);
        let mut proxy = Proxy::new(&url.parse()?, Upstream::new(&Trust::default())?, own)?;
        if let Some(studio) = studio {
            proxy = proxy.with_studio(&studio.parse()?)?;
        }
        Ok(Server::bind(uncompressed(proxy.router(Arc::new(|_| {}))), 0).await?)
    }

    /// The same with the guides that the example has for it.
    pub async fn with_its_guides(&self, page: &Page) -> Result<Server> {
        self.behind(page, Guides::Folder(page.place().demo().join(self.known.name)), None).await
    }

    /// Runs one of its scripts; whether that went well.
    pub async fn script(&self, name: &str, argument: Option<&str>) -> Result<bool> {
        let output = Command::new("bash").arg(self.scripts.join(name)).args(argument).output().await?;
        Ok(output.status.success())
    }
}

/// Stops what tests have started; what was running before goes on.
pub fn stop_all() {
    let started = std::mem::take(&mut *STARTED.lock().unwrap_or_else(PoisonError::into_inner));
    for Started { scripts, known, group } in started {
        // Both servers take the scripts' ten seconds when they are asked to end; their data are put back before each use.
        // Where another one has been started meanwhile, it is not ours to end.
        if group_of(known) == Some(group) {
            // An error means that it has ended by itself.
            let _ = killpg(group, Signal::SIGKILL);
        }
        let mut stop = std::process::Command::new("bash");
        // An application that does not stop is found running the next time.
        let _ = stop.arg(scripts.join("stop.sh")).args(known.variant).output();
    }
}

/// The process group of an application's server.
fn group_of(known: &Known) -> Option<Pid> {
    let file = installations()?.join("run").join(format!("{}.pid", known.process));
    let id: i32 = std::fs::read_to_string(file).ok()?.trim().parse().ok()?;
    (id > 1).then(|| Pid::from_raw(id))
}

/// Where the scripts install to.
fn installations() -> Option<PathBuf> {
    let of = |name| std::env::var_os(name).map(PathBuf::from);
    of("REALAPPS_HOME")
        .or_else(|| of("XDG_CACHE_HOME").map(|cache| cache.join("realapps")))
        .or_else(|| of("HOME").map(|home| home.join(".cache/realapps")))
}
