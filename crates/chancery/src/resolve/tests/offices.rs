//! Offices alone.

use super::check;

#[test]
fn heads_of_bodies_are_their_holders() {
    check(&[
        (
            "The NATO chief warned of delay.",
            "2018-06-01",
            &[("NATO chief", "person:nor:jens-stoltenberg")],
        ),
        ("The UN chief flew home.", "2010-06-01", &[("UN chief", "person:kor:ban-ki-moon")]),
        (
            "The EU foreign policy chief spoke in Paris.",
            "2012-06-01",
            &[("EU foreign policy chief", "person:eue:catherine-ashton")],
        ),
        (
            "The EU was divided. The bloc's top diplomat regretted it.",
            "2021-06-01",
            &[("bloc's top diplomat", "person:esp:josep-borrell")],
        ),
        (
            "The IMF head praised the budget.",
            "2013-06-01",
            &[("IMF head", "person:fra:christine-lagarde")],
        ),
        ("The Pope prayed for peace.", "2014-06-01", &[("Pope", "person:vat:pope-francis")]),
        (
            "The top US diplomat left for Oman.",
            "2014-06-01",
            &[("top US diplomat", "person:usa:john-kerry")],
        ),
        (
            "China's top diplomat declined.",
            "2016-06-01",
            &[("China's top diplomat", "person:chn:wang-yi")],
        ),
    ]);
}

#[test]
fn offices_of_the_only_state_told_of() {
    check(&[
        (
            "Norway protested. The Foreign Minister called it a mistake.",
            "2010-06-01",
            &[("Foreign Minister", "person:nor:jonas-gahr-store")],
        ),
        (
            "Norway and Sweden protested. The Foreign Minister called it a mistake.",
            "2010-06-01",
            &[("Foreign Minister", "office:foreign-minister")],
        ),
    ]);
}

#[test]
fn leaders_are_who_leads() {
    check(&[
        (
            "The Russian leader declined.",
            "2015-06-01",
            &[("Russian leader", "person:rus:vladimir-putin")],
        ),
        (
            "The Israeli leader declined.",
            "2015-06-01",
            &[("Israeli leader", "person:isr:benjamin-netanyahu")],
        ),
    ]);
}

#[test]
fn several_offices_are_their_holders() {
    check(&[(
        "The foreign ministers of France and Germany met in Weimar.",
        "2010-06-01",
        &[(
            "foreign ministers of France and Germany",
            "person:deu:guido-westerwelle + person:fra:bernard-kouchner",
        )],
    )]);
}

#[test]
fn chairs_go_round() {
    check(&[(
        "The ASEAN chair called for calm.",
        "1975-06-01",
        &[("ASEAN chair", "office:body:asean:chair")],
    )]);
}

#[test]
fn presidents_and_ministers_of_two_states() {
    check(&[
        (
            "The Indian and Pakistani prime ministers shook hands.",
            "2010-04-29",
            &[(
                "Indian and Pakistani prime ministers",
                "person:ind:manmohan-singh + person:pak:yousaf-raza-gilani",
            )],
        ),
        (
            "The World Bank president spoke.",
            "2016-04-29",
            &[("World Bank president", "person:xxx:jim-yong-kim")],
        ),
        ("A Thai minister spoke.", "2016-04-29", &[("Thai minister", "group:2")]),
        (
            "Ministers spoke after Finance Minister Ida Falk had left.",
            "2016-04-29",
            &[("Ministers", "")],
        ),
    ]);
}
