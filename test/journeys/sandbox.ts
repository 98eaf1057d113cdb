import { startProgram } from './processes.ts';

/** A post as the sandbox lists it, in X's old words. */
export interface ShownPost {
  readonly id_str: string;
  readonly text: string;
  readonly in_reply_to_status_id_str: string | null;
  readonly user: { readonly screen_name: string };
  readonly ext_alt_text?: string;
  readonly extended_entities?: {
    readonly media: readonly { readonly id_str: string; readonly ext_alt_text?: string | null }[];
  };
}

/** The X sandbox in a process of its own, and its control plane. */
export interface Sandbox {
  readonly url: string;
  readonly posts: () => Promise<readonly ShownPost[]>;
  readonly media: (id: string) => Promise<Buffer>;
  readonly set: (settings: object) => Promise<void>;
  /** Sets a fault under this id; `acted` then tells how many calls it met. */
  readonly fault: (id: string, match: object, action: object) => Promise<void>;
  readonly acted: (id: string) => Promise<number>;
  readonly endFault: (id: string) => Promise<void>;
}

export async function startSandbox(...args: readonly string[]): Promise<Sandbox> {
  const { ready } = await startProgram('sandbox/main.ts', ['--port', '0', '--json', ...args]);
  const { url } = ready as { url: string };
  const ask = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/_sandbox/${path}`, { ...init, signal: AbortSignal.timeout(15_000) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  return {
    url,
    posts: async () => (await ask<{ posts: readonly ShownPost[] }>('GET', 'posts?count=200')).posts,
    media: async (id) => Buffer.from(await (await fetch(`${url}/_sandbox/media/${id}`)).arrayBuffer()),
    set: async (settings) => void (await ask('PUT', 'settings', settings)),
    fault: async (id, match, action) => void (await ask('POST', 'faults', { id, match, action })),
    acted: async (id) => {
      const { faults } = await ask<{ faults: readonly { id: string; acted: number }[] }>('GET', 'faults');
      return faults.find((fault) => fault.id === id)?.acted ?? 0;
    },
    endFault: async (id) => void (await ask('DELETE', `faults/${id}`)),
  };
}
