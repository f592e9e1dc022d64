import { setFlagsFromString } from 'node:v8';

/*
 * Set before most of the server is loaded. V8 lets the heap grow to a multiple of what is alive before it collects the
 * rest, so a long report or a busy server would keep several times the memory that it needs. With this limit the heap
 * grows by a half. A smaller one saves little memory and costs more collections.
 */
setFlagsFromString('--heap-growing-percent=50');
