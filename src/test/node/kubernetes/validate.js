// Reads a JSON list of manifests and prints one JSON list: the findings of each.
import { readFileSync } from "node:fs";

const findings = [];
for (const manifest of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const models = manifest.apiVersion.startsWith("monitoring.coreos.com/")
    ? "@kubernetes-models/prometheus-operator"
    : "kubernetes-models";
  const types = await import(`${models}/${manifest.apiVersion}/${manifest.kind}`);
  try {
    new types[manifest.kind](manifest).validate();
    findings.push([]);
  } catch (error) {
    findings.push([error.message]);
  }
}
console.log(JSON.stringify(findings));
