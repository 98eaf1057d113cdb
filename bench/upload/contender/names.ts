/** Who takes part. The two `checked` ones ask and inspect the object first, as Pigeonpost does before it posts. */
export const contenderNames = ['tav-v1', 'tav-v2', 'ours-v1', 'ours-v2', 'checked-v1', 'checked-v2'] as const;
export type ContenderName = (typeof contenderNames)[number];

export const contenderTitles: Readonly<Record<ContenderName, string>> = {
  'tav-v1': 'twitter-api-v2, v1.1',
  'tav-v2': 'twitter-api-v2, v2',
  'ours-v1': 'Pigeonpost, v1.1',
  'ours-v2': 'Pigeonpost, v2',
  'checked-v1': 'Pigeonpost, v1.1, with its checks',
  'checked-v2': 'Pigeonpost, v2, with its checks',
};

/** Whom each of ours is held against: the peer that speaks the same version of X's API. */
export const peers: Partial<Readonly<Record<ContenderName, ContenderName>>> = {
  'ours-v1': 'tav-v1',
  'ours-v2': 'tav-v2',
  'checked-v1': 'tav-v1',
  'checked-v2': 'tav-v2',
};
