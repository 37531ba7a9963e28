import * as vscode from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import { helpWithConfiguration } from "./configuration";
import { StatusBar, type Checked } from "./status";

/** A running server: the client that talks to it, and a description in words. */
export interface Connection {
  client: BaseLanguageClient;
  server: string;
}

/** Makes a connection with these options; the client is not started yet. Throws if no server is available. */
export type Connect = (options: LanguageClientOptions, output: vscode.LogOutputChannel) => Promise<Connection>;

const LANGUAGES = ["nianbao", "markdown", "plaintext", "html"];

/** One session with a server: its client, output channel and status bar, and the commands that need them. */
class Session implements vscode.Disposable {
  private readonly output = vscode.window.createOutputChannel("年报", { log: true });
  private readonly status = new StatusBar();
  private readonly certificates = new Certificates();
  private connection: Connection | undefined;
  private queue: Promise<void> = Promise.resolve();
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly connect: Connect) {
    this.disposables = [
      vscode.workspace.registerTextDocumentContentProvider(Certificates.scheme, this.certificates),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (["nianbao.enable", "nianbao.server", "nianbao.interpreter", "nianbao.language"].some((key) => change.affectsConfiguration(key))) void this.restart();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.restart()),
      ...Object.entries(this.commands()).map(([name, run]) => vscode.commands.registerCommand(name, run)),
    ];
  }

  /** Start a server, after stopping the one that runs. Calls in the meantime wait for this one. */
  restart(): Promise<void> {
    this.queue = this.queue.then(() => this.stop()).then(() => this.start());
    return this.queue;
  }

  dispose(): void {
    void this.stop();
    for (const one of this.disposables) one.dispose();
    this.status.dispose();
    this.output.dispose();
  }

  /** Stop the server and wait until it has ended. */
  async stop(): Promise<void> {
    const connection = this.connection;
    this.connection = undefined;
    this.status.clear();
    try {
      await connection?.client.dispose(5000);
    } catch (error) {
      this.output.warn(String(error)); // a server that has already gone
    }
  }

  private async start(): Promise<void> {
    const settings = vscode.workspace.getConfiguration("nianbao");
    if (!settings.get<boolean>("enable", true)) {
      this.status.off();
      return;
    }
    this.status.starting();
    try {
      const connection = await this.connect(
        {
          documentSelector: LANGUAGES.map((language) => ({ language })),
          outputChannel: this.output,
          initializationOptions: { lang: settings.get<string>("language", "zh"), trusted: vscode.workspace.isTrusted },
        },
        this.output,
      );
      connection.client.onNotification("nianbao/status", (checked: Checked) => {
        this.status.checked(checked);
      });
      await connection.client.start();
      this.connection = connection;
      this.status.running(connection.server, connection.client.initializeResult?.serverInfo?.version ?? "");
      this.output.info(vscode.l10n.t("Server: {0}", connection.server));
    } catch (error) {
      this.output.error(error instanceof Error ? error : String(error));
      this.status.failed(String(error));
      const show = vscode.l10n.t("Show log");
      const chosen = await vscode.window.showErrorMessage(vscode.l10n.t("The check of annual reports could not start: {0}", String(error)), show);
      if (chosen === show) this.output.show();
    }
  }

  private commands(): Record<string, (...values: unknown[]) => unknown> {
    return {
      "nianbao.restart": () => this.restart(),
      "nianbao.showOutput": () => {
        this.output.show();
      },
      "nianbao.fixAll": async () => {
        const document = vscode.window.activeTextEditor?.document;
        if (!document) return;
        const whole = new vscode.Range(0, 0, document.lineCount, 0);
        const found = await vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", document.uri, whole, "source.fixAll.nianbao");
        const edit = found.find((action) => action.edit)?.edit;
        if (edit) await vscode.workspace.applyEdit(edit);
        else void vscode.window.showInformationMessage(vscode.l10n.t("Nothing that can be fixed safely."));
      },
      "nianbao.checkReports": async () => {
        await this.ask("nianbao.checkWorkspace");
        await vscode.commands.executeCommand("workbench.actions.view.problems");
      },
      "nianbao.showCertificate": async () => {
        const document = vscode.window.activeTextEditor?.document;
        if (!document) return;
        const text = await this.ask<string>("nianbao.certificate", document.uri.toString());
        await vscode.window.showTextDocument(await this.certificates.open(document.uri, text), { preview: true, viewColumn: vscode.ViewColumn.Beside });
      },
      "nianbao.newReport": async () => {
        const agency = await vscode.window.showInputBox({ prompt: vscode.l10n.t("Full name of the body"), placeHolder: "青禾县民政局" });
        if (agency === undefined) return;
        const content = await this.ask<string>("nianbao.server.newReport", { agency });
        await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "nianbao", content }));
      },
      "nianbao.doctor": async () => {
        const document = vscode.window.activeTextEditor?.document;
        const text = await this.ask<string>("nianbao.server.doctor", document?.uri.toString() ?? null);
        this.output.info(`${this.connection?.server ?? ""}\n${text}`);
        this.output.show();
      },
    };
  }

  /** The answer of the server to one of its commands. */
  private async ask<Answer>(command: string, ...values: unknown[]): Promise<Answer> {
    await this.queue;
    if (!this.connection) throw new Error(vscode.l10n.t("The server is not running; see the log."));
    return this.connection.client.sendRequest<Answer>("workspace/executeCommand", { command, arguments: values });
  }
}

/** The functions that VS Code calls at the beginning and the end, for one way to connect. */
export function entry(connect: (context: vscode.ExtensionContext) => Connect): {
  activate: (context: vscode.ExtensionContext) => Promise<void>;
  deactivate: () => Promise<void>;
} {
  let session: Session | undefined;
  return {
    activate: async (context) => {
      session = new Session(connect(context));
      context.subscriptions.push(session, helpWithConfiguration());
      await session.restart();
    },
    deactivate: async () => {
      await session?.stop();
    },
  };
}

/** Read-only documents with the certificate of a report. */
class Certificates implements vscode.TextDocumentContentProvider {
  static readonly scheme = "nianbao-certificate";
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  open(report: vscode.Uri, text: string): Thenable<vscode.TextDocument> {
    const name = report.path.split("/").pop() ?? "";
    const uri = vscode.Uri.from({ scheme: Certificates.scheme, path: `/${name}.txt`, query: report.toString() });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    return vscode.workspace.openTextDocument(uri);
  }
}
