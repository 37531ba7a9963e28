import * as path from "node:path";
import * as vscode from "vscode";
import { LanguageClient, TransportKind, type ServerOptions } from "vscode-languageclient/node";
import { apart, findPython } from "./python";
import { entry, type Connect } from "./session";

export const { activate, deactivate } = entry(connect);

/** A Python that has nianbao if one is found, else the server in this extension. */
function connect(context: vscode.ExtensionContext): Connect {
  return async (clientOptions, output) => {
    const wanted = vscode.workspace.getConfiguration("nianbao").get<string>("server", "auto");
    const python = wanted === "bundled" ? undefined : await findPython(context.extensionPath, output);
    if (!python && wanted === "python") throw new Error(vscode.l10n.t("No Python with nianbao was found; see the setting nianbao.interpreter."));
    const bundled = path.join(context.extensionPath, "dist", "server.cjs");
    const serverOptions: ServerOptions = python
      ? { command: python.command, args: ["-m", "nianbao", "lsp"], transport: TransportKind.stdio, options: apart(context.extensionPath) }
      : { module: bundled, transport: TransportKind.ipc };
    const server = python ? `${vscode.l10n.t("Python")} ${python.command}` : vscode.l10n.t("bundled server");
    return { client: new LanguageClient("nianbao", "年报", serverOptions, clientOptions), server };
  };
}
