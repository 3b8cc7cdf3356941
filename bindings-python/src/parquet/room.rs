//! Memory for whole columns.

use std::io::{Error, ErrorKind, Result};
use std::marker::PhantomData;

use arrow_buffer::{ArrowNativeType, Buffer, ScalarBuffer};
use bytemuck::Pod;
use bytes::Bytes;
use memmap2::MmapMut;

/// Room for values, all of them 0, asked of the system in large pages: to be given millions of small ones takes as long
/// as to decode what comes into them.
pub(super) struct Room<T> {
    memory: MmapMut,
    rows: usize,
    of: PhantomData<T>,
}

impl<T: Pod + ArrowNativeType> Room<T> {
    /// Room for so many rows, of which a file may claim any number.
    pub(super) fn new(rows: usize) -> Result<Room<T>> {
        let bytes = rows.checked_mul(size_of::<T>()).ok_or_else(|| Error::from(ErrorKind::OutOfMemory))?;
        let memory = MmapMut::map_anon(bytes)?;
        // a system that has no large pages gives small ones
        #[cfg(target_os = "linux")]
        memory.advise(memmap2::Advice::HugePage).unwrap_or_default();
        Ok(Room { memory, rows, of: PhantomData })
    }

    pub(super) fn values(&mut self) -> &mut [T] {
        bytemuck::try_cast_slice_mut(&mut self.memory).unwrap_or_default()
    }

    pub(super) fn finish(self) -> ScalarBuffer<T> {
        ScalarBuffer::new(Buffer::from(Bytes::from_owner(self.memory)), 0, self.rows)
    }
}
