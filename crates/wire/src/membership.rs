//! The line that tells which story a report belongs to.

use serde::{Deserialize, Serialize};

use crate::line::{Producer, Schema};
use crate::report::Origin;

/// Which story a report belongs to, among those that were grouped with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The version of the line.
    pub schema: Schema,
    /// Where the report came from.
    pub origin: Origin,
    /// The id of the story: that of the earliest of its reports.
    pub story: String,
    /// What made the line.
    pub producer: Producer,
}
