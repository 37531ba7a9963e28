// Completion and explanations in nianbao.toml, from its schema. They need no extension for TOML and no server.
import * as vscode from "vscode";

/** The part of JSON Schema that our schema uses. */
interface Schema {
  type?: string;
  description?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  enum?: string[];
  enumDescriptions?: string[];
  anyOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  definitions?: Record<string, Schema>;
}

interface Choice {
  text: string;
  description: string;
}

/** The context of a position: a table, and the value of a key or the beginning of a key. */
interface Place {
  table: string | undefined;
  key: string | undefined;
  value: boolean;
}

const FILES: vscode.DocumentSelector = [{ pattern: "**/nianbao.toml" }, { pattern: "**/.nianbao.toml" }];
const HEADER = /^\s*\[\[?\s*("[^"]*"|[\w-]+)/;
const KEY = /^\s*("[^"]*"|[\w-]+)\s*=/;
const STRINGS = /"[^"]*"?|#.*/g;
declare const SCHEMA: string; // put in by the build
const whole = JSON.parse(SCHEMA) as Schema;

/** Register completion and explanations for configurations. */
export function helpWithConfiguration(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(FILES, { provideCompletionItems: complete }, '"'),
    vscode.languages.registerHoverProvider(FILES, { provideHover: explain }),
  );
}

function complete(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
  const before = document.lineAt(position.line).text.slice(0, position.character);
  const place = placeOf(document, position);
  const typed = /[\w-]*$/.exec(before)?.[0] ?? "";
  const range = new vscode.Range(position.translate(0, -typed.length), position);
  const item = (choice: Choice, kind: vscode.CompletionItemKind): vscode.CompletionItem => {
    const made = new vscode.CompletionItem({ label: choice.text, description: choice.description.split("\n")[0] ?? "" }, kind);
    made.documentation = paragraphs(choice.description);
    made.range = range;
    return made;
  };
  if (place.value) {
    return within(before) ? valuesOf(place).map((choice) => item(choice, vscode.CompletionItemKind.EnumMember)) : [];
  }
  return /^\s*[\w-]*$/.test(before) ? keysOf(place).map((choice) => item(choice, vscode.CompletionItemKind.Property)) : [];
}

function explain(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
  const range = document.getWordRangeAtPosition(position, /[\w-]+/);
  if (!range) return undefined;
  const place = placeOf(document, range.end);
  const word = document.getText(range);
  const choices = place.value ? valuesOf(place) : [...keysOf(place), ...keysOf({ ...place, table: undefined })]; // a header names a key of the whole
  const found = choices.find((choice) => choice.text === word);
  return found && new vscode.Hover(paragraphs(found.description), range);
}

function paragraphs(description: string): vscode.MarkdownString {
  return new vscode.MarkdownString(description.replaceAll("\n", "\n\n"));
}

/** Whether the end of a line is inside a string. */
function within(line: string): boolean {
  return line.split('"').length % 2 === 0;
}

function placeOf(document: vscode.TextDocument, position: vscode.Position): Place {
  const lines = Array.from({ length: position.line + 1 }, (_, line) => document.lineAt(line).text);
  lines[position.line] = lines[position.line]?.slice(0, position.character) ?? "";
  let table: string | undefined;
  let key: string | undefined;
  let open = 0; // brackets of the value
  for (const line of lines) {
    const rest = line.replace(STRINGS, '""');
    const header = open > 0 ? undefined : HEADER.exec(line)?.[1];
    const assigned = open > 0 ? undefined : KEY.exec(line)?.[1];
    if (header !== undefined) table = unquoted(header);
    if (header !== undefined || open === 0) key = assigned === undefined ? undefined : unquoted(assigned);
    if (header === undefined) open += rest.split("[").length - rest.split("]").length;
  }
  return { table, key, value: key !== undefined };
}

function unquoted(name: string): string {
  return name.replaceAll('"', "");
}

/** The schema of a table, or of the whole file if no name is given. */
function tableOf(name: string | undefined): Schema {
  const found = name === undefined ? whole : whole.properties?.[name];
  return found?.items ?? found ?? {};
}

function keysOf({ table }: Place): Choice[] {
  const schema = tableOf(table);
  const named = Object.entries(schema.properties ?? {}).map(([text, { description }]) => ({ text, description: description ?? "" }));
  return [...named, ...choicesOf(schema.propertyNames)];
}

function valuesOf({ table, key }: Place): Choice[] {
  const schema = tableOf(table);
  const others = typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  return choicesOf((key === undefined ? undefined : schema.properties?.[key]) ?? others);
}

/** All texts that a schema allows, with their meanings. */
function choicesOf(schema: Schema | undefined): Choice[] {
  if (!schema) return [];
  if (schema.$ref) return choicesOf(whole.definitions?.[schema.$ref.replace("#/definitions/", "")]);
  const own = (schema.enum ?? []).map((text, index) => ({ text, description: schema.enumDescriptions?.[index] ?? "" }));
  const inner = [...(schema.anyOf ?? []), ...(schema.allOf ?? []), ...(schema.items ? [schema.items] : [])].flatMap(choicesOf);
  return [...new Map([...own, ...inner].map((choice) => [choice.text, choice])).values()];
}
