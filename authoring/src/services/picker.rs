//! The picker in the host app: opening the app, meeting the picker there, talking with it.
//!
//! Where the app was opened from here, over a port of its own after both sides have looked at `origin` and `source`; elsewhere
//! through the server's relay, after a code was typed in the app. What is said is written down in `lotse_api::channel`.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::{Array, Object, Reflect};
use lotse_api::channel::{FromPicker, FromStudio, MAX_MESSAGE_BYTES, PROTOCOL};
use lotse_api::pairing::{NewPairing, Pairing, Parcel};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageChannel, MessageEvent, MessagePort, Window};
use yew::Callback;

use super::server::{Failure, Server, part};

/// Name of the window of the host app.
const WINDOW: &str = "lotse-app";

/// A picker, as far as it was met.
pub struct Picker {
    /// Origins that a picker may speak from.
    origins: Vec<String>,
    app: Option<Window>,
    /// The picker that was known before this page was loaded anew.
    known: Option<String>,
    way: Way,
    /// Set when nobody listens to the relay any more.
    is_over: Rc<Cell<bool>>,
    _knocks: Option<EventListener>,
    on_said: Callback<FromPicker>,
}

enum Way {
    None,
    Port(MessagePort, #[allow(dead_code, reason = "hears as long as it is held")] EventListener),
    Relay(Server, String),
}

impl Picker {
    /// Listens for a picker in apps of these origins. `known` names one that this page knew before it was loaded anew.
    pub fn listen(
        origins: Vec<String>,
        known: Option<String>,
        on_knock: Callback<MessageEvent>,
        on_said: Callback<FromPicker>,
    ) -> Self {
        let knocks = web_sys::window().map(|window| {
            EventListener::new(&window, "message", move |event| {
                if let Some(event) = event.dyn_ref::<MessageEvent>() {
                    on_knock.emit(event.clone());
                }
            })
        });
        Picker { origins, app: None, known, way: Way::None, is_over: Rc::default(), _knocks: knocks, on_said }
    }

    /// Opens the host app. Says whether the browser let it.
    pub fn open(&mut self, address: &str) -> bool {
        let opened = web_sys::window()
            .and_then(|window| window.open_with_url_and_target(address, WINDOW).ok().flatten());
        self.app = opened;
        self.app.is_some()
    }

    /// Brings the window of the host app to the front.
    pub fn show(&self) {
        if let Some(app) = &self.app {
            let _ = app.focus();
        }
    }

    /// Somebody knocks: a picker is let in when origin and window are right. Answers its name then.
    pub fn knock(&mut self, event: &MessageEvent) -> Option<String> {
        let word = |name: &str| Reflect::get(&event.data(), &name.into()).ok()?.as_string();
        if word("lotse").as_deref() != Some("picker") || !self.origins.contains(&event.origin()) {
            return None;
        }
        let protocol = Reflect::get(&event.data(), &"protocol".into()).ok()?.as_f64()?;
        let rendezvous = word("rendezvous")?;
        let source: Window = event.source()?.unchecked_into();
        let is_opened =
            self.app.as_ref().is_some_and(|app| JsValue::from(app.clone()) == JsValue::from(source.clone()));
        let is_known = self.known.as_ref() == Some(&rendezvous);
        if protocol != f64::from(PROTOCOL) || !(is_opened || is_known) {
            return None;
        }
        let channel = MessageChannel::new().ok()?;
        let port = channel.port1();
        let on_said = self.on_said.clone();
        let hears = EventListener::new(&port, "message", move |event| {
            let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
            if let Some(said) = text.as_deref().and_then(understood) {
                on_said.emit(said);
            }
        });
        port.start();
        let answer = Object::new();
        for (name, value) in [
            ("lotse", JsValue::from("studio")),
            ("protocol", PROTOCOL.into()),
            ("rendezvous", (&rendezvous).into()),
        ] {
            let _ = Reflect::set(&answer, &name.into(), &value);
        }
        source.post_message_with_transfer(&answer, &event.origin(), &Array::of1(&channel.port2())).ok()?;
        self.app = Some(source);
        self.known = Some(rendezvous.clone());
        self.way = Way::Port(port, hears);
        Some(rendezvous)
    }

    /// Asks the server for a code that is to be typed in the app, and listens to the relay from then on.
    pub fn pair(
        &mut self,
        server: &Server,
        project: &str,
        environment: &str,
        on_code: Callback<Result<Pairing, Failure>>,
    ) {
        let is_over = Rc::clone(&self.is_over);
        let (server, path) = (server.clone(), format!("/projects/{}/pairings", part(project)));
        let wish = NewPairing { environment: environment.to_owned() };
        let on_said = self.on_said.clone();
        spawn_local(async move {
            match server.post::<Pairing>(&path, &wish).await {
                Ok(pairing) => {
                    let id = pairing.pairing.clone();
                    on_code.emit(Ok(pairing));
                    hear(&server, &id, &is_over, &on_said).await;
                }
                Err(failure) => on_code.emit(Err(failure)),
            }
        });
    }

    /// A relay was made: what is said from now on goes there.
    pub fn relayed(&mut self, server: &Server, pairing: &str) {
        if !matches!(self.way, Way::Port(..)) {
            self.way = Way::Relay(server.clone(), pairing.to_owned());
        }
    }

    /// Says something to the picker. What is too long is not said.
    pub fn say(&self, message: &FromStudio) -> bool {
        let Ok(text) = serde_json::to_string(message) else { return false };
        if text.len() > MAX_MESSAGE_BYTES {
            return false;
        }
        match &self.way {
            Way::None => return false,
            Way::Port(port, _) => return port.post_message(&text.into()).is_ok(),
            Way::Relay(server, pairing) => {
                let (server, path) = (server.clone(), relay(pairing));
                let parcel = Parcel { last: 0, messages: vec![text] };
                spawn_local(async move { drop(server.tell(&path, &parcel).await) });
            }
        }
        true
    }
}

impl Drop for Picker {
    fn drop(&mut self) {
        self.say(&FromStudio::Bye {});
        self.is_over.set(true);
    }
}

fn relay(pairing: &str) -> String {
    format!("/pairings/{}/messages", part(pairing))
}

/// Listens until the relay is gone. Each question waits at the server until there is something.
async fn hear(server: &Server, pairing: &str, is_over: &Rc<Cell<bool>>, on_said: &Callback<FromPicker>) {
    let mut last = 0;
    while !is_over.get() {
        match server.get::<Parcel>(&format!("{}?after={last}", relay(pairing))).await {
            Ok(parcel) => {
                last = parcel.last.max(last);
                parcel
                    .messages
                    .iter()
                    .filter_map(|text| understood(text))
                    .for_each(|said| on_said.emit(said));
            }
            Err(Failure::Offline) => gloo_timers::future::TimeoutFuture::new(1_000).await,
            Err(_) => return,
        }
    }
}

/// Unknown kinds are passed over.
fn understood(text: &str) -> Option<FromPicker> {
    if text.len() > MAX_MESSAGE_BYTES { None } else { serde_json::from_str(text).ok() }
}
