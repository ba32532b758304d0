//! What the library needs, and what the ports answer.

use lotse_engine::event::{Event, RequestId, TimerId};
use lotse_model::bundle::{MAX_CHUNK_BYTES, MAX_CHUNK_RATIO};
use lotse_model::diagnostic::Code;
use lotse_model::json::{Json, write_integer};
use lotse_model::seek::{joined, strung};

use super::Pump;
use crate::library::{Floor, Need, Refusal, Ticket, Verdict};
use crate::ports::{self, Answer};

/// Separates manifest and signature where both are kept as one text; neither can contain it.
const SEPARATOR: char = '\0';

impl Pump {
    /// Does what the library asks for.
    pub(super) fn fulfil(&mut self) {
        for need in self.library.take_needs() {
            match need {
                Need::Fetch { ticket, url } => {
                    ports::fetch_text(
                        self.id,
                        ticket.0,
                        &url,
                        MAX_CHUNK_BYTES as u32,
                        MAX_CHUNK_RATIO as u32,
                    );
                }
                Need::RecallChunk { ticket, name } => ports::recall_chunk(self.id, ticket.0, &name),
                Need::Digest { ticket, text } => ports::digest(self.id, ticket.0, &text),
                Need::Verify { text, signature } => {
                    ports::verify(self.id, &text, signature.trim(), &strung(&self.config.keys, ' '));
                }
                Need::Recall if self.config.stores => ports::recall_good(self.id, &self.config.scope),
                Need::Recall => self.library.recalled(None),
                Need::Keep { manifest, signature } if self.config.stores => {
                    let text = joined(&[manifest.as_str(), "\0", signature.as_deref().unwrap_or_default()]);
                    ports::keep("manifests", &self.config.scope, &text);
                }
                Need::KeepChunk { name, text } if self.config.stores => ports::keep("chunks", &name, &text),
                Need::KeepFloor(floor) if self.config.stores => self.keep_floor(floor),
                Need::Keep { .. } | Need::KeepChunk { .. } | Need::KeepFloor(_) => {}
                Need::Tell(event) => self.queue.push_back(event),
                Need::Diagnose(Refusal { code, detail }) => self.diagnose(code, &detail),
            }
        }
    }

    /// A port answers.
    pub fn answer(&mut self, kind: u32, ticket: u32, text: Option<String>) {
        let Some(kind) = Answer::from_number(kind) else { return };
        match kind {
            Answer::Fetched => self.library.fetched(Ticket(ticket), fetched(text)),
            Answer::Digested => self.library.digested(Ticket(ticket), text.as_deref()),
            Answer::Verified => self.library.verified(match text.as_deref() {
                Some("valid") => Verdict::Valid,
                Some(_) => Verdict::Invalid,
                None => Verdict::Unavailable,
            }),
            Answer::Recalled => self.library.recalled(text.as_deref().map(|text| {
                let (manifest, signature) = text.split_once(SEPARATOR).unwrap_or((text, ""));
                (manifest.to_owned(), Some(signature.to_owned()).filter(|signature| !signature.is_empty()))
            })),
            Answer::Timer => self.queue.push_back(Event::Timer(TimerId(ticket))),
            Answer::Stored => {
                let slot = text.as_deref().and_then(|key| self.keys.slot_of(key));
                if let Some(slot) = slot {
                    let value = ports::recall(&self.keys.slot(slot));
                    self.stored(slot, value);
                }
            }
            Answer::Visible => self.queue.push_back(Event::Visibility { is_visible: ticket == 1 }),
            Answer::Sent => {
                let (request, is_acknowledged) = (RequestId(ticket), text.is_some());
                self.queue.push_back(Event::Sent { request, is_acknowledged });
            }
            Answer::Completed => self.queue.push_back(Event::Completed),
        }
        self.run();
    }

    /// Tells listeners of `on('diagnostic')`.
    pub(super) fn diagnose(&self, code: Code, detail: &str) {
        let members =
            vec![("code".to_owned(), Json::Text(code.name())), ("detail".to_owned(), Json::from(detail))];
        ports::tell(self.id, "diagnostic", &Json::Map(members).write());
    }

    fn keep_floor(&self, floor: Floor) {
        let mut text = String::new();
        write_integer(floor.release, &mut text);
        text.push(' ');
        write_integer(floor.issued_s, &mut text);
        ports::remember(&self.keys.floor(), &text);
    }
}

fn fetched(text: Option<String>) -> Result<String, Refusal> {
    match text {
        Some(text) if text.starts_with('=') => Ok(text.get(1..).unwrap_or_default().to_owned()),
        Some(text) if text == "!large" => Err(Refusal::new(Code::BUNDLE_TOO_LARGE, "")),
        _ => Err(Refusal::new(Code::CHUNK_UNREACHABLE, "")),
    }
}
