//! Changing a rating and deleting it, each a step that can be taken back.

use super::super::record;
use super::super::table::ENTRY;
use super::super::write::After;
use super::super::{Stamp, Store, StoreError, rating, rows};
use super::{EntryChange, draft};
use crate::domain::{Entry, Recall, Uid};

impl Store {
    /// Changes a rating, and forgets its half-filled form. What changes nothing is no step.
    pub(super) fn change(&mut self, change: &EntryChange, stamp: Stamp) -> Result<(), StoreError> {
        rating::check(change.note.as_deref(), change.medicine.as_deref())?;
        self.write(stamp, After::Saved, |write| {
            let found = record::find(write.db, &ENTRY, &[change.uid.into()])?.ok_or(StoreError::Gone)?;
            let old = rows::to_entry(&found)?;
            draft::forget(write, change.uid)?;
            let new = changed(&old, change);
            if new == old {
                return Ok(());
            }
            write.step(format!("the change of {}", label(&old)))?;
            let mut row = rows::from_entry(&new);
            row.put("import", found.cell("import").clone());
            write.put(row)
        })
    }

    /// Deletes a rating.
    pub(super) fn delete(&mut self, uid: Uid, stamp: Stamp) -> Result<(), StoreError> {
        self.write(stamp, After::Saved, |write| {
            let found = record::find(write.db, &ENTRY, &[uid.into()])?.ok_or(StoreError::Gone)?;
            write.step(format!("deleting {}", label(&rows::to_entry(&found)?)))?;
            draft::forget(write, uid)?;
            write.remove(&ENTRY, &found.key())?;
            Ok(())
        })
    }
}

/// A rating as it is to be. Its words are sorted and each stands once, as the file has them.
fn changed(old: &Entry, change: &EntryChange) -> Entry {
    let mut new = Entry {
        score: change.score,
        words: change.words.clone(),
        worst: change.worst,
        medicine: change.medicine.clone(),
        note: change.note.clone(),
        ..old.clone()
    };
    if let Some(felt) = change.felt {
        (new.felt_at, new.felt_off, new.day) = (felt.at, felt.off, felt.day);
    }
    new.words.extend(new.worst.map(crate::domain::Word::Region));
    new.words.sort_unstable();
    new.words.dedup();
    new
}

/// What a rating is called in "Taken back: …".
pub(in crate::store) fn label(entry: &Entry) -> String {
    let what = match entry.recall {
        Recall::Now => "rating",
        Recall::Average => "average",
        Recall::Worst => "worst",
    };
    format!("the {what} {}", entry.score.value())
}
