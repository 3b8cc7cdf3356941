//! Values on their way into the cache before they are asked for.

/// Brings values near, where the processor can be told so; else does nothing. Which values is a matter of time alone.
#[derive(Clone, Copy)]
pub(super) struct Fetch {
    #[cfg(target_arch = "x86_64")]
    sse: Option<pulp::core_arch::x86::Sse>,
}

impl Fetch {
    pub(super) fn new() -> Fetch {
        Fetch {
            #[cfg(target_arch = "x86_64")]
            sse: pulp::core_arch::x86::Sse::try_new(),
        }
    }

    /// Begins to bring near so many values from a place on. None of them need be there.
    #[inline(always)]
    pub(super) fn ahead<T>(self, values: &[T], from: usize, count: usize) {
        #[cfg(target_arch = "x86_64")]
        if let Some(sse) = self.sse {
            use std::arch::x86_64::_MM_HINT_T0;
            /// The bytes that come together.
            const LINE: usize = 64;
            let first: *const i8 = values.as_ptr().wrapping_add(from).cast();
            for line in 0..size_of::<T>().saturating_mul(count).div_ceil(LINE) {
                sse._mm_prefetch::<_MM_HINT_T0>(first.wrapping_add(line.wrapping_mul(LINE)));
            }
        }
        #[cfg(not(target_arch = "x86_64"))]
        let _ = (values, from, count);
    }
}
