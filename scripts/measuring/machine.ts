import { cpus, totalmem } from 'node:os';

/** Describes the machine in a few words. */
export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() || process.arch}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
