//! Everything that `lotse try` says, in German and English.

use std::path::{Path, PathBuf};

use crate::csp::{Disposition, Place};
use crate::language::Language;
use crate::proxy::{Notice, Probe};

/// What is said at the start: where to go, and what a proxy cannot do.
pub(super) fn greeting(probe: &Probe, origin: &str, language: Language) -> String {
    let path = url_path(probe);
    let mut lines = vec![
        format!("{origin}{path}"),
        language
            .pick(
                "  zeigt {app} mit Lotse. Beenden mit Strg+C.",
                "  shows {app} with Lotse. Stop with Ctrl+C.",
            )
            .replace("{app}", probe.url.as_str()),
        String::new(),
        limits(language).to_owned(),
    ];
    if let Some(failure) = &probe.failure {
        lines.push(String::new());
        lines.push(failure.explain(language, probe.url.as_str()));
    }
    if let Some(elsewhere) = &probe.leads_to {
        lines.push(String::new());
        lines.push(leads_elsewhere(&elsewhere.origin().ascii_serialization(), language));
    }
    lines.join("\n")
}

fn url_path(probe: &Probe) -> String {
    let query = probe.url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{query}", probe.url.path())
}

fn limits(language: Language) -> &'static str {
    language.pick(
        "Durch einen Proxy gehen nicht:\n\
         - Anmeldung über einen anderen Dienst (Single Sign-on), die an die echte Adresse gebunden ist, und Passkeys\n\
         - Client-Zertifikate\n\
         - Adressen der Anwendung, die in Skripten oder Daten ausgeschrieben stehen: sie führen am Proxy vorbei\n\
         - Cookies anderer Domains, und Skripte, die Cookies mit __Host- oder __Secure- lesen\n\
         - Service Worker (Offline-Betrieb, Push)\n\
         Dafür gibt es lotse try --browser: die Anwendung behält dort ihre echte Adresse.\n\
         Cookies unterscheiden keine Ports: was andere Anwendungen unter 127.0.0.1 gesetzt haben, wird mitgeschickt.\n\
         Ein privates Fenster verhindert das.",
        "A proxy cannot do:\n\
         - sign-on through another service (single sign-on) that is bound to the real address, and passkeys\n\
         - client certificates\n\
         - addresses of the app that are spelled out in scripts or data: they lead past the proxy\n\
         - cookies of other domains, and scripts that read cookies named __Host- or __Secure-\n\
         - service workers (offline use, push)\n\
         For these there is lotse try --browser: the app keeps its real address there.\n\
         Cookies ignore ports: what other apps on 127.0.0.1 have set is sent along. A private window prevents that.",
    )
}

fn leads_elsewhere(origin: &str, language: Language) -> String {
    match language {
        Language::German => format!(
            "Die Anwendung leitet zu {origin} weiter. Eine Anmeldung dort kommt nicht hierher zurück; nehmen Sie lotse try --browser."
        ),
        Language::English => {
            format!(
                "The app redirects to {origin}. Signing in there does not come back here; use lotse try --browser."
            )
        }
    }
}

/// Said when the app is open in the browser.
pub(super) fn opened(url: &str, program: &Path, language: Language) -> String {
    match language {
        Language::German => format!(
            "{url}\n  ist mit Lotse in {} geöffnet, mit einem leeren Profil, das danach gelöscht wird.\n  Nur Seiten dieser Adresse erhalten das SDK. Ende: Browser schließen oder Strg+C.",
            program.display()
        ),
        Language::English => format!(
            "{url}\n  is open with Lotse in {}, with an empty profile that is deleted afterwards.\n  Only pages of this address get the SDK. To end: close the browser, or Ctrl+C.",
            program.display()
        ),
    }
}

/// Said when a policy is to be switched off where only a browser can do that.
pub(super) fn bypass_needs_browser(language: Language) -> &'static str {
    language.pick(
        "--csp bypass gibt es nur mit --browser; der Proxy erweitert auch Richtlinien in <meta>.",
        "--csp bypass exists with --browser only; the proxy extends policies in <meta> as well.",
    )
}

