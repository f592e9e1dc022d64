import type { Context } from 'hono';

/** Reads the query parameters, for a face that uses plain names. */
export const searchOf = (c: Context): URLSearchParams => new URL(c.req.url).searchParams;
