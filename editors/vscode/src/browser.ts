import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import type { Runtime } from "./server/runtime";
import { entry, type Connect } from "./session";

export const { activate, deactivate } = entry(connect);

/**
 * The server in this extension, in a web worker. Its files are read here, because neither the worker nor files that
 * it needs can be loaded by their addresses.
 */
function connect(context: vscode.ExtensionContext): Connect {
  return async (clientOptions) => {
    const dist = vscode.Uri.joinPath(context.extensionUri, "dist");
    const read = (...name: string[]): Thenable<Uint8Array> => vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, ...name));
    const files = [read("worker.js"), ...["pyodide.asm.wasm", "python_stdlib.zip", "packages.zip"].map((name) => read("python", name))];
    const [code, wasm, library, packages] = (await Promise.all(files)) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    const address = URL.createObjectURL(new Blob([code as BlobPart], { type: "text/javascript" }));
    const worker = new Worker(address, { name: "nianbao" });
    const runtime: Runtime = { wasm, library, packages };
    worker.postMessage(runtime);
    return { client: new LanguageClient("nianbao", "年报", worker, clientOptions), server: vscode.l10n.t("bundled server") };
  };
}
