import { readdirSync } from 'node:fs';
import { memoryOf } from '../measuring/memory.ts';

/** Resident memory of a process in MB. */
export const residentMb = (pid: number | undefined): number => Math.round(memoryOf(pid).now / 2 ** 20);

/** The most resident memory that a process has had, in MB. */
export const peakMb = (pid: number | undefined): number => Math.round(memoryOf(pid).peak / 2 ** 20);

/** The number of open files and sockets of a process. */
export const handlesOf = (pid: number | undefined): number => readdirSync(`/proc/${pid}/fd`).length;

/** A percentile, rounded. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0);
}

/** The slope of the line that fits values at equal distances best (least squares), for the whole series. */
export function growthOf(values: readonly number[]): number {
  const mean = (numbers: readonly number[]) =>
    numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const middle = (values.length - 1) / 2;
  const average = mean(values);
  const products = values.map((value, index) => (index - middle) * (value - average));
  const squares = values.map((_, index) => (index - middle) ** 2);
  return (mean(products) / mean(squares)) * (values.length - 1);
}
