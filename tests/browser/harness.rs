//! The harness itself: finds, clicks, types and looks in every browser, and hears what a page complains of.

use std::time::Duration;

use anyhow::{Result, ensure};
use lotse_tests::accessibility::Part;
use lotse_tests::browser::{ALL, Browser, CHROMIUM};
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{any, card, containing, css, role, text};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Reply};

/// Every test of this file.
pub const CASES: &[Case] = &[
    case!(ALL, finds_by_role_and_name),
    case!(ALL, finds_the_card_in_its_shadow_root),
    case!(ALL, clicks_are_trusted),
    case!(ALL, keys_reach_the_page),
    case!(ALL, frames_can_be_entered),
    case!(ALL, hears_console_errors),
    case!(ALL, hears_uncaught_errors),
    case!(ALL, hears_errors_of_a_page_that_is_left),
    case!(ALL, hears_policy_reports),
    case!(ALL, a_quiet_page_complains_of_nothing),
    case!(ALL, two_servers_are_two_origins),
    case!(ALL, the_server_tells_what_was_fetched),
    case!(ALL, sets_the_viewport),
    case!(ALL, a_narrow_viewport),
    case!(CHROMIUM, sets_media_features),
    case!(ALL, axe_finds_a_violation),
    case!(ALL, every_test_has_a_fresh_profile),
    case!(ALL, and_so_has_the_next),
];

const CONTROLS: &str = "<!doctype html><html lang=en><title>Controls</title><main><h1>Controls</h1>
    <button aria-label=Save>x</button> <button hidden>Hidden</button>
    <label>Name <input id=name></label> <label for=tray>Tray</label> <select id=tray><option>One<option>Two</select>
    <button id=by aria-labelledby='a b'>x</button><span id=a>Print</span> <span id=b>now</span>
    <a href=#there>There</a> <ul><li>First</li><li>Second</li></ul><p>Some <b>bold</b> words</p>
    <div id=host></div></main>
    <script>
      host.attachShadow({ mode: 'open' }).innerHTML = '<x-inner></x-inner>';
      host.shadowRoot.firstChild.attachShadow({ mode: 'open' }).innerHTML = '<button>Deep</button>';
    </script>";

async fn show(page: &Page, html: &str) -> Result<lotse_tests::server::Server> {
    let server = page.serve(Pages::default().page("/", html)).await?;
    page.goto(&server.url("/")).await?;
    Ok(server)
}

async fn finds_by_role_and_name(page: &Page) -> Result<()> {
    let _server = show(page, CONTROLS).await?;
    ensure!(page.find(role("button", "Save")).await?.role().await? == "button");
    page.find(role("button", "Deep")).await?;
    page.find(role("button", "Print now")).await?;
    page.find(role("link", containing("Ther"))).await?;
    page.find(role("textbox", "Name")).await?;
    page.find(role("combobox", "Tray")).await?;
    page.find(role("heading", "Controls")).await?;
    ensure!(page.now(&role("listitem", any())).await?.len() == 2);
    page.gone(role("button", "Hidden")).await?;
    ensure!(page.find(text("bold")).await?.text().await? == "bold");
    let moment = Duration::from_millis(100);
    let refusal = async |find| page.find_within(moment, find).await.err().map(|error| error.to_string());
    let several = refusal(css("li")).await.unwrap_or_default();
    ensure!(several.starts_with("2 elements are"), "{several}");
    ensure!(page.find(css("li").nth(1)).await?.text().await? == "Second");
    let missing = refusal(role("link", "Nowhere")).await.unwrap_or_default();
    ensure!(missing == "no link “Nowhere”; there are “There”", "{missing}");
    Ok(())
}

async fn finds_the_card_in_its_shadow_root(page: &Page) -> Result<()> {
    let html = "<!doctype html><html lang=en><title>Card</title><button>Next</button><script>
        const stage = document.documentElement.appendChild(document.createElement('lotse-stage'));
        stage.attachShadow({ mode: 'open' }).innerHTML = '<button>Next</button><p>Hello</p>';
        stage.shadowRoot.firstChild.onclick = () => { document.title = 'card'; };
        document.querySelector('button').onclick = () => { document.title = 'host'; };</script>";
    let _server = show(page, html).await?;
    page.click(role("button", "Next")).await?;
    page.until("document.title === 'host'").await?;
    page.click(card().role("button", "Next")).await?;
    page.until("document.title === 'card'").await?;
    page.find(card().text("Hello")).await?;
    page.gone(text("Hello")).await
}

