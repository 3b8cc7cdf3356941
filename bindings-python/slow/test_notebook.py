"""The notebook on the sample district: it runs, says what is committed, and shows its pictures in JupyterLab."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from playwright.sync_api import expect, sync_playwright

NOTEBOOK = Path(__file__).parents[1] / "docs" / "sample.ipynb"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SHOTS = os.environ.get("HONGYAN_SHOTS")


def outputs(notebook):
    """What every cell shows, without what differs from run to run."""
    shown = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            shown.append((cell.id, output.output_type, output.get("text") or output.get("data")))
    return shown


@pytest.fixture(scope="module")
def executed():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    return notebook


def test_it_says_what_is_committed(executed):
    committed = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(executed)
    assert outputs(committed), "the notebook is committed with its outputs"
    for here, there in zip(outputs(executed), outputs(committed), strict=True):
        assert here == there, here[0]


def test_the_report_is_shown_with_its_heat_map(executed):
    pages = [
        output["data"]["text/html"]
        for cell in executed.cells
        for output in cell.get("outputs", [])
        if "<iframe" in output.get("data", {}).get("text/html", "")
    ]
    assert len(pages) == 1
    assert "heat" in pages[0]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a copy of the notebook without its outputs."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("notebooks")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, folder / NOTEBOOK.name)
    chosen = {
        # every cell is in the page, wherever one has scrolled to
        "notebook-extension/tracker": {"windowingMode": "none"},
        # nothing is asked of the network
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    }
    for name, values in chosen.items():
        file = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(values), encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1"]
    command += ["--IdentityProvider.token=", "--ServerApp.password=", f"--ServerApp.root_dir={folder}"]
    names = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime", "JUPYTERLAB_SETTINGS_DIR": "settings"}
    environment = {**os.environ, **{name: str(home / inner) for name, inner in names.items()}}
    with (home / "lab.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=2).close()
                break
            except OSError:
                assert server.poll() is None, (home / "lab.log").read_text()
                time.sleep(0.5)
        yield f"{address}/lab/tree/{NOTEBOOK.name}"
    finally:
        server.terminate()
        server.wait(30)


@pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="no Chromium")
def test_in_jupyterlab(lab):
    cells = [cell for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.cell_type == "code"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.goto(lab, timeout=120_000)
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=120_000)
        # before its kernel is there, JupyterLab would ask which one is meant
        expect(page.locator("#jp-main-statusbar")).to_contain_text("Idle", timeout=180_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name=re.compile("^Run All Cells$")).click()
        last = page.locator(".jp-CodeCell .jp-InputPrompt", has_text=re.compile(rf"\[{len(cells)}\]"))
        expect(last).to_have_count(1, timeout=180_000)
        assert page.locator("[data-mime-type='application/vnd.jupyter.stderr'], .jp-mod-error").count() == 0
        frame = page.locator("iframe[title='hongyan']")
        frame.scroll_into_view_if_needed()
        inner = page.frame_locator("iframe[title='hongyan']")
        expect(inner.locator("body")).to_contain_text("Record within a week", timeout=30_000)
        assert inner.locator("svg, table").count() > 0
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(SHOTS) / "report.png")
            for place, text in enumerate(("What is contested", "What another policy changes", "Why")):
                page.get_by_role("heading", name=text).first.scroll_into_view_if_needed()
                page.wait_for_timeout(500)
                page.screenshot(path=Path(SHOTS) / f"notebook-{place}.png")
        browser.close()
