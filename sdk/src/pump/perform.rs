//! Effects: one line each, to the stage or to a port.

use lotse_engine::effect::Effect;
use lotse_engine::event::{RequestId, Slot, TimerId};
use lotse_model::diagnostic::Code;
use lotse_model::url::AddressPolicy;

use super::{Pump, now};
use crate::stage::Outcome;
use crate::{ports, settings};

impl Pump {
    /// Does what the engine asks for.
    pub(super) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::FetchGuide { request, guide, languages } => {
                self.library.fetch_guide(request, &guide, &languages)
            }
            Effect::SetTimer { timer: TimerId(timer), at_ms } => {
                let delay_ms = at_ms.saturating_sub(now().monotonic_ms);
                ports::set_alarm(self.id, timer, delay_ms as f64);
            }
            Effect::ClearTimer { timer: TimerId(timer) } => ports::clear_alarm(self.id, timer),
            Effect::Store { slot, value } => self.store(slot, value),
            Effect::Navigate { url } => self.navigate(&url),
            Effect::CallHost { name } => {
                if !ports::call_host(self.id, &name) {
                    self.diagnose(Code::ACTION_FAILED, &name);
                }
            }
            Effect::OpenSystemSetting { setting } => {
                if let Some(address) = self.platform.and_then(|platform| settings::address(setting, platform))
                {
                    ports::open_external(&address);
                }
            }
            Effect::Send { request: RequestId(request), batch } => ports::send(self.id, request, &batch),
            Effect::Complete => ports::tell(self.id, "rest", "0"),
            Effect::Notify { record } => ports::tell(self.id, "event", &record),
            Effect::Diagnose { code, detail } => self.diagnose(code, &detail),
            in_the_page => {
                if self.stage.perform(in_the_page) == Outcome::Failed {
                    self.diagnose(Code::ACTION_FAILED, "");
                }
            }
        }
    }

    fn store(&mut self, slot: Slot, value: Option<String>) {
        if !self.config.stores {
            return;
        }
        let (key, open) = (self.keys.slot(slot), self.keys.open());
        let is_kept = match &value {
            Some(value) => ports::remember(&key, value),
            None => {
                ports::forget(&key);
                true
            }
        };
        // The loader looks for this one key before it decides that a page needs nothing.
        match (slot, &value) {
            (Slot::Session, Some(_)) => _ = ports::remember(&open, "1"),
            (Slot::Session, None) => ports::forget(&open),
            _ => {}
        }
        if !is_kept && !self.is_storage_reported {
            self.is_storage_reported = true;
            self.diagnose(Code::STORAGE_UNAVAILABLE, "");
        }
    }

    /// Same origin, or one that the project lists; anything else is refused here, whatever the bundle says.
    fn navigate(&self, url: &str) {
        let origins = self.library.manifest().map(|manifest| manifest.navigate_origins.as_slice());
        let policy = AddressPolicy {
            navigate_origins: origins.unwrap_or_default(),
            page_origin: &self.page_origin,
            ..AddressPolicy::default()
        };
        match policy.navigate(url) {
            Ok(address) => ports::go_to(&address),
            Err(_) => self.diagnose(Code::ADDRESS_REFUSED, url),
        }
    }
}
