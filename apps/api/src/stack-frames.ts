/** Picks the stack frames behind the message of an error: a text quoted in the message may itself look like a frame. */
export function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message);
  const frames = at === -1 ? '' : stack.slice(at + message.length);
  return frames.split('\n').filter((line) => line.startsWith('    at '));
}
