//! Signatures: deterministic, over exact bytes; and what a manifest must show.

use lotse_editor::sign::{Floor, KeyError, PrivateKey, PublicKey, Terms, accept};
use lotse_model::diagnostic::Code;

fn key(first: u8) -> PrivateKey {
    PrivateKey::from_random(&[first; 32]).unwrap()
}

fn manifest() -> String {
    let compiled = crate::guides::compiled(&[crate::guides::file(
        "a.guide.json",
        r#"{"id":"a","title":{"en":"A"},"start":"e","steps":[{"kind":"end","id":"e","outcome":"solved"}]}"#,
        "",
    )]);
    compiled.bundle.unwrap().manifest
}

/// RFC 6979, appendix A.2.5, SHA-256, message "sample".
#[test]
fn signing_is_that_of_rfc_6979() {
    let bytes: Vec<u8> = (0..32)
        .map(|at| {
            let hex = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
            u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap()
        })
        .collect();
    let key = PrivateKey::from_random(&bytes.try_into().unwrap()).unwrap();
    // r || s in base64.
    let wanted = "79SLKqy2qP0RQN2c1F6B1p0sh3tWqvmRw00OqE6vNxb3yxyULWV8QdQ2x6G24p9l8+kA27mv9AZNxKsvhDrNqA==";
    assert_eq!(key.sign("sample"), wanted);
    assert!(key.public().verifies("sample", wanted) && !key.public().verifies("Sample", wanted));
}

#[test]
fn keys_are_written_and_read() {
    let key = key(7);
    let again = PrivateKey::from_pem(&key.to_pem().unwrap()).unwrap();
    assert_eq!(again.sign("x"), key.sign("x"));
    let public = key.public().to_text().unwrap();
    assert_eq!(PublicKey::from_text(&format!(" {public}\n")).unwrap(), key.public());
    assert!(!format!("{key:?}").contains('7'), "a private key does not show itself");
    assert_eq!(
        PrivateKey::from_pem("-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----").unwrap_err(),
        KeyError::Private
    );
    for bad in ["", "AAAA", "not base64!", &public[..100]] {
        assert_eq!(PublicKey::from_text(bad).unwrap_err(), KeyError::Public);
    }
    assert!(PrivateKey::from_random(&[0; 32]).is_none() && PrivateKey::from_random(&[0xFF; 32]).is_none());
}

#[test]
fn every_changed_byte_is_noticed() {
    let (key, manifest) = (key(1), manifest());
    let (signature, public) = (key.sign(&manifest), key.public());
    assert!(public.verifies(&manifest, &signature));
    for at in (0..manifest.len()).step_by(7) {
        let mut bytes = manifest.clone().into_bytes();
        bytes[at] ^= 1;
        assert!(String::from_utf8(bytes).map_or(true, |text| !public.verifies(&text, &signature)), "{at}");
    }
    for percent in 0..100 {
        let short = &manifest[..manifest.len() * percent / 100];
        assert!(!public.verifies(short, &signature), "{percent} %");
    }
    for at in (0..signature.len()).step_by(5) {
        let other = if signature.as_bytes()[at] == b'A' { "B" } else { "A" };
        let mut changed = signature.clone();
        changed.replace_range(at..=at, other);
        assert!(!public.verifies(&manifest, &changed), "{at}");
        assert!(!public.verifies(&manifest, &signature[..at]));
    }
    assert!(!self::key(2).public().verifies(&manifest, &signature));
}

#[test]
fn a_manifest_is_accepted_only_when_everything_is_right() {
    let (now, next, manifest) = (key(1), key(2), manifest());
    let keys = [now.public(), next.public()];
    let issued = crate::guides::STAMP.issued_s;
    let terms = Terms {
        keys: &keys,
        place: Some(("p", "production")),
        floor: Floor { release: 7, issued_s: issued },
        now_s: issued,
    };
    let signature = next.sign(&manifest);
    let with =
        |terms: &Terms<'_>| accept(&manifest, Some(&signature), terms).map(|document| document.release);
    assert_eq!(with(&terms), Ok(7));
    assert_eq!(accept(&manifest, None, &terms).unwrap_err(), Code::SIGNATURE_MISSING);
    assert_eq!(accept(&manifest, Some(&key(3).sign(&manifest)), &terms).unwrap_err(), Code::SIGNATURE_WRONG);
    assert_eq!(
        accept(&manifest, None, &Terms { keys: &[], ..terms.clone() }).map(|document| document.release),
        Ok(7)
    );
    assert_eq!(with(&Terms { place: Some(("p", "staging")), ..terms.clone() }), Err(Code::OTHER_PROJECT));
    assert_eq!(
        with(&Terms { floor: Floor { release: 8, issued_s: issued }, ..terms.clone() }),
        Err(Code::RELEASE_TOO_LOW)
    );
    let day = 86_400;
    assert_eq!(with(&Terms { now_s: issued + 91 * day, ..terms.clone() }), Ok(7), "lenient by a day");
    assert_eq!(with(&Terms { now_s: issued + 91 * day + 1, ..terms.clone() }), Err(Code::MANIFEST_EXPIRED));
    let newer = Floor { release: 7, issued_s: issued + 200 * day };
    assert_eq!(
        with(&Terms { now_s: issued + 100 * day, floor: newer, ..terms.clone() }),
        Ok(7),
        "the clock is wrong"
    );
    let signed = |text: &str| accept(text, Some(&now.sign(text)), &terms).unwrap_err();
    assert_eq!(signed(&manifest.replace("\"schema\":0", "\"schema\":1")), Code::BUNDLE_TOO_NEW);
    assert_eq!(signed("{}"), Code::MANIFEST_UNREADABLE);
    assert_eq!(signed(&" ".repeat(3 * 1024 * 1024)), Code::BUNDLE_TOO_LARGE);
}
