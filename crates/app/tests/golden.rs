//! The sample stories as they are shown to people: a change of the rules shows here as a change of words.

use std::path::Path;
use std::process::Command;

fn dateline(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden"))
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the binary can be started");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}

#[test]
fn what_the_reports_say() {
    insta::assert_snapshot!("read_harbour", dateline(&["read", "harbour"]));
    insta::assert_snapshot!("read_strike", dateline(&["read", "strike"]));
}

#[test]
fn how_the_reports_compare() {
    insta::assert_snapshot!("compare_harbour", dateline(&["compare", "harbour"]));
    insta::assert_snapshot!("compare_strike", dateline(&["compare", "strike"]));
}

#[test]
fn what_annotate_knows() {
    insta::assert_snapshot!("show_strike", dateline(&["show", "--stage", "annotate", "strike"]));
    insta::assert_snapshot!(
        "show_conllu_agency",
        dateline(&["show", "--stage", "annotate", "--conllu", "strike/agency.txt"])
    );
}

#[test]
fn the_demo_compares_the_same_reports() {
    let folder = tempfile::tempdir().expect("a folder for the page");
    let page = folder.path().join("page.html");
    let page = page.to_str().expect("a path in UTF-8");
    assert_eq!(dateline(&["demo", "--html", page]), dateline(&["compare", "harbour"]));
}
