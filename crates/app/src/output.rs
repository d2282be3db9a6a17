//! What is said on standard output, and what becomes of a run that cannot say it.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};

use anstream::AutoStream;
use dateline_engine::{ModelError, RegistryError, Status, ThreadsRefused};
use dateline_store::RecordError;
use dateline_wire::Line;

use crate::message;

/// Why a run ended before its end.
#[derive(Debug)]
pub enum Stop {
    /// The output could not be written.
    Output(io::Error),
    /// A file that was asked for could not be written.
    File(PathBuf, io::Error),
    /// The system gives no threads.
    Threads(ThreadsRefused),
    /// The model cannot be used.
    Model(ModelError),
    /// Something went wrong with the record.
    Record(RecordError),
    /// A file that the run needs could not be read.
    Unread(PathBuf, io::Error),
    /// A user's tables of the registry are defective.
    Registry(RegistryError),
    /// Nobody takes the results any more; whoever took them tells why.
    NobodyListens,
}

impl From<ModelError> for Stop {
    fn from(error: ModelError) -> Self {
        Self::Model(error)
    }
}

impl From<RecordError> for Stop {
    fn from(error: RecordError) -> Self {
        Self::Record(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<ThreadsRefused> for Stop {
    fn from(error: ThreadsRefused) -> Self {
        Self::Threads(error)
    }
}

impl Stop {
    /// Tells the user why, and what the run came to.
    pub fn tell(&self) -> Status {
        match self {
            // Who closed the pipe has read enough.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Done,
            Self::Output(error) => {
                let hint = "make room, or send the output elsewhere";
                message::error(&format!("cannot write: {error}: standard output"), Some(hint));
                Status::ResourceOut
            }
            Self::Model(error) => {
                let hint = "leave --model out to use the model that is built in, or get the whole folder again";
                message::error(&with_causes(error), Some(hint));
                Status::StoreFailed
            }
            Self::File(path, error) => {
                let hint = "make room, or name a file in a folder that you may write to";
                message::error(&format!("cannot write: {error}: {}", path.display()), Some(hint));
                Status::ResourceOut
            }
            Self::Unread(path, error) => {
                let hint = "name a file that is there and holds text in UTF-8";
                message::error(&format!("cannot read: {error}: {}", path.display()), Some(hint));
                Status::InputFailed
            }
            Self::Registry(error) => {
                for defect in error.defects() {
                    message::error(&defect.to_string(), None);
                }
                message::error(
                    "the registry has defects",
                    Some("dateline registry import FILE prints the rows that have none"),
                );
                Status::InputFailed
            }
            Self::Record(error) => {
                message::error(&error.to_string(), Some(error.fault.hint()));
                if error.fault.is_about_the_record() { Status::StoreFailed } else { Status::ResourceOut }
            }
            Self::NobodyListens => Status::Done,
            Self::Threads(error) => {
                message::error(&error.to_string(), Some("ask for fewer with --threads"));
                Status::ResourceOut
            }
        }
    }
}

/// Standard output for programs: one JSON object a line.
pub struct Lines(BufWriter<StdoutLock<'static>>);

impl Lines {
    pub fn new() -> Self {
        Self(BufWriter::new(io::stdout().lock()))
    }

    pub fn write(&mut self, line: &Line) -> io::Result<()> {
        line.write_to(&mut self.0)
    }

    pub fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Standard output for people: colours only where they are wanted.
pub struct Pages(AutoStream<StdoutLock<'static>>);

impl Pages {
    pub fn new() -> Self {
        Self(AutoStream::auto(io::stdout()).lock())
    }

    pub fn write(&mut self, page: &str) -> io::Result<()> {
        self.0.write_all(page.as_bytes())
    }

    pub fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writes bytes that are not to be changed in any way.
pub fn write_raw(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Writes a file that nobody asked for by name, and tells where: `STEM.html` in a folder that others may write to as
/// well, or `STEM-2.html` and so on where there is one. Nothing that is there is written to, nor is a link followed.
pub fn write_new_page(folder: &Path, stem: &str, page: &str) -> Result<PathBuf, Stop> {
    /// Tries at the most; who has as many pages is to clear them away.
    const NAMES_MAX: usize = 1000;
    let name = |n| if n == 1 { format!("{stem}.html") } else { format!("{stem}-{n}.html") };
    let mut paths = (1..=NAMES_MAX).map(|n| folder.join(name(n)));
    let made = |path: PathBuf| match File::create_new(&path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => None,
        made => Some((path, made)),
    };
    let (path, made) = paths.find_map(made).unwrap_or_else(|| {
        let error = io::Error::new(io::ErrorKind::AlreadyExists, "all names for it are taken");
        (folder.join(name(1)), Err(error))
    });
    match made.and_then(|mut file| file.write_all(page.as_bytes())) {
        Ok(()) => Ok(path),
        Err(error) => Err(Stop::File(path, error)),
    }
}

/// Writes a file that the user asked for.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let mut file = Written::open(path)?;
    file.with(|file| file.write_all(bytes))?;
    file.close().map(drop)
}

/// A file that the user asked for. It is written beside its place, as `FILE.part`, and takes the place when it is whole: a
/// run that ends before leaves what was there.
pub struct Written {
    /// As the user named it.
    path: PathBuf,
    file: BufWriter<File>,
    part: Option<Part>,
}

/// A file beside its place. It goes with its owner, unless it has taken the place.
struct Part {
    path: PathBuf,
    place: PathBuf,
}

impl Written {
    pub fn open(path: &Path) -> Result<Self, Stop> {
        let opened = Self::opened(path).map_err(|error| Stop::File(path.to_owned(), error));
        opened.map(|(file, part)| Self { path: path.to_owned(), file: BufWriter::new(file), part })
    }

    fn opened(path: &Path) -> io::Result<(File, Option<Part>)> {
        let known = fs::metadata(path).ok();
        if known.as_ref().is_some_and(|known| !known.is_file()) {
            // A terminal or a pipe has no place that a file could take.
            return Ok((File::create(path)?, None));
        }
        // Where a link leads is written to, not the link.
        let place = if known.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
        let mut part = place.clone().into_os_string();
        part.push(".part");
        let part = Part { path: part.into(), place };
        // Of a run that was killed; nobody else's link is followed.
        let _ = fs::remove_file(&part.path);
        let file = File::create_new(&part.path)?;
        if let Some(known) = known {
            file.set_permissions(known.permissions())?;
        }
        Ok((file, Some(part)))
    }

    pub fn with(&mut self, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<(), Stop> {
        write(&mut self.file).map_err(|error| Stop::File(self.path.clone(), error))
    }

    /// Writes what is left, puts the file in its place, and tells where that is.
    pub fn close(mut self) -> Result<PathBuf, Stop> {
        self.with(Write::flush)?;
        let Self { path, file, part } = self;
        // Some systems rename no file that is open.
        drop(file);
        match part.map_or(Ok(()), |part| fs::rename(&part.path, &part.place)) {
            Ok(()) => Ok(path),
            Err(error) => Err(Stop::File(path, error)),
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // It is no longer there once it has taken its place; what cannot be removed hurts nobody.
        let _ = fs::remove_file(&self.path);
    }
}

/// The columns of a page: those of the terminal, but no more than can be read with ease.
pub fn width() -> usize {
    const WIDTH_MAX: usize = 100;
    const WIDTH_WITHOUT_TERMINAL: usize = 80;
    if io::stdout().is_terminal() { textwrap::termwidth().min(WIDTH_MAX) } else { WIDTH_WITHOUT_TERMINAL }
}

/// A message with what caused it.
fn with_causes(error: &dyn Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        message.push_str(": ");
        message.push_str(&error.to_string());
        cause = error.source();
    }
    message
}

#[cfg(test)]
mod tests {
    use std::fs;

    use std::io::Write;

    use super::{Written, write_file, write_new_page};

    #[test]
    fn a_file_takes_its_place_when_it_is_whole() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (path, part) = (folder.path().join("events.tsv"), folder.path().join("events.tsv.part"));
        fs::write(&path, "old").expect("writable");
        fs::write(&part, "of a run that was killed").expect("writable");
        let read = || fs::read_to_string(&path).expect("it is there");
        let mut file = Written::open(&path).expect("writable");
        file.with(|file| file.write_all(b"half")).expect("writable");
        assert_eq!((read().as_str(), part.exists()), ("old", true));
        drop(file);
        assert_eq!((read().as_str(), part.exists()), ("old", false));
        write_file(&path, b"new").expect("writable");
        assert_eq!((read().as_str(), part.exists()), ("new", false));
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_and_devices_take_what_is_written() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (path, link) = (folder.path().join("page.html"), folder.path().join("link.html"));
        fs::write(&path, "old").expect("writable");
        std::os::unix::fs::symlink(&path, &link).expect("a link");
        write_file(&link, b"new").expect("writable");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "new");
        assert!(link.is_symlink());
        write_file("/dev/null".as_ref(), b"new").expect("writable");
        write_file(folder.path(), b"new").expect_err("a folder is no file");
    }

    #[test]
    fn a_new_page_never_goes_where_something_is() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("theirs"), "theirs").expect("writable");
        #[cfg(unix)]
        std::os::unix::fs::symlink(at("theirs"), at("page.html")).expect("a link");
        #[cfg(not(unix))]
        fs::write(at("page.html"), "theirs").expect("writable");
        for (page, name) in [("one", "page-2.html"), ("two", "page-3.html")] {
            assert_eq!(write_new_page(folder.path(), "page", page).expect("writable"), at(name));
            assert_eq!(fs::read_to_string(at(name)).expect("written"), page);
        }
        assert_eq!(fs::read_to_string(at("theirs")).expect("there"), "theirs");
        write_new_page(&at("none"), "page", "page").expect_err("there is no such folder");
    }
}
