//! One WebDriver process per browser, on a free port, ended with us.

mod firefox;

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout};

use crate::browser::Browser;
use crate::place::Place;

/// How long a driver may take to listen, and a display to be there. The first start on a cold machine reads
/// hundreds of megabytes from a disk that others read from, too.
const START: Duration = Duration::from_secs(90);
/// All tests of a browser fail where its driver does not start, so it gets another chance.
const STARTS: usize = 3;
/// How long a driver gets to end its browsers.
const GRACE: Duration = Duration::from_secs(5);

/// How Chromium is started.
const CHROMIUM: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--force-color-profile=srgb",
    "--lang=en-US",
    "--window-size=1280,900",
];

/// A running driver; every test gets a session of its own from it.
pub struct Driver {
    browser: Browser,
    address: String,
    process: Child,
    display: Option<Child>,
    profiles: Option<firefox::Profiles>,
}

impl Driver {
    /// Starts the driver and waits until it listens. What it writes goes to `target/lotse/logs/`, to files whose names
    /// end in `log`.
    pub async fn start(browser: Browser, place: &Place, log: &str) -> Result<Self> {
        let mut started = Self::start_once(browser, place, log).await;
        for _ in 1..STARTS {
            let Err(error) = &started else { break };
            println!("      {browser}: {error:#}; once more");
            started = Self::start_once(browser, place, log).await;
        }
        started
    }

    async fn start_once(browser: Browser, place: &Place, log: &str) -> Result<Self> {
        // The server's HTTP client leaves the choice to its program; an error means that it is made already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let port = free_port()?;
        let (mut command, display) = match browser {
            Browser::Chromium => {
                let mut command = Command::new("chromedriver");
                command.arg(format!("--port={port}"));
                (command, None)
            }
            Browser::Firefox => {
                let mut command = Command::new(place.geckodriver());
                command.args(["--host", "127.0.0.1", "--websocket-port", "0", "--port", &port.to_string()]);
                (command, None)
            }
            Browser::Webkit => {
                let (display, number) = start_display(log_file(place, &format!("display{log}"))?).await?;
                let mut command = Command::new("WebKitWebDriver");
                command.arg("--host=127.0.0.1").arg(format!("--port={port}"));
                command.env("DISPLAY", format!(":{number}")).env("GDK_BACKEND", "x11");
                command.env("LIBGL_ALWAYS_SOFTWARE", "1").env_remove("WAYLAND_DISPLAY");
                (command, Some(display))
            }
        };
        let log = log_file(place, &format!("driver-{browser}{log}"))?;
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).kill_on_drop(true);
        let mut process = command.spawn().with_context(|| {
            format!("starting the driver of {browser}; `cargo xtask setup` installs what is missing")
        })?;
        listening(&mut process, port).await.with_context(|| format!("the driver of {browser}"))?;
        let address = format!("http://127.0.0.1:{port}");
        let mut driver = Self { browser, address, process, display, profiles: None };
        if browser == Browser::Firefox {
            driver.profiles = Some(firefox::Profiles::of(place)?);
            if let Err(error) = driver.warm_up().await {
                // Its starts are slower then, and that is all.
                println!("      {browser}: nothing is kept of its first start: {error:#}");
            }
        }
        Ok(driver)
    }

    /// Starts Firefox once, so that its next starts are quicker.
    async fn warm_up(&self) -> Result<()> {
        let Some(profiles) = self.profiles.as_ref().filter(|profiles| profiles.is_new()) else {
            return Ok(());
        };
        // It writes what is wanted when it ends.
        self.open().await?.quit().await?;
        profiles.learn()
    }

    /// Whose driver it is.
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// Opens a browser with a profile of its own.
    pub async fn open(&self) -> Result<WebDriver> {
        self.open_with(&[]).await
    }

    /// [`Driver::open`] with further arguments for Chromium.
    pub async fn open_with(&self, arguments: &[&str]) -> Result<WebDriver> {
        let profile = self.profiles.as_ref().map(firefox::Profiles::fresh).transpose()?;
        let capabilities = capabilities(self.browser, arguments, profile.as_deref())?;
        WebDriver::builder(&self.address, capabilities)
            .request_timeout(Duration::from_secs(60))
            .await
            .with_context(|| format!("starting {}", self.browser))
    }

    /// Ends the driver, and with it whatever it has left.
    pub async fn stop(mut self) {
        end(&mut self.process).await;
        if let Some(display) = &mut self.display {
            end(display).await;
        }
    }
}

