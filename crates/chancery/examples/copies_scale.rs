//! What finding copies costs at scale, and how well it does: `copies_scale N [SEED]` writes N
//! documents, a third of them copies of several kinds, streams them once through the sketches,
//! and prints seconds, peak memory and the figures against what was generated, as JSON.
//!
//! Nothing that grows faster than a line of each document is held: texts, hashes and pairs lie in
//! files of a temporary folder, the hashes in bands, the pairs by their takers, and one band or
//! one group of takers is read at a time. Up to 10,000 documents the answer is also compared with
//! what `chancery::copies::copies` says of the set.

#[path = "copies_scale/generate.rs"]
mod generate;
#[path = "copies_scale/score.rs"]
mod score;

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chancery::copies::{
    Given, Index, Shared, Sketch, copies, meeting_hashes, merged, precedence, sketch, taken_from,
};
use chancery::nouns::{Copied, Document};
use generate::World;

/// Documents whose hashes one band holds on average, so that a band is small in memory.
const OF_A_BAND: usize = 25_000;
/// Takers whose pairs are read at a time.
const OF_A_GROUP: usize = 10_000;
/// Documents generated beforehand, to know what of the stream's time is the generator's.
const SAMPLE: u32 = 5_000;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let count: u32 = arguments.next().ok_or("usage: copies_scale N [SEED]")?.parse()?;
    let world = World { seed: arguments.next().map_or(Ok(7), |seed| seed.parse())?, count };
    let folder = std::env::temp_dir().join(format!("copies_scale.{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let told = run(&world, &folder);
    std::fs::remove_dir_all(&folder)?;
    println!("{}", told?);
    Ok(())
}

fn run(world: &World, folder: &Path) -> Result<serde_json::Value, Failure> {
    let begin = processor()?;
    (0..SAMPLE).for_each(|at| drop(world.document(at % world.count)));
    let generating = (processor()? - begin) * f64::from(world.count) / f64::from(SAMPLE);
    let clock = Instant::now();
    let begin = processor()?;
    let spool = stream(world, folder)?;
    let streamed = processor()?;
    let order = spool.order();
    let meetings = meet(&spool, &order, folder)?;
    let met = processor()?;
    let (found, read) = decide(world, &spool, &order, folder)?;
    let (decided, elapsed) = (processor()?, clock.elapsed().as_secs_f64());
    let peak = peak_mib();
    if world.count <= 10_000 && found != in_memory(world) {
        return Err("the stream and the set say different things".into());
    }
    let seconds = decided - begin - generating;
    Ok(serde_json::json!({
        "documents": world.count, "words": spool.words, "processor_seconds": seconds,
        "generating": generating, "sketching": streamed - begin - generating,
        "meeting": met - streamed, "deciding": decided - met, "elapsed": elapsed,
        "meetings": meetings, "pairs_read": read, "peak_mib": peak,
        "documents_per_second": f64::from(world.count) / seconds,
        "found": score::score(world, &found),
    }))
}

/// Processor seconds of this process so far: elapsed ones tell little where others work beside it.
fn processor() -> Result<f64, Failure> {
    let line = std::fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds = line.split_whitespace().next().ok_or("no schedstat")?.parse::<f64>()?;
    Ok(nanoseconds / 1e9)
}

/// What is kept of the stream: the texts in a file, of each document its order and its place there.
struct Spool {
    texts: File,
    ends: Vec<u64>,
    order: Vec<Box<str>>,
    words: u64,
    bands: Vec<PathBuf>,
}

impl Spool {
    /// The documents by precedence.
    fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.order.len() as u32).collect();
        order.sort_unstable_by_key(|at| &self.order[*at as usize]);
        order
    }

    fn text(&self, at: u32) -> Result<String, Failure> {
        let at = at as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        let mut bytes = vec![0; (self.ends[at] - start) as usize];
        self.texts.read_exact_at(&mut bytes, start)?;
        Ok(String::from_utf8(bytes)?)
    }

    fn document(&self, world: &World, at: u32) -> Result<Document, Failure> {
        Ok(Document { text: self.text(at)?, ..world.head(at) })
    }
}

/// The one pass: each document is generated, sketched and put away.
fn stream(world: &World, folder: &Path) -> Result<Spool, Failure> {
    let count = world.count as usize;
    let bands: Vec<PathBuf> =
        (0..count.div_ceil(OF_A_BAND)).map(|band| folder.join(format!("band{band}"))).collect();
    let texts = folder.join("texts");
    let mut text_file = BufWriter::new(File::create(&texts)?);
    let files: Result<Vec<File>, _> = bands.iter().map(File::create).collect();
    let mut files: Vec<_> = files?.into_iter().map(BufWriter::new).collect();
    let (mut ends, mut order) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let (mut words, mut end) = (0, 0);
    for at in 0..world.count {
        let document = world.document(at);
        let sketch = sketch(&document.text);
        let given = Given { document: &document, sketch: &sketch };
        for hash in meeting_hashes(&given) {
            // The lowest bits tell what the hash is of, the third who seeks it.
            let band = (hash >> 3) as usize % files.len();
            files[band].write_all(&hash.to_le_bytes())?;
            files[band].write_all(&at.to_le_bytes())?;
        }
        order.push(precedence(&document).into_boxed_str());
        text_file.write_all(document.text.as_bytes())?;
        end += document.text.len() as u64;
        ends.push(end);
        words += u64::from(sketch.words);
    }
    text_file.flush()?;
    files.iter_mut().try_for_each(Write::flush)?;
    Ok(Spool { texts: File::open(texts)?, ends, order, words, bands })
}

