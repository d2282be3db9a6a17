//! Tests of what `compare` says about reports made by hand.

mod acts;
mod copying;
mod facts;
mod finding;
mod grouping;
mod invariants;
mod odd;
mod points;
mod report;
mod retold;
mod speakers;
mod terms;
mod wordings;
