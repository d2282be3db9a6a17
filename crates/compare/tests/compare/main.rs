//! Tests of what `compare` says about reports made by hand.

mod acts;
mod clauses;
mod copying;
mod facts;
mod finding;
mod grouping;
mod headlines;
mod invariants;
mod odd;
mod points;
mod report;
mod retold;
mod sentences;
mod speakers;
mod terms;
mod wordings;
