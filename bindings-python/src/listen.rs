//! Long calls that Ctrl-C ends: they run in a thread of their own, while this one listens to Python's signals.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use hongyan::stop::{Stop, Stopped};
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;

/// How long nobody listens.
const PAUSE: Duration = Duration::from_millis(50);
/// Fewer rows are done before anyone could stop them.
const MANY: usize = 1 << 17;

/// Does some work over so many rows without the interpreter. What a signal raises meanwhile ends it.
pub(crate) fn listening<T: Send>(
    py: Python<'_>,
    rows: usize,
    work: impl FnOnce(&Stop) -> Result<T, Stopped> + Send,
) -> PyResult<T> {
    let stop = Stop::new();
    let stopped = |_: Stopped| PyKeyboardInterrupt::new_err(());
    if rows < MANY {
        return py.detach(|| work(&stop)).map_err(stopped);
    }
    let (here, done) = (thread::current(), Mutex::new(None));
    let mut raised = None;
    thread::scope(|scope| {
        let working = scope.spawn(|| {
            let answer = work(&stop);
            *done.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
            here.unpark();
        });
        while done.lock().unwrap_or_else(PoisonError::into_inner).is_none() && !working.is_finished() {
            py.detach(|| thread::park_timeout(PAUSE));
            if let Err(error) = py.check_signals() {
                stop.stop();
                raised = Some(error);
            }
        }
        if let Err(panic) = py.detach(|| working.join()) {
            resume_unwind(panic);
        }
    });
    match (raised, done.into_inner().unwrap_or_else(PoisonError::into_inner)) {
        (Some(error), _) => Err(error),
        (None, Some(answer)) => answer.map_err(stopped),
        (None, None) => Err(stopped(Stopped)),
    }
}
