//! Refuses requests under foreign host names.
//!
//! A server on loopback is open to every page in the user's browser: a page on `evil.example` whose name is made to
//! point at 127.0.0.1 would be of the same origin as what we serve (DNS rebinding). The browser still sends the name
//! it believes in, so a name that is not a loopback one is refused.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Middleware: answers 421 unless the request is for `localhost`, a name below it, or a loopback address.
pub async fn refuse_foreign_hosts(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    let host = host.or_else(|| request.uri().host());
    match host {
        Some(host) if !is_loopback(host) => {
            (StatusCode::MISDIRECTED_REQUEST, "This server answers under localhost and 127.0.0.1 only.\n")
                .into_response()
        }
        _ => next.run(request).await,
    }
}

/// Whether an authority (`name`, `name:port`, `[v6]:port`) names this machine.
fn is_loopback(authority: &str) -> bool {
    match url::Host::parse(without_port(authority)) {
        Ok(url::Host::Ipv4(address)) => address.is_loopback(),
        Ok(url::Host::Ipv6(address)) => address.is_loopback(),
        Ok(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Err(_) => false,
    }
}

fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    }
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn loopback_names_pass_and_others_do_not() {
        for good in
            ["127.0.0.1:8000", "localhost", "LOCALHOST:1", "shop.localhost:80", "[::1]:8000", "127.8.9.1"]
        {
            assert!(is_loopback(good), "{good}");
        }
        for bad in
            ["evil.example:80", "localhost.evil.example", "192.168.0.1", "10.0.0.1:80", "", "[fe80::1]:80"]
        {
            assert!(!is_loopback(bad), "{bad}");
        }
    }
}
