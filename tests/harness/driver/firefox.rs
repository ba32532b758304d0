//! Fresh profiles for Firefox that bring along what it makes of its own scripts when it starts for the first time, and nothing
//! else: a start takes half of the processor's time then.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, ensure};

use crate::place::Place;

/// What says which build of Firefox is installed.
const BUILD: &str = "/usr/lib/firefox-esr/application.ini";
/// Says for which build the scripts were made; without it Firefox throws them away.
const MADE_FOR: &str = "compatibility.ini";
/// The folder of the scripts.
const SCRIPTS: &str = "startupCache";

/// Names the profiles of this program.
static COUNT: AtomicUsize = AtomicUsize::new(0);

/// Makes a profile for each session; a driver has one session at a time.
pub(super) struct Profiles {
    template: PathBuf,
    current: Mutex<Option<PathBuf>>,
}

impl Profiles {
    /// Profiles for the build that is installed.
    pub(super) fn of(place: &Place) -> Result<Self> {
        let text = fs::read_to_string(BUILD).with_context(|| BUILD.to_owned())?;
        let build = text.lines().find_map(|line| line.strip_prefix("BuildID=")).context("no build")?;
        let template = place.out().join("firefox").join(build.trim());
        Ok(Self { template, current: Mutex::default() })
    }

    /// Whether no Firefox of this build has been started before.
    pub(super) fn is_new(&self) -> bool {
        !self.template.is_dir()
    }

    /// Takes the scripts out of the current profile, whose Firefox has ended.
    pub(super) fn learn(&self) -> Result<()> {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let made = self.template.with_extension(own_name());
        let copied = copy(&current.context("no Firefox was started")?, &made);
        // Where somebody else was quicker, theirs serves as well; what was copied in part serves nobody.
        if copied.is_err() || fs::rename(&made, &self.template).is_err() {
            // What is left over is not used.
            let _ = fs::remove_dir_all(&made);
        }
        copied?;
        ensure!(!self.is_new(), "{} cannot be written", self.template.display());
        Ok(())
    }

    /// A profile that nobody has used; the one before is removed.
    pub(super) fn fresh(&self) -> Result<PathBuf> {
        self.forget();
        let profile = std::env::temp_dir().join(own_name());
        if self.is_new() {
            fs::create_dir_all(&profile)?;
        } else {
            copy(&self.template, &profile)?;
        }
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Some(profile.clone());
        Ok(profile)
    }

    fn forget(&self) {
        if let Some(profile) = self.current.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // What cannot be removed is left to whoever empties the folder for such things.
            let _ = fs::remove_dir_all(profile);
        }
    }
}

impl Drop for Profiles {
    fn drop(&mut self) {
        self.forget();
    }
}

fn own_name() -> String {
    format!("lotse-firefox-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to.join(SCRIPTS))?;
    fs::copy(from.join(MADE_FOR), to.join(MADE_FOR)).with_context(|| MADE_FOR.to_owned())?;
    for file in fs::read_dir(from.join(SCRIPTS))? {
        let file = file?;
        fs::copy(file.path(), to.join(SCRIPTS).join(file.file_name()))?;
    }
    Ok(())
}
