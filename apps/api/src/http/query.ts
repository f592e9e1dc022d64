import type { Context } from 'hono';

/** The parameters of the query, for a face that reads plain names. */
export const searchOf = (c: Context): URLSearchParams => new URL(c.req.url).searchParams;
