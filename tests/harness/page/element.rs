//! Finding elements, and what can be asked of one.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use axum::http::Method;
use serde_json::{Value, json};
use thirtyfour::WebElement;
use thirtyfour::common::command::{Command, ExtensionCommand};
use tokio::time::{Instant, sleep};

use super::{GLANCE, PATIENCE, Page};
use crate::browser::Browser;
use crate::find::{Find, Pick, Scope, What, squeezed};

const FINDER: &str = include_str!("../find.js");
/// How long a browser may answer with something else than the script did.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// An element of the page, found a moment ago.
#[derive(Debug, Clone)]
pub struct Element {
    inner: WebElement,
    browser: Browser,
}

/// Where an element is, in CSS pixels from the viewport's top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Page {
    /// Waits until exactly one such element is there (or as many as [`Find::nth`] needs) and returns it.
    ///
    /// # Errors
    /// When it does not come, or when several do; the message lists them.
    pub async fn find(&self, find: impl Into<Find>) -> Result<Element> {
        self.find_within(PATIENCE, find).await
    }

    /// [`Page::find`] with another patience than [`PATIENCE`].
    ///
    /// # Errors
    /// As [`Page::find`].
    pub async fn find_within(&self, patience: Duration, find: impl Into<Find>) -> Result<Element> {
        let find = find.into();
        let begun = Instant::now();
        loop {
            let mut found = self.now(&find).await?;
            let wanted = match find.pick {
                Pick::Only if found.len() == 1 => found.pop(),
                Pick::Only => None,
                Pick::Nth(index) => (index < found.len()).then(|| found.swap_remove(index)),
            };
            if let Some(element) = wanted {
                return Ok(element);
            }
            if begun.elapsed() > patience {
                let names = self.names_near(&find).await.unwrap_or_default();
                match found.len() {
                    0 => bail!("no {}{names}", find.describe()),
                    several => {
                        bail!("{several} elements are {}; say which by .first() or .nth(n)", find.describe())
                    }
                }
            }
            sleep(GLANCE).await;
        }
    }

    /// Every such element that is there now.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn now(&self, find: &Find) -> Result<Vec<Element>> {
        let (selector, needle) = find.query();
        let begun = Instant::now();
        let candidates = loop {
            match self.candidates(find, &selector, needle).await {
                // Drawn anew while it was looked at.
                Err(error) if is_stale(&error) && begun.elapsed() < PATIENCE => sleep(GLANCE).await,
                candidates => break candidates?,
            }
        };
        let mut fitting = Vec::new();
        for element in candidates {
            let fits = match &find.what {
                What::Css(_) => true,
                What::Role(_, name) => element.name().await.is_ok_and(|own| name.fits(&own)),
                What::Text(name) => element.text().await.is_ok_and(|own| name.fits(&own)),
            };
            if fits {
                fitting.push(element);
            }
        }
        Ok(fitting)
    }

    /// Waits until no such element is there.
    ///
    /// # Errors
    /// When it stays.
    pub async fn gone(&self, find: impl Into<Find>) -> Result<()> {
        let find = find.into();
        let begun = Instant::now();
        while !self.now(&find).await?.is_empty() {
            if begun.elapsed() > PATIENCE {
                bail!("still there: {}", find.describe());
            }
            sleep(GLANCE).await;
        }
        Ok(())
    }

    async fn candidates(&self, find: &Find, selector: &str, needle: Option<&str>) -> Result<Vec<Element>> {
        let scope = match find.scope {
            Scope::Page => "page",
            Scope::Card => "card",
        };
        let innermost = matches!(find.what, What::Text(_));
        let arguments = vec![json!(selector), json!(scope), json!(needle), json!(innermost)];
        let begun = Instant::now();
        let (found, count) = loop {
            let found = self.driver.execute(FINDER, arguments.clone()).await?;
            let count = found.json().get("count").and_then(Value::as_u64);
            // Firefox has been seen to answer with a list of two nulls around a navigation.
            if count.is_some() || begun.elapsed() > ANSWER_WITHIN {
                break (found, count.context("no answer from the finder")?);
            }
            sleep(GLANCE).await;
        };
        let element = |index: u64| {
            let value = found.json().get(format!("e{index}")).cloned().unwrap_or_default();
            Ok(Element::new(WebElement::from_json(value, self.driver.handle().clone())?, self.browser))
        };
        (0..count).map(element).collect()
    }

    /// What there is of that role, so that a failing test says what it saw.
    async fn names_near(&self, find: &Find) -> Result<String> {
        let (selector, _) = find.query();
        if !matches!(find.what, What::Role(..)) {
            return Ok(String::new());
        }
        let mut names = Vec::new();
        for element in self.candidates(find, &selector, None).await?.iter().take(20) {
            names.push(format!("“{}”", squeezed(&element.name().await?)));
        }
        Ok(if names.is_empty() { String::new() } else { format!("; there are {}", names.join(", ")) })
    }
}

