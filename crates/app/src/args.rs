//! The commands and their flags, each in one place: help, man page and completions are made from here.

mod act;
mod export;

use std::fmt;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use dateline_engine::{ParseWantedError, Status, Wanted};
use dateline_store::{FindingName, Wait};

pub use self::act::{CommitmentsArgs, EventsArgs};
pub use self::export::{EventFiles, ExportArgs};

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
    /// how the report introduces it; who did what to whom; who promises, plans or considers what, and by when; then its
    /// times with the days they mean, and its figures with what they count.
    Read(ReadArgs),
    /// Lay reports of the same events side by side
    ///
    /// Prints what several reports quote and how the wording differs, then what stands in one report only. All
    /// reports are taken to tell one story unless --groups or --stories says otherwise.
    Compare(CompareArgs),
    /// Show why a finding is there: its rules and the characters they rest on
    ///
    /// With PATH, a finding of these reports; without, one of the record. Exits with 1 if there is no such finding.
    Explain(ExplainArgs),
    /// Put reports into the record
    ///
    /// A report that is there already changes nothing. A new text at a known address is a revision: queries look into the
    /// latest one. What is told to be added stays, whatever happens to the process or the machine.
    Add(AddArgs),
    /// Show a report of the record, or what the record holds
    ///
    /// Without REPORT, the runs that wrote to the record. With --stage annotate, instead, what a stage knows about the
    /// reports in each PATH: sentences and tokens, and where there is a model for their language, the lemma, part of
    /// speech, features, head and name of each token.
    Show(ShowArgs),
    /// List statements of the record
    ///
    /// Those that fit everything that is asked for, as people corrected them. Exits with 1 if there is none.
    Statements(StatementsArgs),
    /// List events of the record: who did what to whom
    ///
    /// Those that fit everything that is asked for. Exits with 1 if there is none.
    Events(EventsArgs),
    /// List commitments of the record: who promised, plans or considers what
    ///
    /// Those that fit everything that is asked for. Exits with 1 if there is none.
    Commitments(CommitmentsArgs),
    /// Find reports of the record by their words
    ///
    /// Finds the reports that hold all words, whatever their case and accents. Words in quotation marks must stand
    /// together; harbo* stands for all words that begin so. Exits with 1 if there is none.
    Search(SearchArgs),
    /// Group reports by event, or show the stories whose comparison the record keeps
    ///
    /// With PATHs, the reports in them are grouped by the words they share, in any order and number; nothing is kept.
    /// They are read, not searched, so that thousands take seconds. With --json each report has a line that names its
    /// story, by the id of the story's earliest report. Without PATHs, shows the stories that `dateline compare
    /// --record FILE` kept; with --id, the comparison of one.
    Stories(StoriesArgs),
    /// Correct a statement of the record
    ///
    /// Adds to a log that is laid over every reading; what was found stays and is shown beside the correction. Exits with 1
    /// if there is no such statement, and names the nearest.
    Correct(CorrectArgs),
    /// Write the record as JSON Lines, its statements as CSV, or its events in the shapes of other event data
    ///
    /// JSON Lines: each report with everything found in it, then the corrections to it, then the comparisons. Reports
    /// that a later text at their address supersedes are left out.
    ///
    /// Beside each file of events a second one is written, FILE.evidence.jsonl, with one line for each row: the report, the
    /// finding, and the characters that carry them. An act that goes both ways has a row for each way; several actors
    /// have a row for each pair of them in the tables, and stand together in PLOVER's records. The tables hold only what
    /// is told as done, since they have no place for what is to come, may be or is denied; PLOVER's records hold all. A
    /// day that a report does not tell stays empty.
    Export(ExportArgs),
    /// Compare the sample reports that come with Dateline
    ///
    /// Shows the comparison and writes it as an HTML page too, which it names at the end. With --json no page is
    /// written.
    Demo(DemoArgs),
    /// Show the stages, their versions and the hashes of their data files
    Pipeline,
    /// Make tables of people, bodies, countries and places for --registry
    Registry(RegistryArgs),
    /// Show the rules that find statements, times, figures and commitments, with their examples
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
    pub own: OwnData,
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
    /// Group the reports by event first, as `stories` does, and compare each story that several of them tell
    #[arg(long, conflicts_with = "groups")]
    pub stories: bool,
    /// Write the comparison to FILE as one HTML page, instead of showing it
    ///
    /// The page holds the reports in full and needs nothing beside itself: no network, no other file. It can be read without
    /// its script. It is the page of one story, so that it cannot be asked for together with --groups or --stories. With --record it tells what
    /// people corrected in the reports.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["groups", "stories", "json"])]
    pub html: Option<PathBuf>,
    /// Put the reports and the comparison into the record in FILE as well
    #[arg(long = "record", value_name = "FILE")]
    pub record: Option<PathBuf>,
    #[command(flatten)]
    pub own: OwnData,
    #[command(flatten)]
    pub threads: Threads,
    #[command(flatten)]
    pub inputs: Inputs,
}

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// The finding: s1, e2, its full id, or all; in the record its full id, or REPORT:s1
    #[arg(value_name = "ID")]
    pub id: String,
    #[command(flatten)]
    pub record: RecordFlags,
    #[command(flatten)]
    pub own: OwnData,
    #[command(flatten)]
    pub threads: Threads,
    /// Files, folders, or - for standard input; without any, the finding is looked for in the record
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// Where a finding is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sought {
    /// In reports that are read for it.
    InReports(Wanted),
    /// In the record.
    InRecord(FindingName),
}

