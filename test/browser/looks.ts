const phone = { viewport: { width: 390, height: 844 } };
const desktop = { viewport: { width: 1280, height: 900 } };

/** The four ways every page has to look right. */
export const looks = [
  { look: 'light on a desk', options: { ...desktop, colorScheme: 'light' } },
  { look: 'dark on a desk', options: { ...desktop, colorScheme: 'dark' } },
  { look: 'light on a phone', options: { ...phone, colorScheme: 'light' } },
  { look: 'dark on a phone', options: { ...phone, colorScheme: 'dark' } },
] as const;
