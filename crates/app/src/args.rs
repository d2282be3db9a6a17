//! The commands and their flags, each in one place: help, man page and completions are made from here.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};
use dateline_engine::{Status, Wanted};

/// The name of standard input among paths.
pub const STDIN: &str = "-";

/// Reads news reports of the same events and lays side by side what they tell
///
/// Who said what, in which words, and where the reports agree, differ, or leave something out. Every entry points to
/// the exact characters of the report that carry it and to the rule that made it.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, after_long_help = exit_statuses(), max_term_width = 100)]
pub struct Args {
    /// What is to be done.
    #[command(subcommand)]
    pub command: Command,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show what each report says
    ///
    /// Prints for each report its title, source and day, and every statement in it: who speaks, in whose words, and
    /// how the report introduces it; then its times with the days they mean, and its figures with what they count.
    Read(ReadArgs),
    /// Lay reports of the same events side by side
    ///
    /// Prints what several reports quote and how the wording differs, then what stands in one report only. All
    /// reports are taken to tell one story unless --groups says otherwise.
    Compare(CompareArgs),
    /// Show why a finding is there: its rules and the characters they rest on
    ///
    /// Exits with 1 if no report has such a finding.
    Explain(ExplainArgs),
    /// Show what a stage knows about a report
    ///
    /// With --stage annotate: its sentences and tokens, and where there is a model for its language, the lemma, part of
    /// speech, features, head and name of each token.
    Show(ShowArgs),
    /// Compare the sample reports that come with Dateline
    Demo(DemoArgs),
    /// Show the stages, their versions and the hashes of their data files
    Pipeline,
    /// Show the rules that find statements, times and figures, with their examples
    ///
    /// Without NAME, one line for each rule, in the order in which they are tried. Exits with 1 if there is no rule of
    /// that name.
    Rules(RulesArgs),
    /// Print the completions for a shell
    Completions(CompletionsArgs),
    /// Print the man page
    Man(ManArgs),
}

/// Arguments of `read`.
#[derive(Debug, clap::Args)]
pub struct ReadArgs {
    #[command(flatten)]
    pub shape: Shape,
    #[command(flatten)]
    pub reasons: ReasonsFlag,
    #[command(flatten)]
    pub threads: Threads,
    #[command(flatten)]
    pub inputs: Inputs,
}

/// Arguments of `compare`.
#[derive(Debug, clap::Args)]
pub struct CompareArgs {
    #[command(flatten)]
    pub shape: Shape,
    #[command(flatten)]
    pub reasons: ReasonsFlag,
    /// Compare each group of reports by itself
    ///
    /// FILE holds one JSON object a line: {"id":"ID","docs":["KEY","KEY"]}. A KEY is the id that was given with a
    /// report, else the name of its file without extensions. Each group gives one comparison.
    #[arg(long, value_name = "FILE")]
    pub groups: Option<PathBuf>,
    #[command(flatten)]
    pub threads: Threads,
    #[command(flatten)]
    pub inputs: Inputs,
}

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// The finding: s1, e2, its full id, or all
    #[arg(value_name = "ID")]
    pub wanted: Wanted,
    #[command(flatten)]
    pub threads: Threads,
    #[command(flatten)]
    pub inputs: Inputs,
}

/// Arguments of `show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// The stage whose layers are shown
    #[arg(long, value_name = "STAGE")]
    pub stage: ShownStage,
    /// Print CoNLL-U, for programs
    ///
    /// The format of Universal Dependencies. MISC holds NamedEntity=B-KIND, SpaceAfter=No and TokenRange=START:END in
    /// Unicode code points of the report's text; what is not known is _.
    #[arg(long)]
    pub conllu: bool,
    /// Take the model in FOLDER instead of the one that is built in
    #[arg(long, value_name = "FOLDER")]
    pub model: Option<PathBuf>,
    #[command(flatten)]
    pub threads: Threads,
    #[command(flatten)]
    pub inputs: Inputs,
}

/// A stage whose layers can be shown.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum ShownStage {
    /// Sentences, tokens, syntax and names
    Annotate,
}

/// Arguments of `demo`.
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    #[command(flatten)]
    pub shape: Shape,
    #[command(flatten)]
    pub reasons: ReasonsFlag,
}

