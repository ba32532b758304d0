use lotse_locator::linkage::*;
use std::time::Instant;
fn digest() { let mut h: u64 = 7; for i in 0..400 { let text = std::fs::read_to_string(format!("target/locator-fit/pages/{i}.txt")).unwrap(); let p = Page::read(&text); for b in format!("{:?}", Survey::of(&p)).replace(", is_among_unread: false","").bytes() { h = h.wrapping_mul(1099511628211) ^ u64::from(b); } } println!("digest {h:x}"); }
fn verdicts() {
    let rows: Vec<String> = std::fs::read_to_string("target/locator-fit/pages.jsonl").unwrap().lines().map(str::to_owned).collect();
    let all: Vec<(usize, Survey)> = rows.iter().enumerate().filter(|(i, r)| r.contains("\"ops\":[]") && i % 3 == 0).map(|(i, _)| { let t = std::fs::read_to_string(format!("target/locator-fit/pages/{i}.txt")).unwrap(); (i, Survey::of(&Page::read(&t))) }).collect();
    let (mut n, mut big) = (0u64, 0);
    let mut out = String::new();
    let begun = Instant::now();
    for (k, (_, from)) in all.iter().enumerate() {
        for at in (0..from.prints.len()).step_by(from.prints.len() / 5 + 1) {
            let Some(e) = record(from, at) else { continue };
            for step in [1, 2, 9] {
                let (_, to) = &all[(k + step) % all.len()];
                let f = resolve(&e, to, &Model::default());
                n += 1; big += usize::from(to.prints.len() > 256);
                out += &format!("{k} {at} {step} {:?} {} {}\n", f.best, f.certainty, f.is_match);
            }
        }
    }
    println!("{n} searches, {big} on pages of more than 256, {:.1} s", begun.elapsed().as_secs_f64());
    std::fs::write(std::env::args().nth(1).unwrap(), out).unwrap();
}
fn main() { if std::env::args().len() > 1 { return verdicts(); } digest();
    let (mut t, mut n) = ([0.0f64; 4], 0);
    let mut worst = [0.0f64; 4];
    let rows: Vec<String> = std::fs::read_to_string("target/locator-fit/pages.jsonl").unwrap().lines().map(str::to_owned).collect();
    for (i, row) in rows.iter().enumerate() {
        if !row.contains("\"app\":\"nodered\"") || !row.contains("\"ops\":[]") { continue; }
        let text = std::fs::read_to_string(format!("target/locator-fit/pages/{i}.txt")).unwrap();
        let a = Instant::now();
        let page = Page::read(&text);
        let b = Instant::now();
        let survey = Survey::of(&page);
        let c = Instant::now();
        let mid = survey.prints.len() / 2;
        let e = record(&survey, mid).unwrap();
        let d = Instant::now();
        let f = resolve(&e, &survey, &Model::default());
        let z = Instant::now();
        std::hint::black_box(&f);
        for (k, v) in [b - a, c - b, d - c, z - d].iter().enumerate() { let v = v.as_secs_f64() * 1e3; t[k] += v; worst[k] = worst[k].max(v); }
        n += 1;
        if n == 1 { println!("{} nodes {} prints", page.nodes.len(), survey.prints.len()); }
    }
    parts(&rows);
    println!("{n} pages: mean read {:.2} survey {:.2} record {:.2} resolve {:.2} ms; worst {:?}", t[0]/n as f64, t[1]/n as f64, t[2]/n as f64, t[3]/n as f64, worst);
}

fn parts(rows: &[String]) {
    use lotse_locator::linkage::{own::{self,Memory, Surroundings}, semantics::References};
    let mut t = [0.0f64; 8]; let mut n = 0;
    for (i, row) in rows.iter().enumerate() {
        if !row.contains("\"app\":\"nodered\"") || !row.contains("\"ops\":[]") { continue; }
        let text = std::fs::read_to_string(format!("target/locator-fit/pages/{i}.txt")).unwrap();
        let page = Page::read(&text);
        let a = Instant::now();
        let r = References::of(&page);
        let b = Instant::now();
        let s = Surroundings::of(&page);
        let c = Instant::now();
        let c1: Vec<u32> = (0..page.nodes.len() as u32).filter(|at| own::is_candidate(&page, &s, *at)).collect();
        let d = Instant::now();
        let mut m = Memory::of(&page);
        for at in &c1 { std::hint::black_box(own::read(&page, &r, &s, &mut m, *at)); }
        let e = Instant::now();
        for at in &c1 { std::hint::black_box(page.content(*at, 200)); }
        let f = Instant::now();
        let all = Survey::of(&page);
        let g = Instant::now();
        std::hint::black_box(&all);
        for (k, v) in [b - a, c - b, d - c, e - d, f - e, g - f].iter().enumerate() { t[k] += v.as_secs_f64() * 1e3; }
        n += 1;
    }
    println!("references, surroundings, candidates, read, content, all: {:?}", t.map(|x| (x / n as f64 * 100.0).round() / 100.0));
}