async fn clicks_are_trusted(page: &Page) -> Result<()> {
    let html = "<!doctype html><html lang=en><title>Clicks</title><button>Go</button><script>
        window.seen = [];
        for (const type of ['click', 'dblclick', 'contextmenu'])
          addEventListener(type, (event) => type === 'click' && event.button !== 0 || seen.push(type + (event.isTrusted ? '' : ' by a script')));</script>";
    let _server = show(page, html).await?;
    page.click(role("button", "Go")).await?;
    page.double_click(role("button", "Go")).await?;
    page.context_click(role("button", "Go")).await?;
    page.until("seen.length >= 5").await?;
    let seen = page.script("return seen.join()", vec![]).await?;
    let wanted = "click,click,click,dblclick,contextmenu";
    // WebKitWebDriver lets a left click follow a right one.
    let seen = seen.as_str().unwrap_or_default();
    let heard =
        if page.browser() == Browser::Webkit { seen.strip_suffix(",click").unwrap_or(seen) } else { seen };
    ensure!(heard == wanted, "{seen}");
    Ok(())
}

async fn keys_reach_the_page(page: &Page) -> Result<()> {
    let _server = show(page, CONTROLS).await?;
    page.fill(role("textbox", "Name"), "Ada").await?;
    ensure!(page.find(role("textbox", "Name")).await?.property("value").await? == "Ada");
    page.type_text(" L").await?;
    page.until("document.querySelector('#name').value === 'Ada L'").await?;
    page.press("Tab").await?;
    ensure!(page.find(css("#tray")).await?.is_focused().await?);
    page.press("Shift+Tab").await?;
    let focused = page.focused().await?;
    ensure!(focused == Some(("textbox".to_owned(), "Name".to_owned())), "{focused:?}");
    page.choose(role("combobox", "Tray"), "Two").await?;
    page.until("document.querySelector('#tray').selectedIndex === 1").await
}

async fn frames_can_be_entered(page: &Page) -> Result<()> {
    let pages = Pages::default()
        .page("/", "<!doctype html><html lang=en><title>Top</title><iframe title=Inner src=/inner></iframe>")
        .page("/inner", "<!doctype html><html lang=en><title>Inner</title><button>Inside</button>");
    let server = page.serve(pages).await?;
    page.goto(&server.url("/")).await?;
    page.enter_frame(css("iframe")).await?;
    page.click(role("button", "Inside")).await?;
    page.leave_frames().await?;
    page.gone(role("button", "Inside")).await
}

/// What the page complained of is what the test is about, so it is taken as allowed afterwards.
async fn complains(page: &Page, html: &str, part: &str) -> Result<()> {
    let _server = show(page, html).await?;
    page.find(role("button", "Ready")).await?;
    let complaints = page.complaints().await?;
    ensure!(complaints.iter().any(|text| text.contains(part)), "{complaints:?}");
    page.allow("");
    Ok(())
}

async fn hears_console_errors(page: &Page) -> Result<()> {
    let html = "<!doctype html><html lang=en><title>x</title><button>Ready</button>
        <script>console.error('a marked message')</script>";
    complains(page, html, "a marked message").await
}

async fn hears_uncaught_errors(page: &Page) -> Result<()> {
    let html = "<!doctype html><html lang=en><title>x</title><button>Ready</button>
        <script>throw new TypeError('a marked failure')</script>";
    complains(page, html, "a marked failure").await
}

async fn hears_errors_of_a_page_that_is_left(page: &Page) -> Result<()> {
    let pages = Pages::default()
        .page(
            "/",
            "<!doctype html><html lang=en><title>x</title><a href=/next>Next</a>
            <script>document.querySelector('a').onclick = () => console.error('while leaving')</script>",
        )
        .page("/next", "<!doctype html><html lang=en><title>y</title><button>Ready</button>");
    let server = page.serve(pages).await?;
    page.goto(&server.url("/")).await?;
    page.click(role("link", "Next")).await?;
    page.find(role("button", "Ready")).await?;
    let complaints = page.complaints().await?;
    ensure!(complaints.iter().any(|text| text.contains("while leaving")), "{complaints:?}");
    page.allow("while leaving");
    Ok(())
}

