//! Threads that ask, one request each at a time.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::Job;
use crate::{Answer, Client, Problem};

/// A job done, with its answer.
type Done<T> = (Job<T>, Result<Answer, Problem>);

/// A number of threads that do jobs. Dropped, it leaves them to end by themselves: what they are
/// waiting for is bounded in time, and nobody waits for them.
pub struct Pool<T> {
    jobs: Sender<Job<T>>,
    done: Receiver<Done<T>>,
    busy: usize,
    threads: usize,
}

impl<T: Send + 'static> Pool<T> {
    /// So many threads, which ask by a client.
    pub fn new(client: &Client, threads: usize) -> Self {
        let (jobs, work) = channel::<Job<T>>();
        let (out, done) = channel();
        let work = Arc::new(Mutex::new(work));
        for _ in 0..threads {
            let (client, work, out) = (client.clone(), Arc::clone(&work), out.clone());
            thread::spawn(move || {
                let next = || work.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
                while let Some(job) = next() {
                    let answer = client.ask(job.asked());
                    if out.send((job, answer)).is_err() {
                        return;
                    }
                }
            });
        }
        Self { jobs, done, busy: 0, threads }
    }

    /// Whether a thread has nothing to do.
    pub fn is_free(&self) -> bool {
        self.busy < self.threads
    }

    /// How many are at work.
    pub fn busy(&self) -> usize {
        self.busy
    }

    /// Gives a job to a free thread.
    pub fn put(&mut self, job: Job<T>) {
        // The threads live as long as the pool: somebody takes it.
        if self.jobs.send(job).is_ok() {
            self.busy += 1;
        }
    }

    /// The next job done, if one is within a time.
    pub fn take(&mut self, patience: Duration) -> Option<Done<T>> {
        match self.done.recv_timeout(patience) {
            Ok(done) => {
                self.busy -= 1;
                Some(done)
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => None,
        }
    }
}
