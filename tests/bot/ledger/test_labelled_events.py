"""The rules alone on labelled reports: perfect reading in, wanted alerts out."""

from pathlib import Path

import pytest

from tools.score_verdicts import part, read_scene

SHARED = Path(__file__).parents[3] / "../shared"
FOLDERS = ("seeds", "desk", "events")


@pytest.mark.parametrize("folder", FOLDERS)
def test_precision_and_recall_of_alerts_reach_0_97(folder: str) -> None:
    root = SHARED / folder
    if not root.is_dir():
        pytest.skip("shared: the labelled reports are not beside this checkout")
    right = found = wanted = predicted = 0
    for scene_folder in sorted(root.iterdir()) if folder == "events" else [root]:
        if not scene_folder.is_dir():
            continue
        scene = read_scene(scene_folder)
        score = part(scene, frozenset(report["id"] for report in scene.reports))
        right, predicted = right + score.right, predicted + score.predicted
        found, wanted = found + score.found, wanted + score.wanted
    assert right / predicted >= 0.97
    assert found / wanted >= 0.97
