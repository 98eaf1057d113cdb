export interface Place {
  readonly id: string;
  readonly name: string;
  readonly fullName: string;
  readonly type: 'neighborhood' | 'city' | 'country';
  readonly countryCode: string;
  readonly country: string;
  /** West, south, east, north in degrees. */
  readonly box: readonly [number, number, number, number];
}

const US = { countryCode: 'US', country: 'United States' };

/** Places the sandbox knows; the first is the one X's documents use as their example. */
export const places: readonly Place[] = [
  {
    id: 'df51dec6f4ee2b2c',
    name: 'Presidio',
    fullName: 'Presidio, San Francisco',
    type: 'neighborhood',
    ...US,
    box: [-122.486, 37.786, -122.446, 37.811],
  },
  {
    id: '5a110d312052166f',
    name: 'San Francisco',
    fullName: 'San Francisco, CA',
    type: 'city',
    ...US,
    box: [-122.515, 37.708, -122.357, 37.833],
  },
  {
    id: '01a9a39529b27f36',
    name: 'Manhattan',
    fullName: 'Manhattan, NY',
    type: 'city',
    ...US,
    box: [-74.027, 40.683, -73.91, 40.878],
  },
  {
    id: '3078869807f9dd36',
    name: 'Berlin',
    fullName: 'Berlin, Germany',
    type: 'city',
    countryCode: 'DE',
    country: 'Germany',
    box: [13.088, 52.338, 13.761, 52.675],
  },
  {
    id: '65b23b0045f450f6',
    name: 'London',
    fullName: 'London, England',
    type: 'city',
    countryCode: 'GB',
    country: 'United Kingdom',
    box: [-0.187, 51.483, -0.109, 51.516],
  },
  {
    id: 'b850c1bfd38f30e0',
    name: 'India',
    fullName: 'India',
    type: 'country',
    countryCode: 'IN',
    country: 'India',
    box: [68.1, 6.55, 97.42, 35.67],
  },
];

export function findPlace(id: string): Place | undefined {
  return places.find((place) => place.id === id);
}

/** The v1.1 Place object. */
export function renderPlace(place: Place): Readonly<Record<string, unknown>> {
  const [west, south, east, north] = place.box;
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  return {
    id: place.id,
    url: `https://api.twitter.com/1.1/geo/id/${place.id}.json`,
    place_type: place.type,
    name: place.name,
    full_name: place.fullName,
    country_code: place.countryCode,
    country: place.country,
    contained_within: [],
    bounding_box: { type: 'Polygon', coordinates: [ring] },
    attributes: {},
  };
}
