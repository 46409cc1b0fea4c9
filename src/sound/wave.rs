//! Notes as samples, and samples as a WAV file.

use std::f32::consts::TAU;

use super::{Note, Tone};

/// Samples a second.
pub const RATE: u32 = 44_100;

/// A tone that begins at once clicks; so it swells for so long, in seconds,
const SWELL: f32 = 0.012;
/// and dies away over the last part of its note, in seconds.
const FADE: f32 = 0.07;

/// A tone as a WAV file: one channel, 16 bits, [`RATE`] samples a second.
#[must_use]
pub fn wav(tone: Tone) -> Vec<u8> {
    let samples = samples(tone.notes());
    let bytes = u32::try_from(samples.len() * 2).unwrap_or(u32::MAX);
    let mut file = Vec::with_capacity(samples.len() * 2 + 44);
    file.extend(b"RIFF");
    file.extend((bytes + 36).to_le_bytes());
    file.extend(b"WAVEfmt ");
    // the length of what follows, plain samples, one channel
    file.extend(16_u32.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(RATE.to_le_bytes());
    // bytes a second, bytes for one moment, bits of a sample
    file.extend((RATE * 2).to_le_bytes());
    file.extend(2_u16.to_le_bytes());
    file.extend(16_u16.to_le_bytes());
    file.extend(b"data");
    file.extend(bytes.to_le_bytes());
    file.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    file
}

/// The samples of notes, one after the other.
fn samples(notes: &[Note]) -> Vec<i16> {
    notes.iter().flat_map(sound).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a level below one, times the largest sample; counts below a second"
)]
fn sound(note: &Note) -> impl Iterator<Item = i16> + use<> {
    let note = *note;
    let count = note.ms * RATE / 1000;
    let seconds = note.ms as f32 / 1000.0;
    (0..count).map(move |at| {
        let time = at as f32 / RATE as f32;
        // the phase of a pitch that goes evenly from one to the other
        let turns = note.from * time + (note.to - note.from) * time * time / (2.0 * seconds);
        let swell = (time / SWELL).min(1.0).min((seconds - time) / FADE);
        // half a cosine: no corner that could be heard
        let loud = 0.5 - 0.5 * (swell.clamp(0.0, 1.0) * TAU / 2.0).cos();
        ((turns * TAU).sin() * loud * note.level * f32::from(i16::MAX)) as i16
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How strongly a pitch sounds in samples, by Goertzel: 1 where they are that pitch at full level and nothing else.
    fn strength(samples: &[i16], hz: f32) -> f32 {
        let step = 2.0 * (TAU * hz / RATE as f32).cos();
        let (before, last) =
            samples.iter().fold((0.0, 0.0), |(before, last), &sample| (last, f32::from(sample) / 32_767.0 + step * last - before));
        (before * before + last * last - step * before * last).sqrt() / (samples.len() as f32 / 2.0)
    }

    #[test]
    fn each_note_has_its_pitch_and_its_length() {
        for tone in Tone::ALL {
            for note in tone.notes().iter().filter(|note| note.from == note.to) {
                let samples = samples(&[*note]);
                assert_eq!(samples.len(), (note.ms * RATE / 1000) as usize, "{tone:?}");
                let own = strength(&samples, note.from);
                for off in [0.5, 0.8, 1.25, 2.0] {
                    assert!(strength(&samples, note.from * off) < own / 4.0, "{tone:?} at {off}");
                }
            }
        }
    }

    #[test]
    fn a_slide_begins_at_one_pitch_and_ends_at_the_other() {
        for tone in [Tone::Inhale, Tone::Exhale] {
            let note = tone.notes()[0];
            let samples = samples(tone.notes());
            let (first, last) = (&samples[..samples.len() / 4], &samples[samples.len() * 3 / 4..]);
            assert!(strength(first, note.from) > strength(first, note.to), "{tone:?}");
            assert!(strength(last, note.to) > strength(last, note.from), "{tone:?}");
        }
    }

    #[test]
    fn a_tone_is_soft_and_begins_and_ends_in_silence() {
        for tone in Tone::ALL {
            let samples = samples(tone.notes());
            let peak = samples.iter().map(|sample| sample.unsigned_abs()).max().expect("a sound");
            assert!((3_000..=8_300).contains(&peak), "{tone:?} {peak}");
            assert!(samples[0].unsigned_abs() < 40 && samples[samples.len() - 1].unsigned_abs() < 400, "{tone:?}");
            let jump = samples.windows(2).map(|pair| pair[0].abs_diff(pair[1])).max().expect("two");
            assert!(jump < 1_000, "{tone:?} clicks: {jump}");
        }
    }

    #[test]
    fn a_file_says_what_it_holds() {
        for tone in Tone::ALL {
            let file = wav(tone);
            let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().expect("four bytes"));
            assert_eq!((&file[..4], &file[8..16], &file[36..40]), (&b"RIFF"[..], &b"WAVEfmt "[..], &b"data"[..]));
            assert_eq!(number(4) as usize, file.len() - 8);
            assert_eq!(number(40) as usize, file.len() - 44);
            assert_eq!((number(24), number(28)), (RATE, RATE * 2));
        }
    }

    #[test]
    fn no_two_tones_are_alike() {
        for (at, one) in Tone::ALL.iter().enumerate() {
            for other in &Tone::ALL[at + 1..] {
                assert_ne!(wav(*one), wav(*other));
                assert_ne!(one.name(), other.name());
            }
        }
    }
}
