const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A date as v1.1 writes it, as in `Fri Sep 07 22:46:18 +0000 2012`. */
export function xDate(epochMs: number): string {
  const date = new Date(epochMs);
  const day = `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${pad(date.getUTCDate())}`;
  const time = `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`;
  return `${day} ${time} +0000 ${date.getUTCFullYear()}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
