use dateline_core::{Analysis, Clean, MentionForm, Span};
use proptest::prelude::*;

use crate::tests::{analyse, analyse_on};

/// A text without its marks, and each mark's letter with its characters: `{a:Ana Keller} said {a:she} …`.
fn unmark(marked: &str) -> (String, Vec<(char, Span<Clean>)>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut rest = marked;
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        let letter = rest[open + 1..].chars().next().expect("a mark has a letter");
        let close = open + rest[open..].find('}').expect("a mark is closed");
        let words = &rest[open + 3..close];
        marks.push((letter, Span::of(text.len()..text.len() + words.len())));
        text.push_str(words);
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    (text, marks)
}

/// The entity of which a mention has exactly these characters.
fn entity_at(analysis: &Analysis, span: Span<Clean>) -> Option<usize> {
    let entities = analysis.findings.entities.items();
    entities.iter().position(|entity| entity.what.mentions.iter().any(|mention| mention.span == span))
}

/// Checks that marks of one letter are mentions of one entity, and marks of different letters of different ones.
fn check(marked: &str) {
    let (text, marks) = unmark(marked);
    let analysis = analyse(&text);
    let found: Vec<(char, Option<usize>)> =
        marks.iter().map(|(letter, span)| (*letter, entity_at(&analysis, *span))).collect();
    for (at, (letter, entity)) in found.iter().enumerate() {
        let words = &text[marks[at].1.range()];
        assert!(entity.is_some(), "{words:?} is no mention in {text:?}");
        for (other, (other_letter, other_entity)) in found.iter().enumerate() {
            let others = &text[marks[other].1.range()];
            assert_eq!(letter == other_letter, entity == other_entity, "{words:?} and {others:?} in {text:?}");
        }
    }
}

