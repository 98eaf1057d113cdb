import type { OpenedMinistack } from './open-ministack.ts';

const PATH = '2015-03-31/functions';

/** The names of all functions. */
export async function listFunctions({ url }: OpenedMinistack): Promise<readonly string[]> {
  const answer = await fetch(`${url}/${PATH}/`, { signal: AbortSignal.timeout(15_000) });
  const { Functions } = (await answer.json()) as { readonly Functions: readonly { readonly FunctionName: string }[] };
  return Functions.map(({ FunctionName }) => FunctionName);
}

/** What the function answered; with `functionError` when it did not. */
export async function invokeFunction(
  { url }: OpenedMinistack,
  name: string,
  event: unknown,
): Promise<{ readonly answer: unknown; readonly functionError?: string }> {
  const answer = await fetch(`${url}/${PATH}/${name}/invocations`, {
    method: 'POST',
    body: JSON.stringify(event),
    signal: AbortSignal.timeout(60_000),
  });
  const functionError = answer.headers.get('x-amz-function-error');
  return { answer: await answer.json(), ...(functionError === null ? {} : { functionError }) };
}
