//! Arguments of the commands that ask for what was done and what was promised.

use std::fmt;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use dateline_engine::EventType;

use super::{Limit, RecordFlags, Shape, day, name_of};

/// Arguments of `events`.
#[derive(Debug, clap::Args)]
pub struct EventsArgs {
    #[command(flatten)]
    pub record: RecordFlags,
    #[command(flatten)]
    pub shape: Shape,
    /// The type, as PLOVER names it; small letters will do
    #[arg(long = "type", value_name = "TYPE", value_parser = event_type(), ignore_case = true)]
    pub kind: Option<EventType>,
    /// The mode, as PLOVER names it: visit, arrest
    #[arg(long, value_name = "MODE", value_parser = mode)]
    pub mode: Option<String>,
    /// Words of the name of somebody who does it or to whom it is done; give the flag again for each of several
    #[arg(long, value_name = "NAME")]
    pub actor: Vec<String>,
    /// Words of the name of the place
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    /// The outlet, domain or news agency of the report
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Whether it is told as done
    #[arg(long)]
    pub aspect: Option<AspectName>,
    /// The first day on which it may have been, 2031-05-03; events whose day is not known do not fit
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub from: Option<String>,
    /// The last day on which it may have been
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub to: Option<String>,
    #[command(flatten)]
    pub limit: Limit,
}

/// Arguments of `commitments`.
#[derive(Debug, clap::Args)]
pub struct CommitmentsArgs {
    #[command(flatten)]
    pub record: RecordFlags,
    #[command(flatten)]
    pub shape: Shape,
    /// Words of the name of who commits themselves
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Words of the name of whom they promise it to
    #[arg(long, value_name = "NAME")]
    pub to: Option<String>,
    /// The outlet, domain or news agency of the report
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// How firmly they commit themselves
    #[arg(long)]
    pub strength: Option<StrengthName>,
    /// The first day on which the deadline may be, 2031-05-03; commitments without a known deadline do not fit
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub deadline_from: Option<String>,
    /// The last day on which the deadline may be
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub deadline_to: Option<String>,
    #[command(flatten)]
    pub limit: Limit,
}

/// Whether an act is told as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AspectName {
    /// It happened or is happening
    Actual,
    /// It is to happen
    Future,
    /// It may happen, or would on a condition
    Hypothetical,
    /// It did not happen or will not
    Negated,
    /// It happened more than about a year before the report
    Historical,
}

/// How firmly somebody commits themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StrengthName {
    /// They gave their word
    Pledged,
    /// They mean to
    Planned,
    /// They think of it
    Considered,
}

impl fmt::Display for AspectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        name_of(self, f)
    }
}

impl fmt::Display for StrengthName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        name_of(self, f)
    }
}

fn event_type() -> impl TypedValueParser<Value = EventType> {
    let names = PossibleValuesParser::new(EventType::ALL.iter().map(|kind| kind.name()));
    names.try_map(|name| EventType::of_name(&name.to_uppercase()).ok_or("not a type of PLOVER"))
}

fn mode(text: &str) -> Result<String, String> {
    let mut modes: Vec<&str> = EventType::ALL.iter().flat_map(|kind| kind.modes()).copied().collect();
    modes.sort_unstable();
    modes.dedup();
    let known = modes.contains(&text).then(|| text.to_owned());
    known.ok_or_else(|| format!("not a mode of PLOVER, which has {}", modes.join(", ")))
}
