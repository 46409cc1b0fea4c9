//! The library: everything the app knows, read, checked and in its order. Never changed once built.

use std::collections::BTreeMap;
use std::ops::Deref;

use crate::domain::{Background, Care, Conditions, Desk, Exercise, Habits, Plan, Remedies, Routine, Sources, VariantKind, WarningSigns};
use crate::figure::{Figure, FigureFile};

/// What has an id, which is the name of its file.
pub trait Named {
    /// Its id.
    fn id(&self) -> &str;
    /// Gives it its id.
    fn set_id(&mut self, id: &str);
    /// The name that people know.
    fn name(&self) -> &str;
}

macro_rules! named {
    ($($kind:ty),+) => {$(
        impl Named for $kind {
            fn id(&self) -> &str {
                &self.id
            }
            fn set_id(&mut self, id: &str) {
                id.clone_into(&mut self.id);
            }
            fn name(&self) -> &str {
                &self.name
            }
        }
    )+};
}
named!(Exercise, Routine, Plan, Care);

impl Named for FigureFile {
    fn id(&self) -> &str {
        &self.id
    }
    fn set_id(&mut self, id: &str) {
        id.clone_into(&mut self.id);
    }
    fn name(&self) -> &str {
        &self.id
    }
}

/// Things in their order, found by id. Reads like a slice.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf<T> {
    items: Vec<T>,
    by_id: BTreeMap<String, usize>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { items: Vec::new(), by_id: BTreeMap::new() }
    }
}

impl<T> Shelf<T> {
    /// The thing with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&T> {
        self.by_id.get(id).and_then(|&at| self.items.get(at))
    }
}

impl<T: Named> Shelf<T> {
    /// In the order in which they come.
    pub(super) fn new(items: Vec<T>) -> Self {
        let by_id = items.iter().enumerate().map(|(at, item)| (item.id().to_owned(), at)).collect();
        Self { items, by_id }
    }

    /// By name, as a person would look for it.
    pub(super) fn by_name(mut items: Vec<T>) -> Self {
        items.sort_by_cached_key(|item| item.name().to_lowercase());
        Self::new(items)
    }
}

impl<T> Deref for Shelf<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.items
    }
}

/// What is said around the exercises. A part whose file is refused is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guidance {
    /// When to have it looked at, when to stop.
    pub warning_signs: WarningSigns,
    /// What the states of health on an exercise's card mean.
    pub conditions: Conditions,
    /// Heat, cold, medicine, sleep and the rest.
    pub remedies: Remedies,
    /// Small things worth keeping.
    pub habits: Habits,
    /// The desk check.
    pub desk: Desk,
    /// Why it hurts, what to expect.
    pub background: Background,
    /// What the source ids stand for.
    pub sources: Sources,
}

/// Everything the app knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// By kind, then by name.
    pub exercises: Shelf<Exercise>,
    /// By name.
    pub routines: Shelf<Routine>,
    /// By name.
    pub plans: Shelf<Plan>,
    /// Timed care, by name.
    pub care: Shelf<Care>,
    /// Who shows the exercises, by id.
    pub figures: Shelf<FigureFile>,
    /// What is said around them.
    pub guidance: Guidance,
}

impl Library {
    /// One routine with the exercises it needs: enough for a first screen.
    #[must_use]
    pub fn of_routine(routine: Routine, exercises: Vec<Exercise>) -> Self {
        Self { routines: Shelf::new(vec![routine]), exercises: Shelf::new(exercises), ..Self::default() }
    }

    /// The same, with the plan that runs.
    #[must_use]
    pub fn with_plan(self, plan: Option<Plan>) -> Self {
        Self { plans: Shelf::new(plan.into_iter().collect()), ..self }
    }

    /// The exercise with this id.
    #[must_use]
    pub fn exercise(&self, id: &str) -> Option<&Exercise> {
        self.exercises.find(id)
    }

    /// The routine with this id.
    #[must_use]
    pub fn routine(&self, id: &str) -> Option<&Routine> {
        self.routines.find(id)
    }

    /// The plan with this id.
    #[must_use]
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans.find(id)
    }

    /// The figure that shows an exercise, or one of its forms: its own, else that of the exercise. Made ready anew each time: whoever shows it keeps it.
    #[must_use]
    pub fn figure_of(&self, exercise: &Exercise, form: Option<VariantKind>) -> Option<Figure> {
        Figure::from_file(self.figure_file(exercise, form)?.clone()).ok()
    }

    /// Whether there is a figure for an exercise, or one of its forms.
    #[must_use]
    pub fn shows(&self, exercise: &Exercise, form: Option<VariantKind>) -> bool {
        self.figure_file(exercise, form).is_some()
    }

    fn figure_file(&self, exercise: &Exercise, form: Option<VariantKind>) -> Option<&FigureFile> {
        let form = match form {
            Some(VariantKind::Easier) => exercise.easier.as_ref(),
            Some(VariantKind::Harder) => exercise.harder.as_ref(),
            None => None,
        };
        let named = form.and_then(|form| form.figure.as_ref()).or(exercise.figure.as_ref());
        self.figures.find(named.unwrap_or(&exercise.id))
    }

    /// The still picture of timed care, under its own id. Made ready anew each time.
    #[must_use]
    pub fn figure_of_care(&self, id: &str) -> Option<Figure> {
        Figure::from_file(self.figures.find(id)?.clone()).ok()
    }

    /// The timed care with this id.
    #[must_use]
    pub fn timed_care(&self, id: &str) -> Option<&Care> {
        self.care.find(id)
    }
}
