//! How long a command takes in a guide of 300 steps, with everything that follows it: checks, path proof, texts, saving.
//!
//! `cargo run --release --example keystroke -p lotse-editor`

use std::time::{Duration, Instant};

use lotse_editor::command::{Command, Value};
use lotse_editor::compile::{Source, Surroundings};
use lotse_editor::draft::Draft;
use lotse_model::json::Json;

/// Steps of the guide.
const STEPS: usize = 300;
/// Commands of each kind.
const TIMES: usize = 60;

fn main() {
    let project = Source {
        name: "project.json".to_owned(),
        text: r#"{"schema":0,"id":"p","default_language":"en","languages":["en","de"]}"#.to_owned(),
    };
    let Some(mut surroundings) = Surroundings::new(&project, &[]) else { return };
    let mut draft = Draft::load(&guide());
    println!("{STEPS} steps, {} bytes", draft.save().len());
    let place = STEPS / 2;
    let at = format!("/guide/steps/{place}");
    measure("typing a letter", &mut draft, &mut surroundings, &|turn| Command::SetText {
        at: format!("{at}/body"),
        language: "en".to_owned(),
        markdown: Some(format!("Click **{{target}}** {}", "x".repeat(turn + 1))),
    });
    measure("changing a member", &mut draft, &mut surroundings, &|turn| Command::Put {
        at: format!("{at}/missing"),
        value: Value(Json::Map(vec![("after_ms".to_owned(), Json::Number(3_000 + turn as i64))])),
    });
    measure("moving a step", &mut draft, &mut surroundings, &|turn| Command::Move {
        list: "/guide/steps".to_owned(),
        from: u32::from(turn % 2 == 1) * 40,
        to: u32::from(turn % 2 == 0) * 40,
    });
}

fn measure(
    name: &str,
    draft: &mut Draft,
    surroundings: &mut Surroundings,
    command: &dyn Fn(usize) -> Command,
) {
    let mut times: Vec<(Duration, Duration)> = (0..TIMES)
        .filter_map(|turn| {
            let command = command(turn);
            let begin = Instant::now();
            draft.apply(&command, 0).ok()?;
            let applied = begin.elapsed();
            let checked = surroundings.check("a.guide.json", draft);
            checked.guide.as_ref()?;
            Some((begin.elapsed(), applied))
        })
        .collect();
    times.sort();
    let shown = |at: usize| times.get(at).copied().unwrap_or_default();
    let ((median, applied), (worst, _)) = (shown(TIMES / 2), shown(TIMES.saturating_sub(1)));
    println!("{name}: median {median:.2?} (of which the command {applied:.2?}), worst {worst:.2?}");
}

/// Instructions with a target, a condition and texts in two languages, one after the other.
fn guide() -> String {
    let step = |at: usize| {
        let next = if at + 1 == STEPS { "end".to_owned() } else { format!("s{}", at + 1) };
        format!(
            r#"{{"kind":"instruct","id":"s{at}","title":{{"en":"Step {at}","de":"Schritt {at}"}},"body":{{"en":"Click **{{target}}**. Then wait for [the list](/orders) and press [[Enter]].","de":"Klicken Sie auf **{{target}}**. Warten Sie dann auf [die Liste](/orders), und drücken Sie [[Enter]]."}},"target":{{"name":{{"en":"Save {at}","de":"Speichern {at}"}},"evidence":[{{"kind":"role","role":"button"}},{{"kind":"name","is":{{"en":"Save {at}","de":"Speichern {at}"}}}},{{"kind":"attribute","name":"data-action","value":"save"}}]}},"skip_when":{{"kind":"url","is":["/done/{at}*"]}},"completion":[{{"kind":"click"}}],"next":"{next}"}}"#
        )
    };
    let steps: Vec<String> = (0..STEPS).map(step).collect();
    format!(
        r#"{{"schema":0,"guide":{{"id":"g","title":{{"en":"T","de":"T"}},"pages":["/x"],"start":"s0","steps":[{},{{"kind":"end","id":"end","outcome":"solved"}}]}}}}"#,
        steps.join(",")
    )
}
