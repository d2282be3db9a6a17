//! Grouping: which reports tell of one event.
//!
//! The way of the data: each report becomes a `sketch`, its words with how much stands on each; `vector` weighs the
//! words by how rare they are, in this batch and by the `rate` table; `neighbour` looks up for each report those that
//! share its rarest words, never all pairs; `island` keeps apart what no pair holds together; `cluster` joins groups as
//! long as their reports are alike on average.
//!
//! Nothing here needs syntax or named entities: a report that was only read can be grouped. The order in which reports
//! are given does not matter. Thresholds are one set for every batch, and nobody says how many stories there are.

mod cluster;
mod island;
mod neighbour;
mod rate;
mod sketch;
mod vector;

pub(crate) use self::rate::{Rates, WORD_RATES};
pub use self::sketch::{Sketch, Sketcher};

use self::cluster::Day;
use self::vector::Vectors;

/// The reports of one event, among those that were grouped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryGroup {
    /// The report that the story is named after: the earliest by day of publication, of these the one with the smallest
    /// id; those without a day come last. A report that comes later in does not change it unless it is older.
    pub founder: usize,
    /// All its reports in ascending order, as places in the list that was grouped.
    pub members: Vec<usize>,
}

impl Sketcher {
    /// Groups reports by event; each stands in exactly one story. Stories are in the order of their first report.
    ///
    /// Time grows with the number of reports times that of the candidates looked at for each, which is limited. All threads
    /// of the pool take part; the stories do not depend on how many these are.
    #[must_use]
    pub fn group(&self, sketches: &[&Sketch]) -> Vec<StoryGroup> {
        let order = order(sketches);
        let sketches: Vec<&Sketch> = order.iter().map(|&place| sketches[place]).collect();
        let days: Vec<Day> = sketches.iter().map(|sketch| sketch.day()).collect();
        let vectors = Vectors::weigh(&self.rates, &sketches);
        let neighbours = neighbour::neighbours(&vectors, cluster::PRODUCT_MIN);
        let mut stories: Vec<StoryGroup> =
            cluster::cluster(&vectors, &days, neighbours).into_iter().map(|members| story(&order, &members)).collect();
        stories.sort_unstable_by_key(|story| story.members[0]);
        stories
    }
}

/// The reports in an order of their own: by day, then by id; those without a day come last.
fn order(sketches: &[&Sketch]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sketches.len()).collect();
    order.sort_by_key(|&place| {
        let sketch = &sketches[place];
        (sketch.day().is_none(), sketch.day(), sketch.id())
    });
    order
}

/// A story whose members are counted in the reports' own order.
fn story(order: &[usize], members: &[usize]) -> StoryGroup {
    let founder = members.iter().min().map_or(0, |&first| order[first]);
    let mut members: Vec<usize> = members.iter().map(|&member| order[member]).collect();
    members.sort_unstable();
    StoryGroup { founder, members }
}

/// The rates of words that are built in.
pub(crate) fn built_in_rates() -> Rates {
    Rates::parse(WORD_RATES).unwrap_or_else(|defect| panic!("built-in data: {defect}"))
}
