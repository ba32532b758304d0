//! A case with everything in it, and what carries it.

use std::sync::Arc;

use lotse_api::desk::{Connector, ConnectorKind};
use lotse_desk::letter::{Letter, Occasion};
use lotse_desk::{Carrier, Outgoing, Parcel, Rules, SystemResolver};
use lotse_model::handover::Handover;

pub const KEY: &str = "a1b2c3d4e5f60718293a4b5c6d7e8f90";
pub const ORIGIN: &str = "https://lotse.example";

/// The golden one.
pub fn case() -> Handover {
    let text = include_str!("../../../../tests/contract/v0/handover.json");
    lotse_model::wire::read(text).unwrap()
}

pub fn letter(case: &Handover) -> Letter {
    let time_zone = Some("Europe/Berlin");
    Letter::write(case, &Occasion { key: KEY, origin: Some(ORIGIN), time_zone, ..Occasion::default() })
}

pub fn parcel<'a>(case: &'a Handover, letter: &'a Letter, is_repeated: bool) -> Parcel<'a> {
    Parcel { key: KEY, is_repeated, handover: case, letter, now_s: 1_795_683_700 }
}

/// Carries to these internal hosts, and to what is public.
pub fn carrier(internal: &[&str]) -> Carrier {
    let internal = internal.iter().map(|host| (*host).to_owned()).collect();
    Carrier { outgoing: Outgoing::new(Rules { internal }, Arc::new(SystemResolver)).unwrap() }
}

pub fn connector(kind: ConnectorKind, address: &str) -> Connector {
    Connector {
        id: "desk".to_owned(),
        name: "Desk".to_owned(),
        kind,
        address: address.to_owned(),
        account: None,
        queue: None,
        request_type: None,
        from: None,
        to: None,
        secret: None,
        has_secret: false,
        priorities: Vec::new(),
        is_next_level: false,
    }
}
