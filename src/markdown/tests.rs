//! Table tests of the whole path.
