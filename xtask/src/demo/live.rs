//! The demo's other half: the server with the studio, its project `kontor` with Kontor's guides published, and a Kontor that takes
//! its guides from there, so that what is recorded, reviewed and published is followed a minute later.

use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use clap::Parser as _;
use lotse_api::guides::{AskReview, Environment, Settings, Summary, Version};
use lotse_api::people::{NewToken, Role};
use lotse_cli::command::Lotse;
use lotse_cli::language::Language;
use lotse_cli::proxy::Trust;
use lotse_cli::remote::{Method, Remote, RemoteArguments};
use lotse_cli::serve::{Root, Serve, Server as Site, listen_on};
use lotse_server::operator::NewMember;
use lotse_server::{Config, Server};
use lotse_tests::place::Place;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use url::Url;

use crate::say;

/// The project, and the example that it is about.
const PROJECT: &str = "kontor";
/// Who can sign in: address, name, role. The second one approves what the first one has recorded.
const PEOPLE: [(&str, &str, Role); 2] =
    [("anna@example.com", "Anna", Role::Admin), ("ben@example.com", "Ben", Role::Publisher)];
/// Everybody's password; the server listens on this machine only.
const PASSWORD: &str = "lotse demo on this machine";
/// How Kontor loads the SDK.
const SDK: &str =
    r#"<script type="module" src="/lotse/lotse.js" data-manifest="/kontor-guides/manifest.json"></script>"#;

/// A running studio. Dropping it ends it.
pub struct Live {
    origin: String,
    remote: Remote,
    settings: Settings,
    stop: oneshot::Sender<()>,
    served: JoinHandle<std::io::Result<()>>,
}

impl Live {
    /// Opens what earlier demos left, or makes it; `port` or the next free one.
    ///
    /// # Errors
    /// When the data cannot be opened or made, or there is no free port.
    pub async fn start(place: &Place, port: u16) -> Result<Self> {
        let data = place.out().join("demo-data");
        let mut config = Config::in_folder(&data);
        config.sdk = Some(place.dist());
        config.studio = Some(crate::wasm::studio::folder(place));
        let server = Server::open(config).await?;
        let is_new = !server.projects().await?.iter().any(|project| project == PROJECT);
        if is_new {
            for (email, name, role) in PEOPLE {
                let (password, project, name) = (Some(PASSWORD), PROJECT, Some(name));
                let member = NewMember { email, name, password, project, language: "en", role };
                server.add_member(member).await?;
            }
        }
        let asked = |role| NewToken { name: "demo".to_owned(), role, days: Some(1) };
        let [(anna, _, hers), (ben, _, his)] = PEOPLE;
        let anna = server.add_token_of(PROJECT, anna, asked(hers)).await?.secret.context("a token")?;
        let ben = server.add_token_of(PROJECT, ben, asked(his)).await?.secret.context("a token")?;

        let listener = listen_on(IpAddr::V4(Ipv4Addr::LOCALHOST), port).await?;
        let origin = format!("http://localhost:{}", listener.local_addr()?.port());
        let (stop, stopped) = oneshot::channel::<()>();
        let served = tokio::spawn(async move {
            // A dropped sender means the same as a sent stop.
            server.serve(listener, async { drop(stopped.await) }).await
        });
        let server = Url::parse(&origin)?;
        let (project, token, ca) = (PROJECT.to_owned(), anna.clone(), Vec::new());
        let arguments = RemoteArguments { server, project, token, ca };
        let remote = Remote::new(&arguments, &Trust::default(), Language::English)?;
        if is_new {
            furnish(place, &remote, [&anna, &ben].map(|token| words(&origin, token))).await?;
        }
        let settings = remote.get("/settings").await?;
        Ok(Live { origin, remote, settings, stop, served })
    }

    /// A Kontor with the studio's guides in it, and with the picker for those who record. On an origin of its own, because guides
    /// name its path.
    ///
    /// # Errors
    /// When the folder cannot be written, or there is no free port.
    pub async fn kontor(&mut self, place: &Place, port: u16) -> Result<Site> {
        let roots = [Root::new("lotse", place.dist())?, Root::new(PROJECT, self.kontor_folder(place)?)?];
        let site = Site::bind(Serve::new(roots).router(), port).await?;
        let start_url = format!("{}/{PROJECT}/", site.origin());
        for environment in &mut self.settings.environments {
            environment.origins = vec![site.origin()];
            environment.start_url = Some(start_url.clone());
        }
        self.settings = self.remote.send(Method::PUT, "/settings", &self.settings).await?;
        Ok(site)
    }