/// Arguments of `rules`.
#[derive(Debug, clap::Args)]
pub struct RulesArgs {
    /// The rule, as reasons name it
    pub name: Option<String>,
}

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// The command whose page is wanted; without it the page of Dateline itself
    pub command: Option<String>,
}

/// Where the reports are.
#[derive(Debug, clap::Args)]
pub struct Inputs {
    /// Files, folders, or - for standard input
    ///
    /// Read are plain text (.txt), one report a file, and JSON Lines (.jsonl), one report a line:
    /// {"id"?, "url"?, "source"?, "title"?, "published"?, "text"}. Folders are read at any depth; hidden files and
    /// files of other kinds are passed over. Standard input, and a file without an extension, is JSON Lines if it
    /// begins with {, else plain text.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// The shape of the output.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Shape {
    /// Print one JSON object a line, for programs
    #[arg(long)]
    pub json: bool,
}

/// How much of the reasons is told.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct ReasonsFlag {
    /// With --json, add to each finding the tree of its reasons
    #[arg(long = "reasons", requires = "json")]
    pub trees: bool,
}

/// How many threads work.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Threads {
    /// Work on N reports at once [default: one for each core]
    ///
    /// The output is the same for every N.
    #[arg(long = "threads", value_name = "N")]
    pub n: Option<NonZeroUsize>,
}

impl Args {
    /// The arguments, if they make sense together.
    pub fn checked(self) -> Result<Self, clap::Error> {
        let n_stdin = self.command.paths().iter().filter(|path| path.as_os_str() == STDIN).count();
        if n_stdin > 1 {
            let message = "standard input, -, can be read only once";
            return Err(Self::command().error(ErrorKind::ArgumentConflict, message));
        }
        Ok(self)
    }
}

impl Command {
    fn paths(&self) -> &[PathBuf] {
        match self {
            Self::Read(args) => &args.inputs.paths,
            Self::Compare(args) => &args.inputs.paths,
            Self::Explain(args) => &args.inputs.paths,
            Self::Show(args) => &args.inputs.paths,
            Self::Demo(_) | Self::Pipeline | Self::Rules(_) | Self::Completions(_) | Self::Man(_) => &[],
        }
    }
}

/// The table of exit statuses, for help and man page.
fn exit_statuses() -> String {
    let row = |status: &Status| format!("  {:>2}  {}", status.code(), status.meaning());
    let rows: Vec<_> = Status::ALL.iter().map(row).collect();
    format!(
        "Exit status:\n{}\n\nResults go to standard output, everything else to standard error. NO_COLOR is respected.",
        rows.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::{Args, CommandFactory, Parser};

    #[test]
    fn the_definitions_are_sound() {
        Args::command().debug_assert();
    }

    #[track_caller]
    fn check(arguments: &str, expected: Option<&str>) {
        let parsed = Args::try_parse_from(arguments.split(' ')).and_then(Args::checked);
        match (parsed, expected) {
            (Ok(_), None) => {}
            (Err(error), Some(expected)) => assert!(error.to_string().contains(expected), "{arguments}: {error}"),
            (parsed, expected) => panic!("{arguments}: {parsed:?}, not {expected:?}"),
        }
    }

    #[test]
    fn arguments() {
        check("dateline read a.txt b", None);
        check("dateline read --json --reasons --threads 2 -", None);
        check("dateline read", Some("<PATH>"));
        check("dateline read --threads 0 a", Some("--threads"));
        check("dateline read --reasons a", Some("--json"));
        check("dateline read - a -", Some("only once"));
        check("dateline explain s1 a.txt", None);
        check("dateline explain 1 a.txt", Some("a finding is named s1"));
        check("dateline explain s1 - -", Some("only once"));
        check("dateline compare --groups g.jsonl - a", None);
        check("dateline compare --groups g.jsonl", Some("<PATH>"));
        check("dateline show --stage annotate --conllu a.txt", None);
        check("dateline show --stage find a.txt", Some("annotate"));
        check("dateline show a.txt", Some("--stage"));
        check("dateline demo --json", None);
        check("dateline completions elvish", None);
        check("dateline completions noshell", Some("noshell"));
    }
}
