/** Where what is posted is moved to, by routes that say so. */
export const POSTED_FOLDER = 'posted/';
/** After the whole key of what could not be posted. */
export const NOTE_ENDING = '.failed.txt';
