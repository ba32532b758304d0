//! A disk whose power fails and that can be full: a small file system in memory, of one folder, that knows what was synced.
//!
//! What a program writes is seen at once; what survives [`Disk::lose_power`] is what was synced, and of everything later a part that the
//! round draws, as drives do it: nothing, or some of the writes in their order. A name survives when its folder was synced. A disk
//! made with [`Disk::lie`] only says that it syncs: a measurement that loses nothing there sees nothing.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, UNIX_EPOCH};

use fuser::{
    BackgroundSession, BsdFileFlags, Config, Errno, FileAttr, FileHandle, FileType, Filesystem, FopenFlags,
    Generation, INodeNo, LockOwner, OpenFlags, ReplyAttr, ReplyCreate, ReplyData, ReplyDirectory, ReplyEmpty,
    ReplyEntry, ReplyWrite, Request, TimeOrNow, WriteFlags,
};

/// How long the kernel may believe what it was told.
const BELIEVED: Duration = Duration::from_secs(1);
/// The folder's number.
const ROOT: u64 = 1;

/// The disk, mounted.
pub struct Disk {
    folder: tempfile::TempDir,
    state: Arc<Mutex<State>>,
    session: Option<BackgroundSession>,
}

#[derive(Clone, Default)]
struct State {
    files: BTreeMap<u64, File>,
    names: BTreeMap<OsString, u64>,
    synced_names: BTreeMap<OsString, u64>,
    last: u64,
    is_dead: bool,
    is_full: bool,
    lies: bool,
}

#[derive(Clone, Default)]
struct File {
    now: Vec<u8>,
    synced: Vec<u8>,
    /// What was done since.
    pending: Vec<Change>,
    permissions: u16,
}

#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Change::Write(at, data) => {
                let end = at + data.len();
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                if let Some(place) = bytes.get_mut(*at..end) {
                    place.copy_from_slice(data);
                }
            }
            Change::Length(length) => bytes.resize(*length, 0),
        }
    }
}

