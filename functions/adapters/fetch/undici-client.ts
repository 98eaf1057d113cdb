// Loaded late, and by this name: imported late itself, the library has its default export alone in a bundle.
export { buildConnector, Client } from 'undici';
