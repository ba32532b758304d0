//! XLIFF 1.2, which every translation program reads: one file a target language, one unit a text.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

use super::{MAX_EXCHANGE_BYTES, Row};

/// Namespace of XLIFF 1.2.
const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:1.2";

/// Rows as a file for one language. `guide` names it for translators.
#[must_use]
pub fn write(rows: &[Row], guide: &str, source: &str, target: &str) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let is_written = written(&mut writer, rows, guide, source, target).is_ok();
    debug_assert!(is_written, "writing to memory does not fail");
    String::from_utf8(writer.into_inner()).unwrap_or_default()
}

fn written(
    writer: &mut Writer<Vec<u8>>,
    rows: &[Row],
    guide: &str,
    source: &str,
    target: &str,
) -> std::io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = BytesStart::new("xliff").with_attributes([("version", "1.2"), ("xmlns", NAMESPACE)]);
    writer.write_event(Event::Start(root))?;
    let file = BytesStart::new("file").with_attributes([
        ("original", guide),
        ("source-language", source),
        ("target-language", target),
        ("datatype", "plaintext"),
    ]);
    writer.write_event(Event::Start(file))?;
    writer.write_event(Event::Start(BytesStart::new("body")))?;
    for row in rows {
        let find = |language: &str| {
            row.texts.iter().find(|(known, _)| known == language).map(|(_, text)| text.as_str())
        };
        let Some(original) = find(source).filter(|text| !text.is_empty()) else { continue };
        let unit = BytesStart::new("trans-unit")
            .with_attributes([("id", row.name.as_str()), ("xml:space", "preserve")]);
        writer.write_event(Event::Start(unit))?;
        element(writer, "source", original)?;
        element(writer, "target", find(target).unwrap_or_default())?;
        writer.write_event(Event::End(BytesEnd::new("trans-unit")))?;
    }
    for name in ["body", "file", "xliff"] {
        writer.write_event(Event::End(BytesEnd::new(name)))?;
    }
    Ok(())
}

fn element(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text)).map(drop)
}

/// Reads a file; each row has its source and, where there is one, its target. `None` when it is no XLIFF 1.2. Entities that the
/// file defines itself are refused.
#[must_use]
pub fn read(text: &str) -> Option<Vec<Row>> {
    if text.len() > MAX_EXCHANGE_BYTES {
        return None;
    }
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    let mut found = Found::default();
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => found.open(&start)?,
            Event::End(end) => found.shut(end.local_name().as_ref()),
            Event::Text(text) => found.put(&text.xml_content(quick_xml::XmlVersion::Implicit1_0)),
            Event::CData(text) => found.put(&text.xml_content(quick_xml::XmlVersion::Implicit1_0)),
            Event::GeneralRef(name) => {
                let letter = name.resolve_char_ref().ok()?;
                match letter {
                    Some(letter) => found.put(letter.encode_utf8(&mut [0; 4])),
                    None => found.put(resolve_predefined_entity(name.as_ref())?),
                }
            }
            Event::DocType(_) => return None,
            Event::Eof => break,
            _ => {}
        }
    }
    found.is_xliff.then_some(found.rows)
}

#[derive(Default)]
struct Found {
    is_xliff: bool,
    languages: [String; 2],
    rows: Vec<Row>,
    /// The text that is being read: 0 for the source, 1 for the target.
    within: Option<usize>,
}

impl Found {
    fn open(&mut self, start: &BytesStart<'_>) -> Option<()> {
        let attribute = |name: &str| {
            let found = start.try_get_attribute(name).ok()??;
            Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
        };
        match start.local_name().as_ref() {
            "xliff" => self.is_xliff = attribute("version").is_some_and(|version| version.starts_with("1.")),
            "file" => {
                let target = attribute("target-language").unwrap_or_default();
                self.languages = [attribute("source-language")?, target];
            }
            "trans-unit" => {
                let name = attribute("id")?;
                let [source, target] = self.languages.clone();
                self.rows.push(Row { name, texts: vec![(source, String::new()), (target, String::new())] });
            }
            "source" => self.within = Some(0),
            "target" => self.within = Some(1),
            _ => {}
        }
        Some(())
    }

    fn shut(&mut self, name: &str) {
        if matches!(name, "source" | "target") {
            self.within = None;
        }
    }

    fn put(&mut self, text: &str) {
        let slot = self.within.and_then(|within| self.rows.last_mut()?.texts.get_mut(within));
        if let Some((_, slot)) = slot {
            slot.push_str(text);
        }
    }
}
