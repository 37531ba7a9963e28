import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { PythonExtension } from "@vscode/python-extension";
import * as vscode from "vscode";

const PROBE_LIMIT = 20_000; // milliseconds; a Python on a network drive takes long to start

/** Options to run Python with, so that it takes no file of the workspace for a module of the program. */
export function apart(folder: string): { cwd: string; env: NodeJS.ProcessEnv } {
  return { cwd: folder, env: { ...process.env, PYTHONSAFEPATH: "1", PYTHONUTF8: "1" } };
}

/** A Python interpreter that has nianbao. */
export interface Python {
  command: string;
  version: string;
}

/**
 * The first interpreter with nianbao: that of the setting, which must have it; else that of the Python extension; else
 * one on the PATH. They are tried in `folder`.
 */
export async function findPython(folder: string, output: vscode.LogOutputChannel): Promise<Python | undefined> {
  const chosen = vscode.workspace.isTrusted ? vscode.workspace.getConfiguration("nianbao").get<string>("interpreter", "") : "";
  if (chosen) {
    const python = await probe(chosen, folder, output);
    if (!python) throw new Error(vscode.l10n.t("{0} cannot run nianbao; install it there (pip install nianbao) or change the setting nianbao.interpreter.", chosen));
    return python;
  }
  const active = await activeInterpreter(output);
  for (const command of [...(active ? [active] : []), "python3", "python"]) {
    const python = await probe(command, folder, output);
    if (python) return python;
  }
  return undefined;
}

async function activeInterpreter(output: vscode.LogOutputChannel): Promise<string | undefined> {
  try {
    const extension = await PythonExtension.api();
    const environment = await extension.environments.resolveEnvironment(extension.environments.getActiveEnvironmentPath());
    return environment?.executable.uri?.fsPath;
  } catch (error) {
    output.debug(`Python extension: ${String(error)}`); // it is not installed
    return undefined;
  }
}

async function probe(command: string, folder: string, output: vscode.LogOutputChannel): Promise<Python | undefined> {
  try {
    const { stdout } = await promisify(execFile)(command, ["-m", "nianbao", "--version"], { ...apart(folder), timeout: PROBE_LIMIT, windowsHide: true });
    const version = /^nianbao (\S+)/.exec(stdout)?.[1];
    output.info(`${command}: ${version ? `nianbao ${version}` : "?"}`);
    return version ? { command, version } : undefined;
  } catch (error) {
    output.info(`${command}: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`);
    return undefined;
  }
}
