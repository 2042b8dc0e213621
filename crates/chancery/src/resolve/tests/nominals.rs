//! Descriptions.

use super::check;

#[test]
fn two_of_a_kind_are_the_two_last_told_of() {
    check(&[
        (
            "Kenyan President Uhuru Kenyatta met Ethiopian Prime Minister Abiy Ahmed in Nairobi on \
             Tuesday. The two leaders discussed the border. Both sides agreed on new talks.",
            "2019-03-05",
            &[
                ("the two leaders", "person:eth:abiy-ahmed + person:ken:uhuru-kenyatta"),
                ("both sides", "state:ETH + state:KEN"),
            ],
        ),
        (
            "Foreign Minister Lena Vass of Hungary received Foreign Minister Tomas Blaha of \
             Slovakia. The two ministers signed a treaty. The pair later dined by the river.",
            "1996-05-02",
            &[
                ("the two ministers", "person:lena-vass + person:tomas-blaha"),
                ("the pair", "person:lena-vass + person:tomas-blaha"),
            ],
        ),
        (
            "India and Pakistan exchanged prisoners on Friday. The two neighbours have fought three \
             wars. The two countries will meet again in May.",
            "2004-09-01",
            &[
                ("the two neighbours", "state:IND + state:PAK"),
                ("the two countries", "state:IND + state:PAK"),
            ],
        ),
        (
            "Riyadh and Tehran restored relations in March. Both capitals will reopen embassies.",
            "2023-04-01",
            &[
                ("Riyadh", "state:SAU"),
                ("Tehran", "state:IRN"),
                ("both capitals", "state:IRN + state:SAU"),
            ],
        ),
        (
            "Peruvian President Alan Garcia spoke by phone with Chilean President Michelle \
             Bachelet. The two presidents agreed to meet.",
            "2008-04-01",
            &[("the two presidents", "person:chl:michelle-bachelet + person:per:alan-garcia")],
        ),
    ]);
}

#[test]
fn counterparts_have_the_same_office_elsewhere() {
    check(&[
        (
            "Australian Foreign Minister Julie Bishop flew to Bali on Monday. She will meet her \
             Indonesian counterpart on Tuesday.",
            "2015-06-01",
            &[
                ("she", "person:aus:julie-bishop"),
                ("her", "person:aus:julie-bishop"),
                ("Indonesian counterpart", "person:idn:retno-marsudi"),
            ],
        ),
        (
            "French President Jacques Chirac called his Russian counterpart on Sunday.",
            "2001-10-07",
            &[("Russian counterpart", "person:rus:vladimir-putin")],
        ),
        (
            "Laotian Prime Minister Bouasone Bouphavanh discussed the dam with his Thai opposite \
             number.",
            "2009-03-03",
            &[("Thai opposite number", "person:tha:abhisit-vejjajiva")],
        ),
        (
            "Japanese Prime Minister Shinzo Abe met his Chinese counterpart, Li Keqiang, in Osaka.",
            "2018-10-26",
            &[("Chinese counterpart", "person:chn:li-keqiang")],
        ),
        (
            "The Kenyan foreign ministry thanked its Ugandan counterpart.",
            "2010-10-26",
            &[("Ugandan counterpart", "body:uga:foreign-ministry")],
        ),
        (
            "German Foreign Minister Joschka Fischer met his US counterpart in Washington.",
            "2003-07-16",
            &[("US counterpart", "person:usa:colin-powell")],
        ),
    ]);
}

#[test]
fn predecessors_and_successors_are_those_of_the_tables() {
    check(&[
        (
            "British Prime Minister Gordon Brown praised his predecessor on Friday.",
            "2008-06-01",
            &[("predecessor", "person:gbr:tony-blair")],
        ),
        (
            "German Chancellor Gerhard Schröder lost the vote; his successor as chancellor will be \
             sworn in next week.",
            "2005-11-15",
            &[("successor", "person:deu:angela-merkel")],
        ),
        ("Mayor Ilka Brun thanked her predecessor.", "2005-11-15", &[("predecessor", "")]),
    ]);
}

#[test]
fn hosts_and_guests_are_the_other_one() {
    check(&[
        (
            "Turkish President Abdullah Gul arrived in Baku on Monday. He thanked his host, \
             Azerbaijani President Ilham Aliyev, and the visitor laid a wreath.",
            "2009-11-02",
            &[
                ("his", "person:tur:abdullah-gul"),
                ("host", "person:aze:ilham-aliyev"),
                ("visitor", "person:tur:abdullah-gul"),
            ],
        ),
        (
            "Brazilian President Luiz Inacio Lula da Silva received Argentine President Nestor \
             Kirchner in Brasilia. He gave his guest a football shirt.",
            "2005-11-30",
            &[("he", "person:bra:luiz-inacio-lula-silva"), ("guest", "person:arg:nestor-kirchner")],
        ),
        (
            "Prime Minister Paul Keating welcomed Singapore's Prime Minister Goh Chok Tong to \
             Canberra. The visiting prime minister will address parliament.",
            "1994-09-21",
            &[("visiting prime minister", "person:sgp:goh-chok-tong")],
        ),
        (
            "Foreign Minister Mwale Zulu of Zambia met Omani Foreign Minister Yusuf bin Alawi in \
             Lusaka. The visiting minister also toured a mine.",
            "1999-02-10",
            &[("visiting minister", "person:omn:yusuf-alawi")],
        ),
    ]);
}

