/** The tables of all operations without the client, for a program such as a command line. */

export { descriptions } from './generated/descriptions.ts';
export { operations } from './generated/operations.ts';
export type {
  MemberDescription,
  Operation,
  OperationDescription,
  OptionDescription,
  ValueKind,
} from './operation.ts';
