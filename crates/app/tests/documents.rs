//! What the documents show of a terminal is what the binary prints.

use std::path::Path;
use std::process::Command;

const DOCUMENTS: [&str; 2] = ["README.md", "ARCHITECTURE.md"];

/// A block of a document that begins with `$ dateline …`: the arguments, and what is said to be printed.
fn shown(document: &str) -> Vec<(Vec<&str>, &str)> {
    let blocks = document.split("```text\n").skip(1).filter_map(|rest| rest.split_once("```"));
    let commands = blocks.filter_map(|(block, _)| block.strip_prefix("$ dateline ")?.split_once('\n'));
    commands.map(|(arguments, printed)| (arguments.split(' ').collect(), printed)).collect()
}

#[test]
fn documents_show_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for name in DOCUMENTS {
        let document = std::fs::read_to_string(root.join(name)).expect("the document is there");
        let shown = shown(&document);
        assert!(!shown.is_empty(), "{name} shows no output");
        for (arguments, printed) in shown {
            let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
            let output = command.args(&arguments).current_dir(&root).output().expect("the binary can be started");
            let real = String::from_utf8(output.stdout).expect("output is UTF-8");
            // A document may show the beginning only, and says so.
            let agrees = match printed.strip_suffix("…\n") {
                Some(beginning) => real.starts_with(beginning),
                None => real == printed,
            };
            assert!(agrees, "{name} shows another output of dateline {}:\n{real}", arguments.join(" "));
        }
    }
}
