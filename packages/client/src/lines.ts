/**
 * The objects of a body of JSON lines, each as soon as it is there. Ending early ends the request.
 * @throws the reason of the signal.
 */
export async function* linesOf(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<unknown> {
  // A reader, since not every browser can iterate a stream
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const cancel = () => reader.cancel().catch(() => {}); // of a stream that broke there is nothing to cancel
  signal?.addEventListener('abort', cancel, { once: true });
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal?.throwIfAborted();
      const lines = (rest + decoder.decode(value, { stream: !done })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line);
      if (!done) continue;
      if (rest !== '') yield JSON.parse(rest);
      return;
    }
  } finally {
    signal?.removeEventListener('abort', cancel);
    await cancel();
  }
}
