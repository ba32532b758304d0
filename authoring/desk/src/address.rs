//! Which addresses of the network are public ones.
//!
//! After the special-purpose registries of IANA (RFC 6890 and what followed). What embeds an IPv4 address is judged by that address
//! too, as far as it may be used at all; what is not known to be public is not.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Networks of IPv4 that are not public: first address, length of the prefix.
const INSIDE_V4: &[([u8; 4], u32)] = &[
    ([0, 0, 0, 0], 8),       // this network
    ([10, 0, 0, 0], 8),      // private
    ([100, 64, 0, 0], 10),   // shared by carriers
    ([127, 0, 0, 0], 8),     // this machine
    ([169, 254, 0, 0], 16),  // this link, and where clouds keep their secrets
    ([172, 16, 0, 0], 12),   // private
    ([192, 0, 0, 0], 24),    // protocols
    ([192, 0, 2, 0], 24),    // documentation
    ([192, 31, 196, 0], 24), // AS112
    ([192, 52, 193, 0], 24), // AMT
    ([192, 88, 99, 0], 24),  // 6to4 relays
    ([192, 168, 0, 0], 16),  // private
    ([192, 175, 48, 0], 24), // AS112
    ([198, 18, 0, 0], 15),   // measurements
    ([198, 51, 100, 0], 24), // documentation
    ([203, 0, 113, 0], 24),  // documentation
    ([224, 0, 0, 0], 3),     // to many, reserved, to all
];

/// Whether an address is a global unicast one.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let is_in = |(first, length): &([u8; 4], u32)| {
        let shift = 32 - length;
        u32::from(address) >> shift == u32::from(Ipv4Addr::from(*first)) >> shift
    };
    !INSIDE_V4.iter().any(is_in)
}

/// Only 2000::/3 is given out; within it some networks are special. Everything that carries an IPv4 address (mapped, compatible,
/// translated, 6to4, Teredo) is left out as a whole: no desk is reached that way.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, ..] = address.segments();
    let is_special = matches!(
        (first, second),
        (0x2001, 0x0000..=0x01ff) // protocols, Teredo, ORCHID, measurements
            | (0x2001, 0x0db8) // documentation
            | (0x2002, _) // 6to4
            | (0x3fff, 0x0000..=0x0fff) // documentation
    ) || (first, second, third) == (0x2620, 0x004f, 0x8000); // AS112
    first & 0xe000 == 0x2000 && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_addresses_are_told_from_all_others() {
        for text in ["1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.0.0.1"] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
        for text in ["172.15.0.1", "172.32.0.1", "192.167.0.1", "198.17.0.1", "198.20.0.1", "223.255.255.254"]
        {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
        for text in ["2001:4860:4860::8888", "2606:4700::1111", "2a00:1450::1", "2001:200::1"] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
        for text in
            ["::", "::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "fe80::1", "fc00::1", "ff02::1", "2002::1"]
        {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
    }
}