impl Element {
    pub(super) fn new(inner: WebElement, browser: Browser) -> Self {
        Self { inner, browser }
    }

    /// The accessible name as the browser computes it.
    ///
    /// # Errors
    /// When the element is gone.
    pub async fn name(&self) -> Result<String> {
        // Some releases of Chromium keep the blank between a label's text and the field in it.
        let name = self.computed("computedlabel").await?.trim().to_owned();
        if self.browser != Browser::Webkit {
            return Ok(name);
        }
        // WebKit counts what is typed into a field to the name of a label around it; the others do not. The value of a box to
        // tick is not typed: cutting it off as well would turn “from now on” into “from now”.
        let body = "const [e] = arguments; if (e.type === 'checkbox' || e.type === 'radio') return null; \
                    for (const label of e.labels ?? []) if (label.contains(e)) return e.value; return null";
        let value = self.script(body, Vec::new()).await?;
        let bare =
            value.as_str().and_then(|value| name.strip_suffix(value)).map(|bare| bare.trim_end().to_owned());
        Ok(bare.unwrap_or(name))
    }

    /// The role as the browser computes it.
    ///
    /// # Errors
    /// When the element is gone.
    pub async fn role(&self) -> Result<String> {
        self.computed("computedrole").await
    }

    /// The visible text.
    ///
    /// # Errors
    /// When the element is gone.
    pub async fn text(&self) -> Result<String> {
        Ok(self.inner.text().await?)
    }

    /// An attribute as written.
    ///
    /// # Errors
    /// When the element is gone.
    pub async fn attribute(&self, name: &str) -> Result<Option<String>> {
        Ok(self.inner.attr(name).await?)
    }

    /// A property, such as `value` or `checked`.
    ///
    /// # Errors
    /// When the element is gone.
    pub async fn property(&self, name: &str) -> Result<Value> {
        self.script("return arguments[0][arguments[1]]", vec![json!(name)]).await
    }

    /// Where it is now.
    ///
    /// # Errors
    /// When the element is gone.
    pub async fn rectangle(&self) -> Result<Rectangle> {
        let body = "const r = arguments[0].getBoundingClientRect(); return { __proto__: null, x: r.x, y: r.y, width: r.width, height: r.height }";
        let value = self.script(body, Vec::new()).await?;
        let number =
            |name: &str| value.get(name).and_then(Value::as_f64).context("a rectangle of four numbers");
        Ok(Rectangle { x: number("x")?, y: number("y")?, width: number("width")?, height: number("height")? })
    }

    /// Whether it has the focus, within its own shadow root.
    ///
    /// # Errors
    /// When the element is gone.
    pub async fn is_focused(&self) -> Result<bool> {
        let body = "return arguments[0].getRootNode().activeElement === arguments[0]";
        Ok(self.script(body, Vec::new()).await? == Value::Bool(true))
    }

    /// Runs the body of a function with this element as its first argument.
    ///
    /// # Errors
    /// When it throws or the element is gone.
    pub async fn script(&self, body: &str, more: Vec<Value>) -> Result<Value> {
        let mut arguments = vec![self.inner.to_json()?];
        arguments.extend(more);
        Ok(self.inner.handle().execute(body, arguments).await?.json().clone())
    }

    /// Runs the body of a function with this element as its first argument and, as its last, what it calls when it is done.
    ///
    /// # Errors
    /// When it throws or never answers.
    pub async fn script_async(&self, body: &str) -> Result<Value> {
        Ok(self.inner.handle().execute_async(body, vec![self.inner.to_json()?]).await?.json().clone())
    }

    pub(super) fn inner(&self) -> &WebElement {
        &self.inner
    }

    /// This element and one more argument for a script.
    pub(super) fn and(&self, more: &str) -> Result<Vec<Value>> {
        Ok(vec![self.inner.to_json()?, json!(more)])
    }

    async fn computed(&self, what: &'static str) -> Result<String> {
        let command = Computed { path: format!("/element/{}/{what}", self.inner.element_id()) };
        let answer = self.inner.handle().cmd(Command::ExtensionCommand(Box::new(command))).await?;
        Ok(answer.value_json()?.as_str().unwrap_or_default().to_owned())
    }
}

/// "Get Computed Role" and "Get Computed Label" (W3C WebDriver 2, sections 12.4.9 and 12.4.10).
#[derive(Debug)]
struct Computed {
    path: String,
}

impl ExtensionCommand for Computed {
    fn parameters_json(&self) -> Option<Value> {
        None
    }

    fn method(&self) -> Method {
        Method::GET
    }

    fn endpoint(&self) -> std::sync::Arc<str> {
        self.path.as_str().into()
    }
}

/// Whether the page has replaced an element before anything could be done with it.
fn is_stale(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.to_string().contains("stale"))
}
