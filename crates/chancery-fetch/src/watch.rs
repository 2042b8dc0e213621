//! What watching needs: which sources there are, whom to ask when, what a feed lists, what a
//! server allows, and what is counted. Plain functions of the time that the caller gives.

mod backoff;
mod desk;
mod feed;
mod metrics;
mod pool;
mod robots;
mod sources;

pub use backoff::{retry_in, wait};
pub use desk::{Desk, Job, Next};
pub use feed::{Entry, Place, entries};
pub use metrics::{Counts, Metrics};
pub use pool::Pool;
pub use robots::Rules;
pub use sources::{Kind, Source, duration};
