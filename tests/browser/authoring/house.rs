//! A server of its own with the studio in it, and what is needed to get to work there.

use std::net::Ipv4Addr;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use lotse_server::{Config, Server};
use lotse_tests::find::{css, role};
use lotse_tests::page::Page;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::time::sleep;

/// The code of the first account.
pub const CODE: &str = "KQ7M-2VXR";
/// Address of the first account.
pub const ANNA: &str = "anna@example.org";
/// Address of the second person.
const BEN: &str = "ben@example.org";
/// Everybody's password.
pub const PASSWORD: &str = "a rather long sentence";

/// How long the server may take to have what was typed.
const SAVED_WITHIN: Duration = Duration::from_secs(10);

/// A running server; ends when dropped.
pub struct House {
    /// Where it is.
    pub origin: String,
    /// The same, for what operators do on its data.
    pub server: Server,
    _stop: oneshot::Sender<()>,
    _folder: TempDir,
}

impl House {
    /// Starts a server that nobody has an account on.
    pub async fn open(page: &Page) -> Result<Self> {
        Self::open_with(page, |_| {}).await
    }

    async fn open_with(page: &Page, change: impl FnOnce(&mut Config)) -> Result<Self> {
        let folder = TempDir::new()?;
        let studio = page.place().out().join("studio");
        ensure!(studio.join("index.html").is_file(), "the studio is not built: cargo xtask studio");
        let mut config = Config::in_folder(folder.path().join("data"));
        config.studio = Some(studio);
        config.sdk = Some(page.place().dist());
        config.setup_code = Some(CODE.to_owned());
        change(&mut config);
        let server = Server::open(config).await.map_err(|error| anyhow!("{error}"))?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let origin = format!("http://localhost:{}", listener.local_addr()?.port());
        let running = server.clone();
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(async move {
            let until = async move { drop(stopped.await) };
            running.serve(listener, until).await
        });
        warm(&origin, &page.place().out().join("studio/studio")).await?;
        Ok(House { origin, server, _stop: stop, _folder: folder })
    }

    /// A server with the first account, signed in, in a project `crm` whose main language is English.
    pub async fn furnished(page: &Page) -> Result<Self> {
        Self::furnished_with(page, |_| {}).await
    }

    /// The same with other settings.
    pub async fn furnished_with(page: &Page, change: impl FnOnce(&mut Config)) -> Result<Self> {
        let house = Self::open_with(page, change).await?;
        page.goto(&house.url("/")).await?;
        page.until("document.querySelector('main')").await?;
        let setup = json!({ "code": CODE, "name": "Anna Krüger", "email": ANNA, "password": PASSWORD, "project": "crm", "language": "en" });
        house.ask(page, "POST", "/setup", setup).await?;
        let mut settings = house.ask(page, "GET", "/projects/crm/settings", Value::Null).await?;
        *settings.pointer_mut("/project/languages").context("languages")? = json!(["en", "de"]);
        house.ask(page, "PUT", "/projects/crm/settings", settings).await?;
        Ok(house)
    }

    /// An address in the studio.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// Asks the server as the page would, with its session.
    pub async fn ask(&self, page: &Page, method: &str, path: &str, body: Value) -> Result<Value> {
        let script = "const [method, path, body, done] = arguments;
            (async () => {
              const session = await (await fetch('/api/v1/session')).json();
              const options = { method, headers: { 'x-lotse-csrf': session.csrf, 'content-type': 'application/json', 'accept-language': 'en' } };
              if (body !== null) options.body = JSON.stringify(body);
              const answer = await fetch('/api/v1' + path, options);
              const text = await answer.text();
              return { status: answer.status, body: text ? JSON.parse(text) : null };
            })().then(done, (error) => done({ status: 0, body: String(error) }));";
        let answer = page.script_async(script, vec![method.into(), path.into(), body]).await?;
        let status = answer.get("status").and_then(Value::as_u64).unwrap_or(0);
        ensure!((200..300).contains(&status), "{method} {path}: {answer}");
        Ok(answer.get("body").cloned().unwrap_or_default())
    }

    /// Makes Ben a member, with the same password.
    pub async fn invite_ben(&self, page: &Page) -> Result<()> {
        let ben = json!({ "email": BEN, "name": "Ben Osei", "password": PASSWORD, "role": "reviewer" });
        self.ask(page, "PUT", "/projects/crm/members", ben).await.map(|_| ())
    }

    /// Signs Ben in where he wanted to go.
    pub async fn sign_ben_in(&self, page: &Page, path: &str) -> Result<()> {
        page.goto(&self.url(path)).await?;
        prefer(page, "en", "light").await?;
        page.reload().await?;
        page.fill(role("textbox", "E-mail address"), BEN).await?;
        page.fill(css("input[type=password]"), PASSWORD).await?;
        page.click(role("button", "Sign in")).await
    }

