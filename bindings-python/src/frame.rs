//! A table for the caller: Arrow inside, whatever frame library outside.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchReader, StructArray};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, Field, SchemaRef};
use pyo3::exceptions::{PyImportError, PyIndexError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use pyo3_arrow::PyRecordBatchReader;
use pyo3_arrow::ffi::{ArrayIterator, to_stream_pycapsule};

use crate::cells;

/// Batches that are made when they are asked for.
pub(crate) trait Batches: Send + Sync {
    /// All of them, from the first.
    fn read(self: Arc<Self>) -> Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>;
}

impl Batches for RecordBatch {
    fn read(self: Arc<Self>) -> Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send> {
        Box::new(std::iter::once(Ok(RecordBatch::clone(&self))))
    }
}

impl Batches for Vec<RecordBatch> {
    fn read(self: Arc<Self>) -> Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send> {
        let batch = move |at: usize| self.get(at).cloned().map(Ok);
        Box::new((0..).map_while(batch))
    }
}

/// A table that any library takes that knows Arrow's capsules.
#[pyclass(frozen, module = "hongyan")]
pub(crate) struct Frame {
    schema: SchemaRef,
    rows: usize,
    batches: Arc<dyn Batches>,
}

pub(crate) fn failed(error: &impl std::fmt::Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}

impl Frame {
    /// A table whose batches are made when they are asked for.
    pub(crate) fn lazy(schema: SchemaRef, rows: usize, batches: Arc<dyn Batches>) -> Frame {
        Frame { schema, rows, batches }
    }

    pub(crate) fn new(batch: RecordBatch) -> Frame {
        Frame { schema: batch.schema(), rows: batch.num_rows(), batches: Arc::new(batch) }
    }

    /// Batches of this schema, one after another.
    pub(crate) fn of(schema: SchemaRef, batches: Vec<RecordBatch>) -> Frame {
        let rows = batches.iter().map(RecordBatch::num_rows).fold(0, usize::saturating_add);
        Frame { schema, rows, batches: Arc::new(batches) }
    }

    /// One row as a dict.
    pub(crate) fn row<'py>(&self, py: Python<'py>, row: usize) -> PyResult<Bound<'py, PyAny>> {
        let mut before = 0_usize;
        for batch in self.reader() {
            let batch = batch.map_err(|error| failed(&error))?;
            let end = before.saturating_add(batch.num_rows());
            if row < end {
                return Ok(self.dict(py, &batch, row.saturating_sub(before))?.into_any());
            }
            before = end;
        }
        Err(PyIndexError::new_err(format!("there are {} rows, and none at {row}", self.rows)))
    }

    fn dict<'py>(&self, py: Python<'py>, batch: &RecordBatch, row: usize) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (field, column) in self.schema.fields().iter().zip(batch.columns()) {
            dict.set_item(field.name(), cells::python(py, column.as_ref(), row)?)?;
        }
        Ok(dict)
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn shown(&self) -> PyResult<String> {
        let batch = self.first(SHOWN)?;
        let table = arrow_cast::pretty::pretty_format_batches(&[batch]).map_err(|error| failed(&error))?;
        Ok(table.to_string())
    }

    fn reader(&self) -> Box<dyn RecordBatchReader + Send> {
        Box::new(RecordBatchIterator::new(Arc::clone(&self.batches).read(), Arc::clone(&self.schema)))
    }

    /// The first rows, of the columns in which they hold anything.
    fn first(&self, rows: usize) -> PyResult<RecordBatch> {
        let mut left = rows;
        let mut parts = Vec::new();
        for batch in self.reader() {
            let batch = batch.map_err(|error| failed(&error))?;
            let part = batch.slice(0, left.min(batch.num_rows()));
            left = left.saturating_sub(part.num_rows());
            parts.push(part);
            if left == 0 {
                break;
            }
        }
        let batch = arrow_select::concat::concat_batches(&self.schema, &parts).map_err(|error| failed(&error))?;
        let told = |at: &usize| batch.columns().get(*at).is_some_and(|column| column.null_count() < column.len());
        let kept: Vec<usize> = (0..batch.num_columns()).filter(|at| batch.num_rows() == 0 || told(at)).collect();
        batch.project(&kept).map_err(|error| failed(&error))
    }

    fn through<'py>(slf: &Bound<'py, Self>, library: &str, call: &str) -> PyResult<Bound<'py, PyAny>> {
        installed(slf.py(), library)?.call_method1(call, (slf,))
    }
}

