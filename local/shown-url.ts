/** Where a person sees the post: on X, or on the timeline of what plays X here. */
export function shownUrl(url: string, xApiUrl: string | undefined): string {
  return xApiUrl === undefined ? url : url.replace('https://x.com', xApiUrl);
}
