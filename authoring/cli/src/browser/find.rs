//! Where Chrome, Edge and Chromium lie on the three systems.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

/// Programs looked for in the search path.
const NAMES: &[&str] = &[
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
    "msedge",
    "chromium",
    "chromium-browser",
    "brave-browser",
];
/// Applications of macOS, looked for in the system's and the user's folder.
const APPLICATIONS: &[&str] = &[
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
    "Brave Browser.app/Contents/MacOS/Brave Browser",
];
/// Programs of Windows, below the folders that these variables name.
const PROGRAMS: &[&str] = &[
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
];
const PROGRAM_FOLDERS: &[&str] = &["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];

/// No browser was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound {
    /// The program that was asked for, if any.
    pub wanted: Option<PathBuf>,
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.wanted {
            Some(path) => write!(f, "{} is not a program", path.display()),
            None => {
                f.write_str("no Chrome, Edge or Chromium was found; name the program with --browser-path")
            }
        }
    }
}

impl std::error::Error for NotFound {}

/// The browser at `wanted`, or the first well-known one on this machine.
///
/// # Errors
/// When there is none.
pub fn find(wanted: Option<&Path>) -> Result<PathBuf, NotFound> {
    match wanted {
        Some(path) if path.is_file() => Ok(path.to_path_buf()),
        Some(path) => Err(NotFound { wanted: Some(path.to_path_buf()) }),
        None => {
            candidates(&|name| env::var_os(name)).find(|path| path.is_file()).ok_or(NotFound { wanted: None })
        }
    }
}

/// All places, likeliest first, for an environment.
fn candidates(variable: &dyn Fn(&str) -> Option<std::ffi::OsString>) -> impl Iterator<Item = PathBuf> {
    let mut found = Vec::new();
    if cfg!(target_os = "windows") {
        let folders: Vec<PathBuf> =
            PROGRAM_FOLDERS.iter().filter_map(|name| variable(name)).map(PathBuf::from).collect();
        found.extend(
            PROGRAMS.iter().flat_map(|program| folders.iter().map(move |folder| folder.join(program))),
        );
    }
    if cfg!(target_os = "macos") {
        let home = variable("HOME").map(|home| PathBuf::from(home).join("Applications"));
        let folders: Vec<PathBuf> = home.into_iter().chain([PathBuf::from("/Applications")]).collect();
        found.extend(
            APPLICATIONS.iter().flat_map(|program| folders.iter().map(move |folder| folder.join(program))),
        );
    }
    let folders: Vec<PathBuf> =
        variable("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    let ending = env::consts::EXE_SUFFIX;
    found.extend(
        NAMES
            .iter()
            .flat_map(|name| folders.iter().map(move |folder| folder.join(format!("{name}{ending}")))),
    );
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_path_is_looked_through_by_preference() {
        let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = env::join_paths([first.path(), second.path()]).unwrap();
        let variable = |name: &str| (name == "PATH").then(|| path.clone());
        let program = |folder: &Path, name: &str| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX));
        std::fs::write(program(first.path(), "chromium"), "").unwrap();
        let find = || candidates(&variable).find(|path| path.is_file());
        assert_eq!(find(), Some(program(first.path(), "chromium")));
        std::fs::write(program(second.path(), "google-chrome"), "").unwrap();
        assert_eq!(find(), Some(program(second.path(), "google-chrome")));
    }

    #[test]
    fn a_named_program_has_to_be_there() {
        let wrong = find(Some(Path::new("/no/such/browser"))).unwrap_err();
        assert!(wrong.to_string().contains("/no/such/browser"));
    }
}