/// Arguments of `add`.
#[derive(Debug, clap::Args)]
pub struct AddArgs {
    #[command(flatten)]
    pub record: RecordFlags,
    #[command(flatten)]
    pub shape: Shape,
    #[command(flatten)]
    pub own: OwnData,
    #[command(flatten)]
    pub threads: Threads,
    #[command(flatten)]
    pub inputs: Inputs,
}

/// Arguments of `show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// Show what this stage knows about the reports in each PATH
    #[arg(long, value_name = "STAGE", conflicts_with = "json")]
    pub stage: Option<ShownStage>,
    /// Print CoNLL-U, for programs
    ///
    /// The format of Universal Dependencies. MISC holds NamedEntity=B-KIND, SpaceAfter=No and TokenRange=START:END in
    /// Unicode code points of the report's text; what is not known is _.
    #[arg(long, requires = "stage")]
    pub conllu: bool,
    /// Take the model in FOLDER instead of the one that is built in
    #[arg(long, value_name = "FOLDER", requires = "stage")]
    pub model: Option<PathBuf>,
    #[command(flatten)]
    pub record: RecordFlags,
    #[command(flatten)]
    pub shape: Shape,
    #[command(flatten)]
    pub threads: Threads,
    /// A report of the record: its id, six or more digits of it, or its key; with --stage files, folders, or -
    #[arg(value_name = "REPORT|PATH")]
    pub names: Vec<PathBuf>,
}

/// A stage whose layers can be shown.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum ShownStage {
    /// Sentences, tokens, syntax and names
    Annotate,
}

/// Arguments of `statements`.
#[derive(Debug, clap::Args)]
pub struct StatementsArgs {
    #[command(flatten)]
    pub record: RecordFlags,
    #[command(flatten)]
    pub shape: Shape,
    /// Words of the speaker's name
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// The outlet, domain or news agency
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// How the words are given
    #[arg(long)]
    pub kind: Option<KindName>,
    /// How the report stands to them
    #[arg(long)]
    pub stance: Option<StanceName>,
    /// The first day of publication, 2031-05-03; reports whose day is not known do not fit
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub from: Option<String>,
    /// The last day of publication
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub to: Option<String>,
    #[command(flatten)]
    pub limit: Limit,
}

/// Arguments of `search`.
#[derive(Debug, clap::Args)]
pub struct SearchArgs {
    #[command(flatten)]
    pub record: RecordFlags,
    #[command(flatten)]
    pub shape: Shape,
    #[command(flatten)]
    pub limit: Limit,
    /// The words
    #[arg(required = true, value_name = "WORD")]
    pub words: Vec<String>,
}

/// Arguments of `stories`.
#[derive(Debug, clap::Args)]
pub struct StoriesArgs {
    #[command(flatten)]
    pub record: RecordFlags,
    #[command(flatten)]
    pub shape: Shape,
    #[command(flatten)]
    pub threads: Threads,
    /// Show the comparison of the story with this id, or beginning of an id
    #[arg(long = "id", value_name = "STORY", conflicts_with = "paths")]
    pub story: Option<String>,
    /// Group the reports in these files, folders, or -, instead
    #[arg(value_name = "PATH", conflicts_with = "file")]
    pub paths: Vec<PathBuf>,
}

/// Arguments of `correct`.
#[derive(Debug, clap::Args)]
pub struct CorrectArgs {
    #[command(flatten)]
    pub record: RecordFlags,
    #[command(flatten)]
    pub shape: Shape,
    #[command(flatten)]
    pub change: ChangeFlags,
    /// Who makes the correction
    #[arg(long, value_name = "NAME")]
    pub author: String,
    /// Why it is right
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// The statement: its full id, or REPORT:s1
    #[arg(value_name = "ID")]
    pub finding: FindingName,
}