/// Said when neither a bundle nor a folder of guides was named.
pub(super) fn no_guides(language: Language) -> &'static str {
    language.pick(
        "Kein Guide angegeben: nur das SDK wird geladen. --bundle DATEI oder --guides ORDNER nennt Guides.",
        "No guides were named: only the SDK is loaded. --bundle FILE or --guides DIR names some.",
    )
}

/// Said when a path of the user's is not there.
pub(super) fn missing(path: &Path, language: Language) -> String {
    format!("{}: {}", path.display(), language.pick("gibt es nicht", "there is no such file or folder"))
}

/// Said when the SDK is nowhere.
pub(super) fn no_sdk(places: &[PathBuf], language: Language) -> String {
    let places: Vec<String> = places.iter().map(|place| place.display().to_string()).collect();
    let places = places.join(", ");
    match language {
        Language::German => format!(
            "Das SDK (lotse.js) liegt in keinem dieser Ordner: {places}. Nennen Sie seinen Ordner mit --sdk; cargo xtask demo baut es."
        ),
        Language::English => format!(
            "The SDK (lotse.js) is in none of these folders: {places}. Name its folder with --sdk; cargo xtask demo builds it."
        ),
    }
}

/// One notice of the running proxy.
pub(super) fn notice(notice: &Notice, language: Language) -> String {
    match notice {
        Notice::PolicyExtended { page, place, disposition, lines } => {
            policy_extended(page, *place, *disposition, lines, language)
        }
        Notice::PageLeftAlone { page, reason } => match language {
            Language::German => {
                format!("{page}: „{reason}“ kann nicht umgeschrieben werden; die Seite bleibt ohne Lotse.")
            }
            Language::English => {
                format!("{page}: “{reason}” cannot be rewritten; the page stays without Lotse.")
            }
        },
        Notice::ServiceWorkerRefused { script } => match language {
            Language::German => format!(
                "{script}: Service Worker sind hier abgeschaltet, er würde an Stelle des Proxys antworten."
            ),
            Language::English => {
                format!("{script}: service workers are off here, it would answer in the proxy's place.")
            }
        },
        Notice::IntegrityPolicyDropped { page } => match language {
            Language::German => format!(
                "{page}: Der Header Integrity-Policy entfällt hier; bei einer echten Einbindung braucht das Skript-Element integrity."
            ),
            Language::English => format!(
                "{page}: the Integrity-Policy header is dropped here; in a real integration the script tag needs integrity."
            ),
        },
        Notice::PolicyBlocks { directive } => match language {
            Language::German => format!(
                "Eine Content Security Policy in <meta> verbietet das SDK ({directive}). Mit --csp bypass schaltet der Browser sie hier ab; was zu ergänzen ist, sagt lotse check-csp."
            ),
            Language::English => format!(
                "A content security policy in <meta> forbids the SDK ({directive}). With --csp bypass the browser switches it off here; lotse check-csp says what to add."
            ),
        },
        Notice::LeadsElsewhere { origin } => leads_elsewhere(origin, language),
        Notice::Unreachable { reason } => reason.clone(),
    }
}

fn policy_extended(
    page: &str,
    place: Place,
    disposition: Disposition,
    lines: &[String],
    language: Language,
) -> String {
    let place = match place {
        Place::Header => language.pick("im Header", "in its header"),
        Place::Meta => language.pick("in <meta>", "in <meta>"),
    };
    let only = match disposition {
        Disposition::Enforce => "",
        Disposition::Report => language.pick(" (nur Bericht)", " (report only)"),
    };
    let lead = match language {
        Language::German => format!(
            "{page}: Die Content Security Policy {place}{only} wird hier erweitert. Für eine echte Einbindung:"
        ),
        Language::English => format!(
            "{page}: the content security policy {place}{only} is extended here. For a real integration:"
        ),
    };
    let lines: Vec<String> = lines.iter().map(|line| format!("\n    {line};")).collect();
    lead + &lines.concat()
}
