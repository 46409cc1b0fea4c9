//! One exercise as its file tells it: what to do, how much, what it is for, when not to.

use serde::{Deserialize, Serialize};

use super::dose::{Beat, Dose, Range, Sides, Tempo};

/// What an exercise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the field's own words")]
pub enum Kind {
    Mobility,
    Stretch,
    Strength,
    Release,
    Breathing,
    Relaxation,
    Cardio,
}

/// How the body is placed at the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the field's own words")]
pub enum Position {
    Sitting,
    Standing,
    HandsAndKnees,
    Kneeling,
    FaceDown,
    OnBack,
    OnSide,
    Plank,
}

impl Position {
    /// Whether one has to go down to the floor for it; a change between floor and standing takes 15 seconds instead of 5.
    #[must_use]
    pub fn on_floor(self) -> bool {
        !matches!(self, Self::Sitting | Self::Standing)
    }
}

/// What one needs at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the field's own words")]
pub enum Equipment {
    Chair,
    Mat,
    Wall,
    Door,
    Band,
    Strap,
    Roller,
    Ball,
    Pillow,
    Book,
    Bench,
    MassageGun,
    RowingMachine,
    HeatPack,
    ColdPack,
    Bath,
}

impl Equipment {
    /// All there is, in the order in which it is asked for.
    pub const ALL: [Self; 16] = [
        Self::Chair,
        Self::Mat,
        Self::Wall,
        Self::Door,
        Self::Pillow,
        Self::Book,
        Self::Band,
        Self::Strap,
        Self::Ball,
        Self::Roller,
        Self::HeatPack,
        Self::ColdPack,
        Self::Bath,
        Self::Bench,
        Self::MassageGun,
        Self::RowingMachine,
    ];
}

/// A state of health with which an exercise is left out, or asked about first. The sentences are in `guidance/avoid.ron`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "explained in guidance/avoid.ron, each with its sentence")]
pub enum Avoid {
    Injury,
    Osteoporosis,
    NeckSigns,
    ArmSigns,
    Shoulder,
    Wrist,
    Knee,
    BloodPressure,
    Pregnancy,
    Skin,
    Ribs,
    Fused,
    Heart,
}

/// Whether a variant asks less or more than the exercise itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the field's own words")]
pub enum VariantKind {
    Easier,
    Harder,
}

/// The easier or harder form, with its own steps and dose; logged by its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Its name, unique inside the exercise.
    pub name: String,
    /// 2 to 6 steps, one action each.
    pub steps: Vec<String>,
    /// The line shown while it is done, at most 56 columns.
    pub cue: String,
    /// Its own dose.
    pub dose: Dose,
    /// Its own tempo, where it differs.
    #[serde(default)]
    pub beats: Option<Vec<Beat>>,
    /// Its own start position, where it differs.
    #[serde(default)]
    pub position: Option<Position>,
    /// Its own needs, where they differ.
    #[serde(default)]
    pub equipment: Option<Vec<Equipment>>,
    /// Its own sides, where they differ.
    #[serde(default)]
    pub sides: Option<Sides>,
    /// The figure that shows it, where it differs.
    #[serde(default)]
    pub figure: Option<String>,
}

/// What a set and a rep are called in this exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Names {
    /// `set` or `spot` or `round`.
    pub set: String,
    /// `rep`, `round`, `breath`, `group` …
    pub rep: String,
    /// A name for each rep in turn (the muscle groups of progressive relaxation); empty where they are all alike.
    pub reps: Vec<String>,
    /// The two ways round, for `sides: Directions`.
    pub directions: (String, String),
}

impl Default for Names {
    fn default() -> Self {
        Self { set: "set".into(), rep: "rep".into(), reps: Vec::new(), directions: ("backward".into(), "forward".into()) }
    }
}

/// One exercise. Prose is plain, second person, present tense, each sentence with its full stop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// The version of this file format, 1.
    pub format: u32,
    /// The file's name without `.ron`; filled in while loading.
    #[serde(skip)]
    pub id: String,
    /// Its name, at most 30 columns.
    pub name: String,
    /// What others call it; found by search.
    #[serde(default)]
    pub other_names: Vec<String>,
    /// What it is.
    pub kind: Kind,
    /// Where it can be done; the first is the usual one.
    pub positions: Vec<Position>,
    /// What is needed; empty for nothing.
    #[serde(default)]
    pub equipment: Vec<Equipment>,
    /// Whether it can be done beside or on an office chair in office clothes.
    pub at_desk: bool,
    /// Its sides.
    #[serde(default)]
    pub sides: Sides,
    /// Whether sets change sides each time (left, right, left, right) instead of all of one side first.
    #[serde(default)]
    pub alternate: bool,
    /// The app's default.
    pub dose: Dose,
    /// The sources' range.
    pub range: Range,
    /// The parts of one rep, for doses in reps. Without it: mobility 2-0-2, strength 3-1-3 seconds.
    #[serde(default)]
    pub beats: Vec<Beat>,
    /// The breath in holds, timed movement and breathing.
    #[serde(default)]
    pub breath: Tempo,
    /// What the breath does, said in words.
    pub breathing: String,
    /// Seconds for changing the direction, for `sides: Directions`.
    #[serde(default)]
    pub turn: u16,
    /// What set, rep and directions are called.
    #[serde(default)]
    pub names: Names,
    /// How to come into the start position: one sentence, shown while getting ready.
    pub start: String,
    /// 3 to 7 steps, one action each.
    pub steps: Vec<String>,
    /// The one line worth reading in the middle of it, at most 56 columns.
    pub cue: String,
    /// The same in at most 30 columns, for small screens.
    pub cue_short: String,
    /// What to do at the change of sides, one sentence; only for `sides: Each`.
    #[serde(default)]
    pub switch: String,
    /// Why it helps, one or two sentences, no promise.
    pub why: String,
    /// Muscles it works, by their standard names.
    #[serde(default)]
    pub works: Vec<String>,
    /// Muscles and joints it stretches or loosens.
    #[serde(default)]
    pub stretches: Vec<String>,
    /// Where one feels it, and where not.
    pub feel: String,
    /// What people get wrong, two or more, each a sentence.
    pub mistakes: Vec<String>,
    /// Signs to stop that belong to this exercise, beside the general rule; each completes "Stop if …".
    #[serde(default)]
    pub stop_if: Vec<String>,
    /// With which states of health it is left out.
    #[serde(default)]
    pub avoid_if: Vec<Avoid>,
    /// What else there is to say about leaving it out; full sentences.
    #[serde(default)]
    pub leave_out: Vec<String>,
    /// The easier form.
    #[serde(default)]
    pub easier: Option<Variant>,
    /// The harder form.
    #[serde(default)]
    pub harder: Option<Variant>,
    /// Anything the reader should know of how its sources were read or corrected; full sentences.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Source ids of `guidance/sources.ron`.
    pub sources: Vec<String>,
    /// The figure that shows it, where its id is another.
    #[serde(default)]
    pub figure: Option<String>,
}
