import type { HttpEvent } from './http-event.ts';

/** The path of a call. API Gateway puts the name of a stage before it, except for the default stage. */
export function pathOf({ rawPath, requestContext: { stage } }: HttpEvent): string {
  const prefix = `/${stage}/`;
  return stage !== '$default' && rawPath.startsWith(prefix) ? rawPath.slice(prefix.length - 1) : rawPath;
}
