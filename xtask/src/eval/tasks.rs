//! Which corpora are scored with which of the referee's tasks.

use anyhow::{Result, bail};

/// A task of the referee on one corpus.
#[derive(Debug, PartialEq, Eq)]
pub struct Task {
    /// The name of task and corpus, as in file names and on the command line.
    pub name: &'static str,
    /// What the referee looks at.
    pub kind: Kind,
    /// The file of right answers, below the folder of corpora.
    pub gold: &'static str,
    /// The file or folder of the reports that are read; often the file of answers carries them.
    pub reports: &'static str,
    /// What the figures may be used for.
    pub used: Use,
}

/// The referee's tasks that Dateline can be scored on so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Who said what: contents, cues, sources, speakers.
    Statements,
    /// The speaker of a given quotation.
    Speakers,
    /// How two reports give one utterance.
    Pairs,
    /// Which reports tell of one event.
    Stories,
    /// Who did what to whom in whole reports.
    Events,
    /// The one event that is labelled in each of PLOVER's sentences.
    Plover,
    /// The types of events in sentences that are labelled with CAMEO's codes.
    Cameo,
    /// Which entry of Wikidata a name leads to.
    Entities,
    /// Which days time expressions mean.
    Times,
    /// Which days the expressions of dated reports mean, in a corpus that marks nothing but days.
    Days,
    /// Which numbers figures give.
    Figures,
    /// Who promises, plans or considers to do what.
    Commitments,
    /// The text of the report in a web page.
    Body,
    /// The day on which a web page was published.
    Published,
}

/// What the figures of a corpus may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Scored whenever nothing else is asked for.
    Development,
    /// Scored when named: rules are written with it in view, so that its figures flatter.
    OnRequest,
    /// Scored when named, and only for the figure: nobody looks at its items, lest a rule be fitted to them.
    ReportedOnly,
}

/// All that can be scored.
pub const TASKS: [Task; 28] = [
    statements("statements-wikinews-dev", "statements/wikinews-dev.jsonl", Use::Development),
    statements("statements-polnear-dev", "statements/polnear-dev.jsonl", Use::Development),
    statements("statements-wikinews-train", "statements/wikinews-train.jsonl", Use::OnRequest),
    statements("statements-wikinews-test", "statements/wikinews-test.jsonl", Use::ReportedOnly),
    Task {
        name: "speakers-basil-open",
        kind: Kind::Speakers,
        gold: "stories/basil-open.jsonl",
        reports: "stories/basil-open.jsonl",
        used: Use::Development,
    },
    Task {
        name: "pairs-basil-open",
        kind: Kind::Pairs,
        gold: "pairs/basil-open.jsonl",
        reports: "stories/basil-open.jsonl",
        used: Use::Development,
    },
    alone("stories-basil-open", Kind::Stories, "stories/basil-open.jsonl", Use::Development),
    alone("stories-ecbplus-dev", Kind::Stories, "stories/ecbplus-dev.jsonl", Use::Development),
    alone("stories-neus-val", Kind::Stories, "stories/neus-val.jsonl", Use::Development),
    alone("stories-ecbplus-train", Kind::Stories, "stories/ecbplus-train.jsonl", Use::OnRequest),
    alone("stories-neus-train", Kind::Stories, "stories/neus-train.jsonl", Use::OnRequest),
    alone("entities-msnbc", Kind::Entities, "entities/msnbc-updated.jsonl", Use::Development),
    alone("times-recognizers", Kind::Times, "times/recognizers-datetime-en.jsonl", Use::Development),
    alone("days-gum-train", Kind::Days, "syntax/gum-open-train.conllu", Use::OnRequest),
    alone("days-gum-dev", Kind::Days, "syntax/gum-open-dev.conllu", Use::OnRequest),
    alone("figures-currency", Kind::Figures, "figures/recognizers-currency-en.jsonl", Use::Development),
    alone("figures-percent", Kind::Figures, "figures/recognizers-percent-en.jsonl", Use::Development),
    alone("figures-number", Kind::Figures, "figures/recognizers-number-en.jsonl", Use::OnRequest),
    alone("figures-dimension", Kind::Figures, "figures/recognizers-dimension-en.jsonl", Use::OnRequest),
    alone("commitments-wikinews-dev", Kind::Commitments, "statements/wikinews-dev.jsonl", Use::Development),
    alone("commitments-wikinews-train", Kind::Commitments, "statements/wikinews-train.jsonl", Use::OnRequest),
    Task {
        name: "body-article-extraction",
        kind: Kind::Body,
        gold: "pages/article-extraction-benchmark.jsonl",
        reports: "pages/article-extraction-benchmark",
        used: Use::Development,
    },
    Task {
        name: "published-htmldate",
        kind: Kind::Published,
        gold: "pages/htmldate.jsonl",
        reports: "pages/htmldate",
        used: Use::Development,
    },
    alone("events-wikinews-dev", Kind::Events, "statements/wikinews-dev.jsonl", Use::Development),
    alone("events-wikinews-train", Kind::Events, "statements/wikinews-train.jsonl", Use::OnRequest),
    alone("events-wikinews-test", Kind::Events, "statements/wikinews-test.jsonl", Use::ReportedOnly),
    alone("plover-open", Kind::Plover, "events/plover-open.jsonl", Use::Development),
    alone("cameo-universalpetrarch", Kind::Cameo, "events/universalpetrarch-en.jsonl", Use::Development),
];

