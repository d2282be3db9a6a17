//! Progress on a terminal, for runs that take long enough to be watched.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Runs that are over sooner show nothing.
const QUIET: Duration = Duration::from_millis(250);

const TEMPLATE: &str = "{spinner} {pos} reports, {elapsed}";

/// How many reports are done.
pub struct Progress {
    begun: Instant,
    bar: ProgressBar,
    may_show: bool,
}

/// When the results of a run are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Results {
    /// One after the other.
    AsTheyCome,
    /// When the run is over.
    AtTheEnd,
}

impl Progress {
    /// Progress of a run. Results that come one after the other on the terminal are progress enough.
    pub fn new(results: Results) -> Self {
        let style = ProgressStyle::with_template(TEMPLATE).expect("the template is a constant, which a test parses");
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style);
        let is_seen_anyway = results == Results::AsTheyCome && io::stdout().is_terminal();
        Self { begun: Instant::now(), bar, may_show: io::stderr().is_terminal() && !is_seen_anyway }
    }

    /// Counts one more report.
    pub fn tick(&mut self) {
        self.bar.inc(1);
        if self.may_show && self.bar.is_hidden() && self.begun.elapsed() >= QUIET {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Says something else on the terminal, with the progress out of the way.
    pub fn aside<T>(&self, say: impl FnOnce() -> T) -> T {
        self.bar.suspend(say)
    }

    /// Takes the progress off the terminal.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{Progress, Results};

    #[test]
    fn the_template_is_sound() {
        Progress::new(Results::AtTheEnd).finish();
    }
}
