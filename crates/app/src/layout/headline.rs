//! What headlines and leads say and the bodies of their reports do not, in words.

use dateline_wire::HeadlineNote;

/// What is not borne out, as the beginning of a line that goes on with the words of the headline or the lead.
pub fn not_borne_out(note: &HeadlineNote) -> &'static str {
    let is_lead = note.part == "paragraph";
    match note.kind.as_ref() {
        "name" => "gives a name that the body does not give",
        "figure" => "gives a number that the body does not give",
        "certainty" if is_lead => "says plainly in its lead what it then says may be",
        "certainty" => "says plainly what the body says may be",
        "attribution" if is_lead => "says itself in its lead what it then gives as somebody’s words",
        "attribution" => "says itself what the body gives as somebody’s words",
        _ => "stands to the words in another way than the body",
    }
}
