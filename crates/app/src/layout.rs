//! How a comparison is laid out for people, before it becomes text for a terminal or a page for a browser.
//!
//! Both show the same points in the same order with the same wordings marked in the same places. Nothing here knows a
//! terminal or HTML, and nothing of a report leaves it other than [`shown`].

mod cast;
mod copying;
mod correction;
mod headline;
mod point;
mod shown;
mod wording;

pub use self::cast::{keys, quoted_in_several, shared, speakers, told_alone, without_comma};
pub use self::copying::{because, copies_of, origins, taken};
pub use self::correction::{Corrected, words};
pub use self::headline::not_borne_out;
pub use self::point::{
    NOTHING_IN_COMMON, Row, Stance, by_interest, lost_qualifications, relation_names, rows, speakers_differ, subject,
    traits,
};
pub use self::shown::{shown, shown_in_lines};
pub use self::wording::{Piece, with_value};
