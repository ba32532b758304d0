//! What happens in the page, as actions with numbers. Whether an action says a text is decided here and nowhere else.

use lotse_api::channel::{Action, Done, Element, FromPicker, Page};
use lotse_dom::natives::Node;
use lotse_locator::FIELD;

use crate::element::Reader;
use crate::memory::Memory;
use crate::ports;

/// Elements that are remembered as they were before the app dealt with what was done to them.
const MAX_SEEN: usize = 8;
/// How long that holds, in milliseconds.
const FRESH_MS: f64 = 8000.0;

/// The recorder of one page.
#[derive(Debug, Default)]
pub struct Recorder {
    /// Number, time and what was read.
    seen: Vec<(u32, f64, Element)>,
    /// The field that was typed into last.
    pub field: Option<Node>,
}

impl Recorder {
    /// Reads an element before the app hears of what is done to it.
    pub fn see(&mut self, node: &Node, reader: &mut Reader) {
        reader.refresh();
        let element = reader.read(node, true);
        self.seen.retain(|(number, ..)| *number != element.node);
        if self.seen.len() >= MAX_SEEN {
            self.seen.remove(0);
        }
        self.seen.push((element.node, ports::wall(), element));
    }

    /// The element as it was seen last, or as it is.
    fn element(&mut self, node: &Node, reader: &mut Reader) -> Element {
        let number = ports::number_of(node);
        let is_fresh =
            |(seen, at, _): &&(u32, f64, Element)| *seen == number && ports::wall() - at < FRESH_MS;
        if let Some((_, _, element)) = self.seen.iter().find(is_fresh) {
            return element.clone();
        }
        reader.refresh();
        reader.read(node, true)
    }

    /// An action of the page side, `what` as `js/watch.js` says it.
    pub fn action(
        &mut self,
        what: &str,
        node: &Node,
        text: &str,
        reader: &mut Reader,
    ) -> Option<(Option<Element>, Done)> {
        let done = match what {
            "click" => Done::Click {},
            "double" => Done::DoubleClick {},
            "menu" => Done::ContextMenu {},
            "hover" => Done::Hover {},
            "set" => Done::Set { on: text == "1" },
            "key" => Done::Key { keys: text.to_owned() },
            "chosen" => {
                let (option, value) = text.split_once(FIELD).unzip();
                Done::Chosen { option: option.map(str::to_owned), value: value.map(str::to_owned) }
            }
            "typed" => {
                self.field = Some(node.clone());
                let (is_valid, was_empty) = (text.starts_with('1'), text.ends_with('1'));
                Done::Typed { is_valid, was_empty, text: None }
            }
            _ => return None,
        };
        if what == "hover" {
            self.see(node, reader);
        }
        // A shortcut belongs to no element.
        let element = (what != "key").then(|| self.element(node, reader));
        Some((element, done))
    }

    /// The text of the field that was typed into last, because the technician says that it belongs to the instruction.
    pub fn mark(&mut self, reader: &mut Reader) -> Option<(Option<Element>, Done)> {
        let field = self.field.take()?;
        let text = ports::typed_in(&field);
        if text.is_empty() || lotse_dom::natives::matches(&field, "[type=password]") {
            return None;
        }
        let element = self.element(&field, reader);
        let is_valid = ports::is_valid(&field);
        Some((Some(element), Done::Typed { is_valid, was_empty: true, text: Some(text) }))
    }
}

/// Gives an action its number, keeps it until it has arrived, and says it.
pub fn send(memory: &mut Memory, element: Option<Element>, done: Done, page: Page) {
    memory.number += 1;
    let action = Action { number: memory.number, at_ms: memory.at_ms(), element, done, page };
    memory.unsent.push(action.clone());
    memory.keep();
    tell(&FromPicker::Did { action });
}

/// Says a message to the studio, when it is there and the message is not too long.
pub fn tell(message: &FromPicker) {
    if let Ok(text) = serde_json::to_string(message)
        && text.len() <= lotse_api::channel::MAX_MESSAGE_BYTES
    {
        ports::say(&text);
    }
}
