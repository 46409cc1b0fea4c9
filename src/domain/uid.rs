//! `Uid`: the name of a stored row, for good. A uuid v7 (sorts by time), 16 bytes in the file, hyphenated in JSON.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A uuid v7. Minted by the store only, so that time and chance stay at the rim.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Uid(uuid::Uuid);

impl Uid {
    /// The uid for a row born at `millis` (UTC milliseconds since 1970), with 10 bytes of chance.
    #[must_use]
    pub fn at(millis: u64, chance: &[u8; 10]) -> Self {
        Self(uuid::Builder::from_unix_timestamp_millis(millis, chance).into_uuid())
    }

    /// From the 16 bytes of the file; any other length is no uid.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        uuid::Uuid::from_slice(bytes).ok().map(Self)
    }

    /// The 16 bytes of the file.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl fmt::Debug for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Uid {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        uuid::Uuid::parse_str(text).map(Self)
    }
}
