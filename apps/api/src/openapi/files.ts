import { join } from 'node:path';

/** The directory of the faces' documents, reached by the same path from src/ and from dist/. */
export const DOCUMENTS = join(import.meta.dirname, '../../openapi');
