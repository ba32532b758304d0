//! `lotse diff`: what it prints and how it ends.

use std::fs;

use serde_json::Value;

use crate::commands::lotse;

const OLD: &str = r#"{"schema":0,"guide":{"id":"g","title":{"en":"T"},"start":"a","steps":[
    {"kind":"instruct","id":"a","surface":"modal","body":{"en":"Press the red key"},"next":"end"},
    {"kind":"end","id":"end","outcome":"solved","title":{"en":"Done"}}]}}"#;

#[tokio::test]
async fn versions_are_compared_in_both_languages_and_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    let [old, new, broken] = ["old", "new", "broken"].map(|name| {
        let path = folder.path().join(name);
        let text = match name {
            "new" => OLD.replace("red key", "green key"),
            "broken" => "{".to_owned(),
            _ => OLD.to_owned(),
        };
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    });
    let english = lotse(&["diff", &old, &new]).await;
    assert_eq!(english.code, 0);
    assert_eq!(english.stdout, "~ Step a\n    text (en): Press the [-red-]{+green+} key\n");
    let german = lotse(&["diff", &old, &new, "--language", "de"]).await;
    assert!(german.stdout.starts_with("~ Schritt a\n"), "{}", german.stdout);
    let ended = lotse(&["diff", "--json", &old, &new]).await;
    let document: Value = serde_json::from_str(&ended.stdout).unwrap();
    let change = &document["steps"][0]["changes"][0];
    assert_eq!((&change["kind"], &change["spans"][1]["text"]), (&"text".into(), &"red".into()));

    let same = lotse(&["diff", &old, &old]).await;
    assert_eq!((same.code, same.stdout.as_str()), (0, "No changes.\n"));
    assert_eq!(lotse(&["diff", &old, &broken]).await.code, 0, "a draft always loads");
    let missing = lotse(&["diff", &old, "/no/such/file"]).await;
    assert!(missing.code == 2 && missing.stderr.contains("/no/such/file"), "{}", missing.stderr);
}
