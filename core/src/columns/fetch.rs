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

#[cfg(test)]
mod tests {
    use super::*;

    /// Nor does anything end that asks for values beyond the last, for as many as there can be, or for none.
    #[test]
    fn values_that_are_not_there_may_be_asked_for() {
        let values = [1_u64, 2, 3];
        for from in [0, 2, 3, 4_096, usize::MAX] {
            for count in [0, 1, 64, 1_000] {
                Fetch::new().ahead(&values, from, count);
                Fetch::new().ahead(&[(); 3], from, count);
            }
        }
        assert_eq!(values, [1, 2, 3]);
    }
}
