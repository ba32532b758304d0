//! What a person does: clicks, keys, typing. All of it goes through WebDriver, so the page sees trusted events.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use thirtyfour::Key;
use tokio::time::{Instant, sleep};

use super::{Element, GLANCE, PATIENCE, Page};
use crate::find::Find;

/// What keeps a person from pointing at an element; an empty text when nothing does.
const REACH: &str = include_str!("../reach.js");

impl Page {
    /// Clicks; waits while the element is missing, moving or covered.
    ///
    /// # Errors
    /// When it stays so.
    pub async fn click(&self, find: impl Into<Find>) -> Result<()> {
        let find = find.into();
        let begun = Instant::now();
        loop {
            let element = self.reach(find.clone()).await?;
            let Err(error) = element.inner().click().await else { return Ok(()) };
            if begun.elapsed() > PATIENCE {
                return Err(error).with_context(|| format!("clicking {}", find.describe()));
            }
            sleep(GLANCE).await;
        }
    }

    /// Double click.
    ///
    /// # Errors
    /// When the element is missing.
    pub async fn double_click(&self, find: impl Into<Find>) -> Result<()> {
        let element = self.reach(find).await?;
        Ok(self.driver.action_chain().double_click_element(element.inner()).perform().await?)
    }

    /// Click with the right button.
    ///
    /// # Errors
    /// When the element is missing.
    pub async fn context_click(&self, find: impl Into<Find>) -> Result<()> {
        let element = self.reach(find).await?;
        Ok(self.driver.action_chain().context_click_element(element.inner()).perform().await?)
    }

    /// Moves the pointer over an element.
    ///
    /// # Errors
    /// When the element is missing.
    pub async fn hover(&self, find: impl Into<Find>) -> Result<()> {
        let element = self.reach(find).await?;
        Ok(self.driver.action_chain().move_to_element_center(element.inner()).perform().await?)
    }

    /// Empties a field and types into it, key by key.
    ///
    /// # Errors
    /// When the field is missing or takes no keys.
    pub async fn fill(&self, find: impl Into<Find>, text: &str) -> Result<()> {
        let element = self.reach(find).await?;
        element.inner().clear().await?;
        Ok(element.inner().send_keys(text).await?)
    }

    /// Chooses the option with this text in a native `select`.
    ///
    /// # Errors
    /// When there is no such option.
    pub async fn choose(&self, find: impl Into<Find>, option: &str) -> Result<()> {
        let element = self.reach(find).await?;
        let body = "for (const option of arguments[0].options) if (option.text.trim() === arguments[1]) return option; \
                    return null";
        let found = self.driver.execute(body, vec![element.inner().to_json()?, option.into()]).await?;
        if found.json().is_null() {
            bail!("no option “{option}”");
        }
        Ok(found.element()?.click().await?)
    }

    /// Presses a key, or keys together: `"Tab"`, `"Enter"`, `"Shift+Tab"`, `"Control+s"`.
    ///
    /// # Errors
    /// When a key has no such name.
    pub async fn press(&self, keys: &str) -> Result<()> {
        let mut held = Vec::new();
        let mut chain = self.driver.action_chain();
        for name in keys.split('+') {
            let key = key(name).with_context(|| format!("no key is called “{name}”"))?;
            chain = chain.key_down(key);
            held.push(key);
        }
        for key in held.into_iter().rev() {
            chain = chain.key_up(key);
        }
        Ok(chain.perform().await?)
    }

    /// Types text to whatever has the focus.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(text).perform().await?)
    }

    /// Works inside a frame until [`Page::leave_frames`].
    ///
    /// # Errors
    /// When there is no such frame.
    pub async fn enter_frame(&self, find: impl Into<Find>) -> Result<()> {
        let frame = self.find(find).await?;
        Ok(frame.inner().clone().enter_frame().await?)
    }

    /// Back to the top document.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn leave_frames(&self) -> Result<()> {
        Ok(self.driver.enter_default_frame().await?)
    }

    /// The role and accessible name of what has the focus, through open shadow roots; none when nothing has.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn focused(&self) -> Result<Option<(String, String)>> {
        let body = "let e = document.activeElement; while (e && e.shadowRoot && e.shadowRoot.activeElement) \
                    e = e.shadowRoot.activeElement; return e === document.body ? null : e";
        let found = self.driver.execute(body, Vec::<Value>::new()).await?;
        if found.json().is_null() {
            return Ok(None);
        }
        let element = Element::new(found.element()?, self.browser);
        Ok(Some((element.role().await?, element.name().await?)))
    }

    /// Waits until a person could point at an element: it is in view, stands still and nothing lies over it. Scrolls for
    /// that, first as little as possible, then until it is in the middle.
    async fn reach(&self, find: impl Into<Find>) -> Result<Element> {
        let find = find.into();
        let begun = Instant::now();
        loop {
            let element = self.find(find.clone()).await?;
            let block = if begun.elapsed() > PATIENCE / 8 { "center" } else { "nearest" };
            // An element that is replaced meanwhile is looked for again.
            let hindrance = match self.driver.execute_async(REACH, element.and(block)?).await {
                Ok(found) => found.json().as_str().unwrap_or_default().to_owned(),
                Err(error) => error.to_string(),
            };
            if hindrance.is_empty() {
                return Ok(element);
            }
            if begun.elapsed() > PATIENCE {
                bail!("{} cannot be reached: {hindrance}", find.describe());
            }
            sleep(GLANCE).await;
        }
    }
}

fn key(name: &str) -> Option<char> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter);
    }
    let key = match name {
        "Alt" => Key::Alt,
        "ArrowDown" => Key::Down,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "Backspace" => Key::Backspace,
        "Control" => Key::Control,
        "Delete" => Key::Delete,
        "End" => Key::End,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "F1" => Key::F1,
        "F2" => Key::F2,
        "F6" => Key::F6,
        "F8" => Key::F8,
        "Home" => Key::Home,
        "Meta" => Key::Meta,
        "PageDown" => Key::PageDown,
        "PageUp" => Key::PageUp,
        "Shift" => Key::Shift,
        "Space" => Key::Space,
        "Tab" => Key::Tab,
        _ => return None,
    };
    Some(key.into())
}
