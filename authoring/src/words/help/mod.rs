//! Words about self-help: the desk, its cases, and what a problem says besides causes and fixes.

pub(super) mod de;
pub(super) mod en;
mod table;

pub use table::HelpWords;

use super::fill;

impl HelpWords {
    /// So many tasks.
    pub fn task_count(&self, count: usize) -> String {
        if count == 1 { self.tasks_one.to_owned() } else { fill(self.tasks_many, &[&count.to_string()]) }
    }

    /// What was done, as the ledger has it; empty for what is not known here.
    pub fn act(&self, act: &str) -> &'static str {
        match act {
            "checklist_make" => self.act_checklist_make,
            "checklist_remove" => self.act_checklist_remove,
            "desk_save" => self.act_desk_save,
            "case_hand_on" => self.act_case_hand_on,
            "delivery_again" => self.act_delivery_again,
            "delivery_give_up" => self.act_delivery_give_up,
            _ => "",
        }
    }
}