async fn hears_policy_reports(page: &Page) -> Result<()> {
    let html = "<!doctype html><html lang=en><title>x</title><button>Ready</button><script>alert(1)</script>";
    let reply = Reply::new("text/html", html).header("content-security-policy", "script-src 'self'");
    let server = page.serve(Pages::default().reply("/", reply)).await?;
    page.goto(&server.url("/")).await?;
    page.find(role("button", "Ready")).await?;
    let complaints = page.complaints().await?;
    ensure!(complaints.iter().any(|text| text.contains("script-src")), "{complaints:?}");
    page.allow("script-src");
    Ok(())
}

async fn a_quiet_page_complains_of_nothing(page: &Page) -> Result<()> {
    let _server = show(page, CONTROLS).await?;
    page.click(role("button", "Deep")).await?;
    let complaints = page.complaints().await?;
    ensure!(complaints.is_empty(), "{complaints:?}");
    Ok(())
}

async fn two_servers_are_two_origins(page: &Page) -> Result<()> {
    let other = page
        .serve(
            Pages::default().reply(
                "/data",
                Reply::new("text/plain", "shared").header("access-control-allow-origin", "*"),
            ),
        )
        .await?;
    let server =
        page.serve(Pages::default().page("/", "<!doctype html><html lang=en><title>x</title>")).await?;
    ensure!(other.origin() != server.origin());
    page.goto(&server.url("/")).await?;
    let body = "const done = arguments[1]; fetch(arguments[0]).then((r) => r.text()).then(done, (e) => done(String(e)))";
    let answer = page.script_async(body, vec![other.url("/data").into()]).await?;
    ensure!(answer == "shared", "{answer}");
    Ok(())
}

async fn the_server_tells_what_was_fetched(page: &Page) -> Result<()> {
    let pages = Pages::default()
        .page("/", "<!doctype html><html lang=en><title>x</title><script src=/slow.js></script><button>Ready</button>")
        .reply("/slow.js", Reply::new("text/javascript", "document.title = 'ran'").after(Duration::from_millis(50)));
    let server = page.serve(pages).await?;
    page.goto(&server.url("/")).await?;
    page.until("document.title === 'ran'").await?;
    let seen: Vec<String> =
        server.seen().into_iter().map(|seen| format!("{} {}", seen.status, seen.path)).collect();
    ensure!(
        seen.iter().filter(|line| !line.ends_with("favicon.ico")).eq(["200 /", "200 /slow.js"]),
        "{seen:?}"
    );
    Ok(())
}

async fn sets_the_viewport(page: &Page) -> Result<()> {
    let _server = show(page, CONTROLS).await?;
    page.viewport(800, 600).await?;
    page.viewport(1024, 700).await
}

async fn a_narrow_viewport(page: &Page) -> Result<()> {
    let _server = show(page, CONTROLS).await?;
    page.viewport(320, 640).await
}

async fn sets_media_features(page: &Page) -> Result<()> {
    let _server = show(page, CONTROLS).await?;
    page.media(&[("prefers-color-scheme", "dark"), ("prefers-reduced-motion", "reduce")]).await?;
    page.until("matchMedia('(prefers-color-scheme: dark)').matches").await?;
    page.until("matchMedia('(prefers-reduced-motion: reduce)').matches").await
}

async fn axe_finds_a_violation(page: &Page) -> Result<()> {
    let html = "<!doctype html><html lang=en><title>x</title><main><h1>x</h1><img src='data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='></main>";
    let _server = show(page, html).await?;
    let rules: Vec<String> =
        page.violations(Part::Everything).await?.into_iter().map(|found| found.rule).collect();
    ensure!(rules == ["image-alt"], "{rules:?}");
    Ok(())
}

const VISITED: &str = "<!doctype html><html lang=en><title>x</title><button>Ready</button><script>
    document.title = localStorage.visited ?? 'first'; localStorage.visited = 'again';
    document.cookie = 'visited=again'</script>";

async fn every_test_has_a_fresh_profile(page: &Page) -> Result<()> {
    let _server = show(page, VISITED).await?;
    page.until("document.title === 'first'").await?;
    page.reload().await?;
    page.until("document.title === 'again'").await
}

async fn and_so_has_the_next(page: &Page) -> Result<()> {
    // Cookies do not care about ports, so they would be seen here if the profile were shared.
    let _server = show(page, "<!doctype html><html lang=en><title>x</title>").await?;
    page.until("document.cookie === ''").await?;
    page.script("document.cookie = 'kept=yes'", vec![]).await?;
    page.until("document.cookie === 'kept=yes'").await?;
    page.forget_cookies().await?;
    page.until("document.cookie === ''").await
}
