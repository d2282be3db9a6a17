//! What each command says about itself. Flags, help, man page and completions come from one definition.

use std::process::Command;

const COMMANDS: [&str; 18] = [
    "read",
    "compare",
    "explain",
    "add",
    "show",
    "statements",
    "events",
    "commitments",
    "search",
    "stories",
    "correct",
    "export",
    "demo",
    "pipeline",
    "rules",
    "registry",
    "completions",
    "man",
];

fn dateline(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .env_remove("COLUMNS")
        .output()
        .expect("the binary can be started");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("help is UTF-8")
}

#[test]
fn help_of_dateline() {
    insta::assert_snapshot!("dateline", dateline(&["--help"]));
    let commands = dateline(&["-h"]);
    for command in COMMANDS {
        assert!(commands.contains(&format!("\n  {command} ")), "{command} is not listed:\n{commands}");
    }
}

#[test]
fn help_of_each_command() {
    for command in COMMANDS {
        insta::assert_snapshot!(command, dateline(&[command, "--help"]));
    }
}

#[test]
fn help_of_registry_import() {
    insta::assert_snapshot!("registry-import", dateline(&["registry", "import", "--help"]));
}

#[test]
fn man_pages_name_every_flag() {
    for command in COMMANDS {
        let page = dateline(&["man", command]);
        let help = dateline(&[command, "--help"]);
        let flags = help.split_whitespace().filter(|word| word.starts_with("--"));
        for flag in flags.map(|flag| flag.trim_end_matches(|c: char| !c.is_alphanumeric())) {
            assert!(page.contains(&flag.replace('-', "\\-")), "{flag} is missing in the page of {command}:\n{page}");
        }
    }
    let page = dateline(&["man"]);
    assert!(page.contains("Exit status") && page.contains("70"), "{page}");
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = dateline(&["completions", shell]);
        for command in COMMANDS {
            assert!(script.contains(command), "{command} is missing for {shell}");
        }
    }
}
