// The bundled server as a process of its own, which speaks with the extension over the channel between parent and child.
import { readFile } from "node:fs/promises";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import type * as Pyodide from "pyodide";
import { Gate, serve } from "./runtime";

const folder = path.join(__dirname, "python");
const gate = new Gate();

async function main(): Promise<void> {
  const { loadPyodide } = (await import(pathToFileURL(path.join(folder, "pyodide.mjs")).href)) as typeof Pyodide;
  const python = await loadPyodide({ indexURL: folder + path.sep, stdout: log, stderr: log });
  const packages = await readFile(path.join(folder, "packages.zip"));
  gate.open(serve(python, packages, (message) => process.send?.(message)));
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

process.on("message", (message: object) => {
  gate.receive(message);
});
process.on("disconnect", () => process.exit(0)); // the editor has gone
main().catch((error: unknown) => {
  log(String(error));
  process.exit(1);
});
