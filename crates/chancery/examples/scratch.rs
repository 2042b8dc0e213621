use chancery::nouns::*;
fn main() {
    let engine = chancery_engine::Engine::english();
    for f in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&f).unwrap();
        let doc = engine.parse(&text);
        let id = DocumentId::of(text.as_bytes());
        let reading = Reading { id: ReadingId::of("x", &text), cleaner: "x".into(), text: text.clone(), blocks: vec![Block{start:0,end:text.len() as u32,kind:BlockKind::Body,raw_start:Some(0)}], cut: vec![] };
        let document = Document { id: id.clone(), path: None, url: None, outlet: None, side: None, kind: DocumentKind::Unknown, title: None, byline: None, credit: None, published: None, retrieved: None, language: None, text: text.clone(), copies_of: vec![], edition_of: None, sentences: vec![], notes: vec![] };
        let mut mentions = vec![]; let mut actors: Vec<Actor> = vec![];
        for e in &doc.entities {
            let kind = match e.kind { chancery_engine::EntityKind::Person => ActorKind::Person, chancery_engine::EntityKind::Place => ActorKind::State, chancery_engine::EntityKind::Group => ActorKind::State, chancery_engine::EntityKind::Organisation => ActorKind::Body, _ => continue };
            let t = doc.span(e.start..e.end).to_owned(); let b = doc.bytes(e.start..e.end);
            let last = t.split(' ').filter(|w| *w != "'s" && *w != "’s").last().unwrap().to_lowercase();
            let aid = ActorId(format!("{kind:?}:{last}"));
            if actors.iter().all(|a| a.id != aid) { actors.push(Actor { id: aid.clone(), kind, qid: None, name: t.clone(), country: None, codes: None, sector: Some(Sector::Gov), aliases: vec![], offices: vec![] }); }
            mentions.push(Mention { document: id.clone(), actor: Some(aid), name: t.clone(), office: None, country: None, sector: None, start: b.start, end: b.end, text: t, kind: MentionKind::Name, members: vec![], capacities: vec![], candidates: vec![], head: e.end - 1 });
        }
        actors.sort_by(|a, b| a.id.cmp(&b.id));
        let page = Page { document, reading };
        let times = chancery::resolve::times::times(&page, &doc);
        let gaz = chancery::resolve::places::Gazetteer::embedded();
        let places = chancery::resolve::places::places(&page, &doc, &gaz);
        let r = Resolved { mentions, times, places, actors };
        let c = chancery::encounters::encounters(&page, &doc, &r);
        println!("=== {f}");
        for e in &c.encounters {
            let words: Vec<String> = c.accounts.iter().filter(|a| a.encounter == e.id).flat_map(|a| &a.evidence).map(|e| format!("{}@{}", e.text, e.start)).collect();
            println!("{:?} {:?} {:?} when={:?} where={:?} init={:?} fmt={:?} dur={:?}\n     {}", e.kind, e.status, e.participants.iter().map(|p| format!("{}/{:?}", p.name, p.role)).collect::<Vec<_>>(), e.when.as_ref().map(|w| format!("{:?}", w.start.map(|m| m.to_string()))), e.place.as_ref().map(|p| &p.name), e.initiator, e.format, e.duration, words.join(" | "));
        }
    }
}
