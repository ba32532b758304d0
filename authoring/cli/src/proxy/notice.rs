//! What a person should hear while the proxy runs. Each thing once.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::csp::{Disposition, Place};

/// How many different notices are remembered; beyond it, nothing new is said.
const REMEMBERED: usize = 500;

/// Something worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Notice {
    /// A policy lacked something; the lines are what an integrator would write, nonces shown as `…`.
    PolicyExtended {
        /// The first page on which the policy was seen.
        page: String,
        /// Header or `<meta>`.
        place: Place,
        /// Whether browsers enforce it.
        disposition: Disposition,
        /// Whole directives.
        lines: Vec<String>,
    },
    /// A page came in a coding or character set that cannot be rewritten, and went through as it was.
    PageLeftAlone {
        /// Its path.
        page: String,
        /// What stood in the way, as the header says it.
        reason: String,
    },
    /// A service worker was refused.
    ServiceWorkerRefused {
        /// The script's path.
        script: String,
    },
    /// A header that would demand `integrity` on our tag was dropped.
    IntegrityPolicyDropped {
        /// The first page with it.
        page: String,
    },
    /// A policy in a page's markup refuses us in the browser mode, which changes headers only.
    PolicyBlocks {
        /// The directive that refused.
        directive: String,
    },
    /// The app sends the browser to another origin.
    LeadsElsewhere {
        /// That origin.
        origin: String,
    },
    /// The app could not be reached.
    Unreachable {
        /// Why, in words.
        reason: String,
    },
}

/// A listener for notices.
pub type Notices = Arc<dyn Fn(Notice) + Send + Sync>;

/// Passes each distinct notice on once; pages do not make a difference.
pub(crate) struct Reporter {
    listener: Notices,
    said: Mutex<HashSet<Notice>>,
}

impl Reporter {
    pub(crate) fn new(listener: Notices) -> Self {
        Self { listener, said: Mutex::default() }
    }

    pub(crate) fn say(&self, notice: Notice) {
        let mut key = notice.clone();
        if let Notice::PolicyExtended { page, .. } | Notice::IntegrityPolicyDropped { page } = &mut key {
            page.clear();
        }
        let is_new = {
            let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
            said.len() < REMEMBERED && said.insert(key)
        };
        if is_new {
            (self.listener)(notice);
        }
    }
}

impl fmt::Debug for Reporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reporter")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_thing_is_said_once() {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&heard);
        let reporter = Reporter::new(Arc::new(move |notice| sink.lock().unwrap().push(notice)));
        for page in ["/a", "/b"] {
            reporter.say(Notice::PolicyExtended {
                page: page.into(),
                place: Place::Header,
                disposition: Disposition::Enforce,
                lines: vec!["script-src 'self'".into()],
            });
        }
        reporter.say(Notice::ServiceWorkerRefused { script: "/sw.js".into() });
        assert_eq!(heard.lock().unwrap().len(), 2);
    }
}
