// The bundled server in a web worker. The first message brings its files; all others are the client's.
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { Gate, serve, type Runtime } from "./runtime";

const WASM = "pyodide.asm.wasm";
const LIBRARY = "python_stdlib.zip";
const NOWHERE = "https://nianbao.invalid/"; // the files are at hand, so that nothing is asked for
type Config = NonNullable<Parameters<typeof loadPyodide>[0]>;
const gate = new Gate();
let started = false;

self.onmessage = (event: MessageEvent<object>): void => {
  if (started) {
    gate.receive(event.data);
    return;
  }
  started = true;
  main(event.data as Runtime).catch((error: unknown) => {
    console.error(error);
    self.close();
  });
};

async function main(runtime: Runtime): Promise<void> {
  const answer = (bytes: Uint8Array, type: string): Response => new Response(bytes as BodyInit, { headers: { "content-type": type } });
  self.fetch = (resource) => {
    const address = resource instanceof Request ? resource.url : resource.toString();
    if (address.endsWith(WASM)) return Promise.resolve(answer(runtime.wasm, "application/wasm"));
    if (address.endsWith(LIBRARY)) return Promise.resolve(answer(runtime.library, "application/zip"));
    return Promise.reject(new Error(`offline: ${address}`));
  };
  const python = await loadPyodide({
    indexURL: NOWHERE,
    packageBaseUrl: NOWHERE,
    stdLibURL: NOWHERE + LIBRARY,
    lockFileContents: LOCK,
    createPyodideModule: createPyodideModule as Config["createPyodideModule"],
    stdout: console.info,
    stderr: console.error,
  });
  const receive = serve(python, runtime.packages, (message) => {
    self.postMessage(message);
  });
  gate.open(receive);
}

declare const LOCK: string; // put in by the build
