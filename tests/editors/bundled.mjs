// Starts the bundled server as the extension does, opens the documents given as JSON on standard input, and prints what it finds in each.
import { fork } from "node:child_process";
import { readFileSync } from "node:fs";

const documents = JSON.parse(readFileSync(0, "utf8"));
const found = {};
const server = fork(process.argv[2], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
const say = (method, params) => server.send({ jsonrpc: "2.0", method, params });

server.on("message", (message) => {
  if (message.id === 1) {
    say("initialized", {});
    for (const [uri, text] of Object.entries(documents)) say("textDocument/didOpen", { textDocument: { uri, languageId: "nianbao", version: 1, text } });
  } else if (message.method === "textDocument/publishDiagnostics") {
    found[message.params.uri] = message.params.diagnostics;
    if (Object.keys(found).length === Object.keys(documents).length) {
      process.stdout.write(JSON.stringify(found), () => server.disconnect());
    }
  }
});
server.send({ jsonrpc: "2.0", id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
