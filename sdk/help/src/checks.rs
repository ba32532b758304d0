//! What automatic checks come to, given the facts that the shell has gathered. True is `yes`, false is `no`; what is not known stays
//! unknown and tells nothing.

use lotse_model::condition::Condition;
use lotse_model::fold::fold_text;
use lotse_model::held::Held;
use lotse_model::problem::{AutomaticCheck, BrowserFact, FactSource};

/// What the shell knows. Every fact may be missing: browsers refuse, hosts say nothing.
pub trait Facts {
    /// A condition of the engine's algebra.
    fn condition(&self, condition: &Held<Condition>) -> Option<bool>;
    /// Name (`chrome`, `edge`, `firefox`, `safari`) and main version.
    fn browser(&self) -> Option<(&str, u32)>;
    /// Whether cookies are refused.
    fn cookies_blocked(&self) -> Option<bool>;
    /// Whether storage is refused.
    fn storage_blocked(&self) -> Option<bool>;
    /// Whether notifications are refused or were never allowed.
    fn notifications_blocked(&self) -> Option<bool>;
    /// How far the device's clock is before the server's, in seconds.
    fn clock_skew_s(&self) -> Option<i64>;
    /// Whether there is no network.
    fn offline(&self) -> Option<bool>;
    /// After how many milliseconds a listed address has answered: `None` for not asked, `Some(None)` for no answer.
    fn answered_ms(&self, name: &str) -> Option<Option<u32>>;
    /// A fact that the host app offers.
    fn host(&self, name: &str) -> Option<&str>;
    /// A fact of the browser.
    fn own(&self, fact: BrowserFact) -> Option<&str>;
}

/// What a check comes to.
#[must_use]
pub fn result(check: &AutomaticCheck, facts: &dyn Facts) -> Option<bool> {
    match check {
        AutomaticCheck::Condition { holds } => facts.condition(holds),
        AutomaticCheck::BrowserBelow { name, version } => {
            facts.browser().map(|(known, has)| fold_text(name) == fold_text(known) && has < *version)
        }
        AutomaticCheck::CookiesBlocked {} => facts.cookies_blocked(),
        AutomaticCheck::StorageBlocked {} => facts.storage_blocked(),
        AutomaticCheck::NotificationsBlocked {} => facts.notifications_blocked(),
        AutomaticCheck::ClockSkew { more_than_s } => {
            facts.clock_skew_s().map(|skew| skew.unsigned_abs() > u64::from(*more_than_s))
        }
        AutomaticCheck::Offline {} => facts.offline(),
        // Without a network nothing answers: that is another cause, and says nothing about the address.
        AutomaticCheck::Unreachable { .. } if facts.offline() == Some(true) => None,
        AutomaticCheck::Unreachable { name, within_ms } => {
            facts.answered_ms(name).map(|answer| answer.is_none_or(|after| after > *within_ms))
        }
        AutomaticCheck::HostFact { name, test } => facts.host(name).map(|value| test.evaluate(Some(value))),
        AutomaticCheck::Disagree { one, other } => {
            let of = |fact: &FactSource| match fact {
                FactSource::Browser { is } => facts.own(*is).map(plain),
                FactSource::Host { name } => facts.host(name).map(plain),
            };
            of(one).zip(of(other)).map(|(one, other)| !agree(&one, &other))
        }
    }
}

fn plain(value: &str) -> String {
    fold_text(value).replace('_', "-")
}