async fn end(process: &mut Child) {
    if let Some(id) = process.id().and_then(|id| i32::try_from(id).ok()) {
        // An error means that it is gone already.
        let _ = kill(Pid::from_raw(id), Signal::SIGTERM);
    }
    if timeout(GRACE, process.wait()).await.is_err() {
        let _ = process.kill().await;
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn log_file(place: &Place, name: &str) -> Result<File> {
    let folder = place.out().join("logs");
    fs::create_dir_all(&folder)?;
    Ok(File::create(folder.join(format!("{name}.log")))?)
}

async fn listening(process: &mut Child, port: u16) -> Result<()> {
    let begun = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err() {
        if let Some(status) = process.try_wait()? {
            bail!("ended at once with {status}; see target/lotse/logs");
        }
        if begun.elapsed() > START {
            bail!("does not listen after {} s; see target/lotse/logs", START.as_secs());
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// Xvfb picks a free display number itself and writes it when the display is ready.
async fn start_display(log: File) -> Result<(Child, String)> {
    let mut display = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log)
        .kill_on_drop(true)
        .spawn()
        .context("starting Xvfb; `cargo xtask setup` installs it")?;
    let output = display.stdout.take().context("Xvfb without an output")?;
    let mut number = String::new();
    timeout(START, BufReader::new(output).read_line(&mut number))
        .await
        .context("Xvfb does not answer; see target/lotse/logs")??;
    if number.trim().is_empty() {
        bail!("Xvfb ended at once; see target/lotse/logs");
    }
    Ok((display, number.trim().to_owned()))
}

fn capabilities(browser: Browser, further: &[&str], profile: Option<&Path>) -> Result<Capabilities> {
    let arguments = [CHROMIUM, further].concat();
    let value = match browser {
        Browser::Chromium => json!({
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL" },
            "goog:chromeOptions": {
                "binary": "/usr/bin/chromium",
                "args": arguments,
            },
        }),
        Browser::Firefox => json!({
            "browserName": "firefox",
            "webSocketUrl": true,
            "moz:firefoxOptions": {
                "binary": "/usr/bin/firefox-esr",
                "args": ["-headless", "--width=1280", "--height=900", "-profile", profile.context("no profile")?],
                "prefs": {
                    "app.normandy.enabled": false,
                    "app.shield.optoutstudies.enabled": false,
                    "browser.aboutwelcome.enabled": false,
                    "browser.newtab.preload": false,
                    "browser.newtabpage.enabled": false,
                    "browser.region.network.url": "",
                    "browser.safebrowsing.blockedURIs.enabled": false,
                    "browser.safebrowsing.downloads.enabled": false,
                    "browser.safebrowsing.malware.enabled": false,
                    "browser.safebrowsing.phishing.enabled": false,
                    "browser.safebrowsing.update.enabled": false,
                    "browser.shell.checkDefaultBrowser": false,
                    "browser.startup.homepage": "about:blank",
                    "browser.startup.page": 0,
                    "browser.topsites.contile.enabled": false,
                    "datareporting.policy.dataSubmissionEnabled": false,
                    // Processes for what no test opens; a start takes nearly twice the time with them.
                    "dom.ipc.processPrelaunch.enabled": false,
                    "extensions.autoDisableScopes": 15,
                    "extensions.enabledScopes": 0,
                    "extensions.webextensions.remote": false,
                    "extensions.getAddons.cache.enabled": false,
                    "extensions.systemAddon.update.enabled": false,
                    "intl.accept_languages": "en-US, en",
                    "messaging-system.rsexperimentloader.enabled": false,
                    "network.captive-portal-service.enabled": false,
                    "network.connectivity-service.enabled": false,
                    "nimbus.rollouts.enabled": false,
                    "services.settings.server": "data:,",
                    "sidebar.revamp": false,
                    "toolkit.telemetry.enabled": false,
                },
            },
        }),
        Browser::Webkit => json!({
            "browserName": "MiniBrowser",
            "webkitgtk:browserOptions": { "binary": mini_browser()?, "args": ["--automation"] },
        }),
    };
    Ok(serde_json::from_value(value)?)
}

/// Debian keeps MiniBrowser with the library that it belongs to, below a folder named after machine and version.
fn mini_browser() -> Result<PathBuf> {
    let mut found = Vec::new();
    for machine in fs::read_dir("/usr/lib")?.flatten() {
        let Ok(libraries) = fs::read_dir(machine.path()) else { continue };
        let named = |path: &Path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit2gtk-"))
        };
        found.extend(libraries.flatten().map(|entry| entry.path()).filter(|path| named(path)));
    }
    found.sort();
    found
        .into_iter()
        .map(|folder| folder.join("MiniBrowser"))
        .rfind(|file| file.is_file())
        .context("MiniBrowser is not installed; `cargo xtask setup` installs it")
}
