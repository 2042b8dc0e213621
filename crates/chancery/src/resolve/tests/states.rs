//! States, their capitals, palaces and governments, and what only sounds like them.

use super::check;

#[test]
fn capitals_act_or_are_places() {
    check(&[
        ("The minister flew to Beijing on Monday.", "2010-01-01", &[("Beijing", "")]),
        ("The envoys met in Doha for talks.", "2010-01-01", &[("Doha", "")]),
        ("The delegation arrived from Moscow.", "2010-01-01", &[("Moscow", "")]),
        (
            "A train from Vienna to Budapest was late.",
            "2010-01-01",
            &[("Vienna", ""), ("Budapest", "")],
        ),
        ("He left for Hanoi on Monday.", "2010-01-01", &[("Hanoi", "")]),
        (
            "Flights between Delhi and Kathmandu resumed.",
            "2010-01-01",
            &[("Delhi", ""), ("Kathmandu", "")],
        ),
        ("Moscow rejected the proposal.", "1985-01-01", &[("Moscow", "state:SUN")]),
        ("Moscow rejected the proposal.", "2005-01-01", &[("Moscow", "state:RUS")]),
        (
            "Relations between Ankara and Athens improved.",
            "1999-09-01",
            &[("Ankara", "state:TUR"), ("Athens", "state:GRC")],
        ),
        ("Nobody trusts Pyongyang's promises.", "2003-09-01", &[("Pyongyang", "state:PRK")]),
        ("Residents filled Pyongyang's streets.", "2003-09-01", &[("Pyongyang", "")]),
        ("The council accused Khartoum of delay.", "2007-09-01", &[("Khartoum", "state:SDN")]),
        ("It was a message to Tehran.", "2007-09-01", &[("Tehran", "state:IRN")]),
        ("Addis Ababa is the capital and a busy city.", "2007-09-01", &[("Addis Ababa", "")]),
        ("A Riyadh-backed plan failed.", "2015-09-01", &[("Riyadh", "state:SAU")]),
        ("Bonn welcomed the treaty.", "1987-09-01", &[("Bonn", "state:DEU")]),
    ]);
}

#[test]
fn palaces_act_or_are_places() {
    check(&[
        ("The Kremlin denied the report.", "2012-01-01", &[("Kremlin", "state:RUS")]),
        ("The White House welcomed the vote.", "2012-01-01", &[("White House", "state:USA")]),
        ("The two met at the White House.", "2012-01-01", &[("White House", "")]),
        ("Guests gathered on the White House lawn.", "2012-01-01", &[("White House", "")]),
        ("Protesters marched to the Blue House.", "2016-11-01", &[("Blue House", "")]),
        ("The Blue House said the call was short.", "2016-11-01", &[("Blue House", "state:KOR")]),
        ("The Elysee confirmed the trip.", "2016-11-01", &[("Elysee", "state:FRA")]),
        ("Itamaraty summoned the ambassador.", "2016-11-01", &[("Itamaraty", "state:BRA")]),
        ("Downing Street said the plan stood.", "1998-11-01", &[("Downing Street", "state:GBR")]),
        ("Foggy Bottom kept silent.", "1998-11-01", &[("Foggy Bottom", "state:USA")]),
        ("Malacanang rejected the ruling.", "1998-11-01", &[("Malacanang", "state:PHL")]),
        ("Zhongnanhai has not replied.", "1998-11-01", &[("Zhongnanhai", "state:CHN")]),
        ("La Moneda praised the accord.", "1998-11-01", &[("La Moneda", "state:CHL")]),
        ("Bankova denied the rumour.", "2021-11-01", &[("Bankova", "state:UKR")]),
        ("The Pentagon sent advisers.", "2021-11-01", &[("Pentagon", "body:pentagon")]),
        ("Nabanna rejected the order from Delhi.", "2021-11-01", &[("Nabanna", "")]),
    ]);
}

#[test]
fn things_named_after_places_are_no_states() {
    check(&[
        ("The Beijing Declaration was adopted.", "1995-09-15", &[("Beijing", "")]),
        ("She won the Kremlin Cup.", "2005-09-15", &[("Kremlin", "")]),
        ("The Washington Herald wrote about it.", "2005-09-15", &[("Washington", "")]),
        ("The Vienna Convention protects envoys.", "2005-09-15", &[("Vienna", "")]),
        ("The Moscow Format met again.", "2018-09-15", &[("Moscow", "")]),
        ("The Berlin Process continues.", "2018-09-15", &[("Berlin", "")]),
        ("The Minsk agreements failed.", "2018-09-15", &[("Minsk", "")]),
        ("The Canberra Biennale opened.", "2018-09-15", &[("Canberra", "")]),
        ("The Pentagon Strategy was published.", "2018-09-15", &[("Pentagon", "")]),
        ("Troops crossed the Korean Peninsula.", "1993-09-15", &[("Korean", "")]),
    ]);
}

