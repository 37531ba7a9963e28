import * as vscode from "vscode";

/** The server's report after each check: all equations and those that hold, and the findings by severity. */
export interface Checked {
  uri: string;
  report: boolean;
  equations: number;
  passed: number;
  findings: { error: number; warning: number; info: number };
}

/** The status bar item: the equations verified in the open report, and the server in use. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("nianbao.status", vscode.StatusBarAlignment.Right, 100);
  private readonly reports = new Map<string, Checked>();
  private readonly listeners: vscode.Disposable[];
  private server = "";

  constructor() {
    this.item.name = "年报";
    this.item.command = "nianbao.doctor";
    this.listeners = [
      vscode.window.onDidChangeActiveTextEditor(() => {
        this.show();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.reports.delete(document.uri.toString());
        this.show();
      }),
    ];
  }

  dispose(): void {
    this.item.dispose();
    for (const listener of this.listeners) listener.dispose();
  }

  clear(): void {
    this.reports.clear();
    this.server = "";
    this.show();
  }

  off(): void {
    this.item.hide();
  }

  starting(): void {
    this.item.text = "$(sync~spin) 年报";
    this.item.tooltip = vscode.l10n.t("Starting the server");
    this.item.backgroundColor = undefined;
    this.item.show();
  }

  running(server: string, version: string): void {
    this.server = `${server} · nianbao ${version}`;
    this.show();
  }

  failed(reason: string): void {
    this.item.text = "$(error) 年报";
    this.item.tooltip = reason;
    this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.errorBackground");
    this.item.command = "nianbao.showOutput";
    this.item.show();
  }

  checked(checked: Checked): void {
    this.reports.set(vscode.Uri.parse(checked.uri).toString(), checked);
    this.show();
  }

  /** Show the item for reports only. */
  private show(): void {
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const checked = uri === undefined ? undefined : this.reports.get(uri);
    void vscode.commands.executeCommand("setContext", "nianbao.isReport", checked?.report === true);
    if (!checked?.report || !this.server) {
      this.item.hide();
      return;
    }
    const { error, warning, info } = checked.findings;
    const problems = error + warning;
    this.item.command = "nianbao.doctor";
    this.item.text = `${error ? "$(error)" : problems ? "$(warning)" : "$(verified)"} 年报 已核 ${checked.passed}/${checked.equations}，问题 ${problems}`;
    this.item.backgroundColor = error ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    const counts = vscode.l10n.t("{0} errors, {1} warnings, {2} notes", error, warning, info);
    const sums = vscode.l10n.t("{0} of {1} equations hold", checked.passed, checked.equations);
    this.item.tooltip = `${sums}\n${counts}\n${this.server}`;
    this.item.show();
  }
}
