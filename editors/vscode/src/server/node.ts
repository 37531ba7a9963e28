// The bundled server as a process of its own, which speaks with the extension over the channel between parent and child.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import type * as Pyodide from "pyodide";
import type { DidOpenTextDocumentParams, InitializeParams } from "vscode-languageserver-protocol";
import { Gate, serve } from "./runtime";

const folder = path.join(__dirname, "python");
const gate = new Gate();

async function main(): Promise<void> {
  const { loadPyodide } = (await import(pathToFileURL(path.join(folder, "pyodide.mjs")).href)) as typeof Pyodide;
  const python = await loadPyodide({ indexURL: folder + path.sep, stdout: log, stderr: log });
  const packages = await readFile(path.join(folder, "packages.zip"));
  const receive = serve(python, packages, (message) => process.send?.(message));
  gate.open((message) => {
    for (const address of addressesIn(message)) showFiles(python, address);
    receive(message);
  });
}

/** The addresses that a message first tells the server of: those of workspace folders and of a document. */
function addressesIn({ params }: { params?: Partial<InitializeParams & DidOpenTextDocumentParams> }): string[] {
  const folders = params?.workspaceFolders?.map(({ uri }) => uri) ?? [];
  return [...folders, params?.textDocument?.uri ?? ""].filter((address) => address.startsWith("file:///"));
}

/**
 * Let the interpreter see what is on disk around a document, where it would otherwise see its own files only: the configuration and last year's report.
 * The uppermost folder that it does not have itself is mounted at the path that the server will ask for.
 */
function showFiles(python: Pyodide.PyodideAPI, address: string): void {
  const files = python.FS as unknown as { cwd: () => string; analyzePath: (path: string) => { exists: boolean } };
  const windows = process.platform === "win32";
  const root = windows ? files.cwd() : ""; // a path with a drive letter is a relative one there
  let place = "";
  for (const part of decodeURIComponent(new URL(address).pathname).split("/").slice(1, -1)) {
    place += `/${part}`;
    if (!files.analyzePath(root + place).exists) {
      const folder = windows ? `${place.slice(1)}/` : place;
      if (existsSync(folder)) python.mountNodeFS(root + place, folder);
      return;
    }
  }
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
