import { join } from 'node:path';

/** The directory of the faces' documents. */
export const DOCUMENTS = join(import.meta.dirname, '../../openapi');