/// What is to be changed: one of these.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub struct ChangeFlags {
    /// These speak; give the flag again for each of several
    #[arg(long, value_name = "NAME")]
    pub speaker: Vec<String>,
    /// The words are given so
    #[arg(long)]
    pub kind: Option<KindName>,
    /// The report stands to it so
    #[arg(long)]
    pub stance: Option<StanceName>,
    /// These characters are what was said, counted in code points as --json does; give the flag again for each piece
    #[arg(long, value_name = "START-END", value_parser = span)]
    pub span: Vec<(u32, u32)>,
    /// It is no statement
    #[arg(long)]
    pub reject: bool,
    /// Take back every correction of it
    #[arg(long)]
    pub withdraw: bool,
}

/// Which record.
#[derive(Debug, Clone, clap::Args)]
pub struct RecordFlags {
    /// The file of the record
    #[arg(long = "record", value_name = "FILE", default_value = "dateline.db")]
    pub file: PathBuf,
    /// Wait so long for another program that holds the record
    #[arg(long = "wait", value_name = "SECONDS", default_value_t = 10)]
    pub wait_s: u32,
}

/// How long another program is waited for unless the user says otherwise: longer than any batch takes.
pub const DEFAULT_WAIT: Wait = Wait(Duration::from_secs(10));

impl RecordFlags {
    /// How long to wait for another program.
    pub fn wait(&self) -> Wait {
        Wait(Duration::from_secs(self.wait_s.into()))
    }
}

/// How much is shown.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Limit {
    /// Show the first N
    #[arg(long = "limit", value_name = "N", default_value_t = 100)]
    pub n: usize,
}

/// How the words of a statement are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindName {
    /// In quotation marks
    Direct,
    /// In the report's own syntax, a part of it in quotation marks
    Mixed,
    /// In the report's own words
    Indirect,
}

/// How a report stands to what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StanceName {
    /// It only tells
    Neutral,
    /// It keeps its distance
    Distanced,
    /// It confirms
    Endorsing,
}

impl fmt::Display for KindName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        name_of(self, f)
    }
}

impl fmt::Display for StanceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        name_of(self, f)
    }
}

/// Writes the name by which a value is given on the command line, which is that of the JSON output.
fn name_of(value: &impl ValueEnum, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    value.to_possible_value().map_or(Ok(()), |value| f.write_str(value.get_name()))
}

fn day(text: &str) -> Result<String, String> {
    let day: jiff::civil::Date = text.parse().map_err(|error| format!("not a day like 2031-05-03: {error}"))?;
    Ok(day.to_string())
}

fn span(text: &str) -> Result<(u32, u32), &'static str> {
    let (start, end) = text.split_once('-').ok_or("a span is START-END, as 120-161")?;
    let number = |text: &str| text.parse().map_err(|_| "a span is two numbers, as 120-161");
    Ok((number(start)?, number(end)?))
}

/// Arguments of `demo`.
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// Write the page to FILE [default: a new dateline-demo.html in the system's folder for passing files]
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    pub html: Option<PathBuf>,
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

/// Arguments of `registry`.
#[derive(Debug, clap::Args)]
pub struct RegistryArgs {
    /// What is to be done.
    #[command(subcommand)]
    pub command: RegistryCommand,
}

/// What is to be done with the registry.
#[derive(Debug, Subcommand)]
pub enum RegistryCommand {
    /// Print the rows of FILE as a registry, and name the lines that are none
    ///
    /// FILE is a table with the columns of a file under data/registry, or a Wikidata dump with one JSON object a line.
    /// Of a dump, people, countries, bodies and places are taken, without their offices. What is printed can be
    /// edited and given to --registry. Exits with 3 if a line was refused.
    Import(RegistryImportArgs),
}

