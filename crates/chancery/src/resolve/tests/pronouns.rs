//! Pronouns.

use super::check;

#[test]
fn pronouns_follow_gender() {
    check(&[
        (
            "Liberian President Ellen Johnson Sirleaf met Ghanaian President John Kufuor in Accra. \
             She thanked him. He smiled.",
            "2006-05-01",
            &[
                ("she", "person:lbr:ellen-johnson-sirleaf"),
                ("him", "person:gha:john-kufuor"),
                ("he", "person:gha:john-kufuor"),
            ],
        ),
        (
            "Queen Margrethe II received Icelandic President Vigdis Finnbogadottir. King Harald V \
             sent his regards.",
            "1992-05-01",
            &[("his", "person:nor:harald-v")],
        ),
    ]);
}

#[test]
fn a_pronoun_keeps_to_the_subject_and_stays_open_between_two() {
    check(&[
        (
            "Senegalese President Abdoulaye Wade met Malian President Amadou Toumani Toure in \
             Dakar. He said the river belonged to both.",
            "2004-05-01",
            &[("he", "person:sen:abdoulaye-wade")],
        ),
        (
            "Abdoulaye Wade and Amadou Toumani Toure met in Dakar. He was pleased.",
            "2004-05-01",
            &[("he", "")],
        ),
    ]);
}

#[test]
fn they_are_two_joined_and_never_anybody() {
    check(&[
        (
            "Helmut Kohl and Francois Mitterrand met in Paris. They spoke of the currency.",
            "1994-05-01",
            &[("they", "person:deu:helmut-kohl + person:fra:francois-mitterrand")],
        ),
        (
            "Chad and Niger signed the accord. They will share the water.",
            "1994-05-01",
            &[("they", "state:NER + state:TCD")],
        ),
        (
            "Helmut Kohl and Francois Mitterrand met in Paris. They say spring is best there.",
            "1994-05-01",
            &[("they", "")],
        ),
    ]);
}

#[test]
fn a_pronoun_may_announce_the_subject() {
    check(&[(
        "In his address to the assembly, Egyptian President Anwar Sadat called for peace.",
        "1977-11-20",
        &[("his", "person:anwar-sadat")],
    )]);
}
