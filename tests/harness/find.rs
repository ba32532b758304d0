//! Which element a test means: by role and accessible name first, by CSS where there is no other way.
//!
//! The page is searched through open shadow roots; what our card shows is found only through [`card`]. Names are what
//! the browser itself computes for assistive technology, not what a script guesses.

/// A description of one element.
#[derive(Debug, Clone)]
pub struct Find {
    pub(crate) scope: Scope,
    pub(crate) what: What,
    pub(crate) pick: Pick,
}

/// Where to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The host's document with its open shadow roots, our stage excepted.
    Page,
    /// The open shadow root of our stage.
    Card,
}

/// An accessible name or a text.
#[derive(Debug, Clone)]
pub enum Name {
    /// Exactly this, white space aside.
    Exactly(String),
    /// This somewhere in it.
    Containing(String),
    /// Whatever it is.
    Any,
}

#[derive(Debug, Clone)]
pub(crate) enum What {
    Role(String, Name),
    Text(Name),
    Css(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pick {
    /// Several are a mistake of the test.
    Only,
    Nth(usize),
}

/// By role and accessible name: `role("button", "Save")`, `role("row", containing("10423"))`.
pub fn role(role: &str, name: impl Into<Name>) -> Find {
    Scope::Page.role(role, name)
}

/// The innermost element with this visible text.
pub fn text(name: impl Into<Name>) -> Find {
    Scope::Page.text(name)
}

/// By CSS selector, for what has neither role nor name.
pub fn css(selector: &str) -> Find {
    Scope::Page.css(selector)
}

/// What our card shows: `card().role("button", "Next")`.
pub fn card() -> Scope {
    Scope::Card
}

/// A name that contains this.
pub fn containing(part: &str) -> Name {
    Name::Containing(part.to_owned())
}

/// Any name.
pub fn any() -> Name {
    Name::Any
}

impl Scope {
    /// As the function [`role`].
    pub fn role(self, role: &str, name: impl Into<Name>) -> Find {
        Find { scope: self, what: What::Role(role.to_owned(), name.into()), pick: Pick::Only }
    }

    /// As the function [`text`].
    pub fn text(self, name: impl Into<Name>) -> Find {
        Find { scope: self, what: What::Text(name.into()), pick: Pick::Only }
    }

    /// As the function [`css`].
    pub fn css(self, selector: &str) -> Find {
        Find { scope: self, what: What::Css(selector.to_owned()), pick: Pick::Only }
    }
}

impl Find {
    /// The first of several, in document order.
    #[must_use]
    pub fn first(self) -> Self {
        self.nth(0)
    }

    /// One of several, counted from 0 in document order.
    #[must_use]
    pub fn nth(self, index: usize) -> Self {
        Self { pick: Pick::Nth(index), ..self }
    }

    /// As a person would say it, for messages.
    pub fn describe(&self) -> String {
        let what = match &self.what {
            What::Role(role, name) => format!("{role} {}", name.describe()),
            What::Text(name) => format!("text {}", name.describe()),
            What::Css(selector) => format!("`{selector}`"),
        };
        match self.scope {
            Scope::Page => what,
            Scope::Card => format!("{what} in the card"),
        }
    }

    /// The arguments of `find.js`: selector, whether in the card, what the text must be or contain.
    pub(crate) fn query(&self) -> (String, Option<&str>) {
        match &self.what {
            What::Role(role, name) => (candidates(role), name.needle()),
            What::Text(name) => ("*".to_owned(), name.needle()),
            What::Css(selector) => (selector.clone(), None),
        }
    }
}

impl Name {
    /// Whether a name as the browser computed it is meant.
    pub fn fits(&self, name: &str) -> bool {
        match self {
            Self::Exactly(wanted) => squeezed(name) == squeezed(wanted),
            Self::Containing(part) => squeezed(name).contains(&squeezed(part)),
            Self::Any => true,
        }
    }

    fn needle(&self) -> Option<&str> {
        match self {
            Self::Exactly(text) | Self::Containing(text) => Some(text),
            Self::Any => None,
        }
    }

    fn describe(&self) -> String {
        match self {
            Self::Exactly(text) => format!("“{text}”"),
            Self::Containing(text) => format!("with “{text}” in its name"),
            Self::Any => "of any name".to_owned(),
        }
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::Exactly(text.to_owned())
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self::Exactly(text)
    }
}

/// White space as a reader sees it: runs are one blank, none at the ends.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// CSS for the elements that can have a role (HTML Accessibility API Mappings 1.0, section 3.5).
fn candidates(role: &str) -> String {
    let native = match role {
        "article" => "article",
        "button" => {
            "button, summary, input[type=button], input[type=submit], input[type=reset], input[type=image]"
        }
        "cell" => "td",
        "checkbox" => "input[type=checkbox]",
        "columnheader" | "rowheader" => "th",
        "combobox" => "select, input[list]",
        "dialog" => "dialog",
        "figure" => "figure",
        "form" => "form",
        "group" => "fieldset, details",
        "heading" => "h1, h2, h3, h4, h5, h6",
        "img" => "img, svg",
        "link" => "a[href], area[href]",
        "list" => "ul, ol, menu",
        "listbox" => "select[multiple], select[size]",
        "listitem" => "li",
        "main" => "main",
        "navigation" => "nav",
        "option" => "option",
        "progressbar" => "progress",
        "radio" => "input[type=radio]",
        "region" => "section",
        "row" => "tr",
        "searchbox" => "input[type=search]",
        "slider" => "input[type=range]",
        "spinbutton" => "input[type=number]",
        "status" => "output",
        "table" => "table",
        "textbox" => {
            "textarea, input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=url], \
             input[type=password], [contenteditable='true'], [contenteditable='']"
        }
        _ => "",
    };
    // A role that is written out wins over the element's own.
    let written = format!("[role~={role}]");
    if native.is_empty() {
        return written;
    }
    let own: Vec<String> =
        native.split(", ").map(|selector| format!("{}:not([role])", selector.trim())).collect();
    format!("{written}, {}", own.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_ignore_white_space_only() {
        assert!(Name::from("Save all").fits(" Save\n all "));
        assert!(!Name::from("Save").fits("Save all"));
        assert!(containing("all").fits("Save all"));
        assert!(!containing("All").fits("Save all"));
    }

    #[test]
    fn a_written_role_wins_over_the_element() {
        assert_eq!(candidates("link"), "[role~=link], a[href]:not([role]), area[href]:not([role])");
        assert_eq!(candidates("tab"), "[role~=tab]");
    }
}
