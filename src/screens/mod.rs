//! One screen, one file. A screen never opens another: it wishes for a route, and only `open` knows what stands behind it.
