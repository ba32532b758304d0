//! Runs browser tests: a fresh browser or container per test, one test more at once than there are processors, since tests wait for
//! pages, too. As many workers as that share the browsers out among themselves; whoever has no test left helps where most are.

mod queue;

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Parser;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};

use crate::browser::{ALL, Browser};
use crate::case::Case;
use crate::driver::Driver;
use crate::page::{Kept, Page};
use crate::place::Place;
use crate::report::{Outcome, Record};
use crate::run::queue::{Queue, Queues, Shares};
use crate::skip::Skip;

/// How many tests may have a second try, alone, over a whole run. A browser that stumbles on a busy machine does not repeat
/// itself; what is broken does, and fails all the same.
const MAX_SECOND_TRIES: usize = 6;
/// What looking at a failed page may take.
const AFTERMATH: Duration = Duration::from_secs(15);

#[derive(Parser)]
#[command(about = "Browser tests")]
struct Options {
    /// Only in this browser (may be given more than once)
    #[arg(long)]
    browser: Vec<Browser>,
    /// Only tests whose name contains this
    #[arg(long)]
    filter: Option<String>,
    /// Everywhere, also where a sample is enough for every day
    #[arg(long)]
    full: bool,
    /// How many at once; one more than there are processors unless this is said
    #[arg(long, value_name = "COUNT")]
    at_once: Option<NonZero<usize>>,
    /// Append one JSON line per test to this file
    #[arg(long, value_name = "FILE")]
    results: Option<PathBuf>,
    /// Print the names and end
    #[arg(long)]
    list: bool,
}

/// The whole program: reads its arguments, runs, prints.
pub fn main(cases: &[Case]) -> ExitCode {
    match tokio::runtime::Runtime::new() {
        Ok(runtime) => match runtime.block_on(run(cases, Options::parse())) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("{error:#}");
                ExitCode::FAILURE
            }
        },
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cases: &[Case], options: Options) -> Result<bool> {
    let wanted = |case: &&Case| options.filter.as_ref().is_none_or(|part| case.name().contains(part));
    let cases: Vec<Case> = cases.iter().filter(wanted).copied().collect();
    if options.list {
        cases.iter().for_each(|case| println!("{}", case.name()));
        return Ok(true);
    }
    let place = Place::find()?;
    let processors = || std::thread::available_parallelism().map_or(1, NonZero::get);
    let at_once = options.at_once.map_or_else(|| processors() + 1, NonZero::get);
    let turns = Arc::new(Semaphore::new(at_once));
    let second_tries = Arc::new(Semaphore::new(MAX_SECOND_TRIES));
    let shares = Shares::of(&cases);
    let mut queues = Vec::new();
    for browser in ALL {
        let places = |case: &Case| if options.full { case.browsers } else { case.sample };
        let here: Vec<Case> = cases.iter().filter(|case| places(case).contains(browser)).copied().collect();
        if options.browser.is_empty() || options.browser.contains(browser) {
            queues.push(Queue::new(*browser, here, shares.clone()));
        }
    }
    let queues = Arc::new(Queues::new(queues));
    let workers = (0..at_once.max(queues.len())).map(|number| {
        let worker = Worker {
            number,
            place: place.clone(),
            queues: Arc::clone(&queues),
            turns: Arc::clone(&turns),
            second_tries: Arc::clone(&second_tries),
            at_once,
            results: options.results.clone(),
            kept: Mutex::default(),
        };
        tokio::spawn(worker.run())
    });
    let workers: Vec<_> = workers.collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for worker in workers {
        for record in worker.await?? {
            let word = match record.outcome {
                Outcome::Passed => "passed",
                Outcome::Failed { .. } => "failed",
                Outcome::Skipped { .. } => "skipped",
            };
            *counts.entry(word).or_default() += 1;
        }
    }
    let count = |word| counts.get(word).copied().unwrap_or(0);
    println!("browser: {} passed, {} failed, {} skipped", count("passed"), count("failed"), count("skipped"));
    Ok(count("failed") == 0)
}

/// Who runs tests, one after another.
struct Worker {
    number: usize,
    place: Place,
    queues: Arc<Queues>,
    turns: Arc<Semaphore>,
    second_tries: Arc<Semaphore>,
    at_once: usize,
    results: Option<PathBuf>,
    /// A browser that the next test may have.
    kept: Mutex<Option<Kept>>,
}

impl Worker {
    /// Runs tests until none is left, all of one browser before any of the next.
    async fn run(self) -> Result<Vec<Record>> {
        let mut records = Vec::new();
        while let Some((queue, is_own)) = self.queues.pick(self.number) {
            let log = if self.number == 0 { String::new() } else { format!("-{}", self.number) };
            let driver = Driver::start(queue.browser(), &self.place, &log).await;
            match driver {
                // Whose tests they are goes on with them.
                Err(error) if !is_own => {
                    println!("      {}: no help: {error:#}", queue.browser());
                    break;
                }
                driver => self.serve(queue, driver, &mut records).await?,
            }
        }
        Ok(records)
    }

