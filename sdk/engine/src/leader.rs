//! Which tab leads the session.
//!
//! A claim is a turn number and the tab's id; the higher claim wins, the turn first (Lamport, "Time, clocks, and the
//! ordering of events in a distributed system", 1978). No clock, no lock and no polling takes part: a tab claims when it is
//! used, and learns of other claims through storage. Two claims at once are settled by the tab ids, in every tab alike.

use lotse_model::json::Json;

use crate::brief::{filled, number};

/// A tab's idea of who leads.
#[derive(Debug, Default)]
pub(crate) struct Leader {
    me: String,
    /// The highest claim seen.
    turn: i64,
    tab: String,
    /// Whether storage has been asked.
    pub is_known: bool,
}

impl Leader {
    /// A tab with this id.
    pub fn new(me: String) -> Self {
        Leader { me, ..Leader::default() }
    }

    /// Whether this tab leads. Before anybody has claimed, nobody does.
    pub fn is_me(&self) -> bool {
        self.tab == self.me && self.turn > 0
    }

    /// Claims the lead; the value to store.
    pub fn claim(&mut self) -> String {
        self.turn = self.turn.saturating_add(1).max(1);
        self.tab = self.me.clone();
        self.value()
    }

    /// What storage holds. Returns what to store when an older claim than ours has overwritten it.
    pub fn heard(&mut self, value: Option<&Json>) -> Option<String> {
        self.is_known = true;
        let read =
            value.and_then(|value| match (value.get("turn"), value.get("tab").and_then(Json::as_text)) {
                (Some(Json::Number(turn)), Some(tab)) if *turn > 0 => Some((*turn, tab)),
                _ => None,
            });
        let (turn, tab) = read?;
        if (turn, tab) > (self.turn, self.tab.as_str()) {
            self.turn = turn;
            tab.clone_into(&mut self.tab);
            return None;
        }
        (self.is_me() && tab != self.me).then(|| self.value())
    }

    /// Another user: claims of the former one mean nothing.
    pub fn forget(&mut self) {
        (self.turn, self.is_known) = (0, false);
        self.tab.clear();
    }

    fn value(&self) -> String {
        filled(r#"{"turn":$,"tab":"$"}"#, &[&number(self.turn), &self.tab])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Json {
        lotse_model::json::parse(value).unwrap()
    }

    fn tab(name: &str) -> Leader {
        Leader::new(name.to_owned())
    }

    #[test]
    fn the_last_claim_wins() {
        let (mut one, mut two) = (tab("a"), tab("b"));
        let claim = one.claim();
        assert_eq!(two.heard(Some(&read(&claim))), None);
        assert!(one.is_me() && !two.is_me());
        let claim = two.claim();
        assert_eq!(one.heard(Some(&read(&claim))), None);
        assert!(!one.is_me() && two.is_me());
    }

    #[test]
    fn claims_at_once_are_settled_alike_in_both_tabs() {
        let (mut one, mut two) = (tab("a"), tab("b"));
        let (first, second) = (one.claim(), two.claim());
        assert_eq!(one.heard(Some(&read(&second))), None);
        let again = two.heard(Some(&read(&first)));
        assert!(!one.is_me() && two.is_me());
        assert_eq!(one.heard(again.map(|value| read(&value)).as_ref()), None);
        assert!(!one.is_me());
    }

    #[test]
    fn rubbish_and_emptied_storage_change_nothing() {
        let mut one = tab("a");
        one.claim();
        for rubbish in [Json::Null, Json::from("x"), Json::Map(vec![("turn".to_owned(), Json::Number(-1))])] {
            assert_eq!(one.heard(Some(&rubbish)), None);
        }
        assert_eq!(one.heard(None), None);
        assert!(one.is_me());
    }
}
