// Compiles the packages of the bundled server with the interpreter that will run them: node compile.mjs PACKAGES
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const here = path.dirname(fileURLToPath(import.meta.url));
const examples = path.join(here, "..", "..", "..", "examples");

const python = await loadPyodide();
const site = python.runPython("import site; site.getsitepackages()[0]");
python.unpackArchive(new Uint8Array(readFileSync(process.argv[2])), "zip", { extractDir: site });
const reports = ["clean.md", "faulty.md"].map((name) => `/${name}`);
for (const report of reports) python.FS.writeFile(report, readFileSync(path.join(examples, report)));
python.FS.writeFile("/compile.py", readFileSync(path.join(here, "compile.py")));
python.runPython("import sys; sys.path.insert(0, '/')");
python.pyimport("compile").pack(site, python.toPy(reports), "/packages.zip");
writeFileSync(process.argv[2], python.FS.readFile("/packages.zip"));
