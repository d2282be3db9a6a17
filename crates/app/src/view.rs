//! Results for people.
//!
//! Everything that comes from a report passes [`shown`](crate::layout::shown) or a [`Page`], so that no report can write to the terminal.

mod act;
mod comparison;
mod explained;
mod grouped;
mod layers;
mod page;
mod point;
mod record;
mod report;

use dateline_engine::{Network, Pipeline, RuleCard};

pub use self::act::{recorded_commitment, recorded_event};
pub use self::comparison::comparison;
pub use self::explained::explained;
pub use self::grouped::grouped;
pub use self::layers::layers;
use self::page::Page;
pub use self::record::{corrected_reports, corrections, hit, recorded_statement, runs, stories, tally};
pub use self::report::{day, report, title};

/// The stages with their versions and the hashes of their data files.
pub fn pipeline(pipeline: &Pipeline) -> String {
    let mut table = format!("{:<10} {:<8} {}\n", "stage", "version", "data");
    for producer in pipeline.producers() {
        let data = if producer.data_hash.is_empty() { "-" } else { &producer.data_hash };
        table.push_str(&format!("{:<10} {:<8} {data}\n", producer.stage.name(), producer.version));
    }
    table.push_str(&pipeline.network().map(model).unwrap_or_default());
    table
}

/// The model of a network, and what runs it.
fn model(network: &Network) -> String {
    let (model, kernel) = (network.model(), network.kernel().name());
    let size_mb = model.size() as f64 / 1e6;
    format!(
        "\n{:<10} {:<8} hash\n{:<10} {:<8} {}  {size_mb:.1} MB, run by {kernel}\n",
        "model",
        "version",
        model.name(),
        model.version(),
        model.hash()
    )
}

/// What each rule takes, in a line or two.
pub fn rules<'a>(rules: impl Iterator<Item = &'a RuleCard>, width: usize) -> String {
    let mut page = Page::new(width);
    for rule in rules {
        page.add_hanging(0, 4, &format!("{}: {}", rule.name, rule.about));
    }
    page.into_text()
}

/// One rule with its pattern and examples.
pub fn rule(rule: &RuleCard, width: usize) -> String {
    let mut page = Page::new(width);
    page.add(0, &rule.name);
    page.add(2, &rule.about);
    if let Some(pattern) = &rule.pattern {
        page.gap();
        page.add(2, "pattern");
        pattern.lines().filter(|line| !line.trim().is_empty()).for_each(|line| page.add_hanging(4, 6, line.trim()));
    }
    for (title, texts) in [("finds", &rule.examples), ("does not find", &rule.counterexamples)] {
        if !texts.is_empty() {
            page.gap();
            page.add(2, title);
            texts.iter().for_each(|text| page.add_hanging(4, 6, &text.replace('\n', " ¶ ")));
        }
    }
    page.into_text()
}
