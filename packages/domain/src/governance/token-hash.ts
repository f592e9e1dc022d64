import { hash } from 'node:crypto';

/** Hashes a token, in hexadecimal. The database finds a token by its hash and stores nothing else of it. */
export const hashToken = (token: string): string => hash('sha256', token);
