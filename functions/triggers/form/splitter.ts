// Loaded by those who need it, and by this name: imported late itself, the library has its default export alone in a
// bundle.
export { Dicer } from '@fastify/busboy';
