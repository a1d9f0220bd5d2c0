"""The notebooks run from top to bottom, here and now."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.filterwarnings("ignore")  # Jupyter's own
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_runs_and_was_committed_with_its_outputs(path: Path) -> None:
    """Every cell runs without an error, and the committed file shows what it gives."""
    notebook = nbformat.read(path, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in cells), "commit it executed: make notebooks"
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": path.parent}}).execute()
