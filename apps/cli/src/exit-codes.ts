export const exitCodes = {
  done: { code: 0, means: 'done' },
  refused: { code: 1, means: 'the server refused it, or what was verified, tested or waited for has failed' },
  usage: { code: 2, means: 'the command cannot be run as it was given' },
  unreachable: { code: 3, means: 'the server cannot be reached, or the fault is its own (5xx)' },
  notFound: { code: 4, means: 'not there, or not for the key to see' },
  notStarted: { code: 126, means: 'berth run: the program cannot be started' },
  noProgram: { code: 127, means: 'berth run: there is no such program' },
  interrupted: { code: 130, means: 'ended by Ctrl-C' },
} as const;