#[test]
fn mentions_are_joined() {
    // Who answers is not who was asked about, and "the bishop" is who was named behind the office.
    check("{a:Karl Lund} met the press. Asked whether {b:Paul Rusk} would go, {a:he} said it was late.");
    check("Bishop wept\n\nThe bishop of Velm, {a:Karl Lund}, said it was early. “It is late,” {a:the bishop} said.");
    // What is said to be a body is one, however its name looks.
    check("{a:Vantel}, the country's largest airline, cut its staff on Monday. {a:It} said it was late.");
    // Whose lawyers they are, whether by name or by pronoun.
    check(
        "{a:Tom Rusk} came. {b:His lawyers} said it was late. “Very late,” {b:Rusk's lawyers} said. {c:Ann Lund} came. {d:Her lawyers} said it was early.",
    );
    // Who is spoken of in somebody's words is not who says them, nor who goes on outside of them.
    check("{a:Tom Rusk} came. “{b:Karl Lund} knows that, and {b:he} admits that he was late,” {a:Rusk} said.");
    check(
        "{a:Ann Rusk} met {b:Dora Lund}. “{b:She} said that it was late,” {a:Rusk} recalled. “Very late,” {a:she} added.",
    );
    // A surname that is a given name too tells nothing of who bears it.
    check("Gordon: It is late\n\n{a:Ann Gordon} came. {a:She} said it was late.");
    // Of whom the sentence speaks as a woman, before one whose name does not tell it.
    check("{a:Kofa Lund} wept at the words of {b:Anna Rusk}, in which {b:she} said it was late.");
    // Whom somebody meets in the phrase before is not who goes on; "the commissioner" is who was told to be it.
    check("{a:Ana Keller} laughed. In an interview with {b:Dora Lund}, {a:she} said it was late.");
    check(
        "{a:Ana Keller}, the port commissioner responsible for the quay, left. {a:The commissioner} said it was late.",
    );
    // A government is the same by the name of its country and by the adjective; so are its statements and its data.
    check("{a:The government of Norway} left. {a:The Norwegian government} said it was late. {a:The government} wept.");
    check("The {a:Lume Guild} issued a statement. {a:Their statement} said it was late.");
    check("The {a:Lume Guild} left. {a:Lume Guild data} said it was late.");
    check("The {a:Lume Guild} announced a strike. {a:The announcement} said it was late.");
    check("The {a:Lume Guild} warned of frost. “It is late,” read {a:the warning}.");
    check("{b:Police} left, they said. {a:State prosecutors} charged him, {a:they} said on Sunday.");
    // Of what a body has besides, and of an account that is named after a body, nothing is told.
    check(
        "The {a:Danish government} left. A government {b:Twitter} account wept. {a:The government} said it was late.",
    );
    // Names that people give of themselves.
    check("{a:A diver}, who gave his name only as {a:Tomas}, said it was late. “Very late,” {a:Tomas} said.");
    check("“It is late,” said {a:a diver} who identified himself as {a:Karl Lund}.");
    // Who says something of somebody is somebody else.
    check("{a:Dora Keller} came with her lawyer. “{b:Ann Rusk} wept all night,” {a:she} said.");
    // Names: whole, surname, without marks, misspelt.
    check("{a:Ana Keller} came. “It is late,” {a:Keller} said. “Very late,” {a:Kellér} added.");
    check("Minister {a:Brin Falkenrath} came. “It is late,” {a:Falkenrat} said.");
    // Nicknames, surnames of two parts, and two names that a hyphen joins.
    check("{a:Elizabeth Keller} came. “It is late,” {a:Liz Keller} said.");
    check("{a:Anna Keller-Lund} came. “It is late,” {a:Keller-Lund} said.");
    check("{a:Paul Rusk} came. The Keller-Rusk plan is a fraud. “It is late,” {a:Rusk} said.");
    // Surnames that are verbs or titles elsewhere.
    check("{a:Anna Rose} asked the mayor. “It is late,” {a:Rose} said.");
    // Of two bearers of a surname the one with the title.
    check(
        "Vice President {a:Tom Keller} saw {b:Mary Keller} on Monday. {b:Mary Keller} left. Vice President {a:Keller} said it was late.",
    );
    // What tells father from son is no surname.
    check("Police arrested {a:Neil Rodvick II}. {a:Rodvick} said it was late.");
    check("{a:Martin Lund III} left. “It is late,” {a:Lund} said. “Very late,” {a:Lund III} said.");
    check("{a:Martin Lund} met {b:Martin Lund III} on Monday. {b:Lund III} laughed. {a:Lund} said it was late.");
    // Surnames that begin with small words, that are given names of the other sex, and months.
    check("{a:Pierre de Vries} left. Mr. {a:de Vries} said it was late.");
    check("{a:Marine Le Varre} won the vote. Ms. {a:Le Varre} said it was late.");
    check("{a:Anna Scott} opened a school. “It is late,” {a:Scott} said.");
    check("{a:Dora May} opened a school. Mrs. {a:May} said it was late.");
    check("Sen. {a:Paul Rusk}, D-Va., said it was late. Sen. {b:Ann Lund} (R-Ky.) left. {a:Rusk} said more.");
    check("{a:Rosa Medina Soto} spoke. Ms. {a:Medina} said it was late.");
    check("{a:Daniel Prince} spoke. Mr. {a:Prince} said it was late.");
    check("The report by the inspector general, {a:Ana Keller}, is out. {a:The inspector general} said it was late.");
    // Acronyms, before and behind their long forms.
    check("The {a:Port Safety Office} ({a:PSO}) said on Monday that the quay was closed. {a:PSO} said it was old.");
    check("The {a:PSO} said the quay was closed. The {a:Port Safety Office} said it was old.");
    check("The {a:Harbour Front} came. The {b:Lume Guild} left. The {a:Front} said it was late.");
    check("The {a:Lume Coast Guard} seized a boat. The {a:Coast Guard} said it was late.");
    check("A note of the group {a:al-Qarim} was found. {a:Al-Qarim} said it was late.");
    // Whom a sentence calls so.
    check("{a:Ana Keller}, known as the {b:Grand Lume Company}, left. The {b:Grand Lume Company} said it was late.");
    check("{a:Tomas Edson Varela}, known as {a:Varinho}, left. “I go,” {a:Varinho} said.");
}

