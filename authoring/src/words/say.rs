//! Sentences that depend on something.

use lotse_api::controls;
use lotse_api::guides::State;
use lotse_api::people::Role;

use super::{Words, fill};
use crate::services::server::Failure;

impl Words {
    /// Why there is no answer.
    pub fn failure(&self, failure: &Failure) -> String {
        match failure {
            Failure::Offline => self.offline.to_owned(),
            Failure::Strange => self.strange_answer.to_owned(),
            Failure::Refused(fault) => fault.message.clone(),
        }
    }

    /// How far a guide is.
    pub fn state(&self, state: State) -> &'static str {
        match state {
            State::Draft => self.state_draft,
            State::InReview => self.state_in_review,
            State::Approved => self.state_approved,
            State::Published => self.state_published,
        }
    }

    /// What somebody is.
    pub fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Author => self.role_author,
            Role::Reviewer => self.role_reviewer,
            Role::Publisher => self.role_publisher,
            Role::Admin => self.role_admin,
        }
    }

    /// What somebody may do.
    pub fn role_hint(&self, role: Role) -> &'static str {
        match role {
            Role::Author => self.role_author_hint,
            Role::Reviewer => self.role_reviewer_hint,
            Role::Publisher => self.role_publisher_hint,
            Role::Admin => self.role_admin_hint,
        }
    }

    /// What a control of this role is called.
    pub fn control<'a>(&self, role: &'a str) -> &'a str {
        controls::called(role, self.tag == "de")
    }

    /// What a piece of evidence is called.
    pub fn evidence_kind<'a>(&self, kind: &'a str) -> &'a str {
        match kind {
            "role" => self.x_kind,
            "name" => self.x_name,
            "text" => self.x_text,
            "label" => self.x_label,
            "attribute" => self.x_attribute,
            "heading" => self.x_heading,
            "position" => self.x_place,
            "tag" => self.e_tag,
            "css" => self.e_css,
            "ancestry" => self.e_ancestry,
            "linkage" => self.e_page,
            other => other,
        }
    }

    /// So many errors.
    pub fn errors(&self, count: usize) -> String {
        counted(count, self.errors_one, self.errors_many)
    }

    /// So many warnings.
    pub fn warnings(&self, count: usize) -> String {
        counted(count, self.warnings_one, self.warnings_many)
    }

    /// So many steps.
    pub fn step_count(&self, count: usize) -> String {
        counted(count, self.steps_one, self.steps_many)
    }

    /// So many guides.
    pub fn guide_count(&self, count: usize) -> String {
        counted(count, self.guides_one, self.guides_many)
    }

    /// How many controls fit a target.
    pub fn found(&self, matches: u32) -> String {
        match matches {
            0 => self.found_none.to_owned(),
            1 => self.found_one.to_owned(),
            many => fill(self.found_many, &[&many.to_string()]),
        }
    }

    /// The kind of a step.
    pub fn kind(&self, kind: &str) -> &'static str {
        match kind {
            "instruct" => self.kind_instruct,
            "question" => self.kind_question,
            "check" => self.kind_check,
            "sub_guide" => self.kind_sub_guide,
            "end" => self.kind_end,
            _ => self.kind_unknown,
        }
    }

    /// What was done, as the ledger has it; empty for what is not known here.
    pub fn act(&self, act: &str) -> &'static str {
        match act {
            "publish" => self.act_publish,
            "roll_back" => self.act_roll_back,
            "approve" => self.act_approve,
            "send_back" => self.act_send_back,
            "review_ask" => self.act_review_ask,
            "member_set" => self.act_member_set,
            "member_remove" => self.act_member_remove,
            "settings_save" => self.act_settings_save,
            "guide_remove" => self.act_guide_remove,
            "guide_make" => self.act_guide_make,
            "guide_owner" => self.act_guide_owner,
            "asset_take" => self.act_asset_take,
            "password_change" => self.act_password_change,
            "project_make" => self.act_project_make,
            "token_make" => self.act_token_make,
            "token_remove" => self.act_token_remove,
            "publish_cancel" => self.act_publish_cancel,
            "keys_rotate" => self.act_keys_rotate,
            "guide_expiry" => self.act_guide_expiry,
            "expire" => self.act_expire,
            "renew" => self.act_renew,
            "problem_make" => self.act_problem_make,
            "problem_remove" => self.act_problem_remove,
            "lease_take_over" => self.act_take_over,
            _ => "",
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { one.to_owned() } else { fill(many, &[&count.to_string()]) }
}
