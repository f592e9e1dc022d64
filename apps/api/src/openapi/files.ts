import { join } from 'node:path';

/** Where the documents of the faces are kept: the same path from src/ and from dist/. */
export const DOCUMENTS = join(import.meta.dirname, '../../openapi');