#[test]
fn governments_named_after_their_leaders_are_states() {
    check(&[
        (
            "The Biden administration lifted the tariffs.",
            "2022-06-01",
            &[("Biden administration", "state:USA")],
        ),
        ("The Merkel government fell silent.", "2015-06-01", &[("Merkel government", "state:DEU")]),
        (
            "The Trump White House cut the funds.",
            "2018-06-01",
            &[("Trump White House", "state:USA")],
        ),
        (
            "The Thatcher government sold the firm.",
            "1986-06-01",
            &[("Thatcher government", "state:GBR")],
        ),
    ]);
}

#[test]
fn namesakes_of_states_are_not_the_state() {
    check(&[
        ("The governor of Georgia spoke in Atlanta.", "2018-06-01", &[("Georgia", "")]),
        ("Voters in Georgia, from Savannah to Macon, waited.", "2018-06-01", &[("Georgia", "")]),
        ("Georgia and Armenia signed a gas deal.", "2018-06-01", &[("Georgia", "state:GEO")]),
        (
            "Michael Jordan retired. Jordan said he was tired.",
            "1999-01-13",
            &[("Jordan", "person:michael-jordan")],
        ),
        ("Jordan closed the border with Iraq.", "1999-01-13", &[("Jordan", "state:JOR")]),
    ]);
}

#[test]
fn governments_are_dealt_with_and_towns_are_not() {
    check(&[
        (
            "Tensions between Washington and Beijing grew.",
            "2019-01-01",
            &[("Washington", "state:USA"), ("Beijing", "state:CHN")],
        ),
        (
            "Talks in Geneva between Ankara and Yerevan went on.",
            "2009-01-01",
            &[("Ankara", "state:TUR"), ("Yerevan", "state:ARM")],
        ),
        (
            "Seoul and Tokyo will share data.",
            "2016-01-01",
            &[("Seoul", "state:KOR"), ("Tokyo", "state:JPN")],
        ),
        ("The mayor of Seoul resigned.", "2016-01-01", &[("Seoul", "")]),
        (
            "Kremlin spokesman Dmitry Peskov declined.",
            "2016-01-01",
            &[("Dmitry Peskov", "person:rus:dmitry-peskov")],
        ),
        ("He visited the Kremlin in May.", "2016-01-01", &[("Kremlin", "")]),
        (
            "The White House and the Kremlin agreed.",
            "2010-01-01",
            &[("White House", "state:USA"), ("Kremlin", "state:RUS")],
        ),
        (
            "The talks took place in Santiago and Lima.",
            "2010-01-01",
            &[("Santiago", ""), ("Lima", "")],
        ),
        ("Sanctions against Harare were lifted.", "2010-01-01", &[("Harare", "state:ZWE")]),
        (
            "Brasilia urged Caracas to hold a vote.",
            "2018-01-01",
            &[("Brasilia", "state:BRA"), ("Caracas", "state:VEN")],
        ),
        ("They drove from Amman to Damascus.", "1998-01-01", &[("Amman", ""), ("Damascus", "")]),
        ("Dublin is ready to help.", "1998-01-01", &[("Dublin", "state:IRL")]),
        (
            "She was born in Kabul and studied at Moscow University.",
            "1998-01-01",
            &[("Kabul", ""), ("Moscow", "")],
        ),
        ("The Casa Rosada rejected the claim.", "2002-01-01", &[("Casa Rosada", "state:ARG")]),
        ("The Quai d'Orsay summoned the envoy.", "2002-01-01", &[("Quai d'Orsay", "state:FRA")]),
        (
            "Rashtrapati Bhavan announced the visit.",
            "2002-01-01",
            &[("Rashtrapati Bhavan", "state:IND")],
        ),
        ("Whitehall doubts the figures.", "2002-01-01", &[("Whitehall", "state:GBR")]),
        ("Los Pinos confirmed the call.", "2002-01-01", &[("Los Pinos", "state:MEX")]),
    ]);
}
