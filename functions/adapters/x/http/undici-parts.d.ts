// The index of undici loads web sockets, caches and mocks as well, which doubles what a cold start pays for it
// (measured with 8.12.4: 86 against 38 ms of CPU). The package exports its files; the version is pinned.
declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';
  export default Pool;
}

declare module 'undici/lib/core/connect.js' {
  import { buildConnector } from 'undici';
  export default buildConnector;
}