/// Whether two facts agree: alike, or one the other with its region (`de` and `de-CH`).
fn agree(one: &str, other: &str) -> bool {
    let is_within =
        |short: &str, long: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with('-'));
    one == other || is_within(one, other) || is_within(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nothing is known but what is set.
    #[derive(Default)]
    struct Known {
        offline: Option<bool>,
        browser: Option<(&'static str, u32)>,
        skew_s: Option<i64>,
        answered: Option<Option<u32>>,
        zone: Option<&'static str>,
        host: Option<&'static str>,
        blocked: Option<bool>,
    }

    impl Facts for Known {
        fn condition(&self, _: &Held<Condition>) -> Option<bool> {
            self.blocked
        }
        fn browser(&self) -> Option<(&str, u32)> {
            self.browser
        }
        fn cookies_blocked(&self) -> Option<bool> {
            self.blocked
        }
        fn storage_blocked(&self) -> Option<bool> {
            self.blocked
        }
        fn notifications_blocked(&self) -> Option<bool> {
            self.blocked
        }
        fn clock_skew_s(&self) -> Option<i64> {
            self.skew_s
        }
        fn offline(&self) -> Option<bool> {
            self.offline
        }
        fn answered_ms(&self, _: &str) -> Option<Option<u32>> {
            self.answered
        }
        fn host(&self, _: &str) -> Option<&str> {
            self.host
        }
        fn own(&self, _: BrowserFact) -> Option<&str> {
            self.zone
        }
    }

    fn check(json: &str, facts: &Known) -> Option<bool> {
        result(&lotse_model::wire::read(json).expect("a check"), facts)
    }

    #[test]
    fn what_is_not_known_stays_unknown() {
        for json in [
            r#"{"kind": "condition", "holds": {"kind": "host_event", "name": "x"}}"#,
            r#"{"kind": "browser_below", "name": "chrome", "version": 100}"#,
            r#"{"kind": "cookies_blocked"}"#,
            r#"{"kind": "storage_blocked"}"#,
            r#"{"kind": "notifications_blocked"}"#,
            r#"{"kind": "clock_skew", "more_than_s": 60}"#,
            r#"{"kind": "offline"}"#,
            r#"{"kind": "unreachable", "name": "x"}"#,
            r#"{"kind": "host_fact", "name": "x", "test": {"kind": "absent"}}"#,
            r#"{"kind": "disagree", "one": {"kind": "browser", "is": "language"}, "other": {"kind": "host", "name": "x"}}"#,
        ] {
            assert_eq!(check(json, &Known::default()), None, "{json}");
        }
    }

    #[test]
    fn facts_decide() {
        let browser = r#"{"kind": "browser_below", "name": "Chrome", "version": 100}"#;
        let of =
            |name, version| check(browser, &Known { browser: Some((name, version)), ..Known::default() });
        assert_eq!(
            [of("chrome", 99), of("chrome", 100), of("firefox", 1)],
            [Some(true), Some(false), Some(false)]
        );
        let skew = r#"{"kind": "clock_skew", "more_than_s": 60}"#;
        let of = |skew_s| check(skew, &Known { skew_s: Some(skew_s), ..Known::default() });
        assert_eq!(
            [of(60), of(61), of(-61), of(i64::MIN)],
            [Some(false), Some(true), Some(true), Some(true)]
        );
        let address = r#"{"kind": "unreachable", "name": "x", "within_ms": 500}"#;
        let of = |answered| check(address, &Known { answered: Some(answered), ..Known::default() });
        assert_eq!([of(Some(500)), of(Some(501)), of(None)], [Some(false), Some(true), Some(true)]);
        let alone = Known { answered: Some(None), offline: Some(true), ..Known::default() };
        assert_eq!(check(address, &alone), None, "nothing answers without a network");
    }

    #[test]
    fn facts_that_ought_to_agree_are_held_against_each_other() {
        let json = r#"{"kind": "disagree", "one": {"kind": "browser", "is": "time_zone"}, "other": {"kind": "host", "name": "x"}}"#;
        let of = |zone, host| check(json, &Known { zone: Some(zone), host: Some(host), ..Known::default() });
        assert_eq!(of("Europe/Berlin", "europe/berlin "), Some(false));
        assert_eq!(of("Europe/Berlin", "America/New_York"), Some(true));
        assert_eq!(
            [of("de", "de_CH"), of("de-AT", "de"), of("de-AT", "de-CH")],
            [Some(false), Some(false), Some(true)]
        );
    }
}
