/** A file that somebody is going to bring, as he announced it. */
export interface AnnouncedFile {
  /** Its place in the work bucket. */
  readonly key: string;
  /** As in `video/mp4`. */
  readonly mediaType: string;
  readonly totalBytes: number;
}

/** Where a file is to be put, by one PUT. */
export interface UploadAddress {
  /** Whoever knows it may put the file there. */
  readonly url: string;
  /** What the call must carry, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAtEpochMs: number;
}

/** Makes addresses in the work bucket for files that are too large for a call. */
export interface UploadAddresses {
  /** Takes that file and no other: another length or type is refused where it is put. */
  open(file: AnnouncedFile): Promise<UploadAddress>;
}
