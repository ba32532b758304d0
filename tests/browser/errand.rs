//! An errand as data: what a technician does, by role and name, to be recorded and to be followed.

use anyhow::{Context, Result, bail};
use lotse_tests::find::{Find, any, containing, css, role, text};
use lotse_tests::page::{Element, Page};
use serde::Deserialize;

/// What is done from beginning to end.
#[derive(Clone, Debug, Deserialize)]
pub struct Errand {
    /// Names it in results.
    pub name: String,
    /// Address that it begins at, below the app's.
    pub start: String,
    pub language: String,
    /// Who does it, where the app has users.
    #[serde(default)]
    pub user: String,
    #[serde(rename = "do")]
    pub deeds: Vec<Deed>,
}

/// One thing that is done.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Deed {
    pub click: Option<[String; 2]>,
    pub double: Option<[String; 2]>,
    pub menu: Option<[String; 2]>,
    /// Role, name, text.
    pub fill: Option<[String; 3]>,
    /// Role, name, option.
    pub choose: Option<[String; 3]>,
    pub press: Option<String>,
    pub nth: Option<usize>,
    /// Selector of the frame that it is done in.
    pub frame: Option<String>,
}

/// Every `of`th errand of a file in `errands/`, from the one at `first` on. For looking closely at one, `LOTSE_ERRAND` names it.
pub fn part(text: &str, first: usize, of: usize) -> Result<Vec<Errand>> {
    let all: Vec<Errand> = serde_json::from_str(text).context("errands")?;
    let wanted = std::env::var("LOTSE_ERRAND").ok();
    let mine = all.into_iter().skip(first).step_by(of);
    Ok(mine.filter(|errand| wanted.as_ref().is_none_or(|name| errand.name == *name)).collect())
}

impl Deed {
    /// The element that it is done to.
    pub fn find(&self) -> Option<Find> {
        let (kind, name) = match (&self.click, &self.double, &self.menu, &self.fill, &self.choose) {
            (Some([kind, name]), ..)
            | (_, Some([kind, name]), ..)
            | (_, _, Some([kind, name]), ..)
            | (_, _, _, Some([kind, name, _]), _)
            | (.., Some([kind, name, _])) => (kind, name),
            _ => return None,
        };
        let find = match (kind.as_str(), name.as_str(), name.strip_prefix('~')) {
            ("css", selector, _) => css(selector),
            ("text", _, Some(part)) => text(containing(part)),
            ("text", words, None) => text(words),
            (kind, "", _) => role(kind, any()),
            (kind, _, Some(part)) => role(kind, containing(part)),
            (kind, name, None) => role(kind, name),
        };
        Some(match self.nth {
            Some(nth) => find.nth(nth),
            None => find,
        })
    }

    /// Does it.
    pub async fn act(&self, page: &Page) -> Result<()> {
        if let Some(frame) = &self.frame {
            page.enter_frame(css(frame)).await?;
        }
        let mut done = self.act_here(page).await;
        if done.as_ref().is_err_and(|error| format!("{error:#}").contains("<lotse-picker>")) {
            // The bar is in the way: it goes to the other edge, as its button says.
            page.press("Alt+Shift+b").await?;
            done = self.act_here(page).await;
        }
        done.with_context(|| format!("{self:?}"))?;
        if self.frame.is_some() {
            page.leave_frames().await?;
        }
        Ok(())
    }

    async fn act_here(&self, page: &Page) -> Result<()> {
        match (self.find(), &self.press) {
            (Some(find), _) if self.click.is_some() => page.click(find).await,
            (Some(find), _) if self.double.is_some() => page.double_click(find).await,
            (Some(find), _) if self.menu.is_some() => page.context_click(find).await,
            (Some(find), _) => match (&self.fill, &self.choose) {
                (Some([.., text]), _) => {
                    page.find(find).await?.script("arguments[0].focus()", Vec::new()).await?;
                    page.press("Control+a").await?;
                    page.type_text(text).await
                }
                // As a person does by keyboard; drivers choose by events that no person has made.
                (_, Some([.., option])) => {
                    page.find(find).await?.script("arguments[0].focus()", Vec::new()).await?;
                    page.type_text(option).await?;
                    page.press("Tab").await
                }
                _ => bail!("nothing is done"),
            },
            (None, Some(keys)) => page.press(keys).await,
            (None, None) => bail!("nothing is done"),
        }
    }

    /// The middle of the element that it is done to, in the window.
    pub async fn middle(&self, page: &Page) -> Result<Option<(f64, f64)>> {
        let Some(find) = self.find() else { return Ok(None) };
        let mut offset = (0.0, 0.0);
        if let Some(frame) = &self.frame {
            offset = corner(&page.find(css(frame)).await?).await?;
            page.enter_frame(css(frame)).await?;
        }
        let found = page.find(find).await;
        let middle = match &found {
            Ok(element) => Some(centre(element).await?),
            Err(_) => None,
        };
        if self.frame.is_some() {
            page.leave_frames().await?;
        }
        found?;
        Ok(middle.map(|(x, y)| (x + offset.0, y + offset.1)))
    }
}

async fn numbers(element: &Element, body: &str) -> Result<(f64, f64)> {
    let found = element.script(body, Vec::new()).await?;
    let at = |index: usize| found.get(index).and_then(serde_json::Value::as_f64).context("no place");
    Ok((at(0)?, at(1)?))
}

async fn corner(element: &Element) -> Result<(f64, f64)> {
    numbers(
        element,
        "const box = arguments[0].getBoundingClientRect(); return [box.x + arguments[0].clientLeft, box.y + arguments[0].clientTop]",
    )
    .await
}

async fn centre(element: &Element) -> Result<(f64, f64)> {
    let body = "const box = arguments[0].getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]";
    numbers(element, body).await
}
