//! Results for people.
//!
//! Everything that comes from a report passes [`shown`] or a [`Page`], so that no report can write to the terminal.

mod cast;
mod comparison;
mod explained;
mod page;
mod point;
mod report;
mod wording;

use dateline_engine::Producer;

pub use self::comparison::comparison;
pub use self::explained::explained;
pub use self::page::shown;
pub use self::report::report;

/// The stages with their versions and the hashes of their data files.
pub fn pipeline(producers: &[Producer]) -> String {
    let mut table = format!("{:<10} {:<8} {}\n", "stage", "version", "data");
    for producer in producers {
        let data = if producer.data_hash.is_empty() { "-" } else { &producer.data_hash };
        table.push_str(&format!("{:<10} {:<8} {data}\n", producer.stage.name(), producer.version));
    }
    table
}
