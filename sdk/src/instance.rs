//! One instance as JavaScript holds it: an opaque handle with four doors.

use core::sync::atomic::{AtomicU32, Ordering};

use lotse_dom::guard::{set_door, set_ear};
use lotse_dom::natives::Signal;
use lotse_model::json;
use lotse_model::wire::{Reader, Wire};
use wasm_bindgen::prelude::*;

use crate::config::Config;
use crate::ports;
use crate::pump::Pump;

/// Instances are numbered so that ports can name them.
static INSTANCES: AtomicU32 = AtomicU32::new(1);

/// An instance. Never entered while it is entered: everything that happens meanwhile is queued by the ports.
#[wasm_bindgen]
pub struct Instance {
    pump: Pump,
}

/// Begins an instance: configuration as JSON, the documents that the loader has fetched, and the loader's hooks.
///
/// # Errors
/// When the configuration cannot be read; only a loader of another version can bring that about.
#[wasm_bindgen]
pub fn create(
    configuration: &str,
    main: &JsValue,
    signature: &JsValue,
    hooks: &JsValue,
) -> Result<JsValue, JsValue> {
    let config = json::parse(configuration).ok().and_then(|json| Config::take(&json, &mut Reader::default()));
    let config = config.ok_or_else(|| JsValue::from_str("configuration"))?;
    let id = INSTANCES.fetch_add(1, Ordering::Relaxed);
    set_ear(hooks);
    let pump = Pump::new(id, config, main, signature);
    open_door();
    Ok(ports::adopt(id, Instance { pump }, hooks))
}

/// The one door for what happens in the page, opened with the first instance; what shuts it belongs to the ports.
fn open_door() {
    let shut = set_door(ports::door().unchecked_ref());
    ports::on_death(shut.as_ref());
}

#[wasm_bindgen]
impl Instance {
    /// Begins to work; called once the instance can be reached.
    pub fn begin(&mut self) {
        self.pump.begin();
    }

    /// Something that was listened for has happened.
    pub fn wake(&mut self, token: u32, event: &Signal) {
        self.pump.wake(token, event);
    }

    /// A port answers.
    pub fn answer(&mut self, kind: u32, ticket: u32, text: Option<String>) {
        self.pump.answer(kind, ticket, text);
    }

    /// The host app calls.
    pub fn call(&mut self, name: &str, payload: &str) -> Option<String> {
        self.pump.call(name, payload)
    }

    /// The host app ends the instance.
    pub fn end(&mut self) {
        self.pump.end();
    }
}
