/** A moment as v1.1 writes it: `Fri Sep 07 22:46:18 +0000 2012`. */
export function xDate(epochMs: number): string {
  // `Fri, 07 Sep 2012 22:46:18 GMT`
  const [weekday = '', day = '', month = '', year = '', time = ''] = new Date(epochMs).toUTCString().split(' ');
  return `${weekday.slice(0, 3)} ${month} ${day} ${time} +0000 ${year}`;
}
