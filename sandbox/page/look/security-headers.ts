/** Headers of every page: nothing runs or loads but what we serve, and no other site may frame it. */
export function pageHeaders(alsoMediaFrom: readonly string[] = []): Readonly<Record<string, string>> {
  const media = ["'self'", ...alsoMediaFrom].join(' ');
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${media}`,
    `media-src ${media}`,
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // Nothing for other sites; but with no-referrer a browser sends `Origin: null` with our own forms, too.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
  };
}

/** Headers for bytes that strangers made: even opened by themselves they run nothing and load nothing. */
export function foreignBytesHeaders(contentType: string): Readonly<Record<string, string>> {
  return {
    'content-type': contentType,
    'content-security-policy': "sandbox; default-src 'none'",
    'content-disposition': 'inline',
    'cross-origin-resource-policy': 'same-site',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
