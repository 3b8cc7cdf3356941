"""Executes `sample.ipynb` and keeps its outputs: `python docs/execute.py`."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

FILE = Path(__file__).with_name("sample.ipynb")


def main():
    notebook = nbformat.read(FILE, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False).execute()
    # versions of the kernel are nothing that the notebook says
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, FILE)


if __name__ == "__main__":
    main()