#[test]
fn bodies_are_led_back() {
    check("The {a:Danish government} met on Monday. “We close,” {a:the government} said.");
    check("{a:The court} closed the port on Monday. {a:It} said the quay was old.");
    check("The {a:Lume Times} closed on Monday. “We close,” {a:the newspaper} said.");
    check("The {a:Port Safety Office} released a statement on Monday. “We close,” {a:the statement} said.");
    check(
        "{a:A statement by the Lume army} said on Monday that the quay was closed. {a:The statement} said it was old.",
    );
}

#[test]
fn sources_are_led_to_names() {
    check("“It is late,” said a spokeswoman for the port, {a:Ana Keller}. {a:Keller} said more.");
    check("{a:Ana Keller}, head of the Port Safety Office, said it was late. “Very,” {a:she} said.");
    check("“We close,” port president {a:Okan Oramah} said. “Soon,” {a:he} added.");
    // Who is named in a clause about the bearer is somebody else; and so is whoever is new in the text.
    check("Senator {a:Ana Keller} came. {a:The senator} vying for the {b:NATO} post said it was late.");
    check("The report names Ambassador {a:Ana Keller}. {b:A port official} said it was late.");
}

#[test]
fn descriptions_are_taken_up() {
    check("{a:Donna Kerr} announced that she will not run. {a:The film star} said it was late.");
    check("{a:Dave Bell} won the vote over {b:Carl Hunt}. {a:The Liberal candidate} said it was late.");
    check("{a:A harbour spokesman} said it was late. Nobody came. {a:The spokesman} said it was cold.");
    check(
        "{a:A harbour spokesman} said it was hot. {b:An army spokesman} said it was late. {b:The spokesman} said it was cold.",
    );
    check(
        "{a:A harbour spokesman} said it was late. {b:An army spokesman} said it was hot. {a:The harbour spokesman} said it was cold.",
    );
}

#[test]
fn counts_are_no_names() {
    check("Thirteen {a:Lume} ferries left. The {a:Lume} ferries are old.");
}

#[test]
fn speakers_go_on() {
    // Who says something goes on before whom they speak of, wherever the sentence puts them.
    check(
        "Senator {a:Nils Berg} wrote that if President {b:Olav Haug} waits, the law is dead. {a:He} said it was late.",
    );
    check("Deputy {a:Jan Novak} did not demand that Mr. {b:Horak} leave, but {a:he} said it was late.");
    check("Minister {a:Leo Brand} said it was late. The {b:Obama}-style clinic is liked, {a:he} said.");
}

#[test]
fn pronouns_go_to_the_most_salient() {
    check("{a:Ana Keller} met {b:Tom Rusk} on Monday. “It is late,” {a:she} said. “Very,” {b:he} said.");
    check("{a:Tom Rusk} criticised {b:Hugo Marsh} on Monday. “It is late,” {a:he} said.");
}

#[test]
fn groups_are_their_members() {
    let text =
        "Prime Minister Ana Keller met President Tom Rusk. “We close,” the two leaders said. “Soon,” they added.";
    let analysis = analyse(text);
    for finding in &analysis.findings.statements {
        assert_eq!(finding.what.speakers.len(), 2, "{:?}", finding.what);
    }
    // Who leads nothing is no leader.
    let text = "Prime Minister Ana Keller met President Tom Rusk. Ida Lund left. “We close,” both leaders said.";
    let analysis = analyse(text);
    let named = |name: &str| {
        let start = text.find(name).expect("the name is there");
        entity_at(&analysis, Span::of(start..start + name.len())).expect("it is a mention")
    };
    let statement = analysis.findings.statements.into_iter().next().expect("both leaders said it");
    let speakers: Vec<usize> = statement.what.speakers.iter().map(|speaker| speaker.0).collect();
    assert_eq!(speakers, [named("Ana Keller"), named("Tom Rusk")]);
}

