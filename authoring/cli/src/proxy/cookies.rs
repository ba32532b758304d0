//! Cookies between https on the app's host and http on loopback.
//!
//! Cookies ignore ports, so the ones that Lotse sets on this machine (studio, server) would travel to the app, and the
//! app could set them: they are dropped both ways.

use url::Url;

/// Names of Lotse's own cookies begin with one of these.
const OWN_NAMES: &[&str] = &["lotse_", "__Host-lotse_", "__Secure-lotse_"];
/// Prefixes that browsers accept over https only, and what stands for them here.
const HTTPS_PREFIXES: &[(&str, &str)] = &[("__Host-", "lotse-try-host-"), ("__Secure-", "lotse-try-secure-")];

/// The `Cookie` header for the app: without our own, with its own names restored. `None` when nothing is left.
pub(super) fn to_upstream(header: &str) -> Option<String> {
    let kept: Vec<String> = header
        .split(';')
        .map(str::trim)
        .filter(|pair| !pair.is_empty() && !is_ours(name_of(pair)))
        .map(|pair| {
            HTTPS_PREFIXES
                .iter()
                .find_map(|(real, stand_in)| pair.strip_prefix(stand_in).map(|rest| format!("{real}{rest}")))
                .unwrap_or_else(|| pair.to_owned())
        })
        .collect();
    (!kept.is_empty()).then(|| kept.join("; "))
}

/// One `Set-Cookie` of the app, made acceptable on loopback http. `None` when the app may not set it here.
pub(super) fn to_local(header: &str, upstream: &Url) -> Option<String> {
    let mut parts = header.split(';').map(str::trim);
    let pair = parts.next()?;
    if is_ours(name_of(pair)) || HTTPS_PREFIXES.iter().any(|(_, stand_in)| pair.starts_with(stand_in)) {
        return None;
    }
    let renamed = HTTPS_PREFIXES.iter().find_map(|(real, stand_in)| {
        strip_prefix_ignoring_case(pair, real).map(|rest| format!("{stand_in}{rest}"))
    });
    let mut kept = vec![renamed.unwrap_or_else(|| pair.to_owned())];
    for attribute in parts.filter(|attribute| !attribute.is_empty()) {
        let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
        match (name.trim().to_ascii_lowercase().as_str(), value.trim().to_ascii_lowercase().as_str()) {
            // A domain that is not the app's is refused by browsers; here it would be accepted without this.
            ("domain", domain) if !covers(domain, upstream) => return None,
            // Without Secure, browsers refuse SameSite=None and Partitioned; Lax is what they take when nothing stands.
            ("domain" | "secure" | "partitioned", _) | ("samesite", "none") => {}
            _ => kept.push(attribute.to_owned()),
        }
    }
    Some(kept.join("; "))
}

fn name_of(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default().trim()
}

fn is_ours(name: &str) -> bool {
    OWN_NAMES.iter().any(|own| strip_prefix_ignoring_case(name, own).is_some())
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

fn covers(domain: &str, upstream: &Url) -> bool {
    let domain = domain.trim_start_matches('.');
    let host = upstream.host_str().unwrap_or_default();
    domain.is_empty() || host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(header: &str) -> Option<String> {
        to_local(header, &"https://app.example.com/".parse().unwrap())
    }

    #[test]
    fn attributes_that_loopback_http_cannot_honour_go() {
        assert_eq!(
            set("sid=1; Domain=.example.com; Path=/x; Secure; HttpOnly; SameSite=None; Partitioned").unwrap(),
            "sid=1; Path=/x; HttpOnly"
        );
        assert_eq!(set("a=b; samesite=Strict; Max-Age=5").unwrap(), "a=b; samesite=Strict; Max-Age=5");
        assert_eq!(set("a=b; Domain=other.test"), None);
        assert_eq!(set("a=b; domain=ample.com"), None);
    }

    #[test]
    fn prefixed_names_come_back_as_they_were() {
        let local = set("__Host-sid=a=b; Secure; Path=/").unwrap();
        assert_eq!(local, "lotse-try-host-sid=a=b; Path=/");
        assert_eq!(
            to_upstream("lotse-try-host-sid=a=b; x=1; lotse-try-secure-y=2").unwrap(),
            "__Host-sid=a=b; x=1; __Secure-y=2"
        );
        assert_eq!(set("lotse-try-host-sid=planted"), None);
    }

    #[test]
    fn our_own_cookies_stay_here() {
        assert_eq!(to_upstream("lotse_session=secret; a=b; __Host-lotse_x=1").unwrap(), "a=b");
        assert_eq!(to_upstream("lotse_session=secret"), None);
        assert_eq!(set("lotse_session=planted"), None);
        assert_eq!(set("__host-LOTSE_session=planted; Secure"), None);
        assert_eq!(to_upstream("lotsenhaus=1").unwrap(), "lotsenhaus=1");
    }
}
