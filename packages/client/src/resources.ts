/** The table of all resources without the client, for a program that shows them all alike. */

export { resources } from './generated/resources.ts';
export type * from './resource.ts';
