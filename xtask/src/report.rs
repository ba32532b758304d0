//! The table that every measurement prints and the JSON it writes.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde::Serialize;

/// A measurement's rows. A row whose budget is missed makes the command fail.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    rows: Vec<Row>,
}

/// One measured figure.
#[derive(Debug, Serialize)]
struct Row {
    metric: String,
    value: f64,
    unit: &'static str,
    budget: Option<f64>,
    ok: Option<bool>,
}

impl Report {
    /// A figure to know, without a budget.
    pub fn figure(&mut self, metric: impl Into<String>, value: f64, unit: &'static str) {
        self.rows.push(Row { metric: metric.into(), value, unit, budget: None, ok: None });
    }

    /// A figure that must not be above `budget` (same unit). A value that is no number misses it.
    pub fn at_most(&mut self, metric: impl Into<String>, value: f64, unit: &'static str, budget: f64) {
        let ok = Some(value <= budget);
        self.rows.push(Row { metric: metric.into(), value, unit, budget: Some(budget), ok });
    }

    /// A figure that must not be below `budget` (same unit). A value that is no number misses it.
    pub fn at_least(&mut self, metric: impl Into<String>, value: f64, unit: &'static str, budget: f64) {
        let ok = Some(value >= budget);
        self.rows.push(Row { metric: metric.into(), value, unit, budget: Some(budget), ok });
    }

    /// Prints the table, writes the JSON when a file is named, and tells whether every budget was kept.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(&self, json: Option<&Path>) -> Result<ExitCode> {
        print!("{}", self.table());
        if let Some(file) = json {
            let text = serde_json::to_string_pretty(self)?;
            std::fs::write(file, text + "\n").with_context(|| format!("writing {}", file.display()))?;
        }
        let kept = self.rows.iter().all(|row| row.ok != Some(false));
        Ok(if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn table(&self) -> String {
        let cells: Vec<[String; 5]> = self
            .rows
            .iter()
            .map(|row| {
                let verdict = match row.ok {
                    Some(true) => "ok",
                    Some(false) => "MISSED",
                    None => "",
                };
                [
                    row.metric.clone(),
                    number(row.value),
                    row.unit.to_owned(),
                    row.budget.map(number).unwrap_or_default(),
                    verdict.to_owned(),
                ]
            })
            .collect();
        let head = ["metric", "value", "unit", "budget", ""].map(str::to_owned);
        let widths: Vec<usize> = (0..5)
            .map(|column| {
                std::iter::once(&head)
                    .chain(&cells)
                    .filter_map(|row| row.get(column))
                    .map(|cell| cell.chars().count())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let mut table = String::new();
        for row in std::iter::once(&head).chain(&cells) {
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let numeric = column == 1 || column == 3;
                let _ = if numeric {
                    write!(table, "{cell:>width$}  ")
                } else {
                    write!(table, "{cell:<width$}  ")
                };
            }
            table.truncate(table.trim_end().len());
            table.push('\n');
        }
        table
    }
}

/// Whole numbers with thousands apart, others with what is worth reading.
fn number(value: f64) -> String {
    if !value.is_finite() {
        return value.to_string();
    }
    if value.fract() != 0.0 {
        return if value.abs() < 10.0 { format!("{value:.3}") } else { format!("{value:.1}") };
    }
    let digits = format!("{:.0}", value.abs());
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if value < 0.0 { format!("-{grouped}") } else { grouped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_budget_fails_the_command() -> Result<()> {
        let mut report = Report::default();
        report.figure("nodes", 12.0, "count");
        report.at_most("first step", 60_000.0, "bytes", 70_000.0);
        assert_eq!(report.finish(None)?, ExitCode::SUCCESS);
        report.at_most("loader", 4_001.0, "bytes", 4_000.0);
        assert_eq!(report.finish(None)?, ExitCode::FAILURE);
        Ok(())
    }

    #[test]
    fn what_must_be_reached_fails_below() -> Result<()> {
        let mut report = Report::default();
        report.at_least("located", 96.0, "%", 96.0);
        assert_eq!(report.finish(None)?, ExitCode::SUCCESS);
        report.at_least("located", 95.9, "%", 96.0);
        assert_eq!(report.finish(None)?, ExitCode::FAILURE);
        Ok(())
    }

    #[test]
    fn what_could_not_be_measured_misses_its_budget() -> Result<()> {
        let mut report = Report::default();
        report.at_most("frames", f64::NAN, "count", 0.0);
        assert_eq!(report.finish(None)?, ExitCode::FAILURE);
        Ok(())
    }

    #[test]
    fn json_has_the_agreed_keys() -> Result<()> {
        let mut report = Report::default();
        report.figure("raw", 1.5, "ms");
        assert_eq!(
            serde_json::to_string(&report)?,
            r#"{"rows":[{"metric":"raw","value":1.5,"unit":"ms","budget":null,"ok":null}]}"#
        );
        Ok(())
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(number(70_000.0), "70,000");
        assert_eq!(number(-1_234_567.0), "-1,234,567");
        assert_eq!(number(0.25), "0.250");
        assert_eq!(number(12.34), "12.3");
    }
}
