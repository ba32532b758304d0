//! Signs of problems where nothing else asks for help: a small file waits for them, and the panel comes when one is met.

use anyhow::{Context, Result, ensure};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Server};

use super::says;

const ALERT: &str = "const it = document.createElement('div'); it.setAttribute('role', 'alert'); \
    it.textContent = arguments[0]; document.body.append(it);";

fn has_fetched(server: &Server, name: &str) -> bool {
    server.seen().iter().any(|seen| seen.path.contains(name))
}

/// Kontor as it is, without a launcher, when what waits for signs is there.
async fn visit(page: &Page) -> Result<Server> {
    let server = page.serve(Pages::examples(page.place())).await?;
    page.goto(&server.url("/kontor/?reset=1&lang=en")).await?;
    let is_there =
        "performance.getEntriesByType('resource').some((it) => it.name.endsWith('lotse-signs.js'))";
    page.until(is_there).await?;
    Ok(server)
}

/// What is no sign fetches nothing of the panel; what is one brings the offer, also where it was over before the panel came.
pub async fn only_who_meets_one_fetches_the_panel(page: &Page) -> Result<()> {
    let server = visit(page).await?;
    page.script(ALERT, vec!["Your changes are saved".into()]).await?;
    page.script(
        "lotse.hostEvent('print:done'); lotse.report({ url: '/kontor/orders', status: 500 })",
        Vec::new(),
    )
    .await?;
    page.script_async("setTimeout(arguments[0], 2500)", Vec::new()).await?;
    ensure!(!has_fetched(&server, "lotse-panel"), "{:?}", server.seen());
    page.script(ALERT, vec!["The PRINT has failed (tray 1)".into()]).await?;
    says(page, "Because this page says “The PRINT has failed (tray 1)”").await?;
    ensure!(has_fetched(&server, "lotse-panel.wasm"), "no panel");
    // And by what the application reports.
    let server = visit(page).await?;
    ensure!(!has_fetched(&server, "lotse-panel"), "{:?}", server.seen());
    page.script("lotse.report({ url: '/kontor/print/7', status: 502 })", Vec::new()).await?;
    says(page, "Because the application has reported an error").await
}

/// Ten seconds of 1,000 changes a second: what waits takes at most 30 ms of them.
pub async fn waiting_costs_next_to_nothing(page: &Page) -> Result<()> {
    let server = visit(page).await?;
    page.script_async("setTimeout(arguments[0], 1000)", Vec::new()).await?;
    let busy = "
      const done = arguments[arguments.length - 1];
      const box = document.body.appendChild(document.createElement('p'));
      const alert = document.body.appendChild(document.createElement('p'));
      alert.setAttribute('role', 'status');
      let count = 0;
      const timer = setInterval(() => {
        for (let at = 0; at < 10; at += 1) box.textContent = alert.textContent = `${(count += 1)}`;
        if (count >= 10000) { clearInterval(timer); done(count); }
      }, 10);";
    let cdp = page.driver().cdp();
    cdp.send_raw("Profiler.enable", serde_json::json!({})).await?;
    cdp.send_raw("Profiler.setSamplingInterval", serde_json::json!({ "interval": 200 })).await?;
    cdp.send_raw("Profiler.start", serde_json::json!({})).await?;
    page.script_async(busy, Vec::new()).await?;
    let profile = cdp.send_raw("Profiler.stop", serde_json::json!({})).await?;
    let own_ms = taken_in(profile.get("profile").context("no profile")?, "lotse-signs.js")?;
    ensure!(own_ms <= 30.0, "{own_ms:.1} ms");
    ensure!(!has_fetched(&server, "lotse-panel"), "no sign was there");
    // It has been waiting all the time.
    page.script(ALERT, vec!["The print has failed".into()]).await?;
    says(page, "Because this page says “The print has failed”").await?;
    println!("waiting for signs: {own_ms:.1} ms of 10 s with 1,000 changes a second");
    Ok(())
}

/// Milliseconds that samples lie in functions of a file, by a profile of the browser's.
fn taken_in(profile: &serde_json::Value, file: &str) -> Result<f64> {
    let list = |name: &str| profile.get(name).and_then(serde_json::Value::as_array).context("a profile");
    let mut own = Vec::new();
    for node in list("nodes")? {
        let is_own = node.pointer("/callFrame/url").and_then(serde_json::Value::as_str);
        if is_own.is_some_and(|url| url.ends_with(file)) {
            own.push(node.get("id").cloned().context("a number")?);
        }
    }
    let deltas = list("timeDeltas")?.iter().filter_map(serde_json::Value::as_f64);
    let samples = list("samples")?.iter().zip(deltas);
    Ok(samples.filter(|(sample, _)| own.contains(sample)).map(|(_, us)| us / 1_000.0).sum())
}
