//! The clock of measurements on one core.

use std::fs;
use std::time::{Duration, Instant};

/// Measures the time that the process has on a core, so that what else the machine does counts little.
pub enum Clock {
    /// What the process had had when it was started.
    OnCore(Duration),
    /// Where the system does not tell, the time on the wall.
    OnWall(Instant),
}

impl Clock {
    /// From now on.
    pub fn start() -> Self {
        on_core().map_or_else(|| Self::OnWall(Instant::now()), Self::OnCore)
    }

    /// The time since it was started.
    pub fn elapsed(&self) -> Duration {
        match self {
            Self::OnCore(begun) => on_core().unwrap_or_default().saturating_sub(*begun),
            Self::OnWall(begun) => begun.elapsed(),
        }
    }
}

/// The time that this process's first thread has had on a core, as Linux tells it: the first number, in nanoseconds.
fn on_core() -> Option<Duration> {
    let told = fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds = told.split_whitespace().next()?.parse().ok()?;
    (nanoseconds > 0).then_some(Duration::from_nanos(nanoseconds))
}
