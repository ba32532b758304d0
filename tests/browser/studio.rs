//! The studio's side of the channel, as far as tests need it: it opens the host app, meets its picker, hears actions.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use lotse_api::channel::{Action, FromPicker, FromStudio};
use lotse_tests::find::role;
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Server};
use serde_json::Value;
use thirtyfour::WindowHandle;
use tokio::time::{Instant, sleep};

/// How long something may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);

/// The page of a studio that has opened an app. It is told in its address which, and in which language.
const PAGE: &str = r#"<!doctype html><html lang=en><title>Studio</title><main><h1>Studio</h1><button>Open the app</button></main><script>
  window.messages = []; window.strangers = 0; window.heard = 0; let app, port;
  const [APP, LANGUAGE] = [new URLSearchParams(location.search).get("app"), new URLSearchParams(location.search).get("lang")];
  const say = (message) => port && port.postMessage(JSON.stringify(message));
  window.say = say;
  document.querySelector("button").onclick = () => { app = open(APP, "app"); };
  addEventListener("message", (event) => {
    if (event.data?.lotse !== "picker") return;
    const isKnown = event.source === app || (sessionStorage.rendezvous && sessionStorage.rendezvous === event.data.rendezvous);
    if (event.origin !== new URL(APP).origin || !isKnown || event.data.protocol !== 1) { strangers++; return; }
    sessionStorage.rendezvous = event.data.rendezvous;
    app = event.source;
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      messages.push(data);
      if (message.kind === "hello") say({ kind: "welcome", protocol: 1, language: LANGUAGE, languages: ["en", "de"], heard });
      if (message.kind === "did") { heard = Math.max(heard, message.action.number); say({ kind: "heard", number: heard }); }
    };
    event.source.postMessage({ lotse: "studio", protocol: 1, rendezvous: event.data.rendezvous }, event.origin, [channel.port2]);
  });
  addEventListener("pagehide", () => say({ kind: "bye" }));
</script>"#;

/// The line of a page that loads the picker for the studio at this origin.
pub fn picker_tag(studio: &str) -> String {
    format!("<script type=\"module\" src=\"/lotse/lotse-picker.js\" data-studio=\"{studio}\"></script>")
}

/// A studio in one window, the app in another.
pub struct Studio<'a> {
    page: &'a Page,
    own: WindowHandle,
    app: WindowHandle,
    _server: Server,
    /// How many messages were read.
    seen: Mutex<usize>,
}

impl<'a> Studio<'a> {
    /// Opens the studio, and from there the app; its window is the current one afterwards.
    pub async fn open(page: &'a Page, server: Server, app: &str, language: &str) -> Result<Studio<'a>> {
        let query: String = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("app", app)
            .append_pair("lang", language)
            .finish();
        page.goto(&format!("{}/?{query}", server.origin())).await?;
        let own = page.driver().window().await?;
        page.click(role("button", "Open the app")).await?;
        let app = other_window(page, &own).await?;
        page.driver().switch_to_window(app.clone()).await?;
        Ok(Studio { page, own, app, _server: server, seen: Mutex::default() })
    }

    /// A server for a studio whose app is not known yet.
    pub async fn serve(page: &Page) -> Result<Server> {
        page.serve(Pages::default().page("/", PAGE)).await
    }

    /// Runs a script in the studio's window; the app's is the current one afterwards.
    pub async fn script(&self, body: &str) -> Result<Value> {
        self.page.driver().switch_to_window(self.own.clone()).await?;
        let answer = self.page.script(body, Vec::new()).await;
        self.page.driver().switch_to_window(self.app.clone()).await?;
        answer
    }

    /// Loads the studio's page anew.
    pub async fn reload(&self) -> Result<()> {
        self.page.driver().switch_to_window(self.own.clone()).await?;
        let done = self.page.reload().await;
        self.page.driver().switch_to_window(self.app.clone()).await?;
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = 0;
        done
    }

    pub async fn say(&self, message: &FromStudio) -> Result<()> {
        self.script(&format!("say({})", serde_json::to_string(message)?)).await.map(|_| ())
    }

    /// All messages so far, as they came.
    pub async fn messages(&self) -> Result<Vec<String>> {
        let all = self.script("return messages").await?;
        Ok(serde_json::from_value(all)?)
    }

    /// Waits for the first message after those seen before that fits.
    pub async fn wait<T>(&self, wanted: impl Fn(&FromPicker) -> Option<T>) -> Result<T> {
        let until = Instant::now() + PATIENCE;
        loop {
            let all = self.messages().await?;
            let from = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            for (index, text) in all.iter().enumerate().skip(from) {
                let message: FromPicker = serde_json::from_str(text)?;
                if let Some(found) = wanted(&message) {
                    *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = index + 1;
                    return Ok(found);
                }
            }
            if Instant::now() > until {
                bail!("the picker did not say what was waited for; it said {all:#?}");
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the picker of a page has said hello and was welcomed.
    pub async fn met(&self) -> Result<()> {
        self.wait(|message| matches!(message, FromPicker::Hello { .. }).then_some(())).await
    }

    /// Begins to record.
    pub async fn record(&self) -> Result<()> {
        self.script("heard = 0").await?;
        self.say(&FromStudio::Record { on: true }).await
    }

    /// Finishes by the bar's key, and returns the actions of this recording once all have arrived.
    pub async fn finish(&self) -> Result<Vec<Action>> {
        self.page.press("Alt+Shift+f").await?;
        let last = self
            .wait(|message| match message {
                FromPicker::Recording { state: lotse_api::channel::RecordingState::Off, last } => Some(*last),
                _ => None,
            })
            .await?;
        let until = Instant::now() + PATIENCE;
        loop {
            let actions = actions(&self.messages().await?)?;
            if actions.last().map_or(0, |action| action.number) >= last {
                return Ok(actions);
            }
            if Instant::now() > until {
                bail!("{last} actions were recorded; arrived: {actions:#?}");
            }
            sleep(Duration::from_millis(50)).await;
        }
    }
}

/// The actions of the newest recording, by number, each once.
pub fn actions(messages: &[String]) -> Result<Vec<Action>> {
    let mut all: Vec<Action> = Vec::new();
    for text in messages {
        if let FromPicker::Did { action } = serde_json::from_str(text)? {
            if action.number == 1 && !all.iter().any(|one| one.number == 1 && one.at_ms == action.at_ms) {
                all.clear();
            }
            if !all.iter().any(|one| one.number == action.number) {
                all.push(action);
            }
        }
    }
    Ok(all)
}

/// The window that is not this one, once there is one.
pub async fn other_window(page: &Page, own: &WindowHandle) -> Result<WindowHandle> {
    let until = Instant::now() + PATIENCE;
    loop {
        let all = page.driver().windows().await?;
        if let Some(other) = all.into_iter().find(|window| window != own) {
            return Ok(other);
        }
        if Instant::now() > until {
            return None.context("no second window");
        }
        sleep(Duration::from_millis(50)).await;
    }
}
