//! The pipeline: inputs are listed, read, annotated, searched and compared, and the results come in order.
//!
//! An [`Engine`] works on many reports at once and hands out [`Event`]s in the order of the inputs, so that its caller
//! sees the same whatever the number of threads. What cannot be read is a [`Problem`], never the end of a run; all
//! problems of a run together give its [`Status`].
//!
//! This crate prints nothing, parses no arguments and keeps nothing between two runs.

mod coded;
mod engine;
mod event;
mod explain;
mod group;
mod grouper;
mod input;
mod keys;
mod pipeline;
mod status;
mod story;
mod wikidata;

pub use coded::{CodedRow, Coder, EventFormat};
pub use dateline_annotate::{ModelError, Network};
pub use dateline_compare::StoryGroup;
pub use dateline_core::{EventType, Producer};
pub use dateline_find::{RegistryError, RegistryTable, RuleCard, UserTable, registry_defects};
pub use engine::{Engine, ThreadsRefused};
pub use event::{Entry, Event, Holder, Place, Problem, ProblemCode, Remark};
pub use explain::{Explained, ParseWantedError, Wanted, explain};
pub use group::{Group, Grouping, read_groups};
pub use grouper::{Grouped, Grouper, Sketched};
pub use input::Input;
pub use pipeline::{Pipeline, rules};
pub use status::Status;
pub use story::StoryReports;
pub use wikidata::{RegistryRow, wikidata_row};
