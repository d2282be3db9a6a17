//! What headlines say and the bodies of their reports do not, in words.

use dateline_wire::HeadlineNote;

/// What is not borne out, as the beginning of a line that goes on with the words of the headline.
pub fn not_borne_out(note: &HeadlineNote) -> &'static str {
    match note.kind.as_ref() {
        "name" => "gives a name that the body does not give",
        "figure" => "gives a number that the body does not give",
        "certainty" => "says plainly what the body says may be",
        "attribution" => "says itself what the body gives as somebody’s words",
        _ => "stands to the words in another way than the body",
    }
}