/// Lets the documents meet, band by band, and puts each pair with its taker.
fn meet(spool: &Spool, order: &[u32], folder: &Path) -> Result<u64, Failure> {
    let mut place = vec![0_u32; order.len()];
    for (at, document) in order.iter().enumerate() {
        place[*document as usize] = at as u32;
    }
    let groups = order.len().div_ceil(OF_A_GROUP);
    let files: Result<Vec<File>, _> = (0..groups).map(|g| File::create(group(folder, g))).collect();
    let mut files: Vec<_> = files?.into_iter().map(BufWriter::new).collect();
    let mut meetings = 0;
    for band in &spool.bands {
        let mut index = Index::default();
        for_each(band, |record: [u8; 12]| {
            let hash = u64::from_le_bytes(head(&record));
            let document = u32::from_le_bytes(head(&record[8..]));
            index.add(place[document as usize], &[hash]);
        })?;
        for shared in index.shared() {
            let file = &mut files[shared.taker as usize / OF_A_GROUP];
            file.write_all(&packed(&shared).to_le_bytes())?;
            meetings += 1;
        }
    }
    files.iter_mut().try_for_each(Write::flush)?;
    Ok(meetings)
}

fn group(folder: &Path, group: usize) -> PathBuf {
    folder.join(format!("group{group}"))
}

/// Reads the texts of the pairs worth it, group by group of takers.
fn decide(
    world: &World,
    spool: &Spool,
    order: &[u32],
    folder: &Path,
) -> Result<(Vec<Copied>, u64), Failure> {
    let (mut found, mut read) = (Vec::new(), 0);
    for part in 0..order.len().div_ceil(OF_A_GROUP) {
        let mut met = Vec::new();
        for_each(&group(folder, part), |record| {
            met.push(unpacked(u64::from_le_bytes(record), (part * OF_A_GROUP) as u32));
        })?;
        let met = merged(met);
        for of_taker in met.chunk_by(|a, b| a.taker == b.taker) {
            if of_taker.iter().all(alone) {
                continue;
            }
            let taker = spool.document(world, order[of_taker[0].taker as usize])?;
            let own = sketch(&taker.text);
            let taker = Given { document: &taker, sketch: &own };
            let worth = of_taker.iter().filter(|shared| own.worth(shared));
            let sources: Result<Vec<Document>, _> =
                worth.map(|shared| spool.document(world, order[shared.source as usize])).collect();
            let sources = sources?;
            read += sources.len() as u64;
            let none = Sketch::default();
            let sources: Vec<Given<'_>> =
                sources.iter().map(|document| Given { document, sketch: &none }).collect();
            found.extend(taken_from(&taker, &sources));
        }
    }
    found.sort_by(|a, b| a.document.cmp(&b.document));
    Ok((found, read))
}

/// One stray hash of names or stems is never worth reading for.
fn alone(shared: &Shared) -> bool {
    shared.runs == 0 && shared.stems < 2 && shared.names < 3 && shared.outlets < 2
}

/// A pair in eight bytes: the taker's place in its group, the source's, and what they share, no
/// more than fifteen of a kind from one band.
fn packed(shared: &Shared) -> u64 {
    let counts = [shared.runs, shared.stems, shared.names, shared.outlets];
    let counts = counts.iter().fold(0, |all, count| (all << 4) | u64::from(*count).min(15));
    let taker = u64::from(shared.taker) % OF_A_GROUP as u64;
    (taker << 46) | (u64::from(shared.source) << 16) | counts
}

fn unpacked(pair: u64, first: u32) -> Shared {
    let count = |at: u32| (pair >> (4 * at)) as u32 & 15;
    Shared {
        taker: first + (pair >> 46) as u32,
        source: (pair >> 16) as u32 & ((1 << 30) - 1),
        runs: count(3),
        stems: count(2),
        names: count(1),
        outlets: count(0),
    }
}

fn head<const N: usize>(bytes: &[u8]) -> [u8; N] {
    std::array::from_fn(|at| bytes[at])
}

fn for_each<const N: usize>(path: &Path, mut each: impl FnMut([u8; N])) -> Result<(), Failure> {
    let mut file = BufReader::new(File::open(path)?);
    let mut record = [0; N];
    let records = std::fs::metadata(path)?.len() / N as u64;
    for _ in 0..records {
        file.read_exact(&mut record)?;
        each(record);
    }
    Ok(())
}

/// The same by the library's own function, all in memory.
fn in_memory(world: &World) -> Vec<Copied> {
    let documents: Vec<Document> = (0..world.count).map(|at| world.document(at)).collect();
    let sketches: Vec<Sketch> = documents.iter().map(|it| sketch(&it.text)).collect();
    let pairs = documents.iter().zip(&sketches);
    copies(&pairs.map(|(document, sketch)| Given { document, sketch }).collect::<Vec<_>>())
}

/// Peak of resident memory, where the system tells it.
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()? / 1024)
}
