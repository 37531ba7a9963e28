import type { PyodideInterface } from "pyodide";

/** The files of the bundled server: the interpreter, its library, and the packages of nianbao as a zip. */
export interface Runtime {
  wasm: Uint8Array;
  library: Uint8Array;
  packages: Uint8Array;
}

/** Takes messages one by one. */
export type Receiver = (message: object) => void;

/** Holds messages back until there is somebody to take them. */
export class Gate {
  private readonly waiting: object[] = [];
  private receiver: Receiver | undefined;

  receive(message: object): void {
    if (this.receiver) this.receiver(message);
    else this.waiting.push(message);
  }

  open(receiver: Receiver): void {
    this.receiver = receiver;
    for (const message of this.waiting.splice(0)) receiver(message);
  }
}

/** Start the language server inside an interpreter. `send`: takes its messages. Returns what takes the client's. */
export function serve(python: PyodideInterface, packages: Uint8Array, send: Receiver): Receiver {
  const site = python.runPython("import site; site.getsitepackages()[0]") as string;
  python.unpackArchive(new Uint8Array(packages), "zip", { extractDir: site });
  python.runPython("import importlib; importlib.invalidate_caches()");
  const embedded = python.pyimport("nianbao.lsp.embedded") as { serve: (send: (text: string) => void) => (text: string) => void };
  const receive = embedded.serve((text) => {
    send(JSON.parse(text) as object);
  });
  return (message) => {
    receive(JSON.stringify(message));
  };
}
