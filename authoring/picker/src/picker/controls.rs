//! The technician's own controls: buttons of the bar, their keys, and what the bar shows.

use lotse_api::channel::{Done, FromPicker, RecordingState};

use super::{Link, Picker};
use crate::bar::{Face, Press};
use crate::{ports, recorder};

impl Picker {
    pub(super) fn shortcut(&mut self, name: &str) {
        let is_on = self.memory.recording == RecordingState::On;
        let is_recording = self.memory.recording != RecordingState::Off;
        match name {
            "move" => self.press(Press::Move),
            "code" => self.bar.focus_code(),
            "pause" if is_recording => self.press(if is_on { Press::Pause } else { Press::Resume }),
            "undo" if is_recording => self.press(Press::Undo),
            "keep" if is_recording => self.press(Press::Keep),
            "finish" if is_recording => self.press(Press::Finish),
            _ => {}
        }
    }

    pub(super) fn press(&mut self, press: Press) {
        match press {
            Press::Connect => {
                self.is_pairing = true;
                self.error = None;
                ports::pair(&self.settings.api, &self.bar.code(), &self.ear);
            }
            Press::Pause => {
                self.memory.address.clone_from(&self.page.address);
                self.tell_recording(RecordingState::Paused);
            }
            Press::Resume => {
                self.tell_recording(RecordingState::On);
                // Where the app was taken to meanwhile is part of the way.
                if self.memory.address != self.page.address {
                    self.act(None, Done::Navigated { is_load: false });
                }
            }
            Press::Undo if self.memory.number > 0 => self.act(None, Done::Undo {}),
            Press::Undo => {}
            Press::Keep => {
                if let Some((element, done)) = self.recorder.mark(&mut self.reader) {
                    self.act(element, done);
                }
            }
            Press::Finish => self.tell_recording(RecordingState::Off),
            Press::Move => {
                self.memory.is_at_top = !self.memory.is_at_top;
                self.memory.keep();
            }
            Press::Cancel => self.cancel_pick(),
            Press::StopTrying => {
                self.stop_trying();
                let record = serde_json::json!({ "kind": "stopped" });
                recorder::tell(&FromPicker::Tried { about: "event".to_owned(), record });
            }
        }
    }

    pub(super) fn show(&mut self) {
        let german = self.memory.is_german();
        let face = if let Some(pick) = &self.pick {
            Face::Picking { is_thawed: pick.is_thawed }
        } else if self.memory.recording != RecordingState::Off {
            let can_keep = self.recorder.field.is_some() && self.memory.recording == RecordingState::On;
            Face::Recording { state: self.memory.recording, count: self.memory.number, can_keep }
        } else if self.is_trying {
            Face::Trying
        } else {
            match self.link {
                Link::Welcome | Link::Met => Face::Ready,
                Link::Looking => Face::Looking,
                Link::Alone => Face::Code { error: self.error, is_busy: self.is_pairing },
            }
        };
        let is_code = matches!(face, Face::Code { is_busy: false, .. });
        self.bar.show(&face, german, self.memory.is_at_top);
        if is_code && self.error.is_some() {
            self.bar.focus_code();
        }
    }
}
