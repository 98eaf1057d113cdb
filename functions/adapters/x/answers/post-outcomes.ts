import { media, type Outcome, refused, type Verdict } from './outcome.ts';

const duplicate: Verdict = { error: 'DuplicateRefusedError', code: 'DUPLICATE' };
const mediaId: Verdict = { error: 'MediaIdRefusedError', code: 'X_MEDIA_INVALID' };

const changeText = 'The account posted the same text a short while ago: change it, or post it later.';
const uploadAgain = 'Nothing to do: the same bytes are uploaded again, once.';
const noReply = 'The post it answers is gone, not visible, or takes no replies from this account.';
const smaller = 'Make the file smaller: 5 MB for a photo, 15 MB for a GIF, 512 MB for a video.';

/** What X says about this post: others of the account may pass. */
export const postOutcomes: readonly Outcome[] = [
  // The text.
  {
    codes: [187],
    verdict: duplicate,
    advice: changeText,
  },
  {
    says: /duplicate content|status is a duplicate/i,
    verdict: duplicate,
    advice: changeText,
  },
  { codes: [186], verdict: refused('TEXT_TOO_LONG'), advice: 'Shorten the text; links count 23, an emoji counts 2.' },
  { codes: [170], verdict: refused('TEXT_EMPTY'), advice: 'Give the post a text.' },
  { codes: [188], verdict: refused('LINK_REFUSED'), advice: 'X takes a link in the text for malware: remove it.' },
  { codes: [407], verdict: refused('LINK_REFUSED'), advice: 'Correct the link in the text.' },
  { says: /contains an invalid URL/i, verdict: refused('LINK_REFUSED'), advice: 'Correct the link in the text.' },
  { says: /cashtag/i, verdict: refused('CASHTAGS'), advice: 'X allows one $CASHTAG a post: remove the others.' },
  {
    codes: [151],
    verdict: refused('DIRECT_MESSAGE'),
    advice: 'The text reads like a direct message command ("D name"): change how it begins.',
  },
  // What it refers to.
  {
    codes: [385, 433, 421, 422, 425, 179, 144],
    verdict: refused('REPLY_TARGET'),
    advice: noReply,
  },
  {
    says: /attempted to reply to/i,
    verdict: refused('REPLY_TARGET'),
    advice: noReply,
  },
  {
    says: /reply to this conversation is not allowed/i,
    verdict: refused('REPLY_TARGET'),
    advice: 'X lets an app reply only where the author mentioned or quoted this account.',
  },
  {
    codes: [44],
    says: /attachment_url/i,
    verdict: refused('ATTACHMENT_URL'),
    advice: 'Give the permalink of a post, as in https://x.com/name/status/1, or a direct message link.',
  },
  {
    codes: [3],
    verdict: refused('COORDINATES'),
    advice: 'Give a latitude from -90 to 90 and a longitude from -180 to 180.',
  },
  { problems: ['resource-not-found'], verdict: refused('NOT_FOUND'), advice: 'What the post refers to is not on X.' },
  // Media.
  {
    codes: [324],
    says: /dimensions/i,
    verdict: media('MEDIA_PIXELS'),
    advice: 'A picture must have 4 to 8192 pixels on each side.',
  },
  { codes: [324, 325], verdict: mediaId, advice: uploadAgain },
  { codes: [44], says: /media_ids?/i, verdict: mediaId, advice: uploadAgain },
  { says: /media ids are invalid/i, verdict: mediaId, advice: uploadAgain },
  { says: /invalid media_id/i, verdict: mediaId, advice: uploadAgain },
  { statuses: [404], steps: ['upload', 'describe'], verdict: mediaId, advice: uploadAgain },
  {
    codes: [323, 386],
    verdict: media('MEDIA_MIX'),
    advice: 'A post takes 4 photos, or 1 GIF, or 1 video, and no quoted post beside them.',
  },
  {
    codes: [193],
    verdict: media('MEDIA_TOO_LARGE'),
    advice: smaller,
  },
  {
    statuses: [413],
    verdict: media('MEDIA_TOO_LARGE'),
    advice: smaller,
  },
  {
    says: /file size exceeds/i,
    verdict: media('MEDIA_TOO_LARGE'),
    advice: smaller,
  },
  { codes: [189, 195], verdict: media('MEDIA_TYPE'), advice: 'Give a JPEG, PNG or GIF of at most 3 MB.' },
  {
    says: /media type unrecognized/i,
    verdict: media('MEDIA_TYPE'),
    advice: 'Give a JPEG, PNG, WEBP or GIF picture, or an MP4 or MOV video.',
  },
  { says: /video longer than/i, verdict: media('MEDIA_VIDEO'), advice: 'Shorten the video to 140 seconds.' },
  { says: /do not add up/i, steps: ['upload'], verdict: mediaId, advice: uploadAgain },
];
