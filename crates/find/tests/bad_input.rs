//! Texts that are no news: whatever stands in them, the work on a report grows with its length alone.
//!
//! Each text is one shape over and over. A step that goes through all that came before it is felt at this length, and
//! would not come to an end at the greatest length that a report may have.

use std::sync::{Arc, LazyLock};

use dateline_annotate::{Annotator, Network};
use dateline_core::Findings;
use dateline_find::Finder;
use dateline_read::{Given, Reader};

/// Enough for a quadratic step to be felt.
const N_BYTES: usize = 50_000;

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::english().with_network(Network::english()));
static FINDER: LazyLock<Finder> = LazyLock::new(Finder::english);

/// What is found in a report of the pieces that `piece` gives for 0, 1, 2, ….
fn found(piece: impl Fn(usize) -> String) -> Findings {
    let mut text = String::new();
    for piece in (0..).map(piece) {
        if text.len() + piece.len() > N_BYTES {
            break;
        }
        text.push_str(&piece);
    }
    let given = Given { key: Arc::from("test"), path: None };
    let report = Reader::new().read_text(text.as_bytes(), &given).expect("the text is plain").value;
    FINDER.find(&report, &ANNOTATOR.annotate(&report)).value
}

/// A name that no other number has: "Fomira" and the like.
fn name(mut n: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "do", "fe", "gi", "ku", "la", "mo", "ne", "pi", "ru", "sa", "to", "ve", "wi", "zo", "he"];
    let mut name = String::new();
    for _ in 0..4 {
        name.push_str(SYLLABLES[n % SYLLABLES.len()]);
        n /= SYLLABLES.len();
    }
    name[..1].to_uppercase() + &name[1..]
}

#[test]
fn one_deed_over_and_over() {
    let found = found(|_| "The gunman attacked a soldier. ".to_owned());
    assert_eq!(found.events.items().len(), 1);
}

#[test]
fn many_people_of_one_surname() {
    let found = found(|n| format!("{} Quatro-Mares said so. Quatro-Mares left. ", name(n)));
    assert!(found.entities.items().len() > 900, "each is somebody");
}

#[test]
fn surnames_that_are_nearly_one() {
    found(|n| format!("Anna Q{} spoke. Q{} left. ", name(n).to_lowercase(), name(n + 1).to_lowercase()));
}

#[test]
fn bodies_with_one_last_word() {
    found(|n| format!("The {} Harbour Council met. The Council agreed. ", name(n)));
}

#[test]
fn one_person_of_many_bodies() {
    found(|n| format!("The {} spokeswoman Zulmira Brenn spoke of the storm. ", name(n)));
}

#[test]
fn accusations_without_end() {
    found(|n| format!("The mayor accused {} Brenn of fraud. Brenn denied it. ", name(n)));
}

#[test]
fn words_of_one_who_is_nobody() {
    found(|_| "“Yes,” he said. He said that he said so. ".to_owned());
}

#[test]
fn brackets_in_brackets() {
    found(|_| "(the crew [of “the ferry, Port (PO ( ".to_owned());
}

#[test]
fn capitals_alone() {
    found(|n| format!("{} {} ", name(n), name(n).to_uppercase()));
}