/// A library that need not be there.
fn installed<'py>(py: Python<'py>, library: &str) -> PyResult<Bound<'py, PyModule>> {
    py.import(library).map_err(|cause| {
        let error = PyImportError::new_err(format!("{library} is not installed: `pip install {library}`"));
        error.set_cause(py, Some(cause));
        error
    })
}

const SHOWN: usize = 20;

#[pymethods]
impl Frame {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let fields = self.schema.fields().clone();
        let field = Arc::new(Field::new_struct("", fields, false));
        let arrays = Arc::clone(&self.batches).read().map(|batch| Ok(Arc::new(StructArray::from(batch?)) as ArrayRef));
        Ok(to_stream_pycapsule(py, Box::new(ArrayIterator::new(arrays, field)), requested_schema)?)
    }

    fn __len__(&self) -> usize {
        self.rows
    }

    /// The names of its columns, in order.
    ///
    /// >>> import hongyan
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[]).counts.columns[0]
    /// 'rule'
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// As a ``pyarrow.Table``, without a copy.
    ///
    /// Raises:
    ///     ImportError: without pyarrow.
    ///
    /// >>> import hongyan
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[]).findings.to_arrow().num_rows
    /// 0
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Frame::through(slf, "pyarrow", "table")
    }

    /// As a ``polars.DataFrame``: dates are ``Date``, names of a fixed list such as verdicts ``Categorical``.
    ///
    /// Raises:
    ///     ImportError: without Polars.
    ///
    /// >>> import hongyan
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[]).findings.to_polars().height
    /// 0
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Frame::through(slf, "polars", "DataFrame")
    }

    /// As a `pandas.DataFrame`.
    ///
    /// Dates are ``datetime64[ms]``, integers ``Int64`` (or as wide as they are here) and flags ``boolean``, all of which
    /// have a null; names of a fixed list such as verdicts are categoricals.
    ///
    /// Raises:
    ///     ImportError: without pandas or pyarrow.
    ///
    /// >>> import hongyan
    /// >>> row = {"session": 1, "project": 1, "worker": 1, "form": "group", "ended_on": "2024-09-24"}
    /// >>> findings = hongyan.check(as_of="2024-10-05", sessions=[row]).findings.to_pandas()
    /// >>> findings["due_on"].dt.month.tolist(), str(findings["session"].dtype)
    /// ([10], 'Int64')
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let table = Frame::to_arrow(slf)?;
        installed(slf.py(), "pandas")?;
        slf.py().import("hongyan._columns")?.call_method1("to_pandas", (table,))
    }

    /// As a list of dicts; needs no library.
    ///
    /// >>> import hongyan
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[]).findings.to_dicts()
    /// []
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        for batch in self.reader() {
            let batch = batch.map_err(|error| failed(&error))?;
            for row in 0..batch.num_rows() {
                rows.append(self.dict(py, &batch, row)?)?;
            }
        }
        Ok(rows)
    }

    fn __repr__(&self) -> PyResult<String> {
        Ok(format!("{}\n{} rows", self.shown()?, self.rows))
    }

    fn _repr_html_(&self) -> PyResult<String> {
        let batch = self.first(SHOWN)?;
        let options = FormatOptions::new();
        let schema = batch.schema();
        let head: String = schema.fields().iter().map(|field| format!("<th>{}</th>", escaped(field.name()))).collect();
        let columns: Result<Vec<_>, _> =
            batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options)).collect();
        let columns = columns.map_err(|error| failed(&error))?;
        let rows: String = (0..batch.num_rows())
            .map(|row| {
                let cells =
                    columns.iter().map(|column| format!("<td>{}</td>", escaped(&column.value(row).to_string())));
                format!("<tr>{}</tr>", cells.collect::<String>())
            })
            .collect();
        let rest = if self.rows > SHOWN { format!("<p>{} / {}</p>", SHOWN, self.rows) } else { String::new() };
        Ok(format!("<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{rest}"))
    }

    /// A frame of its own bytes is pickled through Arrow's IPC by pyarrow; here by plain rows, which are small.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyAny>,))> {
        let class = slf.py().get_type::<Frame>().getattr("_from_arrow")?;
        Ok((class, (Frame::to_arrow(slf)?,)))
    }

    #[staticmethod]
    fn _from_arrow(table: PyRecordBatchReader) -> PyResult<Frame> {
        let reader = table.into_reader()?;
        let schema = reader.schema();
        let batches: Result<Vec<_>, _> = reader.collect();
        let batches = batches.map_err(|error| failed(&error))?;
        let batch = arrow_select::concat::concat_batches(&schema, &batches).map_err(|error| failed(&error))?;
        Ok(Frame::new(batch))
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
