//! `lotse check`, `lotse compile` and `lotse keygen` on real folders.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::commands::{Ended, lotse};

/// When test bundles are issued.
const ISSUED: &str = "1700000000";

/// Two small guides in two languages.
fn first() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/suite/compile/first").to_owned()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

async fn keys(folder: &Path) -> (PathBuf, String) {
    let made = lotse(&["keygen", "--out", path(folder)]).await;
    assert_eq!(made.code, 0, "{}", made.stderr);
    (folder.join("lotse-private-key.pem"), made.stdout.trim().to_owned())
}

async fn compile(out: &Path, more: &[&str]) -> Ended {
    let folder = first();
    let arguments = ["compile", &folder, "--out", path(out), "--issued", ISSUED];
    lotse(&[arguments.as_slice(), more].concat()).await
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push((
                    path.strip_prefix(folder).unwrap().display().to_string(),
                    fs::read(&path).unwrap(),
                ));
            }
        }
    }
    found.sort();
    found
}

fn guide(text: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.guide.json"), text).unwrap();
    folder
}

const BROKEN: &str = "{\n  \"schema\": 0,\n  \"guide\": {\n    \"id\": \"a\",\n    \"title\": {\"en\": \"A\"},\n    \"start\": \"one\",\n    \"steps\": [\n      {\"kind\": \"instruct\", \"id\": \"one\", \"surface\": \"modal\", \"body\": {\"en\": \"See <b>\\u001b[31m</b>\"}, \"next\": \"one\"}\n    ]\n  }\n}\n";

#[tokio::test]
async fn compiling_twice_gives_the_same_bytes() {
    let folder = TempDir::new().unwrap();
    let (key, _) = keys(folder.path()).await;
    let (one, two) = (folder.path().join("one"), folder.path().join("deep/two"));
    for out in [&one, &two] {
        let ended = compile(out, &["--key", path(&key)]).await;
        assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    }
    let written = files(&one);
    assert_eq!(written, files(&two));
    let names: Vec<&str> =
        written.iter().map(|(name, _)| name.as_str()).filter(|name| !name.starts_with("chunks")).collect();
    assert_eq!(names, ["bundle.json", "manifest.json", "manifest.json.sig"]);
    assert_eq!(written.len(), 8 + 3);
    let again = compile(&one, &["--key", path(&key)]).await;
    assert_eq!((again.code, files(&one)), (0, written));
}

#[tokio::test]
async fn browsers_can_verify_what_was_signed() {
    let folder = TempDir::new().unwrap();
    let (key, public) = keys(folder.path()).await;
    let out = folder.path().join("out");
    assert_eq!(compile(&out, &["--key", path(&key)]).await.code, 0);
    let bundle: Value = serde_json::from_slice(&fs::read(out.join("bundle.json")).unwrap()).unwrap();
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    let signature = fs::read_to_string(out.join("manifest.json.sig")).unwrap();
    assert_eq!(
        (bundle["manifest"].as_str(), bundle["signature"].as_str()),
        (Some(&*manifest), Some(&*signature))
    );
    // The same calls as in a page.
    let script = "const [key, text, signature] = process.argv.slice(1); const bytes = (base64) => Buffer.from(base64, 'base64');
        const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
        crypto.subtle.importKey('spki', bytes(key), algorithm, false, ['verify']).then(async (key) => {
            const check = (text) => crypto.subtle.verify(algorithm, key, bytes(signature), Buffer.from(text));
            console.log(await check(text), await check(text + ' '));
        });";
    let node = std::process::Command::new("node")
        .args(["-e", script, "--", &public, &manifest, &signature])
        .output();
    match node {
        Ok(output) => assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "true false", "{output:?}"),
        Err(error) => println!("skipped: node cannot be run ({error})"),
    }
}

#[tokio::test]
async fn unsigned_bundles_leave_no_old_signature_behind() {
    let folder = TempDir::new().unwrap();
    let (key, _) = keys(folder.path()).await;
    let out = folder.path().join("out");
    assert_eq!(compile(&out, &["--key", path(&key)]).await.code, 0);
    let unsigned = compile(&out, &[]).await;
    assert!(unsigned.code == 0 && unsigned.stdout.contains("[L423]"), "{}", unsigned.stdout);
    assert!(!out.join("manifest.json.sig").exists());
    assert!(!fs::read_to_string(out.join("bundle.json")).unwrap().contains("\"signature\""));
}

#[tokio::test]
async fn a_lower_release_does_not_replace_a_higher_one() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("out");
    assert_eq!(compile(&out, &["--release", "5"]).await.code, 0);
    let before = files(&out);
    let lower = compile(&out, &["--release", "4"]).await;
    assert!(lower.code == 1 && lower.stderr.contains("[L421]"), "{}", lower.stderr);
    assert_eq!(files(&out), before);
}

#[tokio::test]
async fn errors_write_nothing() {
    let folder = guide(BROKEN);
    let project = r#"{"schema":0,"id":"p","default_language":"en"}"#;
    fs::write(folder.path().join("project.json"), project).unwrap();
    let out = folder.path().join("out");
    let ended = lotse(&["compile", path(folder.path()), "--out", path(&out)]).await;
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    assert!(!out.exists());
}

