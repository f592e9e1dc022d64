/**
 * Yields the objects of a body of JSON lines, each as soon as it arrives. Leaving the loop early ends the request.
 * @throws the reason of the signal.
 */
export async function* linesOf(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<unknown> {
  // A reader, because some browsers cannot iterate a stream
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const cancel = () => reader.cancel().catch(() => {}); // a broken stream cannot be cancelled
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