/// Arguments of `registry import`.
#[derive(Debug, clap::Args)]
pub struct RegistryImportArgs {
    /// The file, or - for standard input
    pub file: PathBuf,
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
    /// Read are plain text (.txt) and web pages (.html), one report a file, and JSON Lines (.jsonl), one report a line:
    /// {"id"?, "url"?, "source"?, "title"?, "published"?, "text" | "html"}; feeds and sitemaps (.xml, .rss, .atom) and
    /// lists in JSON (.json: JSON Feed, rows, ninjs, GDELT), one report an item; and web archives (.warc, .arc), one report
    /// a page. Each may be packed (.gz, .zst). Folders are read at any depth; hidden files and files of other kinds are
    /// passed over. Standard input, and a file without an extension, is a feed or a list if it begins as one, else JSON
    /// Lines if it begins with {, a web page if it begins with <, an archive if it begins with WARC/, else plain text.
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

/// A user's own tables of the registry, and a model of the user's own.
#[derive(Debug, clap::Args)]
pub struct OwnData {
    /// Know the people, bodies, countries and places in FILE too
    ///
    /// FILE holds tables with the columns of the files under data/registry. A row takes the place of the built-in row of
    /// the same name. The hash of the rules in the output tells that FILE was used, and in which wording.
    #[arg(long = "registry", value_name = "FILE")]
    pub registry: Vec<PathBuf>,
    /// Take the model in FOLDER instead of the one that is built in
    ///
    /// FOLDER holds the files that training/ writes. The output names the model and its hash.
    #[arg(long, value_name = "FOLDER")]
    pub model: Option<PathBuf>,
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
        match &self.command {
            Command::Show(args) if args.stage.is_some() && args.names.is_empty() => {
                let message = "--stage is about the reports in a PATH, and none is given";
                Err(Self::command().error(ErrorKind::MissingRequiredArgument, message))
            }
            Command::Show(args) if args.stage.is_none() && args.names.len() > 1 => {
                let message = "one report of the record is shown at a time; --stage takes several PATHs";
                Err(Self::command().error(ErrorKind::TooManyValues, message))
            }
            Command::Explain(args) => args.sought().map(|_| self),
            Command::Export(args) if args.files.has_one_twice() => {
                let message = "each shape of events needs a file of its own";
                Err(Self::command().error(ErrorKind::ArgumentConflict, message))
            }
            _ => Ok(self),
        }
    }
}

impl ExplainArgs {
    /// Where the finding is looked for, if its name can stand there.
    pub fn sought(&self) -> Result<Sought, clap::Error> {
        let sought = if self.paths.is_empty() {
            self.id.parse().map(Sought::InRecord).map_err(str::to_owned)
        } else {
            self.id.parse().map(Sought::InReports).map_err(|error: ParseWantedError| error.to_string())
        };
        let wrong = |message| Args::command().error(ErrorKind::InvalidValue, format!("{}: {message}", self.id));
        sought.map_err(wrong)
    }
}

impl Command {
    fn paths(&self) -> &[PathBuf] {
        match self {
            Self::Read(args) => &args.inputs.paths,
            Self::Compare(args) => &args.inputs.paths,
            Self::Show(args) => &args.names,
            Self::Explain(args) => &args.paths,
            Self::Add(args) => &args.inputs.paths,
            Self::Stories(args) => &args.paths,
            Self::Export(args) => &args.paths,
            _ => &[],
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
        check("dateline explain a:s1", None);
        check("dateline explain s1", Some("or as REPORT:s1"));
        check("dateline add a.txt --record r.db", None);
        check("dateline add", Some("<PATH>"));
        check("dateline statements --kind direct --from 2031-05-03", None);
        check("dateline statements --from 2031-02-30", Some("not a day"));
        check("dateline events --type consult --mode visit --actor a --actor b --aspect actual", None);
        check("dateline events --type dance", Some("ASSAULT"));
        check("dateline events --mode dance", Some("suicide-attack"));
        check("dateline commitments --by a --to b --deadline-from 2032-01-01 --strength pledged", None);
        check("dateline commitments --deadline-to soon", Some("not a day"));
        check("dateline correct a:s1 --speaker X --author Y --reason Z", None);
        check("dateline correct a:s1 --author Y --reason Z", Some("required"));
        check("dateline correct a:s1 --reject --kind mixed --author Y --reason Z", Some("cannot be used with"));
        check("dateline correct a:s1 --span 7 --author Y --reason Z", Some("START-END"));
        check("dateline explain s1 - -", Some("only once"));
        check("dateline compare --groups g.jsonl - a", None);
        check("dateline compare --groups g.jsonl", Some("<PATH>"));
        check("dateline show --stage annotate --conllu a.txt", None);
        check("dateline show --stage find a.txt", Some("annotate"));
        check("dateline show a b", Some("--stage"));
        check("dateline compare --html page.html a", None);
        check("dateline compare --html page.html --groups g.jsonl a", Some("cannot be used with"));
        check("dateline stories a.txt -", None);
        check("dateline stories --id 12 --record r.db", None);
        check("dateline stories --id 12 a.txt", Some("cannot be used with"));
        check("dateline stories --record r.db a.txt", Some("cannot be used with"));
        check("dateline export --plover a.jsonl --gdelt b.tsv --polecat c.tsv", None);
        check("dateline export --gdelt b.tsv reports -", None);
        check("dateline export reports", Some("--gdelt"));
        check("dateline export --plover a --gdelt a", Some("a file of its own"));
        check("dateline export --csv --gdelt b.tsv", Some("cannot be used with"));
        check("dateline export --record r.db --gdelt b.tsv reports", Some("cannot be used with"));
        check("dateline demo --json", None);
        check("dateline completions elvish", None);
        check("dateline completions noshell", Some("noshell"));
    }
}
