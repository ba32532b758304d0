//! Problems in the studio: described, kept by the server, and what finding the cause will cost.

use anyhow::{Context, Result, ensure};
use lotse_tests::find::{containing, css, role, text};
use lotse_tests::page::Page;
use serde_json::{Value, json};

use super::house::{House, prefer};

const PATH: &str = "/projects/crm/problems/nothing-printed";

/// Puts Kontor's problem into the project.
pub async fn put(page: &Page, house: &House) -> Result<()> {
    let file = page.place().root().join("examples/kontor/problems/nothing-printed.problem.json");
    let source = std::fs::read_to_string(file)?;
    house.ask(page, "PUT", PATH, json!({ "source": source, "revision": 0 })).await.map(|_| ())
}

pub async fn problems_are_described_and_simulated(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    prefer(page, "en", "light").await?;
    put(page, &house).await?;
    page.goto(&house.url("/p/crm/problems")).await?;
    page.click(role("link", containing("Nothing comes out of the printer"))).await?;
    // The simulator says what it costs, and how a case goes.
    page.until("document.querySelectorAll('.figures dd').length === 4").await?;
    page.until("document.querySelector('.told li:last-child')?.textContent.length > 10").await?;
    page.until("/on average/.test(document.querySelector('.simulator [role=status]')?.textContent)").await?;
    page.picture(&format!("studio/simulator-{}", page.browser())).await?;
    let first = page.script("return document.querySelector('.told').textContent", vec![]).await?;
    page.choose(css("#true-cause"), "Paper is stuck").await?;
    page.until("/on average/.test(document.querySelector('.simulator [role=status]')?.textContent)").await?;
    let second = page.script("return document.querySelector('.told').textContent", vec![]).await?;
    ensure!(first != second, "another cause is another way: {first}");
    // A share is changed, and the server has it although nobody pressed anything.
    page.click(css("label[for=part-causes]")).await?;
    page.fill(css("#n-problem-causes-0-permille"), "20").await?;
    house.keeps(page, PATH, "/problem/causes/0/permille", json!(200)).await?;
    // What comes out of a question is a table.
    page.click(css("label[for=part-probes]")).await?;
    page.click(css("details:has(.chances) > summary").first()).await?;
    page.find(css(".chances td").first()).await?;
    page.picture(&format!("studio/probes-{}", page.browser())).await?;
    page.click(css("label[for=part-fixes]")).await?;
    page.until("document.querySelectorAll('[id^=mend-0-]').length >= 12").await?;
    page.click(css("label[for=part-problem]")).await?;
    page.click(role("button", "Delete problem")).await?;
    page.picture(&format!("studio/problem-delete-{}", page.browser())).await?;
    page.click(css("dialog .danger")).await?;
    page.find(text("No problem is described yet")).await?;
    let left = house.ask(page, "GET", "/projects/crm/problems", Value::Null).await?;
    ensure!(left == json!([]), "{left}");
    Ok(())
}

/// The problem as the server has it.
async fn stored(page: &Page, house: &House) -> Result<Value> {
    let stored = house.ask(page, "GET", PATH, Value::Null).await?;
    let source = stored.get("source").and_then(Value::as_str).context("a source")?;
    Ok(serde_json::from_str(source)?)
}

