/** Where the file of that upload lies in the work bucket: a webhook reaches what was announced to it, and nothing else. */
export function uploadKey(webhook: string, uploadId: string): string {
  return `uploads/${webhook}/${uploadId}`;
}
