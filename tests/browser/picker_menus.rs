//! The picker and what is gone as soon as one looks away: menus that live on `:hover`, menus that close when the pointer or the focus
//! leaves. And what it says of an element that will hardly be found again.

use anyhow::{Result, ensure};
use lotse_api::channel::{Done, Element, FromPicker, FromStudio, Grade};
use lotse_tests::browser::CHROMIUM_AND_FIREFOX;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{css, role};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Server};
use thirtyfour::Key;

use crate::studio::{Studio, picker_tag};

/// Every test of this file.
pub const CASES: &[Case] = &[
    case!(CHROMIUM_AND_FIREFOX, picks_what_lives_on_hover).within(90),
    case!(CHROMIUM_AND_FIREFOX, freezes_a_menu_that_closes).within(90),
    case!(CHROMIUM_AND_FIREFOX, records_pointing_with_a_modifier).within(90),
    case!(CHROMIUM_AND_FIREFOX, warns_of_what_will_hardly_be_found).within(90),
];

/// Two menus, and a button that has nothing of its own.
const PAGE: &str = r#"<!doctype html><html lang=en><meta charset=utf-8><title>Menus</title><style>
  body { font: 16px/1.5 sans-serif } .menu ul { display: none } .menu:hover ul { display: block } [role=menu][hidden] { display: none }
</style><main><h1>Menus</h1>
  <div class=menu><button>File</button><ul><li><button>Rename</button></li><li><button>Archive</button></li></ul></div>
  <p><button id=more aria-haspopup=menu>More</button></p>
  <div id=list role=menu hidden><button role=menuitem>Duplicate</button> <button role=menuitem>Move</button></div>
  <p><button id=ember1837><svg width=16 height=16 aria-hidden=true><circle cx=8 cy=8 r=7 /></svg></button>
  <button id=ember1838><svg width=16 height=16 aria-hidden=true><circle cx=8 cy=8 r=7 /></svg></button></p>
</main><script>
  window.chosen = [];
  more.onclick = () => { list.hidden = false; list.firstElementChild.focus(); };
  const shut = () => { list.hidden = true; };
  document.addEventListener('pointerdown', ({ target }) => { if (!list.contains(target) && target !== more) shut(); });
  list.addEventListener('focusout', ({ relatedTarget }) => { if (!list.contains(relatedTarget)) shut(); });
  list.addEventListener('mouseleave', shut);
  list.addEventListener('click', ({ target }) => { chosen.push(target.textContent); shut(); });
</script>PICKER</html>"#;

/// The page with the picker, opened by a studio and met.
async fn open(page: &Page) -> Result<(Server, Studio<'_>)> {
    let own = Studio::serve(page).await?;
    let tag = picker_tag(own.origin());
    let pages = Pages::examples(page.place()).page("/menus.html", &PAGE.replace("PICKER", &tag));
    let server = page.serve(pages).await?;
    let studio = Studio::open(page, own, &server.url("/menus.html"), "en").await?;
    page.until("document.querySelector('lotse-picker')").await?;
    studio.met().await?;
    Ok((server, studio))
}

async fn pick(studio: &Studio<'_>) -> Result<()> {
    studio.say(&FromStudio::Pick { purpose: "target".to_owned() }).await
}

async fn picked(studio: &Studio<'_>) -> Result<Element> {
    let picked = |message: &FromPicker| match message {
        FromPicker::Picked { element, .. } => Some(element.clone()),
        _ => None,
    };
    studio.wait(picked).await
}

/// The picker looks at what the pointer rests on in the next frame.
async fn rest(page: &Page) -> Result<()> {
    page.script_async("setTimeout(arguments[0], 300)", Vec::new()).await.map(|_| ())
}

async fn picks_what_lives_on_hover(page: &Page) -> Result<()> {
    let (_server, studio) = open(page).await?;
    pick(&studio).await?;
    page.hover(role("button", "File")).await?;
    page.hover(role("button", "Rename")).await?;
    rest(page).await?;
    page.picture(&format!("picker-hover-{}", page.browser())).await?;
    // A click would be heard nowhere, but moving the pointer away to confirm would close it: the key does.
    page.press("Enter").await?;
    let element = picked(&studio).await?;
    ensure!(element.name == "Rename" && element.role == "button", "{element:#?}");
    Ok(())
}

async fn freezes_a_menu_that_closes(page: &Page) -> Result<()> {
    let (_server, studio) = open(page).await?;
    pick(&studio).await?;
    page.press("F8").await?;
    page.click(role("button", "More")).await?;
    page.until("!list.hidden").await?;
    page.press("F8").await?;
    // Away from it, with the pointer and with the focus: the app hears of neither.
    page.hover(css("h1")).await?;
    page.press("Tab").await?;
    rest(page).await?;
    page.until("!list.hidden").await?;
    page.hover(role("menuitem", "Duplicate")).await?;
    rest(page).await?;
    page.picture(&format!("picker-frozen-{}", page.browser())).await?;
    page.click(role("menuitem", "Duplicate")).await?;
    let element = picked(&studio).await?;
    ensure!(element.name == "Duplicate" && element.role == "menuitem", "{element:#?}");
    page.until("chosen.length === 0").await
}

async fn records_pointing_with_a_modifier(page: &Page) -> Result<()> {
    let (_server, studio) = open(page).await?;
    studio.record().await?;
    page.until("document.querySelector('lotse-picker')").await?;
    page.driver().action_chain().key_down(Key::Alt).perform().await?;
    page.hover(role("button", "File")).await?;
    page.script_async("setTimeout(arguments[0], 700)", Vec::new()).await?;
    page.driver().action_chain().key_up(Key::Alt).perform().await?;
    page.click(role("button", "Rename")).await?;
    let actions = studio.finish().await?;
    let done: Vec<(&str, bool)> = actions
        .iter()
        .map(|action| {
            let name = action.element.as_ref().map_or("", |element| element.name.as_str());
            (name, matches!(action.done, Done::Hover {}))
        })
        .collect();
    ensure!(done == [("File", true), ("Rename", false)], "{actions:#?}");
    let recorded = lotse_editor::record::fold(&actions, &["en".to_owned(), "de".to_owned()]);
    ensure!(recorded.steps.len() == 2, "{recorded:#?}");
    Ok(())
}

async fn warns_of_what_will_hardly_be_found(page: &Page) -> Result<()> {
    let (_server, studio) = open(page).await?;
    pick(&studio).await?;
    // In Firefox, the end of the first way over a page is not always heard of.
    for button in ["#ember1837", "#ember1838", "#ember1837"] {
        page.hover(css(button)).await?;
        rest(page).await?;
    }
    rest(page).await?;
    page.picture(&format!("picker-warns-{}", page.browser())).await?;
    page.press("Enter").await?;
    let element = picked(&studio).await?;
    let has = |reason: &str| element.reasons.iter().any(|one| one == reason);
    ensure!(has("no_name") && has("generated_id"), "{element:#?}");
    ensure!(element.grade < Grade::Good, "{element:#?}");
    Ok(())
}