    /// Runs the tests of a browser until none is left.
    async fn serve(&self, queue: &Queue, driver: Result<Driver>, records: &mut Vec<Record>) -> Result<()> {
        let browser = queue.browser();
        while let Some((case, _share)) = queue.next().await? {
            let record = self.twice(browser, driver.as_ref(), &case).await?;
            println!("{}", record.line());
            if let Some(file) = &self.results {
                append(file, &record)?;
            }
            records.push(record);
        }
        if let Some(kept) = self.kept() {
            // A browser that does not close is ended with its driver.
            let _ = timeout(AFTERMATH, kept.quit()).await;
        }
        if let Ok(driver) = driver {
            driver.stop().await;
        }
        Ok(())
    }

    /// Runs a test, and once more where it fails and there are second tries left.
    async fn twice(
        &self,
        browser: Browser,
        driver: Result<&Driver, &anyhow::Error>,
        case: &Case,
    ) -> Result<Record> {
        let record = self.attempt(browser, driver, case, if case.alone { self.at_once } else { 1 }).await?;
        let Outcome::Failed { reason } = &record.outcome else { return Ok(record) };
        let Ok(permit) = self.second_tries.try_acquire() else { return Ok(record) };
        permit.forget();
        println!("{}\n          once more, alone", record.line());
        let again = self.attempt(browser, driver, case, self.at_once).await?;
        Ok(Record { at_first: Some(reason.clone()), ..again })
    }

    /// Runs a test while it holds this many turns.
    async fn attempt(
        &self,
        browser: Browser,
        driver: Result<&Driver, &anyhow::Error>,
        case: &Case,
        turns: usize,
    ) -> Result<Record> {
        let _turn = self.turns.acquire_many(u32::try_from(turns)?).await?;
        let begun = Instant::now();
        let outcome = match driver {
            Ok(driver) => self.outcome(driver, case).await,
            Err(error) => Outcome::Failed { reason: format!("{error:#}") },
        };
        let seconds = begun.elapsed().as_secs_f64();
        Ok(Record { test: case.name(), browser, seconds, at_first: None, outcome })
    }

    async fn outcome(&self, driver: &Driver, case: &Case) -> Outcome {
        let page = match timeout(case.limit, self.open(driver)).await {
            Ok(Ok(page)) => page,
            Ok(Err(error)) => return Outcome::Failed { reason: format!("{error:#}") },
            Err(_) => {
                return Outcome::Failed { reason: format!("{} did not start in time", driver.browser()) };
            }
        };
        let ended = match timeout(case.limit, (case.run)(&page)).await {
            Ok(result) => result,
            Err(_) => Err(anyhow::anyhow!("took longer than {} s", case.limit.as_secs())),
        };
        let skipped = ended.as_ref().err().and_then(|error| error.downcast_ref::<Skip>());
        let outcome = match skipped {
            Some(skip) => Outcome::Skipped { reason: skip.reason().to_owned() },
            None => self.judge(&page, case, ended).await,
        };
        // After anything but success, the next test has a browser that has seen nothing.
        let left = timeout(AFTERMATH, page.leave(matches!(outcome, Outcome::Passed))).await;
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = left.unwrap_or_default();
        outcome
    }

    fn kept(&self) -> Option<Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// A page in the browser that is kept, or in one of its own.
    async fn open(&self, driver: &Driver) -> Result<Page> {
        if let Some(kept) = self.kept() {
            match Page::open_in(kept, &self.place).await {
                Ok(page) => return Ok(page),
                Err(error) => println!("      {}: begun anew: {error:#}", driver.browser()),
            }
        }
        let session = driver.open().await?;
        Page::open(driver.browser(), session, &self.place).await
    }

    /// Passed is only what the page did not complain of; a failure leaves a picture and its reason behind.
    async fn judge(&self, page: &Page, case: &Case, ended: Result<()>) -> Outcome {
        let complaints = match timeout(AFTERMATH, page.complaints()).await {
            Ok(Ok(complaints)) => complaints,
            Ok(Err(error)) => vec![format!("the console cannot be read: {error:#}")],
            Err(_) => vec!["the console cannot be read in time".to_owned()],
        };
        let mut reasons: Vec<String> = ended.err().map(|error| format!("{error:#}")).into_iter().collect();
        reasons.extend(complaints.into_iter().map(|text| format!("the page complains: {text}")));
        if reasons.is_empty() {
            return Outcome::Passed;
        }
        let name = format!("failed/{}-{}", page.browser(), case.name().replace('/', "-"));
        match timeout(AFTERMATH, page.picture(&name)).await {
            Ok(Ok(file)) => {
                // The reasons are printed anyway; beside the picture they are handy.
                let _ = std::fs::write(file.with_extension("txt"), reasons.join("\n") + "\n");
                reasons.push(format!("picture: {}", file.display()));
            }
            _ => reasons.push("no picture could be taken".to_owned()),
        }
        Outcome::Failed { reason: reasons.join("\n") }
    }
}

fn append(file: &Path, record: &Record) -> Result<()> {
    let mut file =
        OpenOptions::new().create(true).append(true).open(file).context("opening the results file")?;
    let line = serde_json::to_string(record)? + "\n";
    Ok(file.write_all(line.as_bytes())?)
}
