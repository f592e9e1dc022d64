/** The master key and the first API key of the servers of the bench. */
export const MASTER_KEY = Buffer.alloc(32, 7);
export const KEY = 'a-key-that-opens-nothing-but-this-benchmark';
