export const exitCodes = {
  done: { code: 0, means: 'done' },
  refused: { code: 1, means: 'the server refused it, or a verification, test or awaited job has failed' },
  usage: { code: 2, means: 'the command cannot be run as it was given' },
  breaks: { code: 2, means: 'berth upgrade: something breaks, or may break' },
  unreachable: { code: 3, means: 'the server cannot be reached, or answered 5xx' },
  notFound: { code: 4, means: 'not found, or not visible to the key' },
  usageOfUpgrade: { code: 64, means: 'berth upgrade: the command cannot be run as it was given' },
  notStarted: { code: 126, means: 'berth run: the program cannot be started' },
  noProgram: { code: 127, means: 'berth run: there is no such program' },
  interrupted: { code: 130, means: 'ended by Ctrl-C' },
} as const;
