//! Where the figure is seen from, and how it is fitted into the picture.

use super::file::View;
use super::vec3::{Vec3, vec3};

/// A view without perspective: right and up in the picture, and toward the eye.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "three directions")]
pub struct Camera {
    pub right: Vec3,
    pub up: Vec3,
    pub toward: Vec3,
}

impl View {
    /// All that have a name.
    pub const NAMED: [(&'static str, Self); 8] = [
        ("side", Self::Side),
        ("side-tilt", Self::SideTilt),
        ("quarter", Self::Quarter),
        ("front", Self::Front),
        ("back", Self::Back),
        ("back-quarter", Self::BackQuarter),
        ("top", Self::Top),
        ("top-up", Self::TopUp),
    ];

    /// Around the figure and above the floor, in degrees.
    #[must_use]
    pub fn angles(self) -> (f32, f32) {
        match self {
            Self::Side => (0.0, 0.0),
            Self::SideTilt => (18.0, 9.0),
            Self::Quarter => (42.0, 16.0),
            Self::Front => (90.0, 0.0),
            Self::Back => (-90.0, 0.0),
            Self::BackQuarter => (-48.0, 16.0),
            Self::Top | Self::TopUp => (0.0, 90.0),
            Self::Camera { az, el } => (az, el),
        }
    }

    /// The same view gone around the figure by so many degrees. From above one comes down to the floor first.
    #[must_use]
    pub fn orbited(self, degrees: f32) -> Self {
        let (az, el) = self.angles();
        Self::Camera { az: (az + degrees + 180.0).rem_euclid(360.0) - 180.0, el: el.min(16.0) }
    }

    /// The same view of the figure's other side: what was to the left in the picture is to the right.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Front | Self::Back | Self::Top | Self::TopUp => self,
            _ => {
                let (az, el) = self.angles();
                Self::Camera { az: 180.0 - az, el }
            }
        }
    }

    /// The camera that stands there.
    #[must_use]
    pub fn camera(self) -> Camera {
        match self {
            Self::Top => Camera { right: vec3(1.0, 0.0, 0.0), up: vec3(0.0, 0.0, -1.0), toward: vec3(0.0, 1.0, 0.0) },
            Self::TopUp => Camera { right: vec3(0.0, 0.0, 1.0), up: vec3(1.0, 0.0, 0.0), toward: vec3(0.0, 1.0, 0.0) },
            _ => {
                let (az, el) = self.angles();
                let ((sin, cos), (high, flat)) = (az.to_radians().sin_cos(), el.to_radians().sin_cos());
                let (right, toward) = (vec3(cos, 0.0, -sin), vec3(sin * flat, high, cos * flat));
                Camera { right, up: toward.cross(right), toward }
            }
        }
    }
}

impl Camera {
    /// A place as the camera has it: right, up, and toward the eye.
    #[must_use]
    pub fn see(&self, v: Vec3) -> Vec3 {
        vec3(v.dot(self.right), v.dot(self.up), v.dot(self.toward))
    }

    /// Whether it looks along the floor, so that the floor is a line.
    pub(super) fn is_level(&self) -> bool {
        self.toward.y.abs() < 0.05
    }

    /// Whether it looks down from above.
    pub(super) fn is_above(&self) -> bool {
        self.toward.y > 0.9
    }
}

/// What has to be in the picture, in camera coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    low: (f32, f32),
    high: (f32, f32),
}

impl Extent {
    /// Nothing yet.
    pub(super) const NOTHING: Self = Self { low: (f32::MAX, f32::MAX), high: (f32::MIN, f32::MIN) };

    /// How far it goes to the left and to the right.
    pub(super) fn across(&self) -> (f32, f32) {
        (self.low.0, self.high.0)
    }

    /// Takes in a ball.
    pub(super) fn take(&mut self, camera: &Camera, middle: Vec3, radius: f32) {
        let (x, y) = (middle.dot(camera.right), middle.dot(camera.up));
        self.low = (self.low.0.min(x - radius), self.low.1.min(y - radius));
        self.high = (self.high.0.max(x + radius), self.high.1.max(y + radius));
    }
}

/// From the world to dots and back.
#[derive(Clone, Copy, Debug)]
pub struct Lens {
    /// Where it is seen from.
    pub camera: Camera,
    /// Dots across to one body height.
    pub scale: f32,
    /// How much higher than wide a dot is.
    pub aspect: f32,
    origin: (f32, f32),
}

impl Lens {
    /// A lens that shows `extent` as large as it can in so many dots: in the middle, or standing on the lower edge where the picture cuts the body.
    pub(super) fn fit(camera: Camera, extent: &Extent, (width, height): (usize, usize), aspect: f32, is_cut: bool) -> Self {
        const PAD: f32 = 0.02;
        let (low, high) = ((extent.low.0 - PAD, extent.low.1 - PAD), (extent.high.0 + PAD, extent.high.1 + PAD));
        let (width, height) = (width as f32, height as f32);
        let scale = ((width - 2.0) / (high.0 - low.0)).min((height - 2.0) * aspect / (high.1 - low.1)).max(0.01);
        let rows = scale / aspect;
        let across = width / 2.0 - scale * (low.0 + high.0) / 2.0;
        let down = if is_cut { height - 1.0 + rows * low.1 } else { height / 2.0 + rows * (low.1 + high.1) / 2.0 };
        Self { camera, scale, aspect, origin: (across, down) }
    }

    /// A place as dots to the right and down, and body heights toward the eye.
    #[must_use]
    pub fn dot(&self, v: Vec3) -> (f32, f32, f32) {
        let seen = self.camera.see(v);
        (self.origin.0 + self.scale * seen.x, self.origin.1 - self.scale / self.aspect * seen.y, seen.z)
    }

    /// The place that is seen in a dot at a depth.
    #[must_use]
    pub fn world(&self, x: usize, y: usize, depth: f32) -> Vec3 {
        let right = (x as f32 + 0.5 - self.origin.0) / self.scale;
        let up = (self.origin.1 - (y as f32 + 0.5)) * self.aspect / self.scale;
        self.camera.right * right + self.camera.up * up + self.camera.toward * depth
    }
}