#[test]
fn speakers_are_whom_the_words_mean() {
    for (text, expected) in [
        ("“It is late,” Senator Ana Cruz, Democrat of Nevada and the head of the Port Union, said.", &["Ana Cruz"][..]),
        ("The harbour front, a group founded by former senator Ana Cruz, said it was late.", &["harbour front"]),
        ("Nurses say it is weak. The unions welcomed the letters. They said it was late.", &["unions"]),
        ("Those polled say it was late.", &["Those polled"]),
        ("Karl Lund spoke. The Nevada Democrat, who runs the port, left. He said it was late.", &["Karl Lund"]),
        ("Officials said it was early. The talks went on. They said it was late.", &["Officials"]),
        ("Karl Lund attacked Tom Rusk on Monday. He replied that it was late.", &["Tom Rusk"]),
        ("Friends of painter Karl Lund came. The painter said it was late.", &["Karl Lund"]),
        ("The driver fled. He told police that it was late.", &["driver"]),
        (
            "Ana Keller, 36, left. The 36-year-old denied that safety was put at risk, saying it was late.",
            &["Ana Keller"],
        ),
        ("The CEO of shipping line Boreal, Ana Keller, warned that it was late.", &["Ana Keller"]),
        ("Priya King runs the port. On Monday, King said it was late.", &["Priya King"]),
        ("The airline Lumio will cut jobs. Nordchip rose. The airline said it was late.", &["Lumio"]),
        ("Nordjet is an airline. Lumio sells phones. The carrier said it was late.", &["Nordjet"]),
        ("The company GMB left. The CEO of Lumio said it was late.", &["CEO of Lumio"]),
        (
            "To those who want Ana Keller because she is young, Rosa Venn gave her answer. “No,” she said.",
            &["Rosa Venn"],
        ),
        ("Ana Keller signed. Keller's agent, her brother Karl Lund, said it was late.", &["Karl Lund"]),
        ("It was a call backed by the mayor, Ana Keller, who said it was late.", &["Ana Keller"]),
        ("His comments came as the mayor, Ana Keller, warned that it was late.", &["Ana Keller"]),
        ("Ana Keller, 36, met Karl Lund. The 36-year-old said it was late.", &["Ana Keller"]),
        ("Ana Keller, 54, met Karl Lund. The 36-year-old said it was late.", &["Karl Lund"]),
        ("A 43-year-old man called. The 22-year-old fled. The 43-year-old said it was late.", &["43-year-old"]),
        ("Karl Lund spoke. “It is early,” the Dutchman told Ana Keller. He said it was late.", &["Karl Lund"]),
        (
            "Ana Keller and Karl Lund said that the workers were early. They added that it was late.",
            &["Ana Keller", "Karl Lund"],
        ),
        ("The Keller campaign and some port engineers said it was late.", &["Keller campaign", "port engineers"]),
        ("The founder and chief of the port said it was late.", &["founder and chief of the port"]),
        ("The pier is closed. Some say it is late.", &["Some"]),
        ("Residents along 117th Street said it was late.", &["Residents along 117th Street"]),
        ("Ana Petrov met Carl Lund in Lisbon. The two said it was late.", &["Ana Petrov", "Carl Lund"]),
        ("Lund said that Webb was late and accused Webb of fraud.", &["Lund"]),
        ("The minister said that the nurses had struck, describing them as late.", &["minister"]),
        ("Some 60% say it was early; 47% say it was late.", &["47%"]),
        ("The White House met. The House report found that it was late.", &["House"]),
        ("The rooms of the firm Squire Webb burned. Squire Webb said it was late.", &["Squire Webb"]),
        ("Ana Keller met Tom Rusk on Monday. Both promised to close the port.", &["Ana Keller", "Tom Rusk"]),
        ("France and Germany signed in Norway. The two countries said it was late.", &["France", "Germany"]),
        ("France struck. Germany met Norway. Both countries said it was late.", &["countries"]),
        ("France sued Germany. The two neighbours said it was late.", &["France", "Germany"]),
        ("Karl Lund left. The prime minister led tributes. He said it was late.", &["prime minister"]),
        ("The Head of the Army said it was late.", &["Head of the Army"]),
        ("Lumio bought Nordchip. The two companies said it was late.", &["Lumio", "Nordchip"]),
        ("Keller left, according to the port agency, which said it was late.", &["port agency"]),
        ("Ana Keller met her rival, Tom Rusk, the Port Department said.", &["Port Department"]),
        ("“No,” Ana Keller said, holding a copy of a memo. Tom Rusk said the memo said it was late.", &["memo"]),
        ("The mayor said the pier was lost and promised that it was late.", &["mayor"]),
        ("“I said it was too late,” Ana Keller recalled.", &["Ana Keller"]),
        ("Ana Keller said the mayor had told her it was late. “We closed it at once.”", &["Ana Keller"]),
        ("President Ana Keller attacked Chairman Tom Rusk. The president said it was late.", &["Ana Keller"]),
        ("Jon Brandt, leader of the Greens, left. Germany's chancellor said it was late.", &["Germany's chancellor"]),
        (
            "Senator Ana Keller of Nevada, the majority leader and a Democrat facing a vote, said it was late.",
            &["Ana Keller"],
        ),
        ("Ana Keller, the mayor, and Tom Rusk said it was late.", &["Ana Keller", "Tom Rusk"]),
        ("The talks came as Ana Keller refused to leave for Lume on Monday, saying it was late.", &["Ana Keller"]),
        ("The town condemned the raid, in which ten people died, and called for rest.", &["town"]),
        ("Tom Rusk came. Asked by Mr. Webb if he was sure, he said it was late.", &["Tom Rusk"]),
        ("The builder, Crestline Partners, left. Crestline said it was late.", &["Crestline Partners"]),
        ("Tom Keller left. His wife, Ana Keller, stayed. Keller said it was late.", &["Tom Keller"]),
        ("Hugo Keller left. The brother of painter Tom Keller, he is rich. Keller said it was late.", &["Hugo Keller"]),
        ("The town's two senators, Tom Rusk and Hugo Marsh, called on the mayor to go.", &["Tom Rusk", "Hugo Marsh"]),
        ("Tom Rusk said his town would leave, while warning that it was late.", &["Tom Rusk"]),
        (
            "Governor Tom Rusk left. Hutton praised Rusk. So did Governor Hugo Marsh. The governor, Rusk's friends say, cried. The governor said it was late.",
            &["Tom Rusk"],
        ),
        ("The talks began when Tom Rusk refused an invitation to meet the crew, saying it was late.", &["Tom Rusk"]),
        (
            "President Rusk takes office\n\nTom Rusk took the oath in Lume on Friday. Rusk wept. The president spoke, with the painter Ana Rusk beside him. It rained all day in Lume. He said it was late.",
            &["Tom Rusk"],
        ),
        ("Ana Keller met Tom Rusk on Monday. Two sources told the Lantern that it was late.", &["Two sources"]),
        ("Cllr Ana Keller left. Cllr Tom Rusk said it was late.", &["Tom Rusk"]),
        // A name at the end tells who is described, however long the description; of several that are joined, each.
        ("“It is late,” said the head of the Lume ambulance service, Ana Keller.", &["Ana Keller"]),
        (
            "Lume council leader Ana Keller and Velm council leader Tom Rusk said it was late.",
            &["Ana Keller", "Tom Rusk"],
        ),
        ("Some observers, including the painter Ana Keller, said it was late.", &["observers", "Ana Keller"]),
        ("A pipe broke in the Danish city of Lume. The city said it was late.", &["Lume"]),
        ("Painters such as Ana Keller and Tom Rusk said it was late.", &["Ana Keller", "Tom Rusk"]),
        ("One of these groups, the Harbour Front, said it was late.", &["Harbour Front"]),
        ("Both the guild and the council said it was late.", &["guild", "council"]),
        // Bodies that are named behind, and the only one that there is of a kind.
        (
            "“It is late,” said a group of teachers. The group, Left Teachers Coalition, met on Monday.",
            &["Left Teachers Coalition"],
        ),
        (
            "The government said it was late. Critics of the Danish government said so on Monday.",
            &["Danish government"],
        ),
        ("The LPD met on Monday. The police said it was late.", &["LPD"]),
        ("Lumio Corp met on Monday. The software maker said it was late.", &["Lumio Corp"]),
        ("Tom Rusk lost the vote on Monday. The former mayor said it was late.", &["Tom Rusk"]),
        ("The Port Council met on Monday. It was late when its promise to close the pier was read.", &["Port Council"]),
        // Who says it stands behind, whatever stands before.
        ("Lund, who had been ill, died at the port of Velm, said port spokesman Tom Rusk.", &["Tom Rusk"]),
        // A name that people give of themselves.
        ("A diver using the pseudonym Katja said it was late.", &["Katja"]),
        // What is somebody's own words is led to them.
        ("Ana Keller came. Her motion said it was late.", &["Ana Keller"]),
        ("The Port Council’s guidelines say that it is late.", &["Port Council"]),
        ("A statement issued by the Port Council said it was late.", &["Port Council"]),
        ("A statement obtained by the Port Council said it was late.", &["statement"]),
        (
            "A report by the Port Council came. The report is long. It rained. The report said it was late.",
            &["Port Council"],
        ),
        ("The Lume High Court met on Monday. The ruling said it was late.", &["Lume High Court"]),
        ("Selectman Tom Rusk came. Rusk said it was late.", &["Tom Rusk"]),
    ] {
        let analysis = analyse(text);
        let statements = analysis.findings.statements.items();
        let last = statements.iter().max_by_key(|statement| statement.what.content.first().start());
        let speakers = last.map(|statement| &statement.what.speakers).expect("somebody speaks");
        let name = |speaker: &dateline_core::EntityIndex| {
            analysis.report.text().get(analysis.findings.entities.items()[speaker.0].what.name)
        };
        assert_eq!(speakers.iter().map(name).collect::<Vec<_>>(), expected, "{text:?}");
    }
}

