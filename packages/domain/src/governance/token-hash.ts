import { hash } from 'node:crypto';

/** What a token is found by, in hexadecimal. It is all of it that is stored. */
export const hashToken = (token: string): string => hash('sha256', token);