    fn kontor_folder(&self, place: &Place) -> Result<PathBuf> {
        let environment = self.environment()?;
        let key = environment.keys.first().context("the project has no key")?;
        let tags = format!(
            "<script type=\"module\" src=\"/lotse/lotse.js\" data-manifest=\"{origin}{manifest}\" data-key=\"{key}\"></script>\n  \
             <script type=\"module\" src=\"/lotse/lotse-picker.js\" data-studio=\"{origin}\"></script>",
            origin = self.origin,
            manifest = environment.manifest,
        );
        let folder = place.out().join("demo-kontor");
        copy_folder(&place.examples().join(PROJECT), &folder)?;
        replace(&folder.join("index.html"), SDK, &tags)?;
        replace(
            &folder.join("headers.json"),
            "connect-src 'self'",
            &format!("connect-src 'self' {}", self.origin),
        )?;
        Ok(folder)
    }

    /// Where the studio is, and who can sign in.
    pub fn about(&self) -> (String, String) {
        let people = PEOPLE.map(|(email, ..)| email).join(" or ");
        (format!("{}/p/{PROJECT}", self.origin), format!("as {people}, password: {PASSWORD}"))
    }

    /// Ends it.
    ///
    /// # Errors
    /// When it has broken.
    pub async fn stop(self) -> Result<()> {
        drop(self.stop);
        Ok(self.served.await??)
    }

    fn environment(&self) -> Result<&Environment> {
        self.settings.environments.first().context("the project has no environment")
    }
}

/// Kontor's guides: sent by the first person, approved and published by the second.
async fn furnish(place: &Place, remote: &Remote, [hers, his]: [Vec<String>; 2]) -> Result<()> {
    let step = say::step("guides of kontor, to the server");
    let mut settings: Settings = remote.get("/settings").await?;
    *settings.project.pointer_mut("/languages").context("no languages")? = serde_json::json!(["en", "de"]);
    settings.environments = vec![Environment {
        name: "production".to_owned(),
        origins: Vec::new(),
        start_url: None,
        keys: Vec::new(),
        manifest: String::new(),
    }];
    let _: Settings = remote.send(Method::PUT, "/settings", &settings).await?;

    // `lotse push` keeps notes in the folder that it sends.
    let copy = tempfile::tempdir()?;
    let guides = copy.path().join("guides");
    copy_folder(&place.examples().join(PROJECT).join("guides"), &guides)?;
    command(["push", &guides.display().to_string()], &hers).await?;
    let note = "As it came with the demo".to_owned();
    for guide in remote.get::<Vec<Summary>>("/guides").await? {
        let ask = AskReview { note: note.clone(), revision: guide.revision };
        let _: Version = remote.send(Method::POST, &format!("/guides/{}/review", guide.guide), &ask).await?;
    }
    command(["publish", "--note", &note], &his).await?;
    step.done();
    Ok(())
}

fn words(origin: &str, token: &str) -> Vec<String> {
    ["--server", origin, "--project", PROJECT, "--token", token].map(str::to_owned).to_vec()
}

/// Runs `lotse` in this process, on a thread of its own because it waits there.
async fn command<const N: usize>(words: [&str; N], more: &[String]) -> Result<()> {
    let what = words.first().copied().unwrap_or_default();
    let words = ["lotse"].into_iter().chain(words).map(str::to_owned).chain(more.iter().cloned());
    let lotse = Lotse::try_parse_from(words)?;
    let code = tokio::task::spawn_blocking(move || lotse.run(Language::of_terminal())).await?;
    ensure!(code == ExitCode::SUCCESS, "`lotse {what}` does not come to its end");
    Ok(())
}

/// Everything in a folder, into an empty one.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("listing {}", from.display()))? {
        let entry = entry?;
        let there = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &there)?;
        } else {
            fs::copy(entry.path(), &there)?;
        }
    }
    Ok(())
}

fn replace(file: &Path, what: &str, with: &str) -> Result<()> {
    let text = fs::read_to_string(file)?;
    ensure!(text.contains(what), "{} has no {what}", file.display());
    Ok(fs::write(file, text.replace(what, with))?)
}
