/**
 * The objects of a body of JSON lines, each as soon as it is there.
 * @param {ReadableStream<Uint8Array>} body
 */
export async function* linesOf(body) {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line);
  }
}
