//! Words about self-help: the desk, its cases, and what a problem says besides causes and fixes.

pub(super) mod de;
pub(super) mod en;
mod table;

pub use table::HelpWords;

impl HelpWords {
    /// What was done, as the ledger has it; empty for what is not known here.
    pub fn act(&self, act: &str) -> &'static str {
        match act {
            "desk_save" => self.act_desk_save,
            "case_hand_on" => self.act_case_hand_on,
            "delivery_again" => self.act_delivery_again,
            "delivery_give_up" => self.act_delivery_give_up,
            _ => "",
        }
    }
}