impl Disk {
    /// An empty one. `None` where file systems cannot be mounted.
    pub fn mount() -> io::Result<Option<Self>> {
        if !Path::new("/dev/fuse").exists() {
            return Ok(None);
        }
        let mut disk = Disk { folder: tempfile::tempdir()?, state: Arc::default(), session: None };
        match disk.on() {
            Ok(()) => Ok(Some(disk)),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// From now on nothing more can be written, or again.
    pub fn set_full(&self, is_full: bool) {
        locked(&self.state).is_full = is_full;
    }

    /// From now on syncing does nothing but say so.
    pub fn lie(&self) {
        locked(&self.state).lies = true;
    }

    /// The power fails: nothing that is asked from now on happens.
    pub fn cut_power(&self) {
        locked(&self.state).is_dead = true;
    }

    /// Mounts what has survived. Whoever had files open has to be gone.
    pub fn restore_power(&mut self, round: u64) -> io::Result<()> {
        if let Some(session) = self.session.take() {
            session.umount_and_join()?;
        }
        let survived = survivors(&locked(&self.state), round);
        self.state = Arc::new(Mutex::new(survived));
        self.on()
    }

    fn on(&mut self) -> io::Result<()> {
        let mounted =
            fuser::spawn_mount(Mounted(Arc::clone(&self.state)), self.folder.path(), &Config::default())?;
        self.session = Some(mounted);
        Ok(())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if let Some(session) = self.session.take() {
            // Nothing more can be done about it here.
            let _ = session.umount_and_join();
        }
    }
}

fn locked(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is there after the power was gone.
fn survivors(state: &State, round: u64) -> State {
    let mut drawn = round.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut draw = || {
        drawn ^= drawn << 13;
        drawn ^= drawn >> 7;
        drawn ^= drawn << 17;
        drawn
    };
    let mut left = State { last: state.last, ..State::default() };
    for (name, number) in &state.synced_names {
        let Some(file) = state.files.get(number) else { continue };
        let mut bytes = file.synced.clone();
        // Every other round, some of what was not synced has reached the disk all the same.
        if round % 2 == 1 {
            for change in &file.pending {
                if draw() % 2 == 0 {
                    change.apply(&mut bytes);
                }
            }
        }
        let file =
            File { now: bytes.clone(), synced: bytes, pending: Vec::new(), permissions: file.permissions };
        left.files.insert(*number, file);
        left.names.insert(name.clone(), *number);
    }
    left.synced_names = left.names.clone();
    left
}

impl State {
    fn attributes(&self, number: u64) -> Option<FileAttr> {
        let (kind, size, perm) = match self.files.get(&number) {
            Some(file) => (FileType::RegularFile, file.now.len() as u64, file.permissions),
            None if number == ROOT => (FileType::Directory, 0, 0o700),
            None => return None,
        };
        let nlink = if number == ROOT || self.names.values().any(|named| *named == number) { 1 } else { 0 };
        Some(FileAttr {
            ino: INodeNo(number),
            size,
            blocks: size.div_ceil(512),
            atime: UNIX_EPOCH,
            mtime: UNIX_EPOCH,
            ctime: UNIX_EPOCH,
            crtime: UNIX_EPOCH,
            kind,
            perm,
            nlink,
            uid: nix::unistd::getuid().as_raw(),
            gid: nix::unistd::getgid().as_raw(),
            rdev: 0,
            blksize: 4_096,
            flags: 0,
        })
    }

    /// Does something to a file, unless the power is gone, or there is no room for it.
    fn change(&mut self, number: u64, change: Change) -> Result<(), Errno> {
        if self.is_dead {
            return Err(Errno::EIO);
        }
        let file = self.files.get_mut(&number).ok_or(Errno::ENOENT)?;
        let end = match &change {
            Change::Write(at, data) => at + data.len(),
            Change::Length(length) => *length,
        };
        if self.is_full && end > file.now.len() {
            return Err(Errno::ENOSPC);
        }
        change.apply(&mut file.now);
        file.pending.push(change);
        Ok(())
    }
}

/// As the kernel sees it.
struct Mounted(Arc<Mutex<State>>);

impl Filesystem for Mounted {
    fn lookup(&self, _: &Request, _: INodeNo, name: &OsStr, reply: ReplyEntry) {
        let state = locked(&self.0);
        match state.names.get(name).and_then(|number| state.attributes(*number)) {
            Some(attributes) => reply.entry(&Duration::ZERO, &attributes, Generation(0)),
            None => reply.error(Errno::ENOENT),
        }
    }

    fn getattr(&self, _: &Request, number: INodeNo, _: Option<FileHandle>, reply: ReplyAttr) {
        match locked(&self.0).attributes(number.0) {
            Some(attributes) => reply.attr(&BELIEVED, &attributes),
            None => reply.error(Errno::ENOENT),
        }
    }

    fn setattr(
        &self,
        _: &Request,
        number: INodeNo,
        mode: Option<u32>,
        _: Option<u32>,
        _: Option<u32>,
        size: Option<u64>,
        _: Option<TimeOrNow>,
        _: Option<TimeOrNow>,
        _: Option<std::time::SystemTime>,
        _: Option<FileHandle>,
        _: Option<std::time::SystemTime>,
        _: Option<std::time::SystemTime>,
        _: Option<std::time::SystemTime>,
        _: Option<BsdFileFlags>,
        reply: ReplyAttr,
    ) {
        let mut state = locked(&self.0);
        if let Some(size) = size
            && let Err(error) = state.change(number.0, Change::Length(size as usize))
        {
            return reply.error(error);
        }
        if let Some((file, mode)) = state.files.get_mut(&number.0).zip(mode) {
            file.permissions = (mode & 0o7777) as u16;
        }
        match state.attributes(number.0) {
            Some(attributes) => reply.attr(&BELIEVED, &attributes),
            None => reply.error(Errno::ENOENT),
        }
    }

    fn create(
        &self,
        _: &Request,
        _: INodeNo,
        name: &OsStr,
        mode: u32,
        umask: u32,
        _: i32,
        reply: ReplyCreate,
    ) {
        let mut state = locked(&self.0);
        if state.is_dead {
            return reply.error(Errno::EIO);
        }
        state.last = state.last.max(ROOT) + 1;
        let number = state.last;
        let permissions = (mode & !umask & 0o7777) as u16;
        state.files.insert(number, File { permissions, ..File::default() });
        state.names.insert(name.to_owned(), number);
        match state.attributes(number) {
            Some(attributes) => {
                reply.created(&BELIEVED, &attributes, Generation(0), FileHandle(0), FopenFlags::empty());
            }
            None => reply.error(Errno::EIO),
        }
    }

    fn unlink(&self, _: &Request, _: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        let mut state = locked(&self.0);
        if state.is_dead {
            return reply.error(Errno::EIO);
        }
        // The file stays: whoever has it open goes on, and after a loss of power it may be back.
        match state.names.remove(name) {
            Some(_) => reply.ok(),
            None => reply.error(Errno::ENOENT),
        }
    }

    fn read(
        &self,
        _: &Request,
        number: INodeNo,
        _: FileHandle,
        offset: u64,
        size: u32,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyData,
    ) {
        let state = locked(&self.0);
        let Some(file) = state.files.get(&number.0) else { return reply.error(Errno::ENOENT) };
        let from = (offset as usize).min(file.now.len());
        let to = (from + size as usize).min(file.now.len());
        reply.data(file.now.get(from..to).unwrap_or_default());
    }

    fn write(
        &self,
        _: &Request,
        number: INodeNo,
        _: FileHandle,
        offset: u64,
        data: &[u8],
        _: WriteFlags,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyWrite,
    ) {
        match locked(&self.0).change(number.0, Change::Write(offset as usize, data.to_vec())) {
            Ok(()) => reply.written(data.len() as u32),
            Err(error) => reply.error(error),
        }
    }

    fn flush(&self, _: &Request, _: INodeNo, _: FileHandle, _: LockOwner, reply: ReplyEmpty) {
        reply.ok();
    }

    fn fsync(&self, _: &Request, number: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        let mut state = locked(&self.0);
        if state.is_dead {
            return reply.error(Errno::EIO);
        }
        if !state.lies
            && let Some(file) = state.files.get_mut(&number.0)
        {
            file.synced.clone_from(&file.now);
            file.pending.clear();
        }
        reply.ok();
    }

    fn fsyncdir(&self, _: &Request, _: INodeNo, _: FileHandle, _: bool, reply: ReplyEmpty) {
        let mut state = locked(&self.0);
        if state.is_dead {
            return reply.error(Errno::EIO);
        }
        if !state.lies {
            state.synced_names = state.names.clone();
        }
        reply.ok();
    }

    fn readdir(&self, _: &Request, _: INodeNo, _: FileHandle, offset: u64, mut reply: ReplyDirectory) {
        let state = locked(&self.0);
        for (place, (name, number)) in (1_u64..).zip(&state.names).skip(offset as usize) {
            if reply.add(INodeNo(*number), place, FileType::RegularFile, name) {
                break;
            }
        }
        reply.ok();
    }
}
