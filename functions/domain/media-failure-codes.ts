import type { FailureCode } from './failure-code.ts';

/** The codes of what is wrong with a picture or video, or with the way to it. */
export const mediaFailureCodes: Readonly<Record<string, FailureCode>> = {
  MEDIA_EMPTY: { means: 'a file without bytes', again: 'never', advice: 'Copy it again.' },
  MEDIA_TYPE: {
    means: 'the bytes are nothing that X shows',
    again: 'never',
    advice: 'Send JPEG, PNG, GIF, WEBP, MP4 or MOV.',
  },
  MEDIA_TYPE_HEIC: { means: "an iPhone's own format", again: 'never', advice: 'Export it as JPEG.' },
  MEDIA_CORRUPT: { means: 'the file is cut short', again: 'never', advice: 'Copy or export it again.' },
  MEDIA_TOO_LARGE: { means: 'more bytes than X takes', again: 'never', advice: 'Make it smaller.' },
  MEDIA_PIXELS: { means: 'sides X does not take', again: 'never', advice: 'Scale it to 4 to 8,192 pixels a side.' },
  MEDIA_MIX: { means: 'media that X shows not together', again: 'never', advice: '4 pictures, or 1 GIF, or 1 video.' },
  MEDIA_MOVES: {
    means: 'a WEBP that moves, of which X would keep one picture',
    again: 'never',
    advice: 'Send it as GIF or MP4.',
  },
  MEDIA_CRASHES: {
    means: 'the picture is more than the memory or the time of the publisher holds',
    again: 'never',
    advice: 'Export a smaller picture.',
  },
  FITTER_MISSING: {
    means: 'the picture is beyond X’s limits, and sharp, which makes it fit, is not installed',
    again: 'never',
    advice: 'Make it smaller, or install sharp and `redrive`.',
  },
  GIF_LIMITS: {
    means: 'an animated GIF beyond X’s limits',
    again: 'never',
    advice: 'Fewer frames, or a smaller picture.',
  },
  VIDEO_LIMITS: { means: 'a video too short or too long', again: 'never', advice: '0.5 to 140 seconds.' },
  MEDIA_PROCESSING_STUCK: {
    means: 'X did not finish with a video within an hour',
    again: 'never',
    advice: 'Export it again, or send it later with `redrive`.',
  },
  URL_BLOCKED: {
    means: 'an address of a medium that is not on the public internet, or not to be asked',
    again: 'never',
    advice: 'Send a public `https` address, or name its host in `allowPrivateHosts`.',
  },
  FETCH_STATUS: {
    means: 'the server of a medium does not give it',
    again: 'never',
    advice: 'Open the address yourself; then `redrive`.',
  },
  FETCH_ENCODING: {
    means: 'the server of a medium sends it compressed, unasked',
    again: 'never',
    advice: 'Have it sent as it is: pictures are compressed already.',
  },
  FETCH_UNAVAILABLE: {
    means: 'the server of a medium is down, busy or not to be reached',
    again: 'by itself',
    advice: 'Nothing to do for two hours; then it fails, and `redrive` asks again.',
  },
  FETCH_TIMEOUT: {
    means: 'the server of a medium is too slow',
    again: 'by itself',
    advice: 'As for `FETCH_UNAVAILABLE`; drop large files in the bucket.',
  },
};
