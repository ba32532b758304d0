//! Which addresses a link, an image and an action may use.
//!
//! Everything that is not plainly allowed is refused. Invisible characters are removed first; then an address is either
//! relative (no scheme, no host) or begins exactly with one of the allowed schemes.

use super::sanitize::without_invisible;
use crate::seek::holds;

/// Longest address, in bytes.
pub const MAX_ADDRESS_BYTES: usize = 2_048;

/// Why an address may not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// Nothing is left of it.
    Empty,
    /// Longer than [`MAX_ADDRESS_BYTES`].
    TooLong,
    /// A scheme that is not allowed here.
    Scheme,
    /// A host that the project does not list.
    Host,
    /// A host without scheme (`//host`), a backslash, or something else that browsers and people read differently.
    Disguised,
    /// A user name or password before the host.
    UserInfo,
    /// Not an address.
    Malformed,
}

/// What the project allows.
#[derive(Clone, Copy, Debug, Default)]
pub struct AddressPolicy<'a> {
    /// Hosts to which plain `http` links are allowed, as `host` (any port) or `host:port`.
    pub http_hosts: &'a [String],
    /// Hosts from which images may come, besides the page's own.
    pub image_hosts: &'a [String],
    /// Origins, besides the page's own, to which actions may navigate.
    pub navigate_origins: &'a [String],
    /// The page's own origin, for example `https://app.example`; empty when unknown, as while authoring.
    pub page_origin: &'a str,
}

impl AddressPolicy<'_> {
    /// The address of a link, ready to be used: `https`, `mailto`, `tel` or relative, `http` to listed hosts.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn link(&self, address: &str) -> Result<String, AddressFault> {
        let clean = cleaned(address)?;
        match kind(&clean)? {
            Kind::Relative | Kind::Web { is_secure: true, .. } => {}
            Kind::Web { host, .. } if self.is_own(&clean) || lists_host(self.http_hosts, host) => {}
            Kind::Web { .. } => return Err(AddressFault::Host),
            Kind::Mail(rest) if holds(rest, "@") || rest.starts_with('?') => {}
            Kind::Phone(rest) if rest.bytes().any(|byte| byte.is_ascii_digit()) && is_phone(rest) => {}
            Kind::Mail(_) | Kind::Phone(_) => return Err(AddressFault::Malformed),
        }
        Ok(clean)
    }

    /// The address of an image, ready to be used: relative, or `https` on a configured host or the page's own origin.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn image(&self, address: &str) -> Result<String, AddressFault> {
        let clean = cleaned(address)?;
        match kind(&clean)? {
            Kind::Relative => {}
            Kind::Web { .. } if self.is_own(&clean) => {}
            Kind::Web { is_secure: true, host } if lists_host(self.image_hosts, host) => {}
            Kind::Web { is_secure: true, .. } => return Err(AddressFault::Host),
            _ => return Err(AddressFault::Scheme),
        }
        Ok(clean)
    }

    /// The address that an action goes to, ready to be used: relative, or on one of the project's origins.
    ///
    /// # Errors
    /// When it is neither.
    pub fn navigate(&self, address: &str) -> Result<String, AddressFault> {
        let clean = cleaned(address)?;
        match kind(&clean)? {
            Kind::Relative => {}
            Kind::Web { .. } if self.is_own(&clean) => {}
            Kind::Web { .. } if self.navigate_origins.iter().any(|origin| begins_with(&clean, origin)) => {}
            Kind::Web { .. } => return Err(AddressFault::Host),
            _ => return Err(AddressFault::Scheme),
        }
        Ok(clean)
    }

    /// An address of the page's own origin, ready to be used; relative unless the page's origin is known.
    ///
    /// # Errors
    /// When it leaves the origin.
    pub fn own(&self, address: &str) -> Result<String, AddressFault> {
        AddressPolicy { page_origin: self.page_origin, ..AddressPolicy::default() }.navigate(address)
    }

    fn is_own(&self, address: &str) -> bool {
        begins_with(address, self.page_origin)
    }
}

enum Kind<'a> {
    Relative,
    Web { is_secure: bool, host: &'a str },
    Mail(&'a str),
    Phone(&'a str),
}

fn cleaned(address: &str) -> Result<String, AddressFault> {
    if address.len() > MAX_ADDRESS_BYTES {
        return Err(AddressFault::TooLong);
    }
    // Browsers would encode inner spaces themselves; anything that reads the address before them should see one word.
    let clean = without_invisible(address).replace(' ', "%20");
    if clean.is_empty() { Err(AddressFault::Empty) } else { Ok(clean) }
}

fn kind(address: &str) -> Result<Kind<'_>, AddressFault> {
    // Browsers read `\` as `/`, mail programs and people do not.
    if holds(address, "\\") || address.starts_with("//") {
        return Err(AddressFault::Disguised);
    }
    let first = address.find(['/', '?', '#']).map_or(address, |end| address.get(..end).unwrap_or_default());
    let Some((scheme, _)) = first.split_once(':') else {
        // `javascript%3A` and its like go nowhere in a browser, but have no honest use either.
        let is_disguised = holds(&first.to_ascii_lowercase(), "%3a") || holds(first, "\u{FF1A}");
        return if is_disguised { Err(AddressFault::Disguised) } else { Ok(Kind::Relative) };
    };
    let rest = address.get(scheme.len() + 1..).unwrap_or_default();
    let is = |name: &str| scheme.eq_ignore_ascii_case(name);
    if is("https") || is("http") {
        return host(rest).map(|host| Kind::Web { is_secure: is("https"), host });
    }
    if is("mailto") {
        return Ok(Kind::Mail(rest));
    }
    if is("tel") { Ok(Kind::Phone(rest)) } else { Err(AddressFault::Scheme) }
}

/// The host with its port out of what follows `https:`. Hosts beyond ASCII are to be written in their `xn--` form, so that
/// they are what they look like.
fn host(rest: &str) -> Result<&str, AddressFault> {
    let rest = rest.strip_prefix("//").ok_or(AddressFault::Malformed)?;
    let host = rest.get(..rest.find(['/', '?', '#']).unwrap_or(rest.len())).unwrap_or_default();
    if holds(host, "@") {
        return Err(AddressFault::UserInfo);
    }
    if is_host(host) { Ok(host) } else { Err(AddressFault::Malformed) }
}

/// Whether a text is a host, with or without port.
pub(crate) fn is_host(text: &str) -> bool {
    let (name, port) = match text.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (text, None),
    };
    let is_port =
        |port: &str| !port.is_empty() && port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    let is_name = match name.strip_prefix('[').map(|rest| rest.strip_suffix(']')) {
        Some(inner) => inner.is_some_and(|inner| {
            inner.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'))
        }),
        None => {
            name.starts_with(|first: char| first.is_ascii_alphanumeric())
                && !holds(name, "..")
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
        }
    };
    is_name && port.is_none_or(is_port)
}

fn is_phone(number: &str) -> bool {
    number.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.()*;=,%".contains(&byte))
}

/// An entry without port stands for every port of its host.
fn lists_host(hosts: &[String], host: &str) -> bool {
    let name = host.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map_or(host, |(name, _)| name);
    hosts.iter().any(|listed| listed.eq_ignore_ascii_case(host) || listed.eq_ignore_ascii_case(name))
}

/// Whether an address lies on an origin.
fn begins_with(address: &str, origin: &str) -> bool {
    !origin.is_empty()
        && address.get(..origin.len()).is_some_and(|front| front.eq_ignore_ascii_case(origin))
        && address
            .get(origin.len()..)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

#[cfg(test)]
mod tests;
