use super::*;
use proptest::prelude::*;

fn hosts(list: &[&str]) -> Vec<String> {
    list.iter().map(|host| (*host).to_owned()).collect()
}

#[test]
fn links_go_where_they_may() {
    let http = hosts(&["intranet.example", "10.0.0.1:8080"]);
    let policy =
        AddressPolicy { http_hosts: &http, page_origin: "http://localhost:5000", ..AddressPolicy::default() };
    for address in [
        "https://example.org",
        "HTTPS://example.org:8443/x?y#z",
        "https://[::1]:80/",
        "http://intranet.example:81/x",
        "http://10.0.0.1:8080/",
        "http://localhost:5000/a",
        "mailto:help@example.org?subject=Hilfe",
        "tel:+49-30-12345;ext=7",
        "/orders?x=a:b",
        "orders/7",
        "#top",
        "?tab=a",
        "../up",
    ] {
        assert_eq!(policy.link(address).as_deref(), Ok(address));
    }
    assert_eq!(
        policy.link(" ht\ttps://exam\u{200B}ple.org/a b\u{202E} ").as_deref(),
        Ok("https://example.org/a%20b")
    );
}

#[test]
fn everything_else_is_refused() {
    use AddressFault::*;
    let policy = AddressPolicy::default();
    for (address, fault) in [
        ("", Empty),
        (" \u{200B}\u{FEFF}\n", Empty),
        ("javascript:alert(1)", Scheme),
        ("JaVaScRiPt:alert(1)", Scheme),
        ("java\tscript:alert(1)", Scheme),
        ("\u{1}java\u{AD}script\n:alert(1)", Scheme),
        ("java\u{202E}script:alert(1)", Scheme),
        ("javascript\u{FF1A}alert(1)", Disguised),
        ("javascript%3Aalert(1)", Disguised),
        ("vbscript:x", Scheme),
        ("data:text/html,x", Scheme),
        ("blob:https://example.org/x", Scheme),
        ("file:///etc/passwd", Scheme),
        ("ftp://example.org", Scheme),
        ("ms-settings:printers", Scheme),
        (":alert(1)", Scheme),
        ("jаvascript:alert(1)", Scheme),
        ("http://example.org", Host),
        ("http://localhost:5000/", Host),
        ("//example.org", Disguised),
        ("/\\example.org", Disguised),
        ("\\\\example.org", Disguised),
        ("/\t/example.org", Disguised),
        ("https:\\\\example.org", Disguised),
        ("https:example.org", Malformed),
        ("https:/example.org", Malformed),
        ("https:///example.org", Malformed),
        ("https://", Malformed),
        ("https://-x.org", Malformed),
        ("https://example.org:99999999/", Malformed),
        ("https://ex%61mple.org", Malformed),
        ("https://exаmple.org", Malformed),
        ("https://a..b", Malformed),
        ("https://user@example.org", UserInfo),
        ("https://example.org:80@evil.test/", UserInfo),
        ("mailto:", Malformed),
        ("mailto:nobody", Malformed),
        ("tel:", Malformed),
        ("tel:javascript", Malformed),
        ("tel:1<b>", Malformed),
    ] {
        assert_eq!(policy.link(address), Err(fault), "{address:?}");
    }
    assert_eq!(policy.link(&"a".repeat(MAX_ADDRESS_BYTES + 1)), Err(TooLong));
}

#[test]
fn images_come_from_configured_hosts() {
    let images = hosts(&["cdn.example"]);
    let policy = AddressPolicy {
        image_hosts: &images,
        page_origin: "https://app.example",
        ..AddressPolicy::default()
    };
    for address in
        ["/logo.png", "https://cdn.example/a.webp", "https://CDN.example:444/a", "https://app.example/x"]
    {
        assert_eq!(policy.image(address).as_deref(), Ok(address));
    }
    for (address, fault) in [
        ("https://other.example/a.png", AddressFault::Host),
        ("https://cdn.example.evil.test/a.png", AddressFault::Host),
        ("https://app.example.evil.test/a.png", AddressFault::Host),
        ("http://cdn.example/a.png", AddressFault::Scheme),
        ("data:image/png;base64,AA", AddressFault::Scheme),
        ("mailto:a@b", AddressFault::Scheme),
    ] {
        assert_eq!(policy.image(address), Err(fault), "{address}");
    }
}

#[test]
fn actions_stay_on_the_projects_origins() {
    let origins = hosts(&["https://crm.example", "http://10.0.0.1:8080"]);
    let policy = AddressPolicy {
        navigate_origins: &origins,
        page_origin: "https://app.example",
        ..AddressPolicy::default()
    };
    for address in ["/settings", "https://crm.example/x", "http://10.0.0.1:8080?x", "https://app.example"] {
        assert_eq!(policy.navigate(address).as_deref(), Ok(address));
    }
    for address in [
        "https://crm.example:444/",
        "https://crm.example.evil.test",
        "http://crm.example",
        "https://evil.test",
    ] {
        assert_eq!(policy.navigate(address), Err(AddressFault::Host), "{address}");
    }
    assert_eq!(policy.navigate("tel:1"), Err(AddressFault::Scheme));
    assert!(policy.own("/x").is_ok() && policy.own("https://app.example/x").is_ok());
    assert_eq!(policy.own("https://crm.example/x"), Err(AddressFault::Host));
}

proptest! {
    /// Whatever comes in: what comes out begins with an allowed scheme or has none that a browser could see.
    #[test]
    fn nothing_that_runs_comes_through(address in "(java|JAVA|vb|data|https|//|\\\\|[\\x00-\\x20]|\u{200B}|script|:|/|[a-z]|%3a|@|\\?|#){0,8}") {
        let policy = AddressPolicy::default();
        if let Ok(clean) = policy.link(&address) {
            let before = clean.split(['/', '?', '#']).next().unwrap_or_default();
            let scheme = before.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
            prop_assert!(scheme.is_none_or(|scheme| ["https", "mailto", "tel"].contains(&scheme.as_str())), "{clean}");
            prop_assert!(!clean.starts_with("//") && !clean.contains('\\') && !clean.chars().any(crate::url::is_invisible));
            prop_assert_eq!(policy.link(&clean), Ok(clean.clone()), "cleaning twice changes");
        }
    }
}
