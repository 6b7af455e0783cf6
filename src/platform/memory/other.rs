//! Systems whose allocator sees to it by itself.

pub fn one_heap() {}

pub fn give_back() {}
