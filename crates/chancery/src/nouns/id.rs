//! Ids as types of their own, so that one kind is never taken for another.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Declares an id: a string of its own type, printed as it is.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as printed.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// SHA-256 of a document's raw bytes, in hexadecimal.
    DocumentId,
    /// SHA-256 over the cleaner's version and the cleaned text, in hexadecimal.
    ReadingId,
    /// An actor: `state:FRA`, `body:asean`, `person:...`; actors known from one text only carry
    /// that document in their id.
    ActorId,
    /// An encounter, derived from its first anchored evidence.
    EncounterId,
    /// An account, derived from its voice and first anchored evidence.
    AccountId,
    /// A statement, derived from its document and the place of its cue.
    StatementId,
    /// A commitment, derived from its first anchored evidence.
    CommitmentId,
}

impl DocumentId {
    /// The id of these raw bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(hex(&Sha256::digest(bytes)))
    }
}

impl ReadingId {
    /// The id of a cleaned text under a cleaner's version.
    pub fn of(cleaner: &str, text: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(cleaner.as_bytes());
        hash.update([0]);
        hash.update(text.as_bytes());
        Self(hex(&hash.finalize()))
    }
}

/// Derives a short id from the parts that anchor a thing: `prefix-` and 16 hexadecimal digits.
fn derived(prefix: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    format!("{prefix}-{}", &hex(&hash.finalize())[..16])
}

impl ActorId {
    /// Whether the id names what the actor belongs to, a text or a state, between kind and name:
    /// `body:3f2a91c0:harbour-board`, where bodies of the tables are `body:asean`.
    pub fn names_its_owner(&self) -> bool {
        self.0.matches(':').count() == 2
    }
}

impl EncounterId {
    /// The id of the encounter anchored by these parts (document, start, end, kind).
    pub fn derive(parts: &[&str]) -> Self {
        Self(derived("enc", parts))
    }
}

impl StatementId {
    /// The id of the statement anchored by these parts (document, start, end).
    pub fn derive(parts: &[&str]) -> Self {
        Self(derived("sta", parts))
    }
}

impl CommitmentId {
    /// The id of the commitment anchored by these parts (document, start, end, kind).
    pub fn derive(parts: &[&str]) -> Self {
        Self(derived("com", parts))
    }
}

impl AccountId {
    /// The id of the account anchored by these parts (document, voice, start, end, kind).
    pub fn derive(parts: &[&str]) -> Self {
        Self(derived("acc", parts))
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn document_id_is_the_sha256_of_the_bytes() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(DocumentId::of(b"").as_str(), empty);
    }

    #[test]
    fn derived_ids_do_not_confuse_the_borders_of_parts() {
        assert_ne!(EncounterId::derive(&["ab", "c"]), EncounterId::derive(&["a", "bc"]));
    }
}
