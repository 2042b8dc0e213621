//! Bodies every state has.

use super::check;

#[test]
fn one_ministry_however_written() {
    for text in [
        "The Foreign Ministry of Kenya issued a note.",
        "The Kenyan foreign ministry issued a note.",
        "Kenya's Ministry of Foreign Affairs issued a note.",
        "The Ministry of Foreign Affairs of Kenya issued a note.",
        "Nairobi's foreign ministry issued a note.",
        "Kenya waited. The foreign ministry issued a note.",
        "Kenya said its foreign ministry had issued a note.",
    ] {
        let found = super::read(text, "1998-02-03");
        let ids: Vec<String> = found.iter().map(super::meant).collect();
        assert!(ids.contains(&"body:ken:foreign-ministry".to_owned()), "{ids:?} in {text}");
    }
}

#[test]
fn armies_chambers_banks_and_courts() {
    check(&[
        ("The Royal Thai Army opened fire.", "2011-02-03", &[("Thai Army", "body:tha:army")]),
        ("The Thai army opened fire.", "2011-02-03", &[("Thai army", "body:tha:army")]),
        ("Ghana's navy seized a boat.", "2011-02-03", &[("Ghana's navy", "body:gha:navy")]),
        (
            "The Bank of Ghana raised rates.",
            "2011-02-03",
            &[("Bank of Ghana", "body:gha:central-bank")],
        ),
        (
            "Nigeria's central bank raised rates.",
            "2011-02-03",
            &[("Nigeria's central bank", "body:nga:central-bank")],
        ),
        ("The Polish Sejm voted.", "2011-02-03", &[("Sejm", "body:sejm")]),
        (
            "The Portuguese parliament voted.",
            "2011-02-03",
            &[("Portuguese parliament", "body:prt:parliament")],
        ),
        ("Chilean police made arrests.", "2011-02-03", &[("Chilean police", "body:chl:police")]),
        (
            "The Brazilian Supreme Court ruled.",
            "2011-02-03",
            &[("Brazilian Supreme Court", "body:bra:supreme-court")],
        ),
        (
            "Syrian state media reported a raid.",
            "2011-02-03",
            &[("Syrian state media", "body:syr:state-media")],
        ),
        (
            "The Russian Foreign Ministry protested.",
            "2011-02-03",
            &[("Russian Foreign Ministry", "body:russian-foreign-ministry")],
        ),
        (
            "Russia's foreign ministry protested.",
            "2011-02-03",
            &[("Russia's foreign ministry", "body:russian-foreign-ministry")],
        ),
        (
            "Germany's Ministry of Defence denied it.",
            "2011-02-03",
            &[("Germany's Ministry of Defence", "body:deu:defense-ministry")],
        ),
        (
            "The Cuban Air Force sent planes.",
            "1988-02-03",
            &[("Cuban Air Force", "body:cub:air-force")],
        ),
    ]);
}

#[test]
fn embassies_stand_between_two_states() {
    check(&[
        (
            "The Japanese embassy in Lima was stormed.",
            "1997-04-22",
            &[("Japanese embassy in Lima", "body:jpn:embassy-to-per")],
        ),
        (
            "The Embassy of Fiji congratulated him.",
            "1997-04-22",
            &[("Embassy of Fiji", "body:fji:embassy")],
        ),
    ]);
}

#[test]
fn words_for_bodies_of_the_tables_and_of_others() {
    check(&[
        (
            "The German Foreign Office advised against it.",
            "2014-02-03",
            &[("German Foreign Office", "body:deu:foreign-ministry")],
        ),
        (
            "The Foreign Office advised against it.",
            "2014-02-03",
            &[("Foreign Office", "body:foreign-office")],
        ),
        (
            "The Cypriot House of Representatives voted.",
            "2013-03-19",
            &[("Cypriot House of Representatives", "body:cyp:house-of-representatives")],
        ),
        (
            "Russia's Security Council met.",
            "2013-03-19",
            &[("Russia's Security Council", "body:rus:security-council")],
        ),
        (
            "The US embassy in Kabul closed.",
            "2013-03-19",
            &[("US embassy in Kabul", "body:usa:embassy-to-afg")],
        ),
        ("The Pakistan Army denied it.", "2013-03-19", &[("Pakistan Army", "body:pak:army")]),
        ("The US Congress passed the bill.", "2013-03-19", &[("US Congress", "body:us-congress")]),
        (
            "Peru and Chile talked. The foreign ministry was silent.",
            "2013-03-19",
            &[("foreign ministry", "")],
        ),
        (
            "The Bank of China opened a branch.",
            "2013-03-19",
            &[("Bank of China", "body:bank-of-china")],
        ),
        ("Zambian police officers came.", "2013-03-19", &[("Zambian police officers", "group:0")]),
    ]);
}