/// The problem with signs, questions of its own and a tree, as another technician has drawn them.
pub async fn draw(page: &Page, house: &House) -> Result<()> {
    let mut document = stored(page, house).await?;
    let problem = document.get_mut("problem").and_then(Value::as_object_mut).context("a problem")?;
    let probe = problem.get("probes").and_then(|all| all.pointer("/0/id")).cloned().context("a probe")?;
    let fix = problem.get("fixes").and_then(|all| all.pointer("/0/id")).cloned().context("a fix")?;
    problem.insert("signs".to_owned(), json!([
        { "kind": "text", "like": { "en": "*could not be printed*", "de": "*konnte nicht gedruckt werden*" } },
        { "kind": "failed_request", "url": ["/api/print*"], "status": [500, 503] },
    ]));
    problem.insert("triage".to_owned(), json!([{ "id": "work", "title": { "en": "Can you still work?", "de": "Können Sie noch arbeiten?" },
        "answers": [{ "id": "yes", "label": { "en": "Yes", "de": "Ja" }, "urgency": "low" }, { "id": "no", "label": { "en": "No", "de": "Nein" }, "urgency": "high" }] }]));
    problem.insert("tree".to_owned(), json!([
        { "kind": "ask", "id": "n1", "probe": probe, "edges": [{ "outcome": "yes", "to": "n2" }], "otherwise": "n3" },
        { "kind": "try", "id": "n2", "fix": fix, "not_solved": "n3" },
        { "kind": "diagnose", "id": "n3" },
    ]));
    let save = json!({ "source": document.to_string(), "revision": 1 });
    house.ask(page, "PUT", PATH, save).await.map(|_| ())
}

pub async fn signs_triage_answers_and_a_tree_are_drawn(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    prefer(page, "en", "light").await?;
    house.put_guide(page, &super::house::guide()).await?;
    put(page, &house).await?;
    page.goto(&house.url("/p/crm/problems/nothing-printed")).await?;
    page.find(css("#part-signs")).await?;
    let before = stored(page, &house).await?;
    let count = |name: &str| {
        before.pointer(&format!("/problem/{name}")).and_then(Value::as_array).map_or(0, Vec::len)
    };
    // A sign that would fit everywhere is refused where it is typed.
    page.click(css("label[for=part-signs]")).await?;
    page.click(role("button", "Add sign")).await?;
    let sign = count("signs");
    let field = css(&format!("#like-problem-signs-{sign}-like-en"));
    page.fill(field.clone(), "*no*").await?;
    page.until(&format!(
        "document.querySelector('.field.faulty #like-problem-signs-{sign}-like-en') !== null"
    ))
    .await?;
    page.fill(field, "*could not be printed*").await?;
    page.click(css("label[for=part-triage]")).await?;
    page.click(role("button", "Add question")).await?;
    let question = count("triage");
    page.fill(css(&format!("#text-problem-triage-{question}-title-en")), "Can you still work?").await?;
    page.fill(css(&format!("#text-problem-triage-{question}-answers-0-label-en")), "Yes").await?;
    page.fill(css(&format!("#text-problem-triage-{question}-answers-1-label-en")), "No").await?;
    page.choose(css(&format!("#c-problem-triage-{question}-answers-1-impact")), "High").await?;
    let like = format!("/problem/signs/{sign}/like/en");
    house.keeps(page, PATH, &like, json!("*could not be printed*")).await?;
    let impact = format!("/problem/triage/{question}/answers/1/impact");
    house.keeps(page, PATH, &impact, json!("high")).await?;
    // The tree by keyboard alone: the first way out leads to a fix.
    page.click(css("label[for=part-tree]")).await?;
    if count("tree") > 0 {
        page.click(role("button", "Take the tree away")).await?;
    }
    page.click(role("button", "Draw a fault tree")).await?;
    page.find(css("#tree-1")).await?;
    page.script("document.querySelector('#tree-1').focus()", vec![]).await?;
    page.press("Control+a").await?;
    page.type_text("A person").await?;
    page.until("document.querySelectorAll('.combobox [role=option]').length === 1").await?;
    page.press("Enter").await?;
    page.until("document.querySelector('#tree-1')?.value === 'A person'").await?;
    page.picture(&format!("studio/tree-{}", page.browser())).await?;
    let leads_to_a_person = |document: &Value| {
        let tree = document.pointer("/problem/tree").and_then(Value::as_array);
        tree.is_some_and(|tree| tree.iter().any(|node| node.get("kind") == Some(&json!("person"))))
    };
    house.comes_to(page, PATH, "a person in the tree", leads_to_a_person).await?;
    let first = page.script("return document.querySelector('.findings').textContent", vec![]).await?;
    ensure!(!first.to_string().contains("tree"), "{first}");
    Ok(())
}
