import { escapeHtml } from './escape-html.ts';
import type { OpenApiDocument } from './openapi-document.ts';
import { pageStyle } from './page-style.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
}

type Content = Readonly<Record<string, { readonly schema: object; readonly example?: unknown }>>;

/** The document as a page to read: of one piece, without scripts, nothing loaded from anywhere. */
export function documentPage(document: OpenApiDocument): string {
  const { info, paths, components } = document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationPart(method, path, operation)),
  );
  const schemas = Object.entries(components.schemas).map(([name, schema]) => schemaPart(name, schema));
  const signs = Object.entries(components.securitySchemes).map(([name, { description }]) => [name, description]);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(info.title)} API</title>
<style>${pageStyle}</style></head>
<body><main>
<h1>${escapeHtml(info.title)} API <small>${escapeHtml(info.version)}</small></h1>
<p>${escapeHtml(info.summary)} For programs: <a href="openapi.json">openapi.json</a>.</p>
${operations.join('\n')}
<h2>Who may call</h2>
${table(['scheme', 'means'], signs)}
<h2>Schemas</h2>
${schemas.join('\n')}
</main></body></html>
`;
}

function operationPart(method: string, path: string, operation: Operation): string {
  const { operationId, summary, description = '', parameters = [], requestBody, responses } = operation;
  const answers = Object.entries(responses).map(([status, answer]) => [
    status,
    answer.description,
    typesIn(answer.content),
  ]);
  const given = parameters.map(({ name, in: place, required = false, description = '' }) => [
    name,
    `${place}${required ? ', needed' : ''}`,
    description,
  ]);
  const example = Object.values(requestBody?.content ?? {}).find((one) => one.example !== undefined)?.example;
  return [
    `<section id="${escapeHtml(operationId)}"><h2>${escapeHtml(summary)}</h2>`,
    `<p class="call"><b>${method.toUpperCase()}</b> <code>${escapeHtml(path)}</code></p>`,
    description === '' ? '' : `<p>${prose(description)}</p>`,
    signedBy(operation.security),
    given.length === 0 ? '' : table(['parameter', 'in', 'means'], given),
    requestBody === undefined ? '' : `<p>Body: ${prose(typesIn(requestBody.content))}</p>`,
    example === undefined ? '' : `<pre>${escapeHtml(JSON.stringify(example, null, 2))}</pre>`,
    table(['status', 'means', 'body'], answers),
    '</section>',
  ].join('\n');
}

function signedBy(security: readonly object[]): string {
  const names = security.flatMap((one) => Object.keys(one));
  return names.length === 0
    ? ''
    : `<p>Proof: ${names.map((name) => `<code>${escapeHtml(name)}</code>`).join(', ')}</p>`;
}

/** Each content type with the names of its schemas, in the prose of the document. */
function typesIn(content: Content = {}): string {
  return Object.entries(content)
    .map(([type, { schema }]) => {
      const names = [...JSON.stringify(schema).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
      return names.length === 0 ? `\`${type}\`` : `\`${type}\`: ${names.join(' or ')}`;
    })
    .join('; ');
}

function schemaPart(name: string, schema: object): string {
  const text = JSON.stringify(schema, null, 2);
  return `<details id="${escapeHtml(name)}"><summary>${escapeHtml(name)}</summary><pre>${escapeHtml(text)}</pre></details>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, texts: readonly string[]) =>
    texts.map((text) => `<${tag}>${prose(text)}</${tag}>`).join('');
  const body = rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('\n');
  return `<div class="wide"><table><thead><tr>${cells('th', head)}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

/** Backticks become code. */
function prose(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}
