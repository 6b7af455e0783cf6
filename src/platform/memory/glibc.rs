//! glibc gives each thread a heap of its own, and none of them back as long as something lies at its end.

/// One heap for all threads: they are few, and live for a moment. To be called first of all.
pub fn one_heap() {
    // SAFETY: the call takes two numbers, and no other thread runs yet.
    unsafe { libc::mallopt(libc::M_ARENA_MAX, 1) };
}

/// Gives whole pages that nothing lies on back to the system.
pub fn give_back() {
    // SAFETY: the call takes a number; it takes the heap's own lock.
    unsafe { libc::malloc_trim(0) };
}
