//! Reads `project.json`, `desk.json`, every `*.guide.json`, `*.problem.json` and `*.checklist.json` of a folder, or single files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use lotse_editor::compile::{HelpSources, Source};

/// Name of the file with the project's settings.
pub const PROJECT_FILE: &str = "project.json";
/// How the name of a guide's file ends.
pub const GUIDE_ENDING: &str = ".guide.json";
/// Name of the file about the desk.
pub const DESK_FILE: &str = "desk.json";
/// How the name of a problem's file ends.
pub const PROBLEM_ENDING: &str = ".problem.json";
/// How the name of a checklist's file ends.
pub const CHECKLIST_ENDING: &str = ".checklist.json";
/// Deepest folder that is looked into, so that a link to its own parent ends.
const MAX_DEPTH: usize = 8;
/// Largest file that is read, in bytes.
const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Guides {
    /// The settings, when there are any.
    pub project: Option<Source>,
    /// The guides, in the order of their names.
    pub guides: Vec<Source>,
    /// The problems, in the order of their names.
    pub problems: Vec<Source>,
    /// The checklists, in the order of their names.
    pub checklists: Vec<Source>,
    /// The desk, when there is one.
    pub desk: Option<Source>,
}

/// Reads a folder with everything below it, or the files given.
///
/// # Errors
/// When something cannot be read, with its name in the message.
pub fn read(paths: &[PathBuf]) -> io::Result<Guides> {
    let mut found = Guides::default();
    for path in paths {
        if path.is_dir() {
            let mut files = Vec::new();
            list(path, 0, &mut files)?;
            for file in files {
                found.add(&file)?;
            }
            found.settings(&path.join(PROJECT_FILE))?;
        } else {
            let is_project = path.file_name().is_some_and(|name| name == PROJECT_FILE);
            if !is_project {
                found.add(path)?;
            }
            found.settings(&path.with_file_name(PROJECT_FILE))?;
        }
    }
    for list in [&mut found.guides, &mut found.problems, &mut found.checklists] {
        list.sort_by(|one, other| one.name.cmp(&other.name));
        list.dedup_by(|one, other| one.name == other.name);
    }
    Ok(found)
}

impl Guides {
    /// Everything that was read, the project apart: guides, problems, checklists, the desk.
    pub fn files(&self) -> impl Iterator<Item = &Source> {
        self.guides.iter().chain(&self.problems).chain(&self.checklists).chain(&self.desk)
    }

    /// What is known of self-help.
    #[must_use]
    pub fn help(&self) -> HelpSources<'_> {
        HelpSources { problems: &self.problems, desk: self.desk.as_ref(), checklists: &self.checklists }
    }

    /// Reads a file as what its name says that it is; a guide when it says nothing.
    fn add(&mut self, path: &Path) -> io::Result<()> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let read = source(path)?;
        if name == DESK_FILE {
            self.desk.get_or_insert(read);
        } else if name.ends_with(PROBLEM_ENDING) {
            self.problems.push(read);
        } else if name.ends_with(CHECKLIST_ENDING) {
            self.checklists.push(read);
        } else {
            self.guides.push(read);
        }
        Ok(())
    }

    fn settings(&mut self, path: &Path) -> io::Result<()> {
        if self.project.is_none() && path.is_file() {
            self.project = Some(source(path)?);
        }
        Ok(())
    }
}

fn list(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder).map_err(|error| named(error, folder))? {
        let path = entry.map_err(|error| named(error, folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && depth < MAX_DEPTH && !name.starts_with('.') {
            list(&path, depth + 1, files)?;
        } else if is_ours(&name) && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn is_ours(name: &str) -> bool {
    let endings = [GUIDE_ENDING, PROBLEM_ENDING, CHECKLIST_ENDING];
    name == DESK_FILE || endings.iter().any(|ending| name.ends_with(ending))
}

fn source(path: &Path) -> io::Result<Source> {
    let size = fs::metadata(path).map_err(|error| named(error, path))?.len();
    if size > MAX_FILE_BYTES {
        return Err(named(io::Error::other(format!("{size} bytes; at most {MAX_FILE_BYTES}")), path));
    }
    let bytes = fs::read(path).map_err(|error| named(error, path))?;
    let text = String::from_utf8(bytes).map_err(|error| named(io::Error::other(error.utf8_error()), path))?;
    let text = text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned);
    Ok(Source { name: path.display().to_string(), text })
}

fn named(error: io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
