/** Where a picture was taken, degrees. */
export interface Place {
  readonly lat: number;
  readonly long: number;
}

/** What the camera wrote into the head of a picture; null where it wrote nothing, or nothing that can be. */
export async function parsePlace(head: Uint8Array): Promise<Place | null> {
  // Loaded by those who need it: most drops do not.
  const { default: reader } = await import('exifreader');
  try {
    const { gps } = reader.load(Uint8Array.from(head).buffer, { expanded: true, async: false });
    const { Latitude: lat, Longitude: long } = gps ?? {};
    return lat !== undefined && long !== undefined && isOnEarth(lat, long) ? { lat, long } : null;
  } catch {
    return null;
  }
}

/** Cameras that know no place write zeros. */
function isOnEarth(lat: number, long: number): boolean {
  return Math.abs(lat) <= 90 && Math.abs(long) <= 180 && (lat !== 0 || long !== 0);
}
