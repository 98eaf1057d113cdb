import {
  CHARACTERS_RESERVED_PER_MEDIA,
  MAX_MEDIA_PER_UPLOAD,
  PHOTO_SIZE_LIMIT_BYTES,
  T_CO_LENGTH,
} from '../domain/x-limits.ts';
import { nonUserNames } from '../triggers/v1-bridge/non-user-names.ts';
import type { BridgeEndpoint } from './bridge-endpoint.ts';

/** Values of the last documentation (2019). */
const body = {
  characters_reserved_per_media: CHARACTERS_RESERVED_PER_MEDIA,
  dm_text_character_limit: 10_000,
  max_media_per_upload: MAX_MEDIA_PER_UPLOAD,
  photo_size_limit: PHOTO_SIZE_LIMIT_BYTES,
  photo_sizes: {
    large: { h: 2048, resize: 'fit', w: 1024 },
    medium: { h: 1200, resize: 'fit', w: 600 },
    small: { h: 480, resize: 'fit', w: 340 },
    thumb: { h: 150, resize: 'crop', w: 150 },
  },
  short_url_length: T_CO_LENGTH,
  short_url_length_https: T_CO_LENGTH,
  non_username_paths: nonUserNames,
};

/** GET help/configuration: the numbers that `update_with_media` obeys. X retired it in 2021; X is not asked. */
export const configuration: BridgeEndpoint = async () => ({ status: 200, body });