#[tokio::test]
async fn what_cannot_be_read_is_exit_code_2() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("out");
    let empty = path(folder.path());
    let nowhere = folder.path().join("nowhere");
    for arguments in [
        vec!["check", path(&nowhere)],
        vec!["check", empty],
        vec!["check"],
        vec!["check", empty, "--lang", "xx"],
        vec!["compile", empty, "--out", path(&out)],
        vec!["compile", empty],
        vec!["compile", empty, "--out", path(&out), "--key", path(&nowhere)],
    ] {
        let ended = lotse(&arguments).await;
        assert!(
            ended.code == 2 && !ended.stderr.is_empty(),
            "{arguments:?}: {} {}",
            ended.code,
            ended.stderr
        );
    }
    let no_key = folder.path().join("project.json");
    fs::write(&no_key, "{}").unwrap();
    let ended = compile(&out, &["--key", path(&no_key)]).await;
    assert!(ended.code == 1 && ended.stderr.contains("[L422]"), "{}", ended.stderr);
}

#[cfg(unix)]
#[tokio::test]
async fn private_keys_are_private_and_never_overwritten() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let (key, public) = keys(folder.path()).await;
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let before = files(folder.path());
    assert_eq!(lotse(&["keygen", "--out", path(folder.path())]).await.code, 2);
    assert_eq!(files(folder.path()), before);
    fs::remove_file(&key).unwrap();
    assert_eq!(lotse(&["keygen", "--out", path(folder.path())]).await.code, 2, "half a pair is there");
    assert!(!key.exists(), "and no other half was left behind");
    assert!(fs::read_to_string(folder.path().join("lotse-public-key.txt")).unwrap().contains(&public));
}

#[tokio::test]
async fn findings_show_the_place_in_its_line() {
    let folder = guide(BROKEN);
    let english = lotse(&["check", path(folder.path())]).await;
    assert_eq!(english.code, 1);
    assert!(english.stderr.contains("without project.json"), "{}", english.stderr);
    let html = english.stdout.split("\n\n").find(|one| one.contains("[L300]")).unwrap();
    let lines: Vec<&str> = html.lines().collect();
    assert_eq!(lines[0], "error [L300]: HTML is not allowed in texts: `<b>`.");
    assert!(lines[1].ends_with("a.guide.json:8:81"), "{}", lines[1]);
    let column = |line: &str, what: &str| line.split(what).next().map(|before| before.chars().count());
    assert_eq!(column(lines[4], "^^^"), column(lines[3], "<b>"), "{html}");
    assert!(!english.stdout.contains('\u{1b}'), "no colours off a terminal, and none from files");
    assert!(english.stdout.ends_with("notes\n") || english.stdout.ends_with("note\n"), "{}", english.stdout);

    let german = lotse(&["check", path(folder.path()), "--lang", "de"]).await;
    assert!(german.stdout.contains("Fehler [L300]: HTML ist in Texten nicht erlaubt"), "{}", german.stdout);
    assert!(german.stdout.contains("Anleitung geprüft"), "{}", german.stdout);
}

/// A problem without guides beside it, then beside a guide that is not its own; a desk that names a problem nobody has.
#[tokio::test]
async fn problems_and_the_desk_are_checked_too() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = tempfile::tempdir().unwrap();
    let problem =
        fs::read_to_string(root.join("examples/kontor/problems/nothing-printed.problem.json")).unwrap();
    let file = folder.path().join("a.problem.json");
    fs::write(&file, &problem).unwrap();
    let alone = lotse(&["check", path(&file)]).await;
    assert_eq!(alone.code, 0, "{}", alone.stdout);
    assert!(alone.stdout.ends_with("0 guides checked, 0 errors, 0 warnings, 0 notes\n"), "{}", alone.stdout);

    fs::write(
        folder.path().join("b.problem.json"),
        problem.replace("\"permille\": 120", "\"permille\": 720"),
    )
    .unwrap();
    fs::write(
        folder.path().join("desk.json"),
        fs::read_to_string(root.join("tests/contract/v0/desk.json"))
            .unwrap()
            .replace("nothing-printed", "other"),
    )
    .unwrap();
    fs::copy(format!("{}/printer.guide.json", first()), folder.path().join("printer.guide.json")).unwrap();
    let together = lotse(&["check", "--json", path(folder.path())]).await;
    let document: Value = serde_json::from_str(&together.stdout).unwrap();
    let codes: Vec<&str> =
        document["findings"].as_array().unwrap().iter().filter_map(|one| one["code"].as_str()).collect();
    for code in ["L429", "L430", "L431", "L603"] {
        assert!(codes.contains(&code), "{code} is missing: {codes:?}");
    }
    assert_eq!(together.code, 1);
}

#[tokio::test]
async fn findings_are_there_for_programs_too() {
    let folder = guide(BROKEN);
    let ended = lotse(&["check", "--json", path(folder.path())]).await;
    let document: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(ended.code, 1);
    let finding = document["findings"].as_array().unwrap().iter().find(|one| one["code"] == "L300").unwrap();
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["pointer"], "/guide/steps/0/body/en");
    assert_eq!((&finding["place"]["line"], &finding["place"]["column"]), (&8.into(), &81.into()));
    assert_eq!((&finding["place"]["end_line"], &finding["place"]["length"]), (&8.into(), &3.into()));
    let errors =
        document["findings"].as_array().unwrap().iter().filter(|one| one["severity"] == "error").count();
    assert_eq!(document["errors"], errors);

    let sound = lotse(&["check", "--json", &first()]).await;
    let document: Value = serde_json::from_str(&sound.stdout).unwrap();
    assert_eq!((sound.code, &document["errors"]), (0, &0.into()));
    let printer = &document["guides"][0];
    assert_eq!(
        (&printer["id"], &printer["shortest_path"], &printer["longest_path"]),
        (&"printer-tray".into(), &4.into(), &4.into())
    );
}
