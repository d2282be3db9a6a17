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
    fs::write(path, bytes).map_err(|error| Stop::File(path.to_owned(), error))
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

    use super::write_new_page;

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
