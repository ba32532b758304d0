//! A stand-in for the desk's server: takes cases, tells how they stand, counts "me too". What it was given can be looked at.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use lotse_model::handover::Handover;
use lotse_tests::server::Reply;

/// The stand-in.
#[derive(Clone, Default)]
pub struct Desk {
    is_away: Arc<AtomicBool>,
    cases: Arc<Mutex<HashMap<String, Vec<u8>>>>,
    me_too: Arc<Mutex<Vec<String>>>,
}

impl Desk {
    /// Whether it answers.
    pub fn set_away(&self, is_away: bool) {
        self.is_away.store(is_away, Ordering::SeqCst);
    }

    /// What it was handed, as bytes.
    pub fn bodies(&self) -> Vec<Vec<u8>> {
        self.cases.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// What it was handed.
    pub fn cases(&self) -> Vec<Handover> {
        let text = |body: &Vec<u8>| String::from_utf8_lossy(body).into_owned();
        self.bodies().iter().filter_map(|body| lotse_model::wire::read(&text(body)).ok()).collect()
    }

    /// For which notices "me too" was said.
    pub fn me_too(&self) -> Vec<String> {
        self.me_too.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Answers a request.
    pub fn answer(&self, method: &str, path: &str, body: &[u8]) -> Reply {
        let json = |text: String| Reply::new("application/json", text);
        if self.is_away.load(Ordering::SeqCst) {
            return json(String::new()).status(503);
        }
        let rest = path.trim_start_matches("/desk/");
        let mut cases = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
        match (method, rest.split('/').collect::<Vec<_>>().as_slice()) {
            ("POST", ["cases"]) => {
                let text = String::from_utf8_lossy(body).into_owned();
                let Ok(case) = lotse_model::wire::read::<Handover>(&text) else {
                    return json(String::new()).status(400);
                };
                if case.excess().is_some() || cases.get(&case.id).is_some_and(|known| known != body) {
                    return json(String::new()).status(409);
                }
                let answer = format!(r#"{{"id":"{}","state":"waiting"}}"#, case.id);
                cases.insert(case.id, body.to_vec());
                json(answer).status(202)
            }
            ("GET", ["cases", id]) if cases.contains_key(*id) => {
                json(format!(r#"{{"id":"{id}","state":"delivered","ticket":"4711","changed_ms":1}}"#))
            }
            ("POST", ["notices", notice, "me-too"]) => {
                self.me_too.lock().unwrap_or_else(PoisonError::into_inner).push((*notice).to_owned());
                json(String::new()).status(204)
            }
            _ => json(String::new()).status(404),
        }
    }
}
