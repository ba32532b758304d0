//! Following a guide as a person does: reads the card, does in the page what it says, and looks whether it goes on.

use anyhow::{Result, bail, ensure};
use lotse_tests::accessibility::Part;
use lotse_tests::find::card;
use lotse_tests::page::Page;
use serde_json::Value;

/// Hears usage events and diagnostics from here on; they are in `heard` and `told`.
const LISTEN: &str =
    "window.heard = []; window.told = []; lotse.on('diagnostic', (it) => { told.push(it); });
    lotse.on('event', (record) => { heard.push(record.event || record); });";

/// Opens Kontor on its first day.
pub async fn open_kontor(page: &Page, address: &str, language: &str) -> Result<()> {
    let sign = if address.contains('?') { '&' } else { '?' };
    page.goto(&format!("/kontor/{address}{sign}reset=1&lang={language}")).await?;
    page.until("window.lotse && document.querySelector('#view[aria-busy=false], #view > *')").await?;
    listen(page).await
}

/// Hears the usage events of the page that is shown.
pub async fn listen(page: &Page) -> Result<()> {
    page.until("window.lotse").await?;
    page.script(LISTEN, Vec::new()).await.map(|_| ())
}

/// Begins a guide as the app's own help button would.
pub async fn start(page: &Page, guide: &str) -> Result<()> {
    let begun = page.script_async("lotse.start(arguments[0]).then(arguments[1])", vec![guide.into()]).await?;
    ensure!(begun == Value::Bool(true), "{guide} does not begin: {begun}");
    Ok(())
}

/// The step with this title is there, whole, and without fault for assistive technology.
pub async fn step(page: &Page, title: &str) -> Result<()> {
    if let Err(error) = page.find(card().role("heading", title)).await {
        let heard = page.script("return JSON.stringify([window.told, window.heard])", Vec::new()).await?;
        return Err(error.context(heard.to_string()));
    }
    page.painted().await?;
    let violations = page.violations(Part::Ours).await?;
    ensure!(violations.is_empty(), "step “{title}”: {violations:?}");
    Ok(())
}

/// Resolves when an element has stood still for longer than buttons that act need (`overlay/caution.rs`): a press on what a
/// person cannot have read yet does not count.
const READ: &str = "const [element, done] = arguments; const place = () => element.getBoundingClientRect(); \
     let [since, before] = [performance.now(), place()]; \
     const look = () => { const now = place(); \
       if (Math.abs(now.x - before.x) + Math.abs(now.y - before.y) > 1) [since, before] = [performance.now(), now]; \
       if (performance.now() - since > 600 || !element.isConnected) done(null); else requestAnimationFrame(look); }; \
     look();";

/// Presses a button of the card, as somebody who has read it.
pub async fn press(page: &Page, name: &str) -> Result<()> {
    page.find(card().role("button", name)).await?.script_async(READ).await?;
    page.click(card().role("button", name)).await
}

/// Presses Tab until something with this role and name has the focus.
pub async fn tab_to(page: &Page, role: &str, name: &str) -> Result<()> {
    for _ in 0..60 {
        page.press("Tab").await?;
        if page.focused().await?.is_some_and(|(it, called)| it == role && called == name) {
            return Ok(());
        }
    }
    bail!("Tab does not come to the {role} “{name}”")
}

/// The guide has ended, and says so with this title.
pub async fn ended(page: &Page, title: &str, guide: &str, outcome: &str) -> Result<()> {
    step(page, title).await?;
    let event = format!("kind === 'guide_ended' && guide === '{guide}' && outcome === '{outcome}'");
    page.until(&format!("heard.some(({{ kind, guide, outcome }}) => {event})")).await
}

/// What Kontor remembers of an area is as a JavaScript expression over `it` says.
pub async fn kept(page: &Page, area: &str, expression: &str) -> Result<()> {
    page.until(&format!("((it) => it && ({expression}))(JSON.parse(localStorage.getItem('kontor:{area}')))"))
        .await
}
