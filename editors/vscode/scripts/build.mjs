// Builds dist/: the extension for desktop and browser, the bundled server for both, and the Python packages in it.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(here, "dist");
const runtime = path.join(here, "node_modules", "pyodide");
const minify = process.argv.includes("--minify");

rmSync(dist, { recursive: true, force: true });
mkdirSync(path.join(dist, "python"), { recursive: true });
for (const name of ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"]) {
  copyFileSync(path.join(runtime, name), path.join(dist, "python", name));
}
const python = ["../../.venv/bin/python", "../../.venv/Scripts/python.exe"].map((name) => path.join(here, name)).find(existsSync) ?? "python3";
const packages = path.join(dist, "python", "packages.zip");
execFileSync(python, [path.join(here, "scripts", "packages.py"), packages], { stdio: "inherit" });
execFileSync(process.execPath, [path.join(here, "scripts", "compile.mjs"), packages], { stdio: "inherit" });
const schema = execFileSync(python, [path.join(here, "scripts", "schema.py")], { encoding: "utf8" });

const common = { bundle: true, minify, absWorkingDir: here, target: "es2022", logLevel: "warning" };
const told = { SCHEMA: JSON.stringify(schema) };
const lock = JSON.parse(readFileSync(path.join(runtime, "pyodide-lock.json"), "utf8"));
await Promise.all([
  esbuild.build({ ...common, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", platform: "node", format: "cjs", external: ["vscode"], define: told }),
  esbuild.build({ ...common, entryPoints: ["src/browser.ts"], outfile: "dist/browser.js", platform: "browser", format: "cjs", external: ["vscode"], define: told }),
  esbuild.build({ ...common, entryPoints: ["src/server/node.ts"], outfile: "dist/server.cjs", platform: "node", format: "cjs" }),
  esbuild.build({
    ...common,
    entryPoints: ["src/server/worker.ts"],
    outfile: "dist/worker.js",
    platform: "browser",
    format: "iife",
    external: ["node:*", "fs", "path", "url", "vm", "ws", "crypto", "child_process"],
    define: { "import.meta.url": "self.location.href", LOCK: JSON.stringify(JSON.stringify({ ...lock, packages: {} })) },
  }),
]);
