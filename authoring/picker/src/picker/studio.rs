//! What the studio says, and what is said to it: meeting, parting, what is wanted, trying.

use lotse_api::channel::{FromPicker, FromStudio, PROTOCOL, RecordingState, Simulation};
use lotse_dom::guard::Guard;
use lotse_model::target::Target;
use serde::Deserialize;

use super::{Link, Picker};
use crate::pick::Pick;
use crate::{ports, recorder, words};

/// How long numbers stay, in milliseconds.
const FLASH_MS: f64 = 2600.0;

impl Picker {
    pub(super) fn look_for_studio(&mut self) {
        if let Some((pairing, secret)) = &self.memory.relay {
            self.link = Link::Looking;
            ports::rejoin(&self.settings.api, pairing, secret, &self.ear);
        } else if ports::has_opener() && !self.settings.studio.is_empty() {
            self.link = Link::Looking;
            ports::meet(&self.settings.studio, PROTOCOL, &self.memory.rendezvous, &self.ear);
        }
    }

    pub(super) fn met(&mut self, relay: &str) {
        if let Ok(Relay { pairing, secret }) = serde_json::from_str(relay) {
            self.memory.relay = Some((pairing, secret));
        }
        (self.link, self.is_pairing, self.error) = (Link::Met, false, None);
        self.memory.keep();
        recorder::tell(&FromPicker::Hello {
            protocol: PROTOCOL,
            page: self.page.clone(),
            rendezvous: self.memory.rendezvous.clone(),
        });
        // A page that came anew in the middle of a recording goes on with it.
        if self.memory.recording != RecordingState::Off {
            recorder::tell(&FromPicker::Recording { state: self.memory.recording, last: self.memory.number });
        }
    }

    pub(super) fn parted(&mut self) {
        self.memory.relay = None;
        self.memory.keep();
        self.link = Link::Alone;
    }

    pub(super) fn refused(&mut self, status: &str) {
        let german = self.memory.is_german();
        self.is_pairing = false;
        self.error =
            Some(if status == "0" { words::code_unreachable(german) } else { words::code_refused(german) });
    }

    pub(super) fn receive(&mut self, text: &str) {
        if text.len() > lotse_api::channel::MAX_MESSAGE_BYTES * 16 {
            return;
        }
        // What this version does not know is passed over.
        let Ok(message) = serde_json::from_str::<FromStudio>(text) else { return };
        match message {
            FromStudio::Welcome { protocol, language, heard, .. } => self.welcome(protocol, language, heard),
            FromStudio::Heard { number } => {
                self.memory.unsent.retain(|action| action.number > number);
                self.memory.keep();
            }
            FromStudio::Record { on } => {
                self.tell_recording(if on { RecordingState::On } else { RecordingState::Off });
            }
            FromStudio::Pick { purpose } => {
                self.flash = None;
                self.end_tracing();
                self.pick = Some(Pick::new(purpose));
                ports::thaw(false);
                self.set_mode();
            }
            FromStudio::CancelPick {} => self.end_pick(),
            FromStudio::Find { purpose, target } => self.find(purpose, &target),
            FromStudio::Retrace { purpose, record, target } => self.retrace(purpose, &record, &target),
            FromStudio::Try { bundle, guide, simulate } => self.begin_trying(&bundle, &guide, &simulate),
            FromStudio::StopTrying {} => self.stop_trying(),
            FromStudio::Bye {} => {
                ports::part();
                self.end_pick();
                self.end_tracing();
                self.stop_trying();
                self.link = Link::Alone;
                if self.memory.relay.is_none() {
                    self.look_for_studio();
                }
            }
        }
    }

    pub(super) fn welcome(&mut self, protocol: u32, language: String, heard: u64) {
        if protocol != PROTOCOL {
            return;
        }
        self.link = Link::Welcome;
        self.memory.language = language;
        self.memory.unsent.retain(|action| action.number > heard);
        self.memory.keep();
        for action in self.memory.unsent.clone() {
            recorder::tell(&FromPicker::Did { action });
        }
        let state = self.memory.recording;
        if state != RecordingState::Off {
            recorder::tell(&FromPicker::Recording { state, last: self.memory.number });
        }
        self.set_mode();
    }

    pub(super) fn find(&mut self, purpose: String, target: &serde_json::Value) {
        let german = self.memory.is_german();
        let Ok(target) = lotse_model::wire::read::<Target>(&target.to_string()) else {
            let reason = Some("unreadable".to_owned());
            recorder::tell(&FromPicker::Found { purpose, matches: 0, reason });
            return;
        };
        let finding = self.reader.find(&target);
        self.marks.all(&finding.nodes);
        self.marks.say(&words::matches(finding.nodes.len(), german));
        self.flash = Some(Guard::timer(FLASH_MS));
        let matches = finding.nodes.len() as u32;
        let reason = finding.reason.map(str::to_owned);
        recorder::tell(&FromPicker::Found { purpose, matches, reason });
    }

    pub(super) fn begin_trying(&mut self, bundle: &str, guide: &str, simulate: &Simulation) {
        let Ok(simulation) = serde_json::to_string(simulate) else { return };
        self.is_trying = true;
        ports::try_guide(
            &self.settings.sdk,
            env!("CARGO_PKG_VERSION"),
            bundle,
            guide,
            &simulation,
            &self.ear,
        );
    }

    pub(super) fn stop_trying(&mut self) {
        self.is_trying = false;
        ports::stop_trying();
    }

    pub(super) fn tried(&mut self, text: &str) {
        if let Ok(Tried { about, record }) = serde_json::from_str(text) {
            recorder::tell(&FromPicker::Tried { about, record });
        }
    }
}

/// What proves our side of a relay.
#[derive(Deserialize)]
struct Relay {
    pairing: String,
    secret: String,
}

/// News of a guide that is being tried.
#[derive(Deserialize)]
struct Tried {
    about: String,
    record: serde_json::Value,
}