/// A corpus whose answers stand beside its texts.
const fn alone(name: &'static str, kind: Kind, corpus: &'static str, used: Use) -> Task {
    Task { name, kind, gold: corpus, reports: corpus, used }
}

const fn statements(name: &'static str, corpus: &'static str, used: Use) -> Task {
    alone(name, Kind::Statements, corpus, used)
}

impl Kind {
    /// The referee's name for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Statements => "statements",
            Self::Speakers => "speakers",
            Self::Pairs => "pairs",
            Self::Stories => "stories",
            Self::Events => "events",
            Self::Plover => "plover",
            Self::Cameo => "cameo",
            Self::Entities => "entities",
            Self::Times | Self::Days => "times",
            Self::Figures => "figures",
            Self::Commitments => "commitments",
            Self::Body => "body",
            Self::Published => "published",
        }
    }

    /// The figures that have floors, by their path in what the referee prints. A figure for which a corpus has no
    /// answers (PolNeAR names no speakers) is null there.
    pub const fn figures(self) -> &'static [&'static str] {
        match self {
            Self::Statements => &[
                "content_exact.f1",
                "content_iou50.f1",
                "content_iou50.precision",
                "content_iou50.recall",
                "cue_overlap.f1",
                "source_overlap.f1",
                "kind_accuracy_of_found",
                "source_accuracy_of_found",
                "speakers_accuracy_of_found",
                "recall_iou50_by_kind.direct",
                "recall_iou50_by_kind.mixed",
                "recall_iou50_by_kind.indirect",
            ],
            Self::Speakers => &["found", "speaker_right"],
            Self::Pairs => &[
                "same_utterance.recall",
                "same_utterance.relation_right_of_found",
                "same_utterance.precision_at_least",
            ],
            Self::Stories => &["b3_f1", "b3_precision", "b3_recall"],
            Self::Events => &[
                "type.f1",
                "type.precision",
                "type.recall",
                "type_and_actors.f1",
                "source_accuracy_of_found",
                "aspect_accuracy_of_found",
            ],
            Self::Plover => &["type_recall", "type_source_recall", "type_source_target_recall"],
            Self::Cameo => &["type.f1", "type.precision", "type.recall"],
            Self::Entities => &["linked.precision", "linked.recall"],
            Self::Times => &["span.f1", "span_and_value.f1", "span_recall", "value_accuracy_of_found"],
            Self::Days => &["span_recall", "value_accuracy_of_found"],
            Self::Figures => &["span.f1", "span.recall", "span_and_value.f1", "span_and_value.recall"],
            Self::Commitments => {
                &["what.f1", "what.precision", "what.recall", "by_accuracy_of_found", "strength_accuracy_of_found"]
            }
            Self::Body | Self::Published => &["f1", "precision", "recall"],
        }
    }

    /// The path of the number of items that the figures are made from.
    pub const fn n_items(self) -> &'static str {
        match self {
            Self::Statements => "content_exact.gold",
            Self::Speakers => "quotes",
            Self::Pairs => "same_utterance.gold",
            Self::Stories => "reports",
            Self::Events | Self::Cameo => "type.gold",
            Self::Plover => "records",
            Self::Entities => "linked.gold",
            Self::Times | Self::Days => "gold_days",
            Self::Figures => "span.gold",
            Self::Commitments => "what.gold",
            Self::Body => "pages",
            Self::Published => "gold",
        }
    }

    /// Whether the referee's list of misses tells each item by its place; of stories, entities, times, figures,
    /// commitments and events it does not.
    pub const fn has_items(self) -> bool {
        !matches!(
            self,
            Self::Stories
                | Self::Entities
                | Self::Times
                | Self::Days
                | Self::Figures
                | Self::Commitments
                | Self::Events
                | Self::Plover
                | Self::Cameo
        )
    }
}

