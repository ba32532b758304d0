//! CSV as spreadsheets like it: semicolons, a byte order mark, one column a language.

use csv::{ReaderBuilder, WriterBuilder};

use super::{MAX_EXCHANGE_BYTES, Row};

/// Head of the column with names.
const NAME: &str = "id";
/// Makes spreadsheets read UTF-8.
const MARK: &str = "\u{FEFF}";
/// What spreadsheets take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Rows as a file. What a spreadsheet would compute stands behind an apostrophe, which [`read`] takes away.
#[must_use]
pub fn write(rows: &[Row]) -> String {
    let mut writer = WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let languages = rows.first().map(|row| row.texts.as_slice()).unwrap_or_default();
    let head = core::iter::once(NAME).chain(languages.iter().map(|(language, _)| language.as_str()));
    let mut is_written = writer.write_record(head).is_ok();
    for row in rows {
        let cells = row.texts.iter().map(|(_, markdown)| guarded(markdown));
        is_written &= writer.write_record(core::iter::once(row.name.clone()).chain(cells)).is_ok();
    }
    let bytes = writer.into_inner().unwrap_or_default();
    debug_assert!(is_written, "writing to memory does not fail");
    format!("{MARK}{}", String::from_utf8(bytes).unwrap_or_default())
}

/// Reads a file with semicolons, commas or tabs; `None` when it has no column of names.
#[must_use]
pub fn read(text: &str) -> Option<Vec<Row>> {
    if text.len() > MAX_EXCHANGE_BYTES {
        return None;
    }
    let text = text.trim_start_matches(MARK);
    let head = text.lines().next()?;
    let delimiter = *[b';', b',', b'\t'].iter().find(|one| head.contains(char::from(**one)))?;
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let head = reader.headers().ok()?.clone();
    if head.get(0)? != NAME {
        return None;
    }
    let languages: Vec<&str> = head.iter().skip(1).collect();
    let row = |record: csv::StringRecord| {
        let cells = languages.iter().zip(record.iter().skip(1));
        let texts = cells.map(|(language, cell)| ((*language).to_owned(), unguarded(cell).to_owned()));
        Some(Row { name: record.get(0)?.to_owned(), texts: texts.collect() })
    };
    reader.records().map(|record| record.ok().and_then(row)).collect()
}

fn guarded(markdown: &str) -> String {
    if markdown.starts_with(FORMULA) || markdown.starts_with('\'') {
        format!("'{markdown}")
    } else {
        markdown.to_owned()
    }
}

fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) || rest.starts_with('\'') => rest,
        _ => cell,
    }
}
