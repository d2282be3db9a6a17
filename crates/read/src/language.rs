//! In which language a text is, where that is certain.

use std::collections::BTreeSet;

use whatlang::Lang;

use crate::words::is_function_word;

/// Bytes looked at: trigram counts settle within the first paragraphs, and the detector is the dearest step for a short
/// report (0.26 ms for 1 kB, 0.38 ms for 4 kB).
const SAMPLE_BYTES_MAX: usize = 1024;

/// How many different function words of English, and which part of its words, make a text English without counting
/// trigrams. Languages that share some of them ("for", "over", "had", "was") have half as many; on 481 open pages, 250 of
/// them in other languages, nothing is called English that the detector calls something else.
const ENGLISH_WORDS_MIN: usize = 8;
const ENGLISH_PERCENT_MIN: usize = 10;

/// Letters needed: on shorter pieces of news (study on headlines) the detector takes names for another language.
const LETTERS_MIN: usize = 120;

/// The language as ISO 639-1, if the text is long enough and the detector is sure.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    let sample = &text[..text.floor_char_boundary(SAMPLE_BYTES_MAX)];
    if sample.chars().filter(|c| c.is_alphabetic()).count() < LETTERS_MIN {
        return None;
    }
    if is_plainly_english(sample) {
        return code(Lang::Eng);
    }
    let info = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    code(info.lang())
}

/// Whether enough of the words are those by which English holds its sentences together; far cheaper than the detector.
/// A letter that English has in names alone leaves it to the detector: a German report may quote much English.
fn is_plainly_english(sample: &str) -> bool {
    let (mut n_words, mut n_function_words) = (0, 0);
    let mut different = BTreeSet::new();
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        n_words += 1;
        if !word.is_ascii() && word.starts_with(char::is_lowercase) {
            return false;
        }
        if is_function_word(word) {
            n_function_words += 1;
            different.insert(word);
        }
    }
    different.len() >= ENGLISH_WORDS_MIN && 100 * n_function_words >= ENGLISH_PERCENT_MIN * n_words
}

/// The language that a page declares ("en-GB", "en_US"), if it is one that texts are told apart by.
pub(crate) fn declared(language: &str) -> Option<&'static str> {
    let primary = language.split(['-', '_']).next().unwrap_or(language).to_ascii_lowercase();
    Lang::all().iter().filter_map(|known| code(*known)).find(|known| **known == *primary)
}

/// The two letters of ISO 639-1 for a language; `None` for those that have none of their own.
const fn code(language: Lang) -> Option<&'static str> {
    Some(match language {
        Lang::Afr => "af",
        Lang::Aka => "ak",
        Lang::Amh => "am",
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Cym => "cy",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Guj => "gu",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jav => "jv",
        Lang::Jpn => "ja",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Nld => "nl",
        Lang::Nob => "nb",
        Lang::Ori => "or",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Sin => "si",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Sna => "sn",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        Lang::Zul => "zu",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(language(text), expected, "{text}");
    }

    #[test]
    fn plainly_english() {
        let check = |text: &str, expected: bool| assert_eq!(is_plainly_english(text), expected, "{text}");
        check("", false);
        check("Portugal signs 1.9 billion euro deal to rebuild storm-hit container port", false);
        check(
            "The minister said that the port would be open again before next winter, and that nobody who had worked on \
             the old quay would be left without a place when the first ship comes in with her crew.",
            true,
        );
        check(
            "Der Präsident begann seine Rede für die Gäste auf Englisch: “We have come to this town because of what was \
             done for us here, and there is nobody who would not know what it has been about.”",
            false,
        );
        // As many function words, of which each stands there again and again.
        check(&"the port and the quay for the ship that was there ".repeat(9), false);
        // Danish and Dutch share "for", "have", "her", "over", "had" and "was" with English.
        check(
            "Ministeren vil have en undersøgelse, for ingen kan sige, hvad der skete her over havnen, da kranen faldt, \
             og her var for mange, som ikke vidste, hvem der skulle have set efter den over vinteren.",
            false,
        );
        check(
            "De minister had over het ongeluk in de haven niets gezegd, maar her en der was te horen dat de kraan te \
             oud was, en dat hij dat al had geweten toen hij over de kade sprak.",
            false,
        );
    }

    #[test]
    fn languages() {
        check("", None);
        check("Portugal signs 1.9 billion euro deal to rebuild storm-hit container port", None);
        check(
            "The minister said that the port would be open again before next winter, and that nobody who had worked \
             on the old quay would be left without a place on the new one when the first ship comes in.",
            Some("en"),
        );
        check(
            "Der Minister sagte, der Hafen werde noch vor dem nächsten Winter wieder geöffnet, und niemand, der am \
             alten Kai gearbeitet habe, werde am neuen ohne Arbeit bleiben, wenn das erste Schiff einläuft.",
            Some("de"),
        );
        check(
            "La ministre a déclaré que le port serait rouvert avant l'hiver prochain et qu'aucun de ceux qui ont \
             travaillé sur l'ancien quai ne resterait sans place sur le nouveau à l'arrivée du premier navire.",
            Some("fr"),
        );
    }
}
