//! What buttons on cards do.

use super::target::{is_password, target};
use super::text::{Role, text};
use super::walk::{Walk, is_host_name};
use crate::action::{Action, ActionButton};
use crate::diagnostic::Code;
use crate::url::{AddressFault, AddressPolicy};

/// Longest value that a button can fill in, in characters.
const MAX_FILL_LETTERS: usize = 1_000;

/// A button of the guide `guide`.
pub(super) fn button<'a>(walk: &mut Walk<'a>, button: &'a ActionButton, guide: &str) {
    walk.at("label", |walk| text(walk, &button.label, Role::Label));
    walk.at("action", |walk| action(walk, &button.action, guide));
}

pub(super) fn action<'a>(walk: &mut Walk<'a>, action: &'a Action, guide: &str) {
    match action {
        Action::Navigate { url } => walk.at("url", |walk| navigate(walk, url)),
        Action::OpenGuide { guide: other } => {
            walk.report_at("guide", other.as_str() == guide, Code::OPENS_ITSELF, other);
        }
        Action::Fill { target: field, value } => {
            walk.at("target", |walk| target(walk, field));
            walk.report_at("target", is_password(field), Code::FILLS_PASSWORD, "");
            let letters = value.chars().count();
            walk.report_at("value", letters > MAX_FILL_LETTERS, Code::FILL_TOO_LONG, letters);
        }
        Action::Set { target: control, .. } | Action::Focus { target: control } => {
            walk.at("target", |walk| target(walk, control));
        }
        Action::HostCallback { name } => {
            walk.report_at("name", !is_host_name(name), Code::BAD_HOST_NAME, name)
        }
        Action::OpenSystemSetting { .. } => {}
    }
}

fn navigate(walk: &mut Walk, url: &str) {
    let policy = walk.project.map_or_else(AddressPolicy::default, |project| project.policy());
    match policy.navigate(url) {
        Ok(_) => {}
        // A file on its own does not know the origins of its project.
        Err(AddressFault::Host) => walk.report_if(walk.project.is_some(), Code::NAVIGATE_UNLISTED, url),
        Err(_) => walk.report(Code::NAVIGATE_REFUSED, url),
    }
}
