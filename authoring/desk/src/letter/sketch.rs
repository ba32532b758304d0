//! A wireframe drawn with letters, for systems that show text alone, and below it where each named rectangle lies.

use lotse_model::handover::{Wireframe, WireframeBox};

use super::line;

/// Size of the drawing, in letters.
const COLUMNS: usize = 72;
/// Lines of the drawing at the most.
const MOST_ROWS: usize = 30;
/// How much taller than wide a letter is.
const LETTER_SHAPE: usize = 2;

/// The drawing, each line indented.
pub(super) fn draw(wireframe: &Wireframe) -> String {
    let (width, height) = (wireframe.width.max(1) as usize, wireframe.height.max(1) as usize);
    let rows = (COLUMNS * height / width / LETTER_SHAPE).clamp(3, MOST_ROWS);
    let mut paper = vec![vec![' '; COLUMNS]; rows];
    let across = |pixel: u32| (pixel as usize * COLUMNS / width).min(COLUMNS - 1);
    let down = |pixel: u32| (pixel as usize * rows / height).min(rows - 1);
    let edges = |one: &WireframeBox| {
        let right = across(one.x.saturating_add(one.width).saturating_sub(1));
        let bottom = down(one.y.saturating_add(one.height).saturating_sub(1));
        (across(one.x), down(one.y), right, bottom)
    };
    let mut put = |column: usize, row: usize, letter: char| {
        if let Some(place) = paper.get_mut(row).and_then(|line| line.get_mut(column)) {
            *place = letter;
        }
    };
    for one in &wireframe.boxes {
        let (left, top, right, bottom) = edges(one);
        for column in left..=right {
            put(column, top, '-');
            put(column, bottom, '-');
        }
        for row in top..=bottom {
            put(left, row, '|');
            put(right, row, '|');
        }
    }
    let named = || wireframe.boxes.iter().filter_map(|one| Some((one, line(one.label.as_deref()?))));
    for (number, (one, _)) in (1..).zip(named()) {
        let (left, top, _, bottom) = edges(one);
        for (column, letter) in (left + 1..).zip(format!("{number}").chars()) {
            put(column, (top + bottom) / 2, letter);
        }
    }
    let mut text = format!("  {width} × {height}, {}\n", wireframe.boxes.len());
    for row in paper {
        let row: String = row.into_iter().collect();
        text.push_str(&format!("  {}\n", row.trim_end()));
    }
    for (number, (one, label)) in (1..).zip(named()) {
        text.push_str(&format!(
            "  {number}: {label} ({}, {}; {} × {})\n",
            one.x, one.y, one.width, one.height
        ));
    }
    text
}
