//! What the shell has gathered for automatic checks, and what is to be gathered.

use lotse_help::checks::{Facts, result};
use lotse_model::condition::Condition;
use lotse_model::gather::Gather as _;
use lotse_model::held::Held;
use lotse_model::json::Json;
use lotse_model::problem::{AutomaticCheck, BrowserFact, Means, Probe};
use lotse_model::seek::joined;
use lotse_model::wire::Wire as _;

use crate::panel::{items, whole};
use crate::view::{digits, list, of_kind};
use crate::words::{self, Words};

/// What must be gathered for these checks, as an effect.
#[must_use]
pub fn gather(checks: &[&AutomaticCheck]) -> Json {
    let conditions = checks.iter().filter_map(|check| match check {
        AutomaticCheck::Condition { holds } => Some(holds.give()),
        _ => None,
    });
    let addresses = checks.iter().filter_map(|check| match check {
        AutomaticCheck::Unreachable { name, .. } => Some(Json::Text(name.clone())),
        _ => None,
    });
    let has_clock = checks.iter().any(|check| matches!(check, AutomaticCheck::ClockSkew { .. }));
    of_kind("gather")
        .put("conditions", list(conditions))
        .put("addresses", list(addresses))
        .flag("clock", has_clock)
        .made()
}

/// The check of a probe, when it is automatic.
#[must_use]
pub fn check_of(probe: &Probe) -> Option<&AutomaticCheck> {
    match &probe.by {
        Means::Check { check } => Some(check),
        _ => None,
    }
}

/// What checks come to, in their order.
#[must_use]
pub fn results(checks: &[&AutomaticCheck], gathered: &Json) -> Vec<Option<bool>> {
    let mut verdicts = items(gathered, "conditions").iter();
    let mut of = |check: &AutomaticCheck| match check {
        AutomaticCheck::Condition { .. } => verdicts.next().and_then(verdict),
        other => result(other, &Gathered(gathered)),
    };
    checks.iter().map(|check| of(check)).gather()
}

/// `true`, `false` or anything else for not known.
#[must_use]
pub fn verdict(word: &Json) -> Option<bool> {
    match word.as_text() {
        Some("true") => Some(true),
        Some("false") => Some(false),
        _ => None,
    }
}

/// What a check is called in the path that is handed over.
#[must_use]
pub fn name(check: &AutomaticCheck, language: &str) -> String {
    let plain = |words: Words| words.pick(language).to_owned();
    match check {
        AutomaticCheck::Condition { .. } => plain(words::CHECK_CONDITION),
        AutomaticCheck::BrowserBelow { name, version } => {
            words::CHECK_BROWSER.fill(language, &joined(&[name, " < ", &digits(i64::from(*version))]), "")
        }
        AutomaticCheck::CookiesBlocked {} => plain(words::CHECK_COOKIES),
        AutomaticCheck::StorageBlocked {} => plain(words::CHECK_STORAGE),
        AutomaticCheck::NotificationsBlocked {} => plain(words::CHECK_NOTIFICATIONS),
        AutomaticCheck::ClockSkew { .. } => plain(words::CHECK_CLOCK),
        AutomaticCheck::Offline {} => plain(words::CHECK_OFFLINE),
        AutomaticCheck::Unreachable { name, .. } => words::CHECK_REACH.fill(language, name, ""),
        AutomaticCheck::HostFact { name, .. } => words::CHECK_FACT.fill(language, name, ""),
        AutomaticCheck::Disagree { .. } => plain(words::CHECK_DISAGREE),
    }
}

struct Gathered<'a>(&'a Json);

impl Gathered<'_> {
    fn flag(&self, name: &str) -> Option<bool> {
        match self.0.get(name) {
            Some(Json::Bool(value)) => Some(*value),
            _ => None,
        }
    }

    fn text(&self, group: &str, name: &str) -> Option<&str> {
        self.0.get(group)?.get(name)?.as_text()
    }
}

impl Facts for Gathered<'_> {
    fn condition(&self, _: &Held<Condition>) -> Option<bool> {
        None
    }

    fn browser(&self) -> Option<(&str, u32)> {
        match self.0.get("browser")?.get("version") {
            Some(Json::Number(version)) => {
                Some((self.text("browser", "name")?, u32::try_from(*version).ok()?))
            }
            _ => None,
        }
    }

    fn cookies_blocked(&self) -> Option<bool> {
        self.flag("cookies_blocked")
    }

    fn storage_blocked(&self) -> Option<bool> {
        self.flag("storage_blocked")
    }

    fn notifications_blocked(&self) -> Option<bool> {
        self.flag("notifications_blocked")
    }

    fn clock_skew_s(&self) -> Option<i64> {
        whole(self.0, "skew_s")
    }

    fn offline(&self) -> Option<bool> {
        self.flag("offline")
    }

    fn answered_ms(&self, name: &str) -> Option<Option<u32>> {
        match self.0.get("answered")?.get(name)? {
            Json::Number(after_ms) => Some(u32::try_from(*after_ms).ok()),
            _ => Some(None),
        }
    }

    fn host(&self, name: &str) -> Option<&str> {
        self.text("host", name)
    }

    fn own(&self, fact: BrowserFact) -> Option<&str> {
        self.text("own", fact.word())
    }
}
