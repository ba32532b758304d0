//! The figures of the benchmark against what is wanted.

use serde_json::Value;

use super::OURS;
use crate::bench::ground::number;
use crate::report::Report;

/// Wanted of a corpus, in percent: located at least, wrong at most, hits where the target is absent at most.
const WANTED: &[(&str, [f64; 3])] = &[
    ("django_admin", [97.0, 1.0, 3.0]),
    ("adminlte", [88.0, 2.0, 5.0]),
    ("nodered", [97.0, 1.0, 3.0]),
    ("synthetic", [95.0, 1.0, 3.0]),
    ("total", [96.0, 1.0, 3.0]),
];
/// Longest evidence, median and 95th percentile, in bytes.
const BYTES: [f64; 2] = [2_500.0, 4_000.0];
/// Longest that recording may take, 95th percentile.
const RECORD_MS: f64 = 25.0;
/// What one search may take in parts of the first baseline's.
const PART_OF_BASELINE: f64 = 0.5;

/// Reports every corpus, ours and the baselines', ours against its budgets.
pub fn hold(summary: &Value, baselines: &str, report: &mut Report) {
    let first = baselines.split(',').next().unwrap_or_default();
    let apps = summary.pointer(&format!("/{OURS}/apps")).and_then(Value::as_object).into_iter().flatten();
    let names = apps.map(|(name, _)| name.as_str()).chain(["total"]);
    for name in names {
        let at = |locator: &str| match name {
            "total" => format!("/{locator}/total"),
            app => format!("/{locator}/apps/{app}"),
        };
        let figure = |locator: &str, what: &str| number(summary, &format!("{}/{what}", at(locator)));
        let wanted = WANTED.iter().find(|(corpus, _)| *corpus == name).map(|(_, wanted)| *wanted);
        report.figure(format!("{name}: searches, target there"), figure(OURS, "n"), "count");
        report.figure(format!("{name}: searches, target absent"), figure(OURS, "absent"), "count");
        for (index, (what, label)) in
            [("located", "located"), ("wrong", "wrong"), ("falseHit", "false hit")].into_iter().enumerate()
        {
            let value = figure(OURS, what);
            let metric = format!("{name}: {label}");
            match wanted.and_then(|wanted| wanted.get(index).copied()) {
                // Nothing was absent.
                _ if what == "falseHit" && figure(OURS, "absent") == 0.0 => {}
                Some(least) if what == "located" => report.at_least(metric, value, "%", least),
                Some(most) => report.at_most(metric, value, "%", most),
                None => report.figure(metric, value, "%"),
            }
            for baseline in baselines.split(',') {
                report.figure(format!("{name}: {label}, {baseline}"), figure(baseline, what), "%");
            }
        }
        report.figure(format!("{name}: best guess right"), figure(OURS, "top1"), "%");
        report.figure(format!("{name}: located at 1 % wrong or less"), figure(OURS, "locatedAt1"), "%");
        let budget = figure(first, "p95ms") * PART_OF_BASELINE;
        report.at_most(format!("{name}: one search, p95"), figure(OURS, "p95ms"), "ms", budget);
        report.figure(format!("{name}: one search, p95, {first}"), figure(first, "p95ms"), "ms");
        report.at_most(format!("{name}: recording, p95"), figure(OURS, "recordP95ms"), "ms", RECORD_MS);
        for (what, label, most) in [("bytesMedian", "median", BYTES[0]), ("bytesP95", "p95", BYTES[1])] {
            report.at_most(format!("{name}: evidence, {label}"), figure(OURS, what), "bytes", most);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn summary(located: f64, absent: u32) -> Value {
        let ours = json!({
            "n": 100, "absent": absent, "located": located, "wrong": 0.5, "falseHit": 2.0, "top1": 99.0, "locatedAt1": 98.0,
            "p95ms": 4.0, "recordP95ms": 5.0, "bytesMedian": 2000, "bytesP95": 2500,
        });
        let other = json!({ "located": 95.0, "wrong": 5.0, "falseHit": 100.0, "p95ms": 10.0 });
        json!({ "lotse": { "apps": { "nodered": ours }, "total": ours }, "similo-opt": { "apps": { "nodered": other }, "total": other } })
    }

    #[test]
    fn a_corpus_below_what_is_wanted_fails() -> anyhow::Result<()> {
        for (located, ending) in
            [(98.0, std::process::ExitCode::SUCCESS), (90.0, std::process::ExitCode::FAILURE)]
        {
            let mut report = Report::default();
            hold(&summary(located, 10), "similo-opt", &mut report);
            assert_eq!(report.finish(None)?, ending);
        }
        Ok(())
    }
}