/// The tasks that the names ask for: a task's name for its development data, or one corpus by its full name.
/// No name asks for all development data.
///
/// # Errors
/// If a name is unknown; the message lists those that are not.
pub fn chosen(names: &[String]) -> Result<Vec<&'static Task>> {
    if let Some(unknown) = names.iter().find(|name| !TASKS.iter().any(|task| asks_for(name, task))) {
        let known: Vec<_> = TASKS.iter().map(|task| task.name).collect();
        bail!("there is no task {unknown}; there are {}", known.join(", "));
    }
    let is_chosen = |task: &&Task| match names {
        [] => task.used == Use::Development,
        names => names.iter().any(|name| asks_for(name, task)),
    };
    Ok(TASKS.iter().filter(is_chosen).collect())
}

fn asks_for(name: &str, task: &Task) -> bool {
    name == task.name || (name == task.kind.name() && task.used == Use::Development)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_of(asked: &[&str]) -> Result<Vec<&'static str>> {
        let asked: Vec<String> = asked.iter().map(|name| (*name).to_owned()).collect();
        Ok(chosen(&asked)?.into_iter().map(|task| task.name).collect())
    }

    #[test]
    fn test_and_training_data_are_scored_only_when_named() -> Result<()> {
        let development = [
            "statements-wikinews-dev",
            "statements-polnear-dev",
            "speakers-basil-open",
            "pairs-basil-open",
            "stories-basil-open",
            "stories-ecbplus-dev",
            "stories-neus-val",
            "entities-msnbc",
            "times-recognizers",
            "figures-currency",
            "figures-percent",
            "commitments-wikinews-dev",
            "body-article-extraction",
            "published-htmldate",
            "events-wikinews-dev",
            "plover-open",
            "cameo-universalpetrarch",
        ];
        for (asked, expected) in [
            (vec![], &development[..]),
            (vec!["statements"], &development[..2]),
            (vec!["pairs", "speakers"], &development[2..4]),
            (vec!["times", "figures"], &development[8..11]),
            (vec!["commitments"], &development[11..12]),
            (vec!["body", "published"], &development[12..14]),
            (vec!["events", "plover", "cameo"], &development[14..]),
            (vec!["statements-wikinews-test"], &["statements-wikinews-test"]),
            (vec!["statements-wikinews-train"], &["statements-wikinews-train"]),
        ] {
            assert_eq!(names_of(&asked)?, expected, "{asked:?}");
        }
        Ok(())
    }

    #[test]
    fn an_unknown_name_is_refused_with_the_known_ones() {
        let error = names_of(&["statement"]).expect_err("there is no such task").to_string();
        assert!(error.contains("no task statement;") && error.contains("pairs-basil-open"), "{error}");
    }
}
