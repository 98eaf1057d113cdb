/**
 * What the runtime client does in C++, by node:http: the three calls of Lambda's runtime API. Its own needs a compiler
 * and two minutes to install.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html (read 2026-11)
 */
const base = `http://${process.env['AWS_LAMBDA_RUNTIME_API'] ?? ''}/2018-06-01/runtime/invocation`;

let told: Promise<unknown> = Promise.resolve();

export async function next(): Promise<{ bodyJson: string; headers: Record<string, string> }> {
  // The runtime hands over an answer and asks for the next event at once.
  await told;
  const response = await fetch(`${base}/next`);
  return { bodyJson: await response.text(), headers: Object.fromEntries(response.headers) };
}

export function done(id: string, body: string): void {
  told = fetch(`${base}/${id}/response`, { method: 'POST', body });
}

export function error(id: string, body: string): void {
  told = fetch(`${base}/${id}/error`, { method: 'POST', body });
}
