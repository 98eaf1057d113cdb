const SHOWN = 26;

/** A link as people see it: no scheme, no `www.`, shortened as X does. */
export function displayUrl(url: string): string {
  const bare = url
    .replace(/^https?:\/\//i, '')
    .replace(/^www\./i, '')
    .replace(/\/$/, '');
  return bare.length > SHOWN ? `${bare.slice(0, SHOWN)}…` : bare;
}

/** The address behind a link, which may be written without a scheme. */
export function expandedUrl(url: string): string {
  return /^https?:\/\//i.test(url) ? url : `http://${url}`;
}