#[test]
fn the_former_and_the_latter_are_first_and_last() {
    check(&[(
        "President Hosni Mubarak met Prime Minister Ehud Barak in Cairo. The former urged patience, \
         while the latter asked for time.",
        "2000-01-20",
        &[("former", "person:egy:hosni-mubarak"), ("latter", "person:isr:ehud-barak")],
    )]);
}

#[test]
fn a_minister_alone_is_the_last_told_of() {
    check(&[
        (
            "Polish Foreign Minister Radoslaw Sikorski spoke in Vilnius. The minister said that \
             trade would grow.",
            "2011-03-01",
            &[("minister", "person:pol:radoslaw-sikorski")],
        ),
        (
            "German Chancellor Angela Merkel met reporters. The chancellor looked tired.",
            "2012-03-01",
            &[("chancellor", "person:deu:angela-merkel")],
        ),
        ("The minister said nothing.", "2012-03-01", &[("minister", "office:minister")]),
    ]);
}

#[test]
fn sides_and_delegations_are_their_states() {
    check(&[
        (
            "The Thai side proposed a joint patrol, and the Chinese delegation agreed.",
            "2006-03-01",
            &[("Thai side", "state:THA"), ("Chinese delegation", "state:CHN")],
        ),
        (
            "A Chinese delegation of businessmen toured a Peruvian mine.",
            "2006-03-01",
            &[("Chinese delegation", "group:2")],
        ),
        ("The government of Botswana protested.", "1989-03-01", &[("Botswana", "state:BWA")]),
    ]);
}

#[test]
fn unnamed_sources_stay_unnamed() {
    for text in [
        "A senior official told reporters that Mexican President Felipe Calderon was pleased.",
        "Analysts said Mexican President Felipe Calderon had won.",
        "A diplomat who asked not to be named doubted it, Mexican President Felipe Calderon said.",
        "Sources close to the minister praised Mexican President Felipe Calderon.",
    ] {
        let found = super::read(text, "2009-02-03");
        let other = found.iter().filter(|m| m.text != "Felipe Calderon" && m.text != "minister");
        for mention in other {
            let meaning = super::meant(mention);
            assert!(meaning.starts_with("group:"), "{} = {meaning} in {text}", mention.text);
        }
        assert!(found.len() >= 2, "{text}");
    }
}

#[test]
fn groups_in_other_words() {
    check(&[
        (
            "Mexican President Vicente Fox and US President George W. Bush met on a ranch. Both \
             presidents rode horses. The two men then spoke of migration.",
            "2001-02-17",
            &[
                ("both presidents", "person:mex:vicente-fox + person:usa:george-w-bush"),
                ("the two men", "person:mex:vicente-fox + person:usa:george-w-bush"),
            ],
        ),
        (
            "Moroccan Foreign Minister Taieb Fassi Fihri saw Spanish Foreign Minister Trinidad \
             Jimenez in Rabat. The two agreed to reopen the post.",
            "2010-11-03",
            &[("the two", "person:esp:trinidad-jimenez + person:mar:taieb-fassi-fihri")],
        ),
        (
            "Sudan and South Sudan blamed each other. The two governments will talk, and the two \
             sides of the river are calm.",
            "2012-11-03",
            &[("the two governments", "state:SDN + state:SSD")],
        ),
    ]);
}

#[test]
fn a_counterpart_is_never_of_ones_own_state() {
    check(&[
        (
            "Syrian Vice President Adel Rami gave President Vladimir Putin a message from his Syrian \
             counterpart.",
            "2003-01-15",
            &[("Syrian counterpart", "person:syr:bashar-assad")],
        ),
        (
            "Egyptian Foreign Minister Amr Moussa met his counterpart from Jordan on Sunday.",
            "1999-09-15",
            &[("Amr Moussa", "person:egy:amr-moussa")],
        ),
        (
            "Finnish Prime Minister Juha Sipila called his Estonian and Latvian counterparts.",
            "2017-02-15",
            &[(
                "Estonian and Latvian counterparts",
                "person:est:juri-ratas + person:lva:maris-kucinskis",
            )],
        ),
    ]);
}

#[test]
fn visitors_are_not_at_home() {
    check(&[
        (
            "Malaysian Prime Minister Mahathir Mohamad arrived in Manila on Monday. Philippine \
             President Fidel Ramos said the visiting leader would stay for two days.",
            "1994-02-15",
            &[("visiting leader", "person:mys:mahathir-mohamad")],
        ),
        (
            "Emperor Akihito hosted a dinner for Irish President Mary McAleese. The guest praised \
             the gardens.",
            "2005-03-15",
            &[("guest", "person:irl:mary-mcaleese")],
        ),
    ]);
}