/// The country that the entity at `words` is led to, and how it is spoken of there.
fn check_country(published: &str, text: &str, words: &str, expected: Option<&str>) {
    let analysis = analyse_on(published, text);
    let start = text.find(words).expect("the words are there");
    let span = Span::of(start..start + words.len());
    let entity = entity_at(&analysis, span).map(|at| &analysis.findings.entities.items()[at].what);
    let registered = entity.and_then(|entity| entity.registered.as_ref());
    let id = registered.and_then(|registered| registered.wikidata.as_deref());
    assert_eq!(id, expected, "{words:?} in {text:?}: {entity:?}");
}

#[test]
fn names_are_led_to_the_registry() {
    let day = "2023-01-31";
    check_country(day, "Japan will buy ships, officials said.", "Japan", Some("Q17"));
    // A capital is a place, or a government that acts.
    check_country(day, "The envoys met in Tokyo on Monday.", "Tokyo", Some("Q1490"));
    check_country(day, "Tokyo pledged to buy ships on Monday.", "Tokyo", Some("Q17"));
    // A surname alone leads nowhere; with its office it does, on the days of the office.
    check_country(day, "NATO Secretary-General Stoltenberg said it was late.", "Stoltenberg", Some("Q57665"));
    check_country("2003-01-31", "NATO Secretary-General Stoltenberg said it was late.", "Stoltenberg", None);
    check_country(day, "Harbour master Stoltenberg said it was late.", "Stoltenberg", None);
    // A whole name.
    check_country(day, "Vladimir Putin said it was late.", "Vladimir Putin", Some("Q7747"));
    // A name that two share is decided by the other names, or not at all.
    check_country(day, "Georgia closed its border. Tbilisi was calm.", "Georgia", Some("Q230"));
    check_country(day, "Georgia closed its ports on Monday.", "Georgia", None);
}

proptest! {
    #[test]
    fn mentions_lie_in_order_in_their_text(
        text in "([A-Z][a-z]{1,6}|Japan|Tokyo|NATO|PSO|President|said|the|minister|he|they|statement|[“”\"'(),.:]| ){0,60}"
    ) {
        let analysis = analyse(&text);
        for entity in &analysis.findings.entities {
            let mentions: Vec<_> = entity.what.mentions.iter().collect();
            prop_assert!(mentions.iter().all(|mention| analysis.report.text().fits(mention.span)));
            prop_assert!(mentions.windows(2).all(|pair| pair[0].span <= pair[1].span));
            let is_led = |form: MentionForm| form != MentionForm::Name;
            prop_assert!(mentions.iter().all(|mention| !is_led(mention.form) || !mention.reason.spans.is_empty()));
        }
    }
}
