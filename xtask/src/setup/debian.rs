//! Browsers, drivers, PostgreSQL, Request Tracker and a mail server from Debian's own archive.

use anyhow::{Context, Result, bail};

use crate::command::{Command, in_path};
use crate::say;

/// A program that the browser tests start, and the package that holds it.
const BROWSERS: [(&str, &str); 5] = [
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("firefox-esr", "firefox-esr"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("Xvfb", "xvfb"),
];

/// The database that the server is tested on; Debian keeps its programs out of `PATH`.
const DATABASE: [(&str, &str); 1] = [("/usr/lib/postgresql/15/bin/postgres", "postgresql-15")];

/// What a desk runs: connectors are tested on the real thing.
const DESK: [(&str, &str); 4] = [
    ("/usr/share/request-tracker5/libexec/rt-server", "request-tracker5"),
    ("/usr/share/doc/rt5-standalone/copyright", "rt5-standalone"),
    ("/usr/share/doc/rt5-db-sqlite/copyright", "rt5-db-sqlite"),
    ("/usr/sbin/exim4", "exim4-daemon-light"),
];

/// Installs what browser tests start.
pub async fn browsers() -> Result<()> {
    install(&BROWSERS).await
}

/// Installs PostgreSQL.
pub async fn database() -> Result<()> {
    install(&DATABASE).await
}

/// Installs Request Tracker and a mail server.
pub async fn desk() -> Result<()> {
    install(&DESK).await
}

fn is_there(program: &str) -> bool {
    if program.starts_with('/') { std::path::Path::new(program).is_file() } else { in_path(program) }
}

/// Installs the packages whose programs are not there.
async fn install(programs: &[(&str, &str)]) -> Result<()> {
    let missing: Vec<&str> =
        programs.iter().filter(|(program, _)| !is_there(program)).map(|(_, package)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!("apt-get install --yes {}", missing.join(" "));
    if !in_path("apt-get") {
        bail!("the tests need {}; please install them with this system's package tool", missing.join(", "));
    }
    let Some(privilege) = privilege().await else {
        bail!("some Debian packages are missing. Please run this as root and try again:\n\n    {by_hand}\n");
    };
    let step = say::step(format!("apt: {}", missing.join(", ")));
    apt(privilege, &["update", "--quiet=2"]).await.context("apt-get update")?;
    let install = ["install", "--yes", "--quiet=2", "--no-install-recommends"];
    apt(privilege, &[&install[..], &missing].concat()).await.with_context(|| by_hand.clone())?;
    if let Some((program, _)) = programs.iter().find(|(program, _)| !is_there(program)) {
        bail!("apt-get succeeded, but `{program}` is still not there");
    }
    step.done();
    Ok(())
}

#[derive(Clone, Copy)]
enum Privilege {
    Root,
    Sudo,
}

async fn privilege() -> Option<Privilege> {
    if Command::new("id").arg("-u").output().await.is_ok_and(|id| id.trim() == "0") {
        return Some(Privilege::Root);
    }
    let passwordless = in_path("sudo") && Command::new("sudo").args(["-n", "true"]).output().await.is_ok();
    passwordless.then_some(Privilege::Sudo)
}

async fn apt(privilege: Privilege, arguments: &[&str]) -> Result<()> {
    let command = match privilege {
        Privilege::Root => Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive"),
        Privilege::Sudo => Command::new("sudo").args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]),
    };
    command.args(arguments).run().await
}
