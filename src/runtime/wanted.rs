//! What was named on the command line to begin with: a routine or care, or the nearest name to it.

use super::start::Failure;
use crate::app::What;
use crate::content::Library;

/// What an id names that can be begun: a routine, else timed care, which runs in the same player.
///
/// # Errors
/// [`Failure::NoRoutine`], with what is near.
pub fn what(id: String, library: &Library) -> Result<What, Failure> {
    match (library.routine(&id), library.timed_care(&id)) {
        (Some(_), _) => Ok(What::Routine(id)),
        (None, Some(_)) => Ok(What::Care(id)),
        (None, None) => Err(Failure::NoRoutine(no_routine(&id, library))),
    }
}

fn no_routine(id: &str, library: &Library) -> String {
    let known = library.routines.iter().map(|routine| routine.id.as_str());
    let near = crate::assets::nearest(id, known.clone());
    let remedy =
        near.map_or_else(|| format!("There are {}.", known.collect::<Vec<_>>().join(", ")), |near| format!("Did you mean `{near}`?"));
    format!("There is no routine `{}`. {remedy}", crate::domain::clean_line(id))
}
