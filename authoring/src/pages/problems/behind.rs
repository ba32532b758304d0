//! How far the server is behind a draft that is saved by itself.

use gloo_timers::callback::Timeout;

use crate::components::icon::Icon;
use crate::services::server::Failure;
use crate::words::Words;

/// How long until the server has what was done first.
pub const SAVE_AFTER_MS: u32 = 1_200;

/// What the server has, and what is on its way. The draft's journal says how much there is.
pub struct Behind {
    /// The revision that the next save is made from.
    pub revision: i64,
    saved_len: usize,
    is_sending: bool,
    has_failed: bool,
    timer: Option<Timeout>,
}

impl Behind {
    /// Of a draft as the server has it.
    pub fn new(revision: i64) -> Self {
        Behind { revision, saved_len: 0, is_sending: false, has_failed: false, timer: None }
    }

    /// Something was changed: saves a while after the first of several changes.
    pub fn changed(&mut self, save: impl FnOnce() + 'static) {
        if self.timer.is_none() {
            self.timer = Some(Timeout::new(SAVE_AFTER_MS, save));
        }
    }

    /// It is time to save; whether there is anything to send now.
    pub fn begin(&mut self, journal_len: usize) -> bool {
        self.timer = None;
        if self.is_sending || journal_len <= self.saved_len {
            return false;
        }
        self.is_sending = true;
        true
    }

    /// The server has answered what was sent when the journal was so long; whether more has to go there.
    pub fn answered(&mut self, answer: Result<i64, &Failure>, sent_len: usize, journal_len: usize) -> bool {
        self.is_sending = false;
        self.has_failed = answer.is_err();
        match answer {
            Ok(revision) => {
                self.revision = revision;
                self.saved_len = sent_len;
                journal_len > sent_len
            }
            // Nobody answered: the next change tries again, and so does this.
            Err(failure) => failure.kind().is_none(),
        }
    }

    /// How far saving is.
    pub fn said(&self, journal_len: usize, words: &Words) -> (Icon, &'static str) {
        match (self.has_failed, journal_len <= self.saved_len && !self.is_sending) {
            (true, _) => (Icon::Error, words.unsaved),
            (false, true) => (Icon::Cloud, words.saved),
            (false, false) => (Icon::Cloud, words.saving),
        }
    }
}