    /// Makes a guide from a file.
    pub async fn put_guide(&self, page: &Page, source: &str) -> Result<()> {
        self.ask(page, "POST", "/projects/crm/guides", json!({ "source": source })).await.map(|_| ())
    }

    /// The text of a guide as the server has it.
    pub async fn stored(&self, page: &Page, guide: &str) -> Result<Value> {
        let stored = self.ask(page, "GET", &format!("/projects/crm/guides/{guide}"), Value::Null).await?;
        let source = stored.get("source").and_then(Value::as_str).context("a source")?;
        Ok(serde_json::from_str(source)?)
    }

    /// Waits until the server has this at a place of a guide. What the page says of saving may be older than the last key.
    pub async fn holds(&self, page: &Page, guide: &str, pointer: &str, wanted: Value) -> Result<()> {
        self.keeps(page, &format!("/projects/crm/guides/{guide}"), pointer, wanted).await.map(|_| ())
    }

    /// The same of any document that is saved by itself. What the server has then.
    pub async fn keeps(&self, page: &Page, path: &str, pointer: &str, wanted: Value) -> Result<Value> {
        let what = format!("{wanted} at {pointer}");
        self.comes_to(page, path, &what, |document| document.pointer(pointer) == Some(&wanted)).await
    }

    /// Waits until what the server has fits. What it has then.
    pub async fn comes_to(
        &self,
        page: &Page,
        path: &str,
        what: &str,
        fits: impl Fn(&Value) -> bool,
    ) -> Result<Value> {
        let deadline = Instant::now() + SAVED_WITHIN;
        loop {
            let stored = self.ask(page, "GET", path, Value::Null).await?;
            let source = stored.get("source").and_then(Value::as_str).context("a source")?;
            let document: Value = serde_json::from_str(source)?;
            if fits(&document) {
                return Ok(document);
            }
            ensure!(Instant::now() < deadline, "the server does not get {what}: {document}");
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// Opens a guide in whichever language, and waits until it may be written.
    pub async fn open_written(&self, page: &Page, guide: &str) -> Result<()> {
        page.goto(&self.url(&format!("/p/crm/guides/{guide}"))).await?;
        page.until("document.querySelector('.bar .primary:not(:disabled)')").await
    }

    /// Opens a guide and waits until it may be written.
    pub async fn open_guide(&self, page: &Page, guide: &str) -> Result<()> {
        page.goto(&self.url(&format!("/p/crm/guides/{guide}"))).await?;
        page.find(role("button", "Send to review")).await?;
        page.until("document.querySelector('.bar .primary:not(:disabled)')").await
    }
}

/// Asks for the module once: a server that is not optimised takes seconds to compress it, and pages do not wait so long.
async fn warm(origin: &str, folder: &Path) -> Result<()> {
    let names =
        std::fs::read_dir(folder)?.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
    let module = names.into_iter().find(|name| name.ends_with(".wasm")).context("the studio's module")?;
    let host = origin.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1")).await?;
    let request = format!(
        "GET /studio/{module} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    ensure!(
        answer.starts_with(b"HTTP/1.1 200"),
        "{}",
        String::from_utf8_lossy(&answer.iter().copied().take(200).collect::<Vec<u8>>())
    );
    Ok(())
}

/// Speaks a language and is light or dark from the next page on.
pub async fn prefer(page: &Page, language: &str, scheme: &str) -> Result<()> {
    let body = "localStorage.setItem('lotse.studio.language', arguments[0]); localStorage.setItem('lotse.studio.scheme', arguments[1])";
    page.script(body, vec![language.into(), scheme.into()]).await.map(|_| ())
}

/// A guide with a straight path and a question, in both languages.
pub fn guide() -> String {
    let step = |id: &str, number: u32, next: &str| {
        json!({ "kind": "instruct", "id": id, "surface": "modal",
            "title": { "en": format!("Do number {number}"), "de": format!("Nummer {number} tun") },
            "body": { "en": format!("The **{number}.** of several."), "de": format!("Das **{number}.** von mehreren.") }, "next": next })
    };
    let answer = |id: &str, english: &str, german: &str, next: &str| json!({ "id": id, "label": { "en": english, "de": german }, "next": next });
    json!({ "schema": 0, "guide": {
        "id": "print", "title": { "en": "Print an invoice", "de": "Eine Rechnung drucken" }, "start": "one",
        "steps": [
            step("one", 1, "two"), step("two", 2, "ask"),
            { "kind": "question", "id": "ask", "title": { "en": "Did it print?", "de": "Wurde gedruckt?" },
              "answers": [answer("yes", "Yes", "Ja", "done"), answer("no", "No", "Nein", "handed")] },
            { "kind": "end", "id": "done", "outcome": "solved", "title": { "en": "Done", "de": "Geschafft" } },
            { "kind": "end", "id": "handed", "outcome": "escalated", "title": { "en": "We take over", "de": "Wir übernehmen" } }
        ] } })
    .to_string()
}
