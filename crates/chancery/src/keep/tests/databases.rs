//! The databases that the tests run over: SQLite always, and PostgreSQL where
//! `$CHANCERY_TEST_POSTGRES` is the address of a server in which databases may be made, as
//! `postgres://user@host:port`.

use std::cell::RefCell;
use std::io::Write;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;

use super::super::{Address, Record};

const SERVER: &str = "CHANCERY_TEST_POSTGRES";

/// Makes new records of one database, and takes them away when dropped.
pub(super) enum Fresh {
    Sqlite(TempDir),
    Postgresql { server: String, made: RefCell<Vec<String>> },
}

/// Counts what was made, so that no name comes twice.
static NUMBER: AtomicU32 = AtomicU32::new(0);

impl Fresh {
    pub(super) fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }

    /// None where no server is named, which is said once.
    pub(super) fn postgresql() -> Option<Self> {
        static SAID: Once = Once::new();
        let Ok(server) = std::env::var(SERVER) else {
            SAID.call_once(|| {
                let said = format!("keep over PostgreSQL: not run (no ${SERVER})\n");
                // Straight out: what tests print is held back.
                std::io::stderr().write_all(said.as_bytes()).unwrap();
            });
            return None;
        };
        let server = server.trim_end_matches('/').to_owned();
        Some(Self::Postgresql { server, made: RefCell::default() })
    }

    /// A new empty record.
    pub(super) fn record(&self) -> Record {
        match self {
            Self::Sqlite(_) => Record::in_memory().unwrap(),
            Self::Postgresql { .. } => Record::create(self.address()).unwrap(),
        }
    }

    /// Where a new record may be made.
    pub(super) fn address(&self) -> Address {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        match self {
            Self::Sqlite(folder) => Address::File(folder.path().join(format!("{number}.db"))),
            Self::Postgresql { server, made } => {
                let name = format!("chancery_test_{}_{number}", std::process::id());
                ask(server, &format!("CREATE DATABASE {name}"));
                let address = Address::from(format!("{server}/{name}").as_str());
                made.borrow_mut().push(name);
                address
            }
        }
    }

    /// Ends every connection to a database, as a server does that is shut down.
    pub(super) fn cut_off(&self, address: &Address) {
        let (Self::Postgresql { server, .. }, Address::Postgresql(url)) = (self, address) else {
            return;
        };
        let name = url.rsplit('/').next().unwrap();
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname";
        ask(server, &format!("{end} = '{name}'"));
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Self::Postgresql { server, made } = self {
            for name in made.borrow().iter() {
                ask(server, &format!("DROP DATABASE {name} WITH (FORCE)"));
            }
        }
    }
}

fn ask(server: &str, sql: &str) {
    let url = format!("{server}/postgres");
    let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
    client.batch_execute(sql).unwrap();
}

/// Makes tests of functions that take a [`Fresh`], one for each database.
macro_rules! on_each_database {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $name() {
                super::$name(&super::Fresh::sqlite());
            })*
        }
        mod postgresql {
            $(#[test]
            fn $name() {
                if let Some(new) = super::Fresh::postgresql() {
                    super::$name(&new);
                }
            })*
        }
    };
}
pub(super) use on_each_database;
